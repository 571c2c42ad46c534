"""The id of a source: one for a name wherever it stands, one an article for whoever has none."""

from __future__ import annotations

from hashlib import blake2b

from analysis.language.kinds import name_side
from analysis.language.names import canonical_text, fold, parse_person, strip_possessive
from analysis.language.nouns import sides
from analysis.language.speakers import Speaker

LONGEST_SLUG = 80


def source_id(speaker: Speaker, article_id: str) -> str:
    """The id of a source: the same in every article for a full name, the article's own for a partial or missing one.

    Args:
        speaker: who it is, as its article tells.
        article_id: the article.

    Returns:
        Kind and folded name; '@' and the article behind them where the name alone does not say who it is.

    Example:
        >>> source_id(Speaker("Ada Bell", "person", False, None, None, (), True), "a1")
        'person:ada-bell'
        >>> source_id(Speaker("senior official", "unnamed", True, None, None, (), False), "a1")
        'unnamed:senior-official@a1'
    """
    name = canonical_text(speaker.name)
    if speaker.kind == "government" and speaker.complete:
        name = _government(name, speaker.side)
    if speaker.kind == "person":
        parsed = parse_person(name)
        words = [*parsed.words, parsed.suffix]
    else:
        words = [fold(word) for word in name.split()]
    slug = "-".join(word for word in words if word)
    if not slug or len(slug) > LONGEST_SLUG:
        slug = f"{slug[:LONGEST_SLUG]}-{blake2b(speaker.name.encode('utf8', 'replace'), digest_size=6).hexdigest()}"
    return f"{speaker.kind}:{slug}" if speaker.complete else f"{speaker.kind}:{slug}@{article_id}"


def _government(name: str, side: str | None) -> str:
    """One name for a country however it is called, and for "Russia's" and "the Russian Foreign Ministry"."""
    known, sort = sides().get(name, ("", ""))
    if sort == "country":
        return known
    words = name.split()
    bare = [word for word in words if sides().get(strip_possessive(word), ("", ""))[0] != side]
    own = side is not None and (len(bare) < len(words) or name_side(name) is None)
    return f"{side} {' '.join(bare)}" if own and bare else name
