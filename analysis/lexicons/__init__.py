"""Our own word lists: data keyed by language, one CSV file a list, with its source in the lines that begin with '#'."""

from __future__ import annotations

from functools import cache
from importlib import resources

import polars as pl


@cache
def load_lexicon(name: str, language: str = "en") -> pl.DataFrame:
    """Load a word list that ships with the package.

    Args:
        name: the list, as its file is called without ``.csv``.
        language: ISO 639-1 code, the folder it lies in.

    Returns:
        The list's columns as its header names them, all strings; empty cells are empty strings, not nulls.

    Raises:
        LookupError: there is no such list; the message names those there are.

    Example:
        >>> load_lexicon("reporting_verbs").filter(pl.col("lemma") == "deny").row(0)
        ('deny', 'denial|denials|denied', 'confrontational', 'said', 'true')
    """
    folder = resources.files(__name__)
    file = folder / language / f"{name}.csv"
    if not file.is_file():
        known = sorted(
            f"{f.name}/{c.name[:-4]}"
            for f in folder.iterdir()
            if f.is_dir()
            for c in f.iterdir()
            if c.name.endswith(".csv")
        )
        raise LookupError(f"no word list '{language}/{name}'; there are {', '.join(known)}.")
    return pl.read_csv(file.read_bytes(), comment_prefix="#", infer_schema=False).fill_null("")


@cache
def forms_of(name: str, use: str) -> frozenset[str]:
    """The forms that an English list has for one use.

    Args:
        name: a list with the columns ``form`` and ``use``.
        use: what they are used for, as the list has it.

    Returns:
        The forms, as printed.

    Example:
        >>> "lie" in forms_of("disputes", "false")
        True
    """
    table = load_lexicon(name)
    return frozenset(table.filter(use=use)["form"])
