"""How much two claims say in like words: "killed" and "dead", "invasion" and "attack".

Each term looks for its likest in the other claim, as BERTScore does (Zhang et al. 2020), with vectors of single words
instead of a model's: a person can see which word was taken for which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from analysis.lexicons.vectors import directions, lengths
from analysis.linking.terms import Floats, Integers

Terms = Mapping[str, float]
Steps = npt.NDArray[np.uint8]

UNLIKE = 0.5
"""Cosine of two words up to which they have nothing to do with each other."""
LIKE = 0.9
"""What the likest other word counts for, of 1 for the same word."""
SEEN = 0.3
"""Likeness from which on two words are shown as such."""
STEPS = 250
"""Likeness is kept in whole steps: a byte a pair of words, as a large story has many."""
_TOGETHER = 1_000  # words whose cosines with all are in memory at a time


def like_terms(terms: Sequence[Terms], forms: Mapping[str, str], pairs: Integers) -> Floats:
    """How much of what two claims say the other says too, in the same or in like words.

    Args:
        terms: of each claim its terms with their weights.
        forms: of each term a word that it stands for.
        pairs: two numbers of claims a row, those with the same first number in a row.

    Returns:
        From 0 to 1, one a pair: the harmonic mean of both claims' shares of terms, by weight, each counting as much as
        it is like the likest term of the other.

    Example:
        >>> terms = [{"kill": 2.0, "ferry": 1.0}, {"murder": 2.0, "ferry": 1.0}, {"tax": 1.0}]
        >>> forms = {"kill": "killed", "murder": "murdered", "ferry": "ferry", "tax": "tax"}
        >>> like_terms(terms, forms, np.array([[0, 1], [0, 2]])).round(2).tolist()
        [0.71, 0.0]
    """
    numbers = {term: number for number, term in enumerate(sorted(forms))}
    table = _likeness([forms[term] for term in numbers])
    own = [np.array([numbers[term] for term in each], np.int64) for each in terms]
    weights = [np.array(list(each.values())) for each in terms]
    likeness = np.zeros(len(pairs))
    worth = np.array([len(own[one]) > 0 and len(own[other]) > 0 for one, other in pairs.tolist()], np.bool_)
    rows = np.flatnonzero(worth)
    for some in np.split(rows, np.flatnonzero(np.diff(pairs[rows, 0])) + 1):
        if len(some):
            here, others = int(pairs[some[0], 0]), pairs[some, 1].tolist()
            there = np.concatenate([own[other] for other in others])
            starts = np.cumsum([0, *(len(own[other]) for other in others[:-1])])
            like = table[own[here][:, None], there] / STEPS
            shares = _shares(like, starts, weights[here], np.concatenate([weights[other] for other in others]))
            likeness[some] = 2 * shares[0] * shares[1] / np.maximum(shares[0] + shares[1], 1e-9)
    return likeness


def _likeness(words: Sequence[str]) -> Steps:
    """How alike each word is to each: ``STEPS`` the same, 0 nothing in common."""
    whole = directions(words).astype(np.float32)  # whole numbers: exact in fewer digits too
    sizes = lengths(whole)
    table = np.empty((len(whole), len(whole)), np.uint8)
    for begin in range(0, len(whole), _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        cosines = (whole[some] @ whole.T).astype(np.float64) / sizes[some, None] / sizes
        table[some] = np.rint(STEPS * LIKE * np.clip((cosines - UNLIKE) / (1 - UNLIKE), 0, 1))
    np.fill_diagonal(table, STEPS)
    return table


def _shares(like: Floats, starts: Integers, here: Floats, there: Floats) -> tuple[Floats, Floats]:
    """Of each claim of several how much it has of the one, and the one of it; ``starts`` is where each one begins."""
    of_one = (np.maximum.reduceat(like, starts, axis=1) * here[:, None]).sum(axis=0) / here.sum()
    of_each = np.add.reduceat(like.max(axis=0) * there, starts) / np.add.reduceat(there, starts)
    return of_one, of_each


def like_pairs(one: Terms, other: Terms, forms: Mapping[str, str]) -> list[tuple[str, str]]:
    """Terms of two claims that stand for each other though they are not the same, the weightiest first.

    Args:
        one: terms of a claim with their weights.
        other: those of another.
        forms: of each term a word that it stands for.

    Returns:
        Pairs of terms; none stands in two.

    Example:
        >>> like_pairs({"kill": 2.0, "ferry": 1.0}, {"murder": 2.0, "tax": 1.0}, {"kill": "killed",
        ...     "murder": "murdered", "ferry": "ferry", "tax": "tax"})
        [('kill', 'murder')]
    """
    mine, theirs = [term for term in one if term not in other], [term for term in other if term not in one]
    like = _likeness([forms[term] for term in (*mine, *theirs)])[: len(mine), len(mine) :] / STEPS
    weighed = like * np.add.outer([one[term] for term in mine], [other[term] for term in theirs])
    found: list[tuple[str, str]] = []
    for place in np.argsort(-weighed, axis=None, kind="stable").tolist():
        row, column = divmod(place, len(theirs))
        taken = any(mine[row] == a or theirs[column] == b for a, b in found)
        if like[row, column] >= SEEN and not taken:
            found.append((mine[row], theirs[column]))
    return found
