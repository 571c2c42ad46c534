"""Refusals to answer ("did not respond to requests"), which the model often passes over: hardly anything is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language.attribution import Attribution
from analysis.lexicons import load_lexicon

REACH = 14
"""Tokens behind "did not respond to" within which it must say what was asked."""
LONGEST = 40
"""Tokens a refusal's content or its source may have; more is a slip of the tree."""
SHARE_RIGHT = 0.75
"""Share of these rules' finds that are right: of ten in 414 articles, eight were when read (nine in twelve by the rule
of succession). PolNeAR leaves most refusals out, so its development set cannot tell."""
_AUXILIARIES = frozenset({"did", "does", "do", "has", "have", "had"})
_NOT = frozenset({"not", "n't", "n’t"})
_ENDS = frozenset({",", ";", ":", ".", "?", "!", "—", "–", "--", "(", ")", "“", "”", '"'})
_CLAUSE = frozenset({"but", "because", "although", "though", "while"})


@cache
def _listed(use: str) -> frozenset[str]:
    words = load_lexicon("refusals")
    return frozenset(words.filter(words["use"] == use)["word"])


def refusals(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Find refusals to answer that none of a text's attributions holds.

    Args:
        doc: a Doc with tags and a tree.
        found: its attributions.

    Returns:
        Attributions: who refused (if the tree says so), in which words, and what; all equally sure.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("Acme declined to comment.")
        >>> [doc[a.content[0][0] : a.content[0][1]].text for a in refusals(doc, [])]
        ['to comment']
    """
    taken = {at for a in found for first, last in (*a.cue, *a.content) for at in range(first, last)}
    return [
        Attribution(_subject(doc, verb, start), ((start, stop),), ((stop, end),), SHARE_RIGHT)
        for verb, start, stop in _cues(doc)
        if taken.isdisjoint(range(start, stop)) and (end := _end(doc, stop)) > stop
    ]


def _cues(doc: Doc) -> Iterator[tuple[int, int, int]]:
    """The verb of each refusal, and where its cue begins and ends."""
    for at in range(len(doc) - 1):
        word = doc[at].lower_
        if word in _listed("declining"):
            to = at + 1 + (doc[at + 1].lower_ == "further")
            withheld = doc[to + 1].lower_ if to + 1 < len(doc) and doc[to].lower_ == "to" else ""
            if withheld in _listed("withheld") or (to < len(doc) and doc[to].lower_ == "comment"):
                yield at, _begin(doc, at), at + 1
        elif word in _NOT and at and doc[at - 1].lower_ in _AUXILIARIES:
            verb = at + 1
            while verb + 1 < len(doc) and (doc[verb].lower_.endswith("ly") or doc[verb].lower_ in ("yet", "even")):
                verb += 1
            base = _base(doc[verb].lower_)
            if base in _listed("replying"):
                if base == "comment":
                    yield verb, _begin(doc, at - 1), verb
                elif any(token.lower_ in _listed("asked") for token in _object(doc, verb)):
                    yield verb, _begin(doc, at - 1), verb + 1 + (doc[verb + 1 : verb + 2].text.lower() == "to")


def _base(verb: str) -> str:
    """A regular verb without the ending of its past."""
    return verb[:-3] + "y" if verb.endswith("ied") else verb.removesuffix("ed")


def _begin(doc: Doc, at: int) -> int:
    """Where a cue begins: at an auxiliary or adverb before its verb ("has repeatedly")."""
    while at and (doc[at - 1].lower_ in ("has", "have", "had", "also") or doc[at - 1].lower_.endswith("ly")):
        if doc[at - 1].pos_ not in ("", "AUX", "ADV", "VERB"):
            break
        at -= 1
    return at


def _object(doc: Doc, verb: int) -> list[Token]:
    """What stands behind a verb, up to the next mark."""
    tokens: list[Token] = []
    for token in doc[verb + 1 : verb + 1 + REACH]:
        if token.is_space or token.text in _ENDS or token.lower_ in _CLAUSE:
            break
        tokens.append(token)
    return tokens


def _end(doc: Doc, start: int) -> int:
    """Where a content ends: at a mark or line break, or where the next clause begins."""
    at = start
    while at < len(doc) and at - start < LONGEST:
        token = doc[at]
        if token.is_space or token.text in _ENDS or token.lower_ in _CLAUSE:
            break
        if token.lower_ == "and" and at + 1 < len(doc) and doc[at + 1].pos_ in ("VERB", "AUX", "PRON"):
            break
        at += 1
    return at


def _subject(doc: Doc, verb: int, cue: int) -> tuple[tuple[int, int], ...]:
    """The subject of a refusal before its cue; none where it shares another verb's."""
    for child in doc[verb].children:
        if child.dep_ == "nsubj" and child.i < cue and doc[verb].pos_ in ("VERB", "AUX"):
            first, last = child.left_edge.i, min(child.right_edge.i + 1, cue)
            while last > child.i + 1 and (doc[last - 1].is_space or doc[last - 1].text in _ENDS):
                last -= 1
            while first < child.i and (doc[first].is_space or doc[first].text in _ENDS):
                first += 1
            return ((first, last),) if last - first <= LONGEST else ((child.i, child.i + 1),)
    return ()
