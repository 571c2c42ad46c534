"""Where single words stand among others: words that are used alike have vectors that point alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

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
    table, rows = _table(), _rows()
    found = [rows.get(word.lower().replace("’", "'").removesuffix("'s"), -1) for word in words]
    vectors: Floats = np.zeros((len(found), WIDTH))
    known = np.array(found, np.int64) >= 0
    chosen = table[np.array(found, np.int64)[known]].astype(np.float64)
    # Squares of whole numbers: their sum is exact whatever the order, so vectors are the same on any machine.
    vectors[known] = chosen / np.sqrt((chosen**2).sum(axis=1, keepdims=True))
    return vectors


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
def _rows() -> dict[str, int]:
    return {word: row for row, word in enumerate(load_lexicon("word_vectors")["word"])}


@cache
def _table() -> npt.NDArray[np.int8]:
    with (resources.files(__package__) / "en" / "word_vectors.npy").open("rb") as file:
        table: npt.NDArray[np.int8] = np.load(file, allow_pickle=False)
    return table
