"""What media pass on: in "X claimed ..., according to a report by Y" X is the source, and Y merely relayed it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from analysis.language.attribution import Attribution
from analysis.language.cues import read_cue
from analysis.language.media import OCCASION, PLATFORM, find_media
from analysis.lexicons import load_lexicon

REACH = 12
"""Words a subject before its verb, or a name between 'cited' and 'as saying', may have."""
_MEDIUM = re.compile(
    r"(?:(?:an?|the|its)\s(?:\w+\s)?(?:reports?|story|article|dispatch)\s(?:by|in|from|of)(?:\sthe)?|the)?(?:\s(?:newspaper|magazine|broadcaster))?\s?$",
    re.IGNORECASE,
)
_BROKEN_OFF = (" by", " in", " from", " of")


@cache
def _listed(use: str) -> frozenset[str]:
    cues = load_lexicon("relays")
    return frozenset(cues.filter(cues["use"] == use)["cue"])


def unwrap(doc: Doc, attribution: Attribution) -> Attribution:
    """Give what a medium merely relays to the one who said it.

    Two shapes are known: a medium reports a clause with a speaker and a cue of its own ("X accused Y of ..., as
    reported by TASS"), and a medium cites somebody "as saying" something.

    Args:
        doc: the Doc; tags are used, trees are not.
        attribution: one of its attributions.

    Returns:
        The attribution of the one who said it, or the same attribution where the medium speaks for itself.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("“It is over,” TASS cited the mayor as saying.")
        >>> unwrap(doc, Attribution(((6, 7),), ((7, 8),), ((0, 6), (8, 12)))).source
        ((8, 10),)
    """
    attribution = _citing(doc, _with_source(doc, attribution))
    if not attribution.content or not _relays(doc, attribution):
        return attribution
    return _cited(doc, attribution) or _clause(doc, attribution) or attribution


def _with_source(doc: Doc, attribution: Attribution) -> Attribution:
    """The same attribution, with the agent that stands in or behind its cue ("reported by Reuters") as its source."""
    start, end = attribution.cue[-1]
    if attribution.source:
        return attribution
    by = next((at for at in range(start, end - 1) if doc[at].lower_ == "by"), None)
    if by is not None:
        return replace(attribution, source=((by + 1, end),), cue=(*attribution.cue[:-1], (start, by + 1)))
    name = _medium_at(doc, end + 1) if end < len(doc) and doc[end].lower_ == "by" else None
    if name is None:
        return attribution
    return replace(attribution, source=(name,), cue=(*attribution.cue[:-1], (start, end + 1)))


def _medium_at(doc: Doc, start: int) -> tuple[int, int] | None:
    """The name of a medium that begins at a token."""
    reach = doc[start : min(len(doc), start + 5)]
    mention = next((found for found in find_media(reach.text) if found.kind not in (OCCASION, PLATFORM)), None)
    if mention is None or _MEDIUM.match(reach.text[: mention.start]) is None:
        return None
    end = next((token.i for token in reach if token.idx - reach.start_char >= mention.end), reach.end)
    return (start, end)


def _citing(doc: Doc, attribution: Attribution) -> Attribution:
    """What "Reuters, citing two officials, ..." tells is the officials', up to the comma that ends them."""
    first, stop = attribution.content[0] if attribution.content else (0, 0)
    if not first or doc[first - 1].lower_ not in _listed("citing"):
        return attribution
    comma = next((at for at in range(first + 1, min(first + REACH, stop - 1)) if doc[at].text == ","), None)
    if comma is None:
        return attribution
    return replace(attribution, source=((first, comma),), content=((comma + 1, stop), *attribution.content[1:]))


def _relays(doc: Doc, attribution: Attribution) -> bool:
    """Whether the source is a medium, or a report by one, and its cue one of passing on."""
    last = attribution.cue[-1][1]
    passive = doc[last - 1].lower_ == "by"
    if not (attribution.source or passive):
        return False
    # The model may leave a source out, too, or give the one who "was quoted by" a medium: the name stands behind.
    named = attribution.source and not (passive and attribution.source[-1][0] < last)
    start, end = attribution.source[-1] if named else (last, last)
    # The model may end a source early: "a report by" stands for "a report by Izvestia".
    source, reach = doc[start:end].text, doc[start : min(len(doc), end + 4)].text
    mention = next((found for found in find_media(reach) if found.kind not in (OCCASION, PLATFORM)), None)
    return (
        mention is not None
        and (not source or mention.start <= len(source) + 1 or source.lower().endswith(_BROKEN_OFF))
        and mention.end >= len(source.removesuffix(" news agency"))
        and _MEDIUM.match(reach[: mention.start]) is not None
        and read_cue(doc, attribution).lemma in _listed("relaying")  # last, as it takes longest
    )


def _cited(doc: Doc, attribution: Attribution) -> Attribution | None:
    """The shapes "TASS cited X as saying" and "X was quoted by TASS as saying": X and what stands outside them."""
    start, passive = attribution.cue[-1][1], doc[attribution.cue[-1][1] - 1].lower_ == "by"
    if passive and attribution.source:
        start = max(start, attribution.source[-1][1])
    for at in range(start, min(start + REACH, len(doc) - 1)):
        if doc[at].is_space:
            return None
        if doc[at].lower_ == "as" and doc[at + 1].lower_.endswith("ing"):
            source = _before(doc, attribution.cue[0][0]) if passive else (start, at)
            content = _without(attribution.content, min(source[0], start), at + 2)
            return (
                replace(attribution, source=(source,), content=content) if content and source[0] < source[1] else None
            )
    return None


def _before(doc: Doc, cue: int) -> tuple[int, int]:
    """The subject of "was quoted by": the words before it in its sentence, if they are few and no clause."""
    start = cue
    while start and not doc[start].is_sent_start and not doc[start - 1].is_space and doc[start - 1].pos_ != "VERB":
        start -= 1
    return (start, cue) if cue - start <= REACH else (cue, cue)


def _clause(doc: Doc, attribution: Attribution) -> Attribution | None:
    """A content that is itself "X claimed ...": X, its cue and the rest."""
    first, last = attribution.content[0][0], attribution.content[-1][1]
    first += doc[first].lower_ == "that"
    if doc[first].pos_ in ("VERB", "AUX", "SCONJ", "CCONJ", "ADP"):
        return None
    for at in range(first, min(first + REACH, last - 2)):
        token = doc[at]
        if token.is_quote or token.is_space or token.text in ",;:":
            return None
        if at > first and token.pos_ in ("VERB", ""):
            lemma = read_cue(doc, Attribution((), ((at, at + 1),), ())).lemma
            if lemma in _listed("uttering"):
                source, content = (first, _subject_end(doc, first, at)), _without(attribution.content, 0, at + 1)
                return replace(attribution, source=(source,), cue=((at, at + 1),), content=content)
            if token.pos_ == "VERB":
                return None
    return None


def _subject_end(doc: Doc, first: int, verb: int) -> int:
    """Where a subject ends before its verb: at "on Wednesday", an adverb or an auxiliary."""
    return next((at for at in range(first + 1, verb) if doc[at].lower_ == "on" or doc[at].pos_ in ("ADV", "AUX")), verb)


def _without(spans: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[tuple[int, int], ...]:
    parts = [part for a, b in spans for part in ((a, min(b, start)), (max(a, end), b))]
    return tuple(part for part in parts if part[0] < part[1])
