"""Words that stand elsewhere too, by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from analysis.metrics import copied_text
from analysis.schema import SchemaError

EARLY, LATE = datetime(2024, 8, 17, 9, tzinfo=UTC), datetime(2024, 8, 18, 9, tzinfo=UTC)
DAY, NEXT = datetime(2024, 8, 17, tzinfo=UTC), datetime(2024, 8, 18, tzinfo=UTC)
TEN = "one two three four five six seven eight nine ten"
"""Words begin at 0, 4, 8, 14, 19, 24, 28, 34, 40, 45."""


def articles(*rows: tuple[str, str, datetime | None]) -> pl.DataFrame:
    schema = {"article_id": pl.String, "outlet": pl.String, "published_at": pl.Datetime("us", "UTC")}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(text=pl.lit(TEN))


def passages(*rows: tuple[str, str, int, int, str]) -> pl.DataFrame:
    """Passages as the two articles, the span in both, and the kind."""
    columns = {
        "article_a": pl.String,
        "article_b": pl.String,
        "start_a": pl.Int64,
        "end_a": pl.Int64,
        "kind": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(start_b="start_a", end_b="end_a")


def words(table: pl.DataFrame, outlet: str) -> dict[str, int]:
    assert table.filter(outlet=outlet)["words"].sum() == table.filter(outlet=outlet)["n"][0]
    return dict(table.filter(pl.col("outlet") == outlet, pl.col("words") > 0).select("copied", "words").iter_rows())


@pytest.mark.parametrize(
    ("kind", "times", "globe", "post"),
    [
        # whoever printed a copy first keeps its words
        ("copy", (EARLY, LATE), {"own": 10}, {"copy": 3, "own": 7}),
        ("copy", (LATE, EARLY), {"copy": 3, "own": 7}, {"own": 10}),
        # nobody knows who was first
        ("copy", (EARLY, EARLY), {"copy": 3, "own": 7}, {"copy": 3, "own": 7}),
        ("copy", (None, EARLY), {"copy": 3, "own": 7}, {"copy": 3, "own": 7}),
        ("copy", (DAY, EARLY), {"copy": 3, "own": 7}, {"copy": 3, "own": 7}),
        ("copy", (EARLY, DAY), {"copy": 3, "own": 7}, {"copy": 3, "own": 7}),
        ("copy", (EARLY, NEXT), {"own": 10}, {"copy": 3, "own": 7}),
        # from a wire, or from somebody's mouth, whoever was first
        ("wire", (EARLY, LATE), {"wire": 3, "own": 7}, {"wire": 3, "own": 7}),
        ("quotation", (EARLY, LATE), {"quotation": 3, "own": 7}, {"quotation": 3, "own": 7}),
    ],
)
def test_whose_words_a_passage_takes(
    kind: str, times: tuple[datetime | None, datetime | None], globe: dict[str, int], post: dict[str, int]
) -> None:
    rows = articles(("a", "Globe", times[0]), ("b", "Post", times[1]))
    table = copied_text(passages(("a", "b", 4, 18, kind)), rows)
    assert (words(table, "Globe"), words(table, "Post")) == (globe, post)


def test_a_wire_counts_before_a_copy_and_a_copy_before_a_quotation() -> None:
    rows = articles(("a", "Globe", EARLY), ("b", "Post", LATE), ("c", "Herald", LATE))
    found = passages(("a", "b", 0, 23, "copy"), ("b", "c", 8, 18, "wire"), ("b", "c", 19, 33, "quotation"))
    assert words(copied_text(found, rows), "Post") == {"copy": 3, "wire": 2, "quotation": 2, "own": 3}


def test_versions_of_one_outlet_and_articles_that_are_not_compared_take_nothing() -> None:
    rows = articles(("a", "Globe", EARLY), ("b", "Globe", LATE))
    table = copied_text(passages(("a", "b", 0, 48, "copy"), ("b", "z", 0, 48, "wire")), rows)
    assert words(table, "Globe") == {"own": 20}


def test_an_outlet_without_words_says_so() -> None:
    table = copied_text(passages(), articles(("a", "Globe", None)).with_columns(text=pl.lit("")))
    assert set(table["note"]) == {"no words"}


def test_articles_of_unknown_outlets_are_not_of_one() -> None:
    rows = articles(("a", "unknown", EARLY), ("b", "unknown", LATE))
    assert words(copied_text(passages(("a", "b", 4, 18, "copy")), rows), "unknown") == {"copy": 3, "own": 17}


def test_another_kind_of_passage_is_refused() -> None:
    rows = articles(("a", "Globe", EARLY), ("b", "Post", LATE))
    with pytest.raises(SchemaError, match=r"has the kind 'theft'; it must be one of quotation, copy, wire"):
        copied_text(passages(("a", "b", 4, 18, "theft")), rows)
