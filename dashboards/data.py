"""The page of data: any table of the corpus as the page is filtered, row by row, and as a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import panel as pn
import polars as pl

from analysis.schema import TABLES as KNOWN
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.markup import Markup
from dashboards.page import Page, empty, plural
from dashboards.rows import leads_to, rows_of
from dashboards.state import NO_FILTER, TABLES, Filter, State
from dashboards.table import Shown, Table
from dashboards.taking import csv, written
from dashboards.words import links

LONGEST_CELL = 160
MOST_ROWS = 200_000  # in a file that goes through the page; whoever needs more exports the corpus
NAMES = {name: name.replace("_", " ").capitalize() for name in TABLES}


class Data(Page):
    """A choice of tables, what their columns mean, their rows, two kinds of file."""

    depends = ("story", "outlets", "table", *Filter.__slots__)

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._files = Markup(tag("div"), on_field=self._take)
        self._meanings = self.markup()
        self._found = pl.DataFrame()
        self._tables: dict[tuple[str, ...], Table] = {}
        self._layout = pn.Column(sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, files, rows, meanings."""
        return self._layout

    def refresh(self) -> None:
        """Show the rows that the filter lets through."""
        name = self.state.table
        self._found = found = rows_of(self.desk, name, self.state.scope, self.state.filter)
        tables = links(self, "table", TABLES, NAMES, "Which table")
        known = KNOWN[name]
        lead = tag("p", f"One row is {known.row}.")
        count = plural(found.height, "row")
        self._heading.show(tag("header", tag("h1", "Data"), tables, class_="page"))
        buttons = [
            tag("button", label, type="button", id=f"data-{form}", data_field="file", value=form)
            for form, label in (("csv", "CSV"), ("parquet", "Parquet"))
        ]
        about = tag("div", tag("h2", f"{NAMES[name]}: {count}"), lead)
        self._files.show(tag("header", about, tag("div", buttons, class_="tools"), class_="figure row"))
        self._meanings.show(meanings(name, found.columns))
        key = (name, *found.columns)
        if key not in self._tables:
            self._tables[key] = self._table(name, found)
        self._tables[key].show(found)
        self._layout[:] = [self._heading, self._files, self._tables[key], self._meanings]

    def _table(self, name: str, found: pl.DataFrame) -> Table:
        return Table(
            [
                Shown(column.replace("_", " "), cell(column), "" if dtype.is_nested() else column, "cell")
                for column, dtype in found.schema.items()
            ],
            lambda row: self.state.query(**leads_to(row)),
            lambda: empty("No row is in this choice.", self.state.query(**NO_FILTER), "Clear the filter"),
            on_link=self.go,
            sort="",
            caption=f"{NAMES[name]}, each row leading to its place",
        )

    def _take(self, field: str, value: str) -> None:
        """Give the rows as a file."""
        if field != "file" or value not in ("csv", "parquet"):
            return
        if self._found.height > MOST_ROWS:
            raise ValueError(
                f"{self._found.height:,} rows are too many to send through the page (at most {MOST_ROWS:,}). Choose a "
                "story, or export the corpus: parallax export CORPUS --to folder."
            )
        name = f"{self.state.table}.{value}"
        if value == "csv":
            self._files.send(name, "text/csv", csv(self._found))
        else:
            self._files.send(name, "application/vnd.apache.parquet", parquet(self._found))


def parquet(frame: pl.DataFrame) -> bytes:
    """Write a table as it is, types and lists included."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def cell(column: str) -> Any:
    """How a cell of a column is shown: long ones cut."""

    def shown(row: Mapping[str, Any]) -> object:
        value = written(row[column])
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            return value[: LONGEST_CELL - 1] + "…"
        return value

    return shown


def meanings(name: str, columns: list[str]) -> Html:
    """What the columns mean."""
    said = {column.name: column.meaning for table in KNOWN.values() for column in table.columns}
    said |= {column.name: column.meaning for column in KNOWN[name].columns}
    added = "added here, from its article or source"
    items = [(tag("dt", column), tag("dd", said.get(column, added))) for column in columns]
    return tag("details", tag("summary", "What the columns mean"), tag("dl", items, class_="meanings"))
