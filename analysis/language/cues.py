"""How something was said: a cue's base form and class, what kind of act it is, whether it denies or hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

import simplemma
from spacy.tokens import Doc, Token

from analysis.language.attribution import Attribution
from analysis.language.media import OCCASION, find_media
from analysis.lexicons import load_lexicon

OTHER = "other"
BEFORE, AFTER = 4, 2
"""Words before and after a cue that may belong to it though the model left them out: "did not", "reportedly", "out"."""
LONGEST = 5
"""Words in the longest phrase of the lexicon."""
_DENIABLE = frozenset(("neutral", "endorsing", "arguing", "doubting", "thought"))
_RAISING = frozenset(("seem", "appear", "continue", "go on", "begin", "start", "seek", "seek to", "want", "try", "go"))
_HEAD_ENDS = re.compile(
    r",|\(|\b(?:of|from|by|in|on|with|for|to|at|that|which|who|released|published|obtained|conducted|issued|signed"
    r"|written|posted|seen|showing|about|between|against|into)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue says: see the columns of the same names in ``analysis.schema.CLAIMS``."""

    lemma: str
    cue_class: str
    act: str
    denied: bool
    hedged: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    lemma: str
    cue_class: str
    act: str
    denied: bool


def read_cue(doc: Doc, attribution: Attribution) -> Cue:
    """Read an attribution's cue with the lexicon of reporting verbs.

    Args:
        doc: the Doc; tags and trees help with cues that the lexicon lacks, but are not needed.
        attribution: one of its attributions.

    Returns:
        The cue's base form, class ('other' if unlisted) and act ('document' where a text or count is the source),
        whether the source denies or declines to say, and whether the outlet hedges that it was said.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("The mayor did not deny that he left.")
        >>> read_cue(doc, Attribution(source=((0, 2),), cue=((2, 5),), content=((5, 8),)))
        Cue(lemma='deny', cue_class='confrontational', act='said', denied=False, hedged=False)
    """
    window, inside = _window(doc, attribution)
    words = [_plain(token) for token in window]
    at, length, entry = _head(window, words, inside)
    return Cue(
        lemma=entry.lemma,
        cue_class=entry.cue_class,
        act=_act(doc, attribution, entry),
        denied=_denied([*words, *_infinitive(doc, attribution)], at, length, entry),
        hedged=_hedged(words, at, inside),
    )


def reports_speech(word: str) -> bool:
    """Say whether a word is a form of a verb of saying.

    Example:
        >>> reports_speech("told"), reports_speech("thought"), reports_speech("left")
        (True, False, False)
    """
    entry = _forms().get((word.lower(),))
    return entry is not None and entry.act == "said"


def _window(doc: Doc, attribution: Attribution) -> tuple[list[Token], range]:
    """The cue's words with a few around it that stand in neither source nor content; where the cue lies among them."""
    cue = [i for start, end in attribution.cue for i in range(start, end)]
    taken = {
        i for spans in (attribution.source, attribution.content) for start, end in spans for i in range(start, end)
    }
    before: list[int] = []
    for i in range(cue[0] - 1, max(-1, cue[0] - BEFORE - 1), -1):
        if i in taken or doc[i].is_space or doc[i].text in ',.;:!?"“”()':
            break
        before.insert(0, i)
    after: list[int] = []
    for i in range(cue[-1] + 1, min(len(doc), cue[-1] + AFTER + 1)):
        if i in taken or doc[i].is_space or doc[i].is_punct:
            break
        after.append(i)
    kept = [i for i in cue if not doc[i].is_space and (not doc[i].is_punct or len(cue) == 1)] or cue
    return [doc[i] for i in (*before, *kept, *after)], range(len(before), len(before) + len(kept))


def _plain(token: Token) -> str:
    return token.lower_.replace("’", "'")


def _head(window: Sequence[Token], words: Sequence[str], inside: range) -> tuple[int, int, _Entry]:
    """Where the cue's main word or phrase lies in the window, how long it is, and its entry."""
    found = list(_listed(words, inside))
    for (at, length, entry), following in zip_longest(found, found[1:]):
        raises = following and "to" in words[at : following[0]]
        if not raises or not (entry.lemma in _RAISING or _hearsay(words[: following[0]])):
            return at, length, entry
    full = [i for i in inside if words[i][:1].isalpha() and words[i] not in _signs("auxiliary")]
    best = ([i for i in full if window[i].pos_ in tags] for tags in (("VERB",), ("NOUN", "PROPN"), ("ADJ",)))
    at = next(filter(None, best), full or list(inside))[0]
    lemma = simplemma.lemmatize(words[at], lang="en").lower()
    act = "thought" if window[at].pos_ == "ADJ" else "said"  # "she is fond of it" tells of a mind, not of words
    return at, 1, _Entry(lemma, OTHER, act, denied=False)


