"""One DuckDB file: lists and structs as they are, keys, comments and views."""

from __future__ import annotations

from pathlib import Path

from analysis.export.contents import Content
from analysis.export.keys import contents_of, dictionary_of, in_order
from analysis.export.sql import VIEWS, quoted, table_of


def write_duckdb(content: Content, folder: Path, name: str) -> None:
    """Write the database into a folder.

    Args:
        content: all tables.
        folder: where to write.
        name: of the file.
    """
    import duckdb  # an optional dependency

    with duckdb.connect(str(folder / name), config={"autoinstall_known_extensions": False}) as base:
        for sheet in in_order(content):
            base.register("incoming", sheet.frame.to_arrow())
            types = {row[0]: row[1] for row in base.execute("DESCRIBE SELECT * FROM incoming").fetchall()}
            base.execute(table_of(sheet, types, content))
            base.execute(f"INSERT INTO {quoted(sheet.name)} SELECT * FROM incoming")
            base.unregister("incoming")
            base.execute(f"COMMENT ON TABLE {quoted(sheet.name)} IS {_text(sheet.row)}")
            for column, meaning in sheet.meanings.items():
                base.execute(f"COMMENT ON COLUMN {quoted(sheet.name)}.{quoted(column)} IS {_text(meaning)}")
        for extra, frame in (("dictionary", dictionary_of(content, {})), ("contents", contents_of(content))):
            base.register("incoming", frame.to_arrow())
            base.execute(f"CREATE TABLE {extra} AS SELECT * FROM incoming")
            base.unregister("incoming")
        for view, (_, query) in VIEWS.items():
            base.execute(f"CREATE VIEW {view} AS {query}")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
