"""The beginning of some files, as a build would read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from analysis.articles import Duplicate, Rejected, iter_articles
from analysis.articles.files import find_outlets
from analysis.articles.headers import read_columns
from dashboards.elements import Html, join, tag
from dashboards.listing import day
from dashboards.page import plural
from dashboards.table import text_or_dash

MOST_READ = 200
MOST_SHOWN = 8
SAID_ON_THE_COMMAND_LINE = "Say which it is: --column text=NAME"
BEGINNING = 120  # characters of a text


@dataclass(frozen=True)
class Preview:
    """What was read.

    Attributes:
        columns: file, column, field.
        articles: the first articles.
        rejected: what could not be read, and why.
        repeated: how many were there twice.
        more: whether there is more than was read.
    """

    columns: pl.DataFrame
    articles: list[dict[str, Any]]
    rejected: list[Rejected]
    repeated: int
    more: bool

    def html(self) -> Html:
        """The articles as a table, and what was left out."""
        outlets = {row["outlet"] for row in self.articles}
        counted = plural(len(self.articles), "article")
        first = "The first " if self.more else ""
        title = tag("h2", f"{first}{counted} of {plural(len(outlets), 'outlet')}" if self.articles else "No article")
        undated = sum(row["published_at"] is None for row in self.articles)
        notes = [
            f"{plural(undated, 'has', 'have')} no date that can be read." if undated else "",
            f"{plural(self.repeated, 'was', 'were')} there twice and {'is' if self.repeated == 1 else 'are'} left out."
            if self.repeated
            else "",
            f"{plural(len(self.rejected), 'record')} cannot be read:" if self.rejected else "",
        ]
        said = [tag("p", note) for note in notes if note]
        reasons = [tag("li", _reason(one)) for one in self.rejected[:MOST_SHOWN]]
        listed = tag("ul", reasons) if reasons else ""
        return join(tag("header", title, class_="figure"), self._table() if self.articles else "", *said, listed)

    def _table(self) -> Html:
        names = ("Outlet", "Headline", "Published", "Story", "Words", "Begins")
        head = tag("tr", [tag("th", name, scope="col") for name in names])
        rows = []
        for row in self.articles[:MOST_SHOWN]:
            when = row["published_at"]
            cells = (
                row["outlet"],
                row["title"],
                day(when.date()) if when else None,
                row["story"],
                f"{row['n_words']:,}",
                row["text"][:BEGINNING] + "…",
            )
            rows.append(tag("tr", [tag("td", text_or_dash(cell)) for cell in cells]))
        table = tag("table", tag("caption", "As they are read"), tag("thead", head), tag("tbody", rows))
        return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label="Articles as they are read")


def _reason(one: Rejected) -> str:
    """Why a record cannot be read, in words for a page: files without folders, fields instead of options."""
    place = " ".join(part for part in (Path(one.origin).name, one.record) if part)
    return f"{place}: {one.reason.replace(SAID_ON_THE_COMMAND_LINE, 'Say below which it is.')}"


def preview(files: list[Path], columns: Mapping[str, str], folders: bool) -> Preview:
    """Read the beginning of some files.

    Args:
        files: what was uploaded.
        columns: column for each field that usual names do not give.
        folders: take the folder's name where a record has no outlet.

    Returns:
        What a build would read first.

    Raises:
        ValueError: the table of outlets lacks a column.
        OSError: a file is gone.
    """
    outlets = find_outlets([str(path) for path in files])
    records = iter_articles(files, columns=columns, outlet_from="folder" if folders else None, outlets=outlets)
    articles: list[dict[str, Any]] = []
    rejected: list[Rejected] = []
    repeated = 0
    more = False
    for item in records:
        if isinstance(item, Rejected):
            rejected.append(item)
        elif isinstance(item, Duplicate):
            repeated += 1
        else:
            articles.append(item)
        if len(articles) + len(rejected) + repeated >= MOST_READ:
            more = next(iter(records), None) is not None
            break
    return Preview(read_columns(files, columns), articles, rejected, repeated, more)
