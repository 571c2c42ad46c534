"""The ids of sources and entities: one for a name wherever it stands, one an article for whoever has none."""

from __future__ import annotations

from hashlib import blake2b

from analysis.language.entities import Entity
from analysis.language.kinds import name_side
from analysis.language.labels import PLACES, PLAIN
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
    made = f"{speaker.kind}:{_slug(name, speaker.name, speaker.kind == 'person')}"
    return made if speaker.complete else f"{made}@{article_id}"


def entity_id(entity: Entity, article_id: str) -> str:
    """The id of an entity: the same in every article, but for surnames alone, days and amounts of money.

    Args:
        entity: the entity, as its article names it.
        article_id: the article.

    Returns:
        Its label in lower case (place for GPE and LOC) and folded name; '@' and the article behind them where the name
        alone does not say what it is. A person who is cited has the same id as source.

    Example:
        >>> entity_id(Entity(0, "PERSON", "Ada Bell", person=parse_person("Ada Bell")), "a1")
        'person:ada-bell'
        >>> entity_id(Entity(0, "GPE", "the U.S."), "a1"), entity_id(Entity(0, "DATE", "Monday"), "a1")
        ('place:united-states', 'date:monday@a1')
    """
    name = canonical_text(entity.name)
    side, sort = sides().get(name, ("", ""))
    if sort in ("country", "union", "demonym", "party"):
        name = side  # "the U.S." and "America", "Danish" and "Danes", "the GOP"
    what = "place" if entity.label in PLACES else entity.label.lower()
    made = f"{what}:{_slug(name, entity.name, entity.person is not None)}"
    return made if entity.complete and entity.label not in PLAIN else f"{made}@{article_id}"


def _slug(name: str, printed: str, person: bool) -> str:
    """A name as part of an id: its folded words; cut short, and told apart by what was printed, where it is no name."""
    parsed = parse_person(name)
    words = [*parsed.words, parsed.suffix] if person else [fold(word) for word in name.split()]
    slug = "-".join(word for word in words if word)
    if slug and len(slug) <= LONGEST_SLUG:
        return slug
    return f"{slug[:LONGEST_SLUG]}-{blake2b(printed.encode('utf8', 'replace'), digest_size=6).hexdigest()}"


def _government(name: str, side: str | None) -> str:
    """One name for a country however it is called, and for "Russia's" and "the Russian Foreign Ministry"."""
    known, sort = sides().get(name, ("", ""))
    if sort in ("country", "union"):
        return known
    words = name.split()
    bare = [word for word in words if sides().get(strip_possessive(word), ("", ""))[0] != side]
    own = side is not None and (len(bare) < len(words) or name_side(name) is None)
    return f"{side} {' '.join(bare)}" if own and bare else name
