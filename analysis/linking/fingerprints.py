"""Texts as numbers that can be compared by the million: words, and fingerprints of every few of them.

Winnowing (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document fingerprinting") keeps the
lowest of every few neighbouring hashes. Which ones are kept depends on the words around them alone, so two articles
that share ``SHORTEST`` words in a row share a fingerprint there, with half of all hashes to look through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from analysis.language.quotation import quoted_spans

Integers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

GRAM = 4
"""Words that one fingerprint is made of."""
WINDOW = 3
"""Neighbouring hashes of which the lowest is kept."""
SHORTEST = GRAM + WINDOW - 1
"""Words in a row whose sharing is never missed."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True)
class Words:
    """The words of articles, one article after another.

    Attributes:
        ids: a number for each word, the same for the same word in any case.
        starts: its first character in its article's text.
        ends: one past its last character.
        quoted: whether it stands between quotation marks.
        plain: whether it is printed in lower case: neither a name nor a number.
        bounds: index of the first word of each article, and the count of all words behind them.
        hashes: by number, a hash of the word that is the same whatever was read before it.
    """

    ids: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    quoted: Flags
    plain: Flags
    bounds: Integers
    hashes: Hashes

    @cached_property
    def article(self) -> npt.NDArray[np.int32]:
        """For each word the index of its article."""
        return np.repeat(np.arange(len(self.bounds) - 1, dtype=np.int32), np.diff(self.bounds))

    @cached_property
    def grams(self) -> Hashes:
        """For each word a hash of it and those behind it, ``GRAM`` in all; an article's last reach into the next."""
        values = np.zeros(max(0, len(self.ids) - GRAM + 1), np.uint64)
        for at in range(GRAM):
            values *= _MULTIPLIER
            values += self.hashes[self.ids[at : at + len(values)]]
        values ^= values >> np.uint64(32)
        values *= _MIXER
        values ^= values >> np.uint64(32)
        return values


def read_words(texts: Iterable[str]) -> Words:
    """Take texts apart into words.

    Args:
        texts: one text an article.

    Returns:
        The words of all of them.

    Example:
        >>> words = read_words(["The cat's “out”.", "Out, cat’s?"])
        >>> words.ids.tolist(), words.quoted.tolist(), words.bounds.tolist()
        ([0, 1, 2, 2, 1], [False, False, True, False, False], [0, 3, 5])
    """
    printed: dict[str, int] = {}
    forms, starts, ends, quoted = ([np.empty(0, dtype)] for dtype in (np.int32, np.int32, np.int32, np.bool_))
    bounds = [0]
    for text in texts:
        found = [(match.start(), match[0]) for match in _WORD.finditer(text)]
        first = np.array([start for start, _ in found], np.int32)
        marks = np.array(quoted_spans(text), np.int64).reshape(-1)
        forms.append(np.array([printed.setdefault(word, len(printed)) for _, word in found], np.int32))
        starts.append(first)
        ends.append(first + np.array([len(word) for _, word in found], np.int32))
        quoted.append(np.searchsorted(marks, first, side="right") % 2 == 1)
        bounds.append(bounds[-1] + len(found))
    folded: dict[str, int] = {}
    ids = np.array([folded.setdefault(_fold(word), len(folded)) for word in printed], np.int32)
    lower = np.array([word[0].islower() for word in printed], np.bool_)
    form = np.concatenate(forms)
    return Words(
        ids=ids[form],
        starts=np.concatenate(starts),
        ends=np.concatenate(ends),
        quoted=np.concatenate(quoted),
        plain=lower[form],
        bounds=np.array(bounds, np.int64),
        hashes=np.array([_hash(word) for word in folded], np.uint64),
    )


def fingerprints(words: Words) -> Integers:
    """Choose the words at which fingerprints begin.

    Args:
        words: the words of articles.

    Returns:
        Indexes of words, in order; the hashes are ``words.grams`` there.

    Example:
        >>> words = read_words(["a b c d e f g", "x b c d e f g y"])
        >>> chosen = fingerprints(words)
        >>> len(set(words.grams[chosen[chosen < 7]]) & set(words.grams[chosen[chosen >= 7]])) > 0
        True
    """
    grams = words.grams
    inside = words.article[: len(grams)] == words.article[GRAM - 1 :]
    values = np.where(inside, grams, np.iinfo(np.uint64).max)
    windows = len(values) - WINDOW + 1
    if windows < 1:
        return np.flatnonzero(inside)
    lowest = values[:windows].copy()
    for at in range(1, WINDOW):
        np.minimum(lowest, values[at : at + windows], out=lowest)
    chosen = np.zeros(len(values), np.bool_)
    for at in range(WINDOW):
        chosen[at : at + windows] |= values[at : at + windows] == lowest
    return np.flatnonzero(chosen & inside)


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'")


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
