"""The file in which people correct what was read: one row a correction, written by hand or by ``parallax correct``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from analysis.articles.cleaning import clean_line
from analysis.articles.encodings import decode

FILE = "corrections.csv"
COLUMNS = ("action", "item", "item_words", "other", "other_words", "relation", "who", "when", "why")
DELIMITERS = ",;\t|"
SCHEMA = pl.Schema({"row": pl.Int64, **dict.fromkeys(COLUMNS, pl.String), "note": pl.String})
_FORMULA = ("=", "+", "-", "@")


def read_corrections(path: Path) -> pl.DataFrame:
    """Read the corrections of a corpus, as they are written.

    Args:
        path: CSV with a header, delimited by commas, semicolons, tabs or bars, in any usual encoding.

    Returns:
        ``row`` (its number below the header, from 1), the columns of ``COLUMNS`` (null where a cell is empty or the
        file has no such column), and ``note``: null, or why the row cannot be read. No rows where there is no file.

    Raises:
        UnreadableError: the file is no text.
        OSError: the file is there and cannot be opened.

    Example:
        >>> read_corrections(Path("nowhere.csv")).height
        0
    """
    return read_rows(path, COLUMNS)


def read_rows(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """Read a file that people and the dashboard add rows to, whatever the columns that count in it.

    Args:
        path: as for ``read_corrections``.
        columns: those that count.

    Returns:
        ``row``, the columns and ``note``, as ``read_corrections`` says.

    Raises:
        UnreadableError: the file is no text.
        OSError: the file is there and cannot be opened.
    """
    schema = pl.Schema({"row": pl.Int64, **dict.fromkeys(columns, pl.String), "note": pl.String})
    if not path.exists():
        return pl.DataFrame(schema=schema)
    rows = list(_rows(decode(path.read_bytes()).lstrip("\ufeff").replace("\0", ""), columns))
    return pl.DataFrame(rows, schema=schema, orient="row")


def header_of(text: str) -> tuple[list[str], str]:
    """The names of the columns of a CSV, in lower case, and what stands between them."""
    first = next(iter(text.splitlines()), "")
    delimiter = max(DELIMITERS, key=first.count)
    return [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])], delimiter


def safe_cell(value: str) -> str:
    """A cell that a spreadsheet takes for text: words of articles that look like a formula get an apostrophe before.

    Example:
        >>> safe_cell("-not now-"), safe_cell("not now")
        ("'-not now-", 'not now')
    """
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA) else value


def _rows(text: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
    header, delimiter = header_of(text)
    # Strict, or one quotation mark too many would swallow the rows below it without a word.
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = -1
    while True:
        number += 1
        try:
            row = next(cells, None)
        except csv.Error as error:
            note = f"this row and all below it cannot be read ({error}): look for a quotation mark too many"
            yield number, *[None] * len(columns), note
            return
        if row is None:
            return
        if number and any(cell.strip() for cell in row):
            yield number, *_read(header, row, columns)


def _read(header: list[str], row: list[str], columns: Sequence[str]) -> tuple[str | None, ...]:
    """The cells under the columns that count, and what is wrong with their number."""
    named: dict[str, str] = {}
    for name, cell in zip(header, row, strict=False):
        named.setdefault(name, cell)
    note = None
    if any(cell.strip() for cell in row[len(header) :]):
        note = f"it has {len(row)} cells under {len(header)} columns: put cells that hold the delimiter in quotes"
    return (*(_cell(named.get(name, "")) for name in columns), note)


def _cell(value: str) -> str | None:
    line = clean_line(value) or ""
    bare = line[1:] if line.startswith("'") and line.lstrip("'").startswith(_FORMULA) else line
    return bare or None
