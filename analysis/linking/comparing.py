"""How alike two claims of one story are: a few things that anybody can count, each from 0 to 1."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.lexicons import load_lexicon
from analysis.lexicons.vectors import commonest
from analysis.linking.paraphrase import like_pairs, like_terms
from analysis.linking.terms import Floats, Integers

FEATURES = (
    "meaning",
    "contained",
    "common",
    "several",
    "in_a_row",
    "same_source",
    "related_source",
    "unnamed_source",
    "other_person",
    "in_like_words",
)
"""What two claims are compared by, in the order of the columns that ``compare`` returns."""
LONG = 12
"""Words in a row from which on a claim repeats another, whatever their length."""
MANY = 10
"""Terms in common from which on there are many."""

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_ASIDE = re.compile(r"[,()–—…](?!\d)")
_END = re.compile(r"[;:!?](?!\d)|(?:\b[a-z]\w+|\w{4})\.(?=\W*\s)")
SENTENCE = 1_000
"""By how much the numbers of clauses of two sentences differ at least."""
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|e|s|ly)$")
TELLING = 2
"""Terms in a run of words that is shown as what two claims have in common."""
SHOWN = 5
"""Terms shown where there is no such run."""
_READ = 200  # words of a claim among which the longest run in common is looked for
_EVERYWHERE = 250  # of a thousand articles


@dataclass(frozen=True)
class Claims:
    """Claims of one story, taken apart once for all comparisons.

    Attributes:
        printed: of each claim its words in order.
        words: the same in lower case.
        clauses: of each word the number of the clause that it stands in: what punctuation divides; a sentence ends
            with a step of ``SENTENCE``.
        terms: of each claim its terms, weighted by how rare they are in the story.
        forms: of each term the word that it stands for, of several the commonest in news.
        source: of each claim its source's id.
        source_words: of each claim the words that its source is called by.
        unnamed: whether the source is unknown or has no name.
        person: whether it is a person with a name.
        article: of each claim the article that it stands in.
        start: the first character of its content there.
        vectors: directions, in whole numbers.
    """

    printed: Sequence[Sequence[str]]
    words: Sequence[Sequence[str]]
    clauses: Sequence[Sequence[int]]
    terms: Sequence[dict[str, float]]
    forms: dict[str, str]
    source: Sequence[str | None]
    source_words: Sequence[frozenset[str]]
    unnamed: npt.NDArray[np.bool_]
    person: npt.NDArray[np.bool_]
    article: Sequence[str]
    start: Sequence[int]
    vectors: npt.NDArray[np.float32]

    @cached_property
    def sizes(self) -> list[float]:
        """The weight of each claim's terms."""
        return [sum(own.values()) for own in self.terms]

    @cached_property
    def places(self) -> list[dict[str, list[int]]]:
        """Where in each claim each of its words stands, as far as claims are read for runs of words."""
        return [_places(own[:_READ]) for own in self.words]

    def cosines(self, rows: slice) -> Floats:
        """The cosines of some claims with all.

        Sums of products of whole numbers below 2**24 are exact whatever the order, so they are the same on any machine.
        """
        lengths = np.maximum(np.sqrt((self.vectors.astype(np.int64) ** 2).sum(axis=1)), 1)
        products = (self.vectors[rows] @ self.vectors.T).astype(np.float64)
        cosines: Floats = products / lengths[rows, None] / lengths
        return cosines


def take_apart(claims: pl.DataFrame) -> Claims:
    """Take claims apart into what they are compared by.

    Args:
        claims: those of one story; columns ``content_text``, ``source_id``, ``source`` (its name), its ``kind``,
            ``anonymous``, ``article_id``, ``content_start`` and ``vector``.

    Returns:
        The same claims, in the same order.
    """
    texts = claims["content_text"].to_list()
    printed = [_WORD.findall(text.replace("’", "'")) for text in texts]
    words = [[word.lower() for word in own] for own in printed]
    stems = [{stem(word) for word in own if len(word) > 1} - idle_words() for own in words]
    counted = Counter(stem for own in stems for stem in own)
    forms: dict[str, set[str]] = {}
    for word in {word for own in words for word in own}:
        forms.setdefault(stem(word), set()).add(word)
    weight = {stem: log((1 + len(texts)) / (0.5 + count)) for stem, count in counted.items()}
    return Claims(
        printed=printed,
        words=words,
        clauses=[_clauses(text.replace("’", "'")) for text in texts],
        terms=[{stem: weight[stem] for stem in sorted(own)} for own in stems],
        forms={stem: commonest(sorted(forms[stem])) for stem in counted},
        source=claims["source_id"].to_list(),
        source_words=[_name_words(name or "", kind) for name, kind in claims.select("source", "kind").iter_rows()],
        unnamed=(claims["source_id"].is_null() | claims["anonymous"].fill_null(True)).to_numpy(),
        person=((claims["kind"] == "person") & ~claims["anonymous"]).fill_null(False).to_numpy(),
        article=claims["article_id"].to_list(),
        start=claims["content_start"].to_list(),
        vectors=claims["vector"].to_numpy().astype(np.float32),
    )


