"""Values as formats of plain cells can hold them: nested ones as JSON, texts that no program takes for commands."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

CELL = 32_767
"""Most characters in a cell of Excel, in units of UTF-16."""
ROWS = 1_048_575
"""Most rows of a sheet of Excel below its header."""
COMMAND = r"^'*[=+\-@\t\r\n＝＋－＠]"
"""Texts that a spreadsheet may take for a formula, or that ours would be mistaken for with an apostrophe taken off."""
UNHOLDABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""Characters that XML cannot hold, and of which NUL ends a text in many programs."""

Notes = dict[str, str]


def plain(frame: pl.DataFrame) -> tuple[pl.DataFrame, Notes]:
    """Make every column one of numbers, booleans or text.

    Args:
        frame: any table.

    Returns:
        The table: lists, arrays and structs as JSON, times and days in ISO 8601, and characters that not every program
        holds replaced by U+FFFD one for one, so that offsets stay; and by column what was changed.
    """
    notes: Notes = {}
    columns = []
    for column in frame:
        if column.dtype.is_nested():
            column = pl.Series(column.name, [_json(value) for value in column], dtype=pl.String)
            notes[column.name] = "as JSON"
        elif column.dtype.is_temporal():
            column = _iso(column)
            notes[column.name] = "as text in ISO 8601"
        if column.dtype == pl.String:
            bad = column.str.contains(UNHOLDABLE).sum()
            if bad:
                column = column.str.replace_all(UNHOLDABLE, "\ufffd")
                _add(notes, column.name, f"control characters became U+FFFD in {bad} cells")
        columns.append(column)
    return pl.DataFrame(columns), notes


def harmless(frame: pl.DataFrame) -> tuple[pl.DataFrame, Notes]:
    """Put an apostrophe before every text that a spreadsheet may take for a formula.

    Args:
        frame: a table as ``plain`` gives it.

    Returns:
        The table, and by column how many cells were changed. Taking one apostrophe off a cell that begins with
        apostrophes and one of = + - @, tab, return, or a wide form of these, gives the text back.
    """
    notes: Notes = {}
    for name in frame.select(pl.col(pl.String)).columns:
        bad = frame[name].str.contains(COMMAND)
        if count := bad.sum():
            frame = frame.with_columns(pl.when(bad).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name))
            notes[name] = f"an apostrophe was put before {count} cells that look like formulas"
    return frame, notes


def fitting(frame: pl.DataFrame) -> tuple[pl.DataFrame, Notes]:
    """Cut what a sheet of Excel cannot hold.

    Args:
        frame: a table as ``harmless`` gives it.

    Returns:
        The table with at most ``ROWS`` rows and ``CELL`` characters in a cell, and by column how much was cut.
    """
    notes: Notes = {}
    if frame.height > ROWS:
        notes = dict.fromkeys(frame.columns, f"cut after the first {ROWS:,} of {frame.height:,} rows")
        frame = frame.head(ROWS)
    for name in frame.select(pl.col(pl.String)).columns:
        long = [_cut(text) for text in frame[name].filter(frame[name].str.len_chars() > CELL // 2)]
        if count := sum(was for _, was in long):
            texts = [text if text is None else _cut(text)[0] for text in frame[name]]
            frame = frame.with_columns(pl.Series(name, texts, dtype=pl.String))
            _add(notes, name, f"{count} cells were cut after {CELL:,} characters")
    return frame, notes


def join(*parts: Notes) -> Notes:
    """Put notes about the same columns together."""
    joined: Notes = {}
    for notes in parts:
        for name, note in notes.items():
            _add(joined, name, note)
    return joined


def _add(notes: Notes, name: str, note: str) -> None:
    notes[name] = f"{notes[name]}; {note}" if name in notes else note


def _cut(text: str) -> tuple[str, bool]:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL:
        return text, False
    return units[: 2 * CELL].decode("utf-16-le", "ignore"), True


def _json(value: Any) -> str | None:
    if value is None:
        return None
    return json.dumps(value.to_list() if isinstance(value, pl.Series) else value, ensure_ascii=False, default=str)


def _iso(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Datetime):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.f" + ("Z" if column.dtype.time_zone == "UTC" else "%:z"))
    return column.cast(pl.String)