def _listed(words: Sequence[str], inside: range) -> Iterator[tuple[int, int, _Entry]]:
    """Entries of the lexicon that begin inside the cue, the longest at each place, none overlapping."""
    forms = _forms()
    at = inside.start
    while at < inside.stop:
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            entry = forms.get(tuple(words[at : at + length]))
            if entry:
                yield at, length, entry
                at += length - 1
                break
        at += 1


@cache
def _forms() -> dict[tuple[str, ...], _Entry]:
    """Entries by printed form; forms that the lexicon spells out go before those made by rule."""
    spelled: dict[tuple[str, ...], _Entry] = {}
    made: dict[tuple[str, ...], _Entry] = {}
    for lemma, forms, cue_class, act, denied in load_lexicon("reporting_verbs").iter_rows():
        entry = _Entry(lemma, cue_class, act, denied == "true")
        spelled[tuple(lemma.split())] = entry
        for form in filter(None, forms.split("|")):
            spelled.setdefault(tuple(form.split()), entry)
        verb, *rest = lemma.split()
        for form in (*inflections(verb), *_irregular().get(verb, ())):
            made.setdefault((form, *rest), entry)
    return made | spelled


@cache
def _irregular() -> dict[str, list[str]]:
    return {lemma: forms.split("|") for lemma, forms in load_lexicon("irregular_verbs").iter_rows()}


def inflections(verb: str) -> Iterator[str]:
    """Regular forms of a verb; where a consonant may double, both spellings, since only the right one is ever printed.

    Example:
        >>> list(inflections("deny")), list(inflections("club"))
        (['denies', 'denied', 'denying'], ['clubs', 'clubed', 'clubing', 'clubbed', 'clubbing'])
    """
    stem = verb[:-1] if verb.endswith("e") else verb
    if re.search(r"[^aeiou]y$", verb):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    yield verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s")
    yield from (stem + "ed", stem + "ing")
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", verb):
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")


def _act(doc: Doc, attribution: Attribution, entry: _Entry) -> str:
    source = " ".join(doc[start:end].text for start, end in attribution.source)
    if _is_document(source) or (entry.act == "document" and not source):
        return "document"
    return "said" if entry.act == "document" else entry.act


def _is_document(source: str) -> bool:
    """Whether the source's head noun (the last word before 'of', 'by', ...) is a text or a count, not a medium."""
    if any(mention.end == len(source) and mention.kind != OCCASION for mention in find_media(source)):
        return False
    head = _HEAD_ENDS.split(source.lower(), maxsplit=1)[0].split()
    return bool(head) and (head[-1] in _documents() or simplemma.lemmatize(head[-1], lang="en") in _documents())


@cache
def _documents() -> frozenset[str]:
    nouns = load_lexicon("body_nouns")
    return frozenset(nouns.filter(nouns["kind"] == "document")["noun"])


@cache
def _signs(kind: str) -> frozenset[str]:
    signs = load_lexicon("negations")
    return frozenset(signs.filter(signs["kind"] == kind)["form"])


def _infinitive(doc: Doc, attribution: Attribution) -> list[str]:
    """The first words of a content such as "to comment on it", right behind its cue: what somebody declines to do."""
    end = attribution.cue[-1][1]
    if not any(start == end for start, _ in attribution.content) or doc[end].lower_ != "to":
        return []
    return [_plain(token) for token in doc[end : end + LONGEST]]


def _denied(words: Sequence[str], at: int, length: int, entry: _Entry) -> bool:
    negated = False
    for i in range(at - 1, -1, -1):
        if words[i] in _signs("negation"):
            negated = words[i + 1] not in ("only", "just", "merely", "simply")
            break
        if words[i] not in _signs("auxiliary") and not words[i].endswith("ly"):
            break
    if entry.denied:
        return not negated
    if words[at] in _signs("declining"):
        said = next((e for _, _, e in _listed(words, range(at + length, len(words)))), None)
        return not negated and said is not None and said.act == "said" and said.cue_class in _DENIABLE
    return negated and entry.cue_class in _DENIABLE and entry.lemma not in _signs("knowing")


def _hedged(words: Sequence[str], at: int, inside: range) -> bool:
    near = words[max(0, inside.start - 2) : inside.stop + 1]
    return not _hedges("adverb").isdisjoint(near) or _hearsay(words[:at])


def _hearsay(words: Sequence[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in _hedges("phrase"))


@cache
def _hedges(kind: str) -> frozenset[str]:
    hedges = load_lexicon("hedges")
    return frozenset(hedges.filter(hedges["kind"] == kind)["form"])