def compare(claims: Claims, pairs: Integers) -> Floats:
    """Count how alike pairs of claims are.

    Args:
        claims: from ``take_apart``.
        pairs: two numbers of claims a row.

    Returns:
        A row a pair, a column a feature:

        - meaning: the cosine of their vectors;
        - contained: the share of the terms of the one with fewer that the other has too, rare terms counting more;
        - common: terms of both over terms of either, rare ones counting more;
        - several: how many terms both have, 1 from ``MANY`` on;
        - in_a_row: the longest run of words that both have, 1 from ``LONG`` on;
        - same_source; related_source: not the same, but a name holds a word of the other's (a spokesman for her);
          unnamed_source: one of them is unknown or has no name;
        - other_person: both are persons, and neither name holds a word of the other;
        - in_like_words: how much either says that the other says too, in the same or in like words.
    """
    lengths = np.maximum(np.sqrt((claims.vectors.astype(np.int64) ** 2).sum(axis=1)), 1)
    one, other = pairs[:, 0], pairs[:, 1]
    products = (claims.vectors[one].astype(np.float64) * claims.vectors[other]).sum(axis=1)
    counted = [_pair(claims, *pair) for pair in pairs.tolist()]
    return np.column_stack(
        [
            products / lengths[one] / lengths[other],
            np.array(counted, float).reshape(-1, len(FEATURES) - 2),
            like_terms(claims.terms, claims.forms, pairs),
        ]
    )


def _pair(claims: Claims, one: int, other: int) -> tuple[float, ...]:
    terms = claims.terms[one], claims.terms[other]
    both = terms[0].keys() & terms[1].keys()
    shared = sum(sorted(terms[0][term] for term in both))
    sizes = claims.sizes[one], claims.sizes[other]
    called = claims.source_words[one] & claims.source_words[other]
    same = claims.source[one] is not None and claims.source[one] == claims.source[other]
    return (
        shared / (min(sizes) or 1),
        shared / ((sizes[0] + sizes[1] - shared) or 1),
        min(1.0, len(both) / MANY),
        min(1.0, _longest_run(claims.words[one][:_READ], claims.places[other])[1] / LONG),
        float(same),
        float(not same and bool(called)),
        float(claims.unnamed[one] or claims.unnamed[other]),
        float(claims.person[one] and claims.person[other] and not same and not called),
    )


def longest_run(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """The longest run of words that both have.

    Args:
        one: words in order.
        other: words in order.

    Returns:
        Where it begins in one, and how many words it has; the first of equally long ones.

    Example:
        >>> longest_run("we will not pay for it".split(), "he will not pay".split())
        (1, 3)
    """
    return _longest_run(one, _places(other))


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    """Where each word stands."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return places


def _longest_run(one: Sequence[str], places: dict[str, list[int]]) -> tuple[int, int]:
    """The longest run, where each word of the other stands being known."""
    start, best, ending = 0, 0, dict[int, int]()
    for at, word in enumerate(one):
        there = places.get(word)
        if there is None:
            ending = {}
            continue
        ending = {place: ending.get(place - 1, 0) + 1 for place in there}
        longest = max(ending.values())
        if longest > best:
            start, best = at + 1 - longest, longest
    return start, best


def words_in_common(claims: Claims, one: int, other: int) -> str:
    """What two claims have in common, for a person to read: a run of words, or else terms.

    Args:
        claims: from ``take_apart``.
        one: number of a claim.
        other: number of another.
    """
    start, count = longest_run(claims.words[one], claims.words[other])
    run = claims.words[one][start : start + count]
    if len({stem(word) for word in run if len(word) > 1} - idle_words()) >= TELLING:
        return f"both: “{' '.join(claims.printed[one][start : start + count])}”"
    terms = claims.terms[one].keys() & claims.terms[other].keys()
    ranked = sorted(terms, key=lambda term: (-claims.terms[one][term], term))
    printed, there = ({stem(word.lower()): word for word in reversed(claims.printed[each])} for each in (one, other))
    alike = like_pairs(claims.terms[one], claims.terms[other], claims.forms)[: max(0, SHOWN - len(ranked))]
    said = ", ".join(printed[term] for term in ranked[:SHOWN])
    differently = ", ".join(f"{printed[mine]} ~ {there[theirs]}" for mine, theirs in alike)
    return (
        "; ".join([*([f"both: {said}"] if said else []), *([differently] if differently else [])]) or "alike in meaning"
    )


def stem(word: str) -> str:
    """A word without its commonest endings: enough to see "resigned" in "resigns".

    Example:
        >>> stem("resigned"), stem("resigns"), stem("mayor's"), stem("has")
        ('resign', 'resign', 'mayor', 'has')
    """
    return _ENDING.sub("", word.removesuffix("'s").removesuffix("'"))


@cache
def idle_words() -> frozenset[str]:
    """Stems of words that every fourth article has: they say nothing of what a claim says."""
    news = load_lexicon("news_words").filter(pl.col("per_thousand").cast(pl.Int64) >= _EVERYWHERE)
    return frozenset(stem(word) for word in news["term"])


def _clauses(text: str) -> list[int]:
    """For each word how many marks that end a clause stand before it; those of abbreviations and numbers do not."""
    asides, ends = ([match.end() for match in mark.finditer(text)] for mark in (_ASIDE, _END))
    starts = [match.start() for match in _WORD.finditer(text)]
    return [bisect(asides, start) + SENTENCE * bisect(ends, start) for start in starts]


def _name_words(name: str, kind: str | None) -> frozenset[str]:
    """The words that a source has in common with those who speak for it: a surname, or what tells a body apart."""
    words = [word.casefold().removesuffix("'s") for word in _WORD.findall(name.replace("’", "'")) if word[0].isupper()]
    telling = [word for word in words if word not in _titles() and stem(word) not in idle_words()]
    return frozenset(telling[-1:] if kind == "person" else telling)


@cache
def _titles() -> frozenset[str]:
    """Words of names that say what somebody is, not who."""
    nouns = (load_lexicon(name).to_series() for name in ("honorifics", "person_nouns"))
    return frozenset(word.rstrip(".") for noun in nouns for word in noun)
