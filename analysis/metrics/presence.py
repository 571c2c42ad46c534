"""Which items occur in which resamples of articles, one bit each: sets of millions of claims fit in memory so.

A resample of a set asks only whether an item is there, not how often. With 64 resamples to a machine word, drawing an
item's articles together is a bitwise or, what two outlets share is a bitwise and, and counting how many items a
resample holds adds whole words at a time.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Integers = NDArray[np.int64]

WORD = 64  # resamples
FEW_ROWS = 24  # that many are unpacked sooner than added by words
AT_ONCE = 500_000
"""Entries whose draws are held at once; bounds the memory, changes no result."""


def drawn_presence(article: Integers, item: Integers, *, outlet: str, resamples: int, seed: int) -> Words:
    """Draw articles with replacement and note which items they hold: the same draws as ``resampled_sums`` makes.

    Args:
        article: number of the article that holds the item, from 0 and without gaps.
        item: number of the item, from 0, without gaps and in ascending order.
        outlet: name that seeds the random stream.
        resamples: number of samples, each as large as the number of articles.
        seed: varies the random stream.

    Returns:
        One row an item. Its first bit is set: the articles as they are. Each further one says whether the item is in
        that resample; bits beyond the last resample are unset.

    Example:
        >>> article, item = np.array([0, 1, 1]), np.array([0, 0, 1])
        >>> occurs = drawn_presence(article, item, outlet="Globe", resamples=8, seed=0)
        >>> counted(occurs, 9).tolist()
        [2.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    """
    articles = int(article.max()) + 1
    random = np.random.default_rng([seed, *outlet.encode()])
    words = -(-(1 + resamples) // WORD)
    drawn = np.zeros((articles, words), dtype=np.uint64)
    for word in range(words):
        there = np.zeros((WORD, articles), dtype=np.bool_)
        for place in range(min(WORD, 1 + resamples - word * WORD)):
            first = word == place == 0
            there[place, slice(None) if first else random.integers(0, articles, size=articles)] = True
        packed = np.packbits(there, axis=0, bitorder="little")
        drawn[:, word] = np.ascontiguousarray(packed.T).view(np.uint64)[:, 0]
    starts = np.flatnonzero(np.r_[True, item[1:] != item[:-1]])
    occurs = np.empty((len(starts), words), dtype=np.uint64)
    blocks = np.unique(np.searchsorted(starts, np.arange(0, len(item), AT_ONCE)))
    blocks = blocks[blocks < len(starts)]
    for first, last in pairwise([*blocks.tolist(), len(starts)]):
        begin, end = starts[first], starts[last] if last < len(starts) else len(item)
        occurs[first:last] = np.bitwise_or.reduceat(drawn[article[begin:end]], starts[first:last] - begin, axis=0)
    return occurs


def counted(occurs: Words, columns: int) -> NDArray[np.float64]:
    """Count in how many rows each bit is set.

    Rows are added as an adder of single bits would, whole words at a time: three rows of one weight become one of that
    weight (their sum) and one of twice the weight (their carry), until few are left to unpack.

    Args:
        occurs: one row an item.
        columns: how many bits of a row count.

    Returns:
        One number a bit.

    Example:
        >>> counted(np.array([[0b101], [0b001], [0b111]], dtype=np.uint64), 3).tolist()
        [3.0, 1.0, 2.0]
    """
    total = np.zeros(occurs.shape[1] * WORD)
    weight = 1.0
    while len(occurs):
        carried = []
        while len(occurs) > FEW_ROWS:
            threes = len(occurs) // 3
            a, b, c = occurs[:threes], occurs[threes : 2 * threes], occurs[2 * threes : 3 * threes]
            unlike = a ^ b
            carried.append((a & b) | (unlike & c))
            occurs = np.concatenate([unlike ^ c, occurs[3 * threes :]])
        bits = np.unpackbits(np.ascontiguousarray(occurs).view(np.uint8), axis=1, bitorder="little")
        total += weight * bits.sum(axis=0, dtype=np.int64)
        occurs = np.concatenate(carried) if carried else occurs[:0]
        weight *= 2
    return total[:columns]
