"""Which stretches of two texts are the same, edits and moves allowed: exact runs, extended over changed words.

Seed and extend, as in BLAST (Altschul et al. 1990): the longest run of words that both texts have is extended to both
sides for as long as more words agree than not, then the next run outside of it, wherever it stands. So a sentence that
was moved is a stretch of its own, and a changed word ends none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from analysis.linking.fingerprints import GRAM, Flags, Hashes

LOOK_AHEAD = 40
"""Words of each text that are compared at a time where a stretch is extended."""
DROP = 8
"""Words that may differ in a row, those that agree between them taken off, before a stretch ends."""
REPEATS = 4
"""How often a run may occur in one text and still begin a stretch: what comes more often is a refrain."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that two texts share.

    Attributes:
        start_a: index of the first word in one text.
        end_a: one past the last.
        start_b: index of the first word in the other text.
        end_b: one past the last.
        matched: words that both have, in the same order.
    """

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    matched: int


def align(
    a: npt.NDArray[np.int32],
    b: npt.NDArray[np.int32],
    grams_a: Hashes,
    grams_b: Hashes,
    *,
    barred_a: Flags,
    barred_b: Flags,
) -> list[Stretch]:
    """Find the stretches that two texts share.

    Args:
        a: the words of one text, as numbers.
        b: the words of the other.
        grams_a: for each word of ``a`` but the last ones, a hash of it and those behind it.
        grams_b: the same for ``b``.
        barred_a: words of ``a`` that belong to no stretch.
        barred_b: words of ``b`` that belong to no stretch.

    Returns:
        Stretches, longest runs first; no word is in two of them.

    Example:
        >>> from analysis.linking.fingerprints import read_words
        >>> texts = ["well now the old bridge was shut on Monday", "the old bridge was closed on Monday then"]
        >>> words = read_words(texts)
        >>> a, b = np.split(words.ids, [9])
        >>> align(a, b, words.grams(0), words.grams(1), barred_a=np.zeros(9, bool), barred_b=np.zeros(8, bool))
        [Stretch(start_a=2, end_a=9, start_b=0, end_b=7, matched=6)]
    """
    taken_a, taken_b = barred_a.copy(), barred_b.copy()
    words_a, words_b = a.tolist(), b.tolist()
    found = []
    for at_a, at_b, length in _runs(grams_a, grams_b):
        free = _longest_free(taken_a[at_a : at_a + length] | taken_b[at_b : at_b + length])
        if free[1] - free[0] < GRAM:
            continue
        start_a, start_b = at_a + free[0], at_b + free[0]
        end_a, end_b = at_a + free[1], at_b + free[1]
        back_a, back_b, more_before = _extend(
            words_a[_free_before(taken_a, start_a) : start_a][::-1],
            words_b[_free_before(taken_b, start_b) : start_b][::-1],
        )
        on_a, on_b, more_behind = _extend(
            words_a[end_a : _free_behind(taken_a, end_a)], words_b[end_b : _free_behind(taken_b, end_b)]
        )
        matched = more_before + free[1] - free[0] + more_behind
        stretch = Stretch(start_a - back_a, end_a + on_a, start_b - back_b, end_b + on_b, matched)
        taken_a[stretch.start_a : stretch.end_a] = True
        taken_b[stretch.start_b : stretch.end_b] = True
        found.append(stretch)
    return found


def _runs(grams_a: Hashes, grams_b: Hashes) -> list[tuple[int, int, int]]:
    """Words in a row that both texts have, longest first: where in each, and how many."""
    order = np.argsort(grams_b, kind="stable")
    there = grams_b[order]
    low, high = np.searchsorted(there, grams_a, "left"), np.searchsorted(there, grams_a, "right")
    counts = high - low
    counts[counts > REPEATS] = 0
    at_a = np.repeat(np.arange(len(grams_a)), counts)
    begins = np.repeat(np.cumsum(counts) - counts, counts)
    at_b = order[np.repeat(low, counts) + np.arange(len(at_a)) - begins]
    diagonal = at_b - at_a
    order = np.lexsort((at_a, diagonal))
    at_a, at_b, diagonal = at_a[order], at_b[order], diagonal[order]
    breaks = np.flatnonzero((np.diff(diagonal) != 0) | (np.diff(at_a) != 1)) + 1
    firsts = np.concatenate([[0], breaks])[: len(at_a)]
    lengths = np.diff(np.concatenate([firsts, [len(at_a)]])) + GRAM - 1
    ranked = np.lexsort((at_b[firsts], at_a[firsts], -lengths))
    return list(
        zip(at_a[firsts][ranked].tolist(), at_b[firsts][ranked].tolist(), lengths[ranked].tolist(), strict=True)
    )


def _extend(a: Sequence[int], b: Sequence[int]) -> tuple[int, int, int]:
    """How many words of each sequence go on with a stretch that ends before them, and how many of them agree.

    Args:
        a: the words ahead in one text, up to where the stretch may not go.
        b: the words ahead in the other.
    """
    at_a = at_b = matched = 0
    while True:
        ahead_a, ahead_b = a[at_a : at_a + LOOK_AHEAD], b[at_b : at_b + LOOK_AHEAD]
        on_a, on_b, more = _best_prefix(ahead_a, ahead_b)
        at_a, at_b, matched = at_a + on_a, at_b + on_b, matched + more
        if not more:
            return at_a, at_b, matched


def _best_prefix(a: Sequence[int], b: Sequence[int]) -> tuple[int, int, int]:
    """The beginnings of two sequences that agree best: their lengths, and the words that agree.

    A word that agrees counts 1, one that differs -1; it ends where that sum falls by more than ``DROP``.
    """
    best, at_a, at_b, matched = 0, 0, 0, 0
    score = so_far = end_a = end_b = 0
    for block in LCSseq.editops(a, b).as_matching_blocks():
        score -= max(block.a - end_a, block.b - end_b)
        if score < best - DROP:
            break
        score += block.size
        so_far += block.size
        end_a, end_b = block.a + block.size, block.b + block.size
        if score > best:
            best, at_a, at_b, matched = score, end_a, end_b, so_far
    return at_a, at_b, matched


def _longest_free(taken: Flags) -> tuple[int, int]:
    """The longest stretch that is not taken: its bounds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], taken, [True]]).astype(np.int8)))
    if not len(edges):
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest])


def _free_before(taken: Flags, at: int) -> int:
    """The first of the free words right before one."""
    before = np.flatnonzero(taken[:at])
    return int(before[-1]) + 1 if len(before) else 0


def _free_behind(taken: Flags, at: int) -> int:
    """One past the last of the free words from one on."""
    behind = np.flatnonzero(taken[at:])
    return at + int(behind[0]) if len(behind) else len(taken)
