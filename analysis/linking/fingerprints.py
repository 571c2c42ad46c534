"""Texts as numbers that can be compared by the million: words, and fingerprints of every few of them.

Winnowing (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document fingerprinting") keeps the
lowest of every few neighbouring hashes. Which ones are kept depends on the words around them alone, so two articles
that share ``SHORTEST`` words in a row share a fingerprint there, with half of all hashes to look through.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
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

    def article_of(self, places: Integers) -> Integers:
        """The index of the article in which each of some words stands."""
        return np.searchsorted(self.bounds, places, side="right") - 1

    def grams(self, article: int) -> Hashes:
        """For each word of an article but the last ones, a hash of it and those behind it, ``GRAM`` in all."""
        first, last = (int(bound) for bound in self.bounds[article : article + 2])
        values = np.zeros(max(0, last - first - GRAM + 1), np.uint64)
        for at in range(GRAM):
            values *= _MULTIPLIER
            values += self.hashes[self.ids[first + at : first + at + len(values)]]
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
    forms, starts, ends, quoted = array("i"), array("i"), array("i"), bytearray()
    bounds = [0]
    for text in texts:
        found = [(match.start(), match[0]) for match in _WORD.finditer(text)]
        first = np.array([start for start, _ in found], np.int32)
        marks = np.array(quoted_spans(text), np.int64).reshape(-1)
        forms.extend(printed.setdefault(word, len(printed)) for _, word in found)
        starts.extend(start for start, _ in found)
        ends.extend(start + len(word) for start, word in found)
        quoted += (np.searchsorted(marks, first, side="right") % 2 == 1).tobytes()
        bounds.append(bounds[-1] + len(found))
    folded: dict[str, int] = {}
    ids = np.array([folded.setdefault(_fold(word), len(folded)) for word in printed], np.int32)
    lower = np.array([word[0].islower() for word in printed], np.bool_)
    form = np.frombuffer(forms, np.int32)
    return Words(
        ids=ids[form],
        starts=np.frombuffer(starts, np.int32),
        ends=np.frombuffer(ends, np.int32),
        quoted=np.frombuffer(quoted, np.bool_),
        plain=lower[form],
        bounds=np.array(bounds, np.int64),
        hashes=np.array([_hash(word) for word in folded], np.uint64),
    )


def fingerprints(words: Words) -> tuple[Hashes, Integers]:
    """Choose the words at which fingerprints begin.

    Args:
        words: the words of articles.

    Returns:
        The hashes, and the index of the word at which each begins, in order.

    Example:
        >>> words = read_words(["a b c d e f g", "x b c d e f g y"])
        >>> hashes, places = fingerprints(words)
        >>> len(set(hashes[places < 7]) & set(hashes[places >= 7])) > 0
        True
    """
    hashes, places = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for article, first in enumerate(words.bounds[:-1]):
        grams = words.grams(article)
        chosen = _lowest(grams)
        hashes.append(grams[chosen])
        places.append(first + chosen)
    return np.concatenate(hashes), np.concatenate(places)


def _lowest(grams: Hashes) -> Integers:
    """Indexes of the hashes that are the lowest of a window; an article's first and last always are."""
    if not len(grams):
        return np.empty(0, np.int64)
    beyond = np.full(WINDOW - 1, np.iinfo(np.uint64).max)
    around = np.concatenate([beyond, grams, beyond])
    lowest = np.lib.stride_tricks.sliding_window_view(around, WINDOW).min(axis=1)
    chosen = np.zeros(len(grams), np.bool_)
    for at in range(WINDOW):
        chosen |= grams == lowest[at : at + len(grams)]
    return np.flatnonzero(chosen)


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'")


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
