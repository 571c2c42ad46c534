"""A table of rows that lead somewhere: sorted and cut into pages here, so that any number of rows stays quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import panel as pn
import polars as pl

from dashboards.elements import Html, join, tag
from dashboards.markup import Markup

ROWS = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """One column as it is shown.

    Attributes:
        title: its heading.
        cell: a row in, its content out; text is escaped by the table.
        sort: the frame's column that it sorts by; none if it does not sort.
        kind: class names of its cells ('number', 'wide').
    """

    title: str
    cell: Callable[[Mapping[str, Any]], object]
    sort: str = ""
    kind: str = ""


class Table(pn.viewable.Viewer):
    """Rows of a frame, ``ROWS`` at a time. A click on a heading sorts, a click on a row follows its link."""

    def __init__(
        self,
        columns: Sequence[Shown],
        link: Callable[[Mapping[str, Any]], str],
        empty: Callable[[], Html],
        *,
        on_link: Callable[[str], None],
        sort: str,
        caption: str,
    ) -> None:
        super().__init__()
        self._columns = columns
        self._link = link
        self._empty = empty
        self._caption = caption
        self._sort = sort
        self._page = 0
        self._frame = pl.DataFrame()
        self._view = Markup(join(), on_link=on_link, on_field=self._change)

    def __panel__(self) -> pn.viewable.Viewable:
        """The table itself."""
        return self._view

    def show(self, frame: pl.DataFrame) -> None:
        """Show other rows, from the first page."""
        self._frame = frame
        self._page = 0
        self._draw()

    def _change(self, field: str, value: str) -> None:
        if field == "sort" and value in {column.sort for column in self._columns if column.sort}:
            self._sort = f"-{value}" if self._sort == value else value
            self._page = 0
        elif field == "rows" and value.isdecimal():
            self._page = min(int(value), (self._frame.height - 1) // ROWS)
        self._draw()

    def _draw(self) -> None:
        if self._frame.is_empty():
            self._view.show(tag("div", self._empty(), class_="empty", role="status"))
            return
        name = self._sort.removeprefix("-")
        ordered = self._frame
        if name:
            down = self._sort.startswith("-")
            ordered = ordered.sort(name, descending=down, nulls_last=True, maintain_order=True)
        rows = ordered.slice(self._page * ROWS, ROWS).rows(named=True)
        body = tag("tbody", [self._row(row) for row in rows])
        table = tag("table", tag("caption", self._caption), tag("thead", tag("tr", self._heads())), body)
        self._view.show(join(tag("div", table, class_="table"), self._pager()))

    def _heads(self) -> list[Html]:
        heads = []
        for column in self._columns:
            up, down = column.sort and self._sort == column.sort, self._sort == f"-{column.sort}"
            order = "ascending" if up else "descending" if down else None
            content: object = column.title
            if column.sort:
                arrow = " ↑" if up else " ↓" if down else ""
                content = tag(
                    "button", column.title, arrow, id=f"sort-{column.sort}", data_field="sort", value=column.sort
                )
            heads.append(tag("th", content, scope="col", class_=column.kind or None, aria_sort=order))
        return heads

    def _row(self, row: Mapping[str, Any]) -> Html:
        link = self._link(row)
        cells = []
        for number, column in enumerate(self._columns):
            content = text_or_dash(column.cell(row))
            if number == 0:
                content = tag("a", content, href=link)
            cells.append(tag("td", content, class_=column.kind or None, data_title=column.title))
        return tag("tr", cells, data_go=link)

    def _pager(self) -> Html:
        total = self._frame.height
        first = self._page * ROWS
        last = min(total, first + ROWS)
        counted = tag("span", f"{first + 1:,} to {last:,} of {total:,}" if total > ROWS else f"{total:,} in all")
        if total <= ROWS:
            return tag("div", counted, class_="pager")
        before = tag(
            "button", "Previous", id="rows-before", data_field="rows", value=self._page - 1, disabled=first == 0
        )
        after = tag("button", "Next", id="rows-after", data_field="rows", value=self._page + 1, disabled=last == total)
        return tag("div", counted, before, after, class_="pager")


def text_or_dash(content: object) -> object:
    """What an empty cell shows: a dash, so that nobody takes it for a fault."""
    return tag("span", "–", class_="none") if content is None or content == "" else content
