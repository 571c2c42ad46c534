"""Every table as the page of data shows it: which rows, where each leads, and as which file."""

from __future__ import annotations

import io

import polars as pl
import pytest

from dashboards.data import Data, meanings, parquet
from dashboards.desk import Desk
from dashboards.rows import leads_to, rows_of
from dashboards.state import TABLES, Filter, Scope, State

HARBOUR = Scope("Harbour strike")


@pytest.mark.parametrize(
    ("table", "scope", "chosen", "rows"),
    [
        ("articles", Scope(), Filter(), 5),
        ("articles", HARBOUR, Filter(outlet=("Gazette",)), 2),
        ("articles", Scope(), Filter(since="2024-03-06"), 2),
        ("claims", HARBOUR, Filter(), 8),
        ("claims", HARBOUR, Filter(source="vos"), 2),
        ("sources", Scope(), Filter(), 4),
        ("sources", Scope(), Filter(outlet=("Tribune",)), 1),
        ("passages", HARBOUR, Filter(), 3),
        ("passages", HARBOUR, Filter(outlet=("Gazette",)), 1),
        ("clauses", Scope(), Filter(), 0),
    ],
)
def test_a_table_is_filtered_as_the_page_is(desk: Desk, table: str, scope: Scope, chosen: Filter, rows: int) -> None:
    assert rows_of(desk, table, scope, chosen).height == rows


@pytest.mark.parametrize("table", TABLES)
def test_every_row_leads_somewhere_that_is_there(desk: Desk, table: str) -> None:
    articles = set(desk.articles(Scope())["article_id"])
    for row in rows_of(desk, table, Scope(), Filter()).iter_rows(named=True):
        place = leads_to(row)
        assert place.get("article") in articles or desk.source_name(place["source"])


def test_a_page_shows_each_table_with_what_its_columns_mean(desk: Desk) -> None:
    state = State()
    page = Data(desk, state)
    for table in TABLES:
        state.table = table
        page.refresh()
        found = rows_of(desk, table, Scope(), Filter())
        assert f"{found.height} row" in page._files.html
        assert page._meanings.html.count("<dt>") == found.width


def test_added_columns_are_said_to_be_added() -> None:
    assert "added here" in meanings("claims", ["headline"])
    assert "added here" not in meanings("claims", ["claim_id", "outlet"])


def test_a_parquet_file_is_the_table(desk: Desk) -> None:
    claims = rows_of(desk, "claims", Scope(), Filter())
    assert pl.read_parquet(io.BytesIO(parquet(claims))).equals(claims)


def test_more_rows_than_a_page_can_send_are_refused_with_the_way_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.data.MOST_ROWS", 4)
    page = Data(desk, State())
    page.refresh()
    with pytest.raises(ValueError, match=r"5 rows are too many .* parallax export"):
        page._take("file", "csv")
