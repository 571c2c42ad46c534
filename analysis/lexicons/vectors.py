"""Where single words stand among others: words that are used alike have vectors that point alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.lexicons import load_lexicon

WIDTH = 96
"""Numbers in the vector of a word."""

Floats = npt.NDArray[np.float64]


def word_vectors(words: Iterable[str]) -> Floats:
    """The vectors of words.

    They were made from words alone, so a word of several meanings has a vector between them, and a name is known only
    if news uses it much.

    Args:
        words: in any case, with or without a final 's.

    Returns:
        A row a word, of length 1; zeros for words that have none. The cosine of two is the sum of their products.

    Example:
        >>> killed, murdered, ferry = word_vectors(["killed", "Murdered", "ferry"])
        >>> bool(killed @ murdered > 0.7 > 0.3 > killed @ ferry)
        True
    """
    whole = directions(words)
    unit: Floats = whole / lengths(whole)[:, None]
    return unit


def directions(words: Iterable[str]) -> Floats:
    """The vectors of words as they are stored, in whole numbers.

    Sums of their products are exact whatever the order, so they are the same on any machine.

    Args:
        words: as for ``word_vectors``.

    Returns:
        A row a word, from -127 to 127; zeros for words that have none.
    """
    table, rows = _table(), _rows()
    found = np.array([rows.get(word.lower().replace("’", "'").removesuffix("'s"), -1) for word in words], np.int64)
    whole: Floats = np.where((found >= 0)[:, None], table[found], 0).astype(np.float64)
    return whole


def lengths(whole: npt.NDArray[np.floating[Any]]) -> Floats:
    """How long vectors are, 1 for those without a direction: what to divide by.

    Args:
        whole: from ``directions``.
    """
    found: Floats = np.sqrt((whole.astype(np.float64) ** 2).sum(axis=1))
    return np.where(found > 0, found, 1.0)


def commonest(forms: Sequence[str]) -> str:
    """The form that news uses most.

    Args:
        forms: forms of one word, at least one.

    Returns:
        One of them; the first in alphabetical order where none has a vector.

    Example:
        >>> commonest(["killings", "killed", "kill"])
        'killed'
    """
    rows = _rows()
    return min(forms, key=lambda form: (rows.get(form.lower(), len(rows)), form))


@cache
def name_words() -> frozenset[str]:
    """Words with a vector that news writes with a capital most of the time: names, months, weekdays, parties.

    Example:
        >>> "clinton" in name_words(), "war" in name_words()
        (True, False)
    """
    return frozenset(load_lexicon("word_vectors").filter(name="true")["word"])


@cache
def _rows() -> dict[str, int]:
    return {word: row for row, word in enumerate(load_lexicon("word_vectors")["word"])}


@cache
def _table() -> npt.NDArray[np.int8]:
    with (resources.files(__package__) / "en" / "word_vectors.npy").open("rb") as file:
        table: npt.NDArray[np.int8] = np.load(file, allow_pickle=False)
    return table
