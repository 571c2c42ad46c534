"""One SQLite file with keys, indexes, views and full-text search, and beside it what describes it to Datasette."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import polars as pl

from analysis.export.cells import plain
from analysis.export.contents import Content
from analysis.export.keys import contents_of, dictionary_of, in_order, references_of
from analysis.export.sql import VIEWS, quoted, table_of

SEARCHED = {"articles": ("title", "text"), "claims": ("content_text", "source_text")}
LABELS = {"articles": "title", "sources": "name", "claims": "content_text"}
BATCH = 10_000


def write_sqlite(content: Content, folder: Path, name: str) -> None:
    """Write the database and its description into a folder.

    Args:
        content: all tables.
        folder: where to write.
        name: of the file.
    """
    notes = {}
    stored = Content(content.title, {}, content.left_out)
    for sheet in content.sheets.values():
        frame, changed = plain(sheet.frame)
        stored.sheets[sheet.name] = replace(sheet, frame=frame)
        notes.update({(sheet.name, column): note for column, note in changed.items()})
    with closing(sqlite3.connect(folder / name)) as base:
        for sheet in in_order(stored):
            base.execute(table_of(sheet, {n: _type(d) for n, d in sheet.frame.schema.items()}, stored))
            _insert(base, sheet.name, sheet.frame)
            for number, one in enumerate(references_of(sheet, stored)):
                index = quoted(f"{sheet.name}_{number}_{'_'.join(one.columns)}")
                base.execute(f"CREATE INDEX {index} ON {quoted(sheet.name)} ({quoted(*one.columns)})")
        for extra, frame in (("dictionary", dictionary_of(content, notes)), ("contents", contents_of(content))):
            base.execute(f"CREATE TABLE {extra} ({quoted(*frame.columns)})")
            _insert(base, extra, frame)
        for view, (_, query) in VIEWS.items():
            base.execute(f"CREATE VIEW {view} AS {query}")
        for table, columns in SEARCHED.items():
            listed = quoted(*columns)
            base.execute(f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5({listed}, content="{table}")')
            base.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')
        base.commit()
    described = json.dumps(_described(stored, Path(name).stem), ensure_ascii=False, indent=1)
    (folder / metadata_name(name)).write_text(described, encoding="utf8")


def metadata_name(name: str) -> str:
    """The file that describes a database to Datasette."""
    return f"{Path(name).stem}.metadata.json"


def _insert(base: sqlite3.Connection, table: str, frame: pl.DataFrame) -> None:
    places = ", ".join("?" * frame.width)
    for part in frame.iter_slices(BATCH):
        base.executemany(f"INSERT INTO {quoted(table)} VALUES ({places})", part.iter_rows())


def _type(dtype: pl.DataType) -> str:
    if dtype.is_integer() or dtype == pl.Boolean:
        return "INTEGER"
    return "REAL" if dtype.is_float() else "TEXT"


def _described(content: Content, stem: str) -> dict[str, object]:
    tables: dict[str, dict[str, object]] = {
        sheet.name: {"description": sheet.row, "columns": dict(sheet.meanings)} for sheet in content.sheets.values()
    }
    for name, column in LABELS.items():
        tables[name]["label_column"] = column
    tables |= {name: {"description": row} for name, (row, _) in VIEWS.items()}
    tables["dictionary"] = {"description": "one column of a table: what it means"}
    tables["contents"] = {"description": "one table, or one metric that is left out and why"}
    about = "Offsets count characters from 0 in articles.text; lists are JSON."
    return {"title": content.title, "databases": {stem: {"description": about, "tables": tables}}}
