"""One Excel file: a sheet for the contents, one for the dictionary, one for each table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl

from analysis.export.cells import fitting, harmless, join, plain
from analysis.export.contents import Content
from analysis.export.keys import contents_of, dictionary_of


def write_workbook(content: Content, folder: Path, name: str) -> None:
    """Write the workbook into a folder.

    Args:
        content: all tables.
        folder: where to write.
        name: of the file.
    """
    import xlsxwriter  # an optional dependency

    sheets, notes = {}, {}
    for sheet in content.sheets.values():
        frame, changed = plain(sheet.frame)
        frame, marked = harmless(frame)
        sheets[sheet.name], cut = fitting(frame)
        notes.update({(sheet.name, column): note for column, note in join(changed, marked, cut).items()})
    front = {"contents": contents_of(content), "dictionary": dictionary_of(content, notes)}
    front = {title: harmless(plain(frame)[0])[0] for title, frame in front.items()}
    book = xlsxwriter.Workbook(folder / name, {"constant_memory": True, "tmpdir": str(folder.parent)})
    bold = book.add_format({"bold": True})
    for title, frame in {**front, **sheets}.items():
        page = book.add_worksheet(title[:31])
        page.freeze_panes(1, 0)
        for place, column in enumerate(frame.columns):
            page.write_string(0, place, column, bold)
        _write_rows(page, frame)
    book.close()


def _write_rows(page: Any, frame: pl.DataFrame) -> None:
    """Write every value as what it is: a text is never read for a number, a formula or a link."""
    for number, row in enumerate(frame.iter_rows(), 1):
        for place, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_boolean(number, place, value)
            elif isinstance(value, str) or not math.isfinite(value):
                page.write_string(number, place, str(value))
            else:
                page.write_number(number, place, value)
