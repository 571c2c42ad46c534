from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from analysis.metrics import coverage_over_time
from analysis.metrics.coverage import bucket_for
from analysis.schema import SchemaError


def rows_of(table: pl.DataFrame, outlet: str) -> list[tuple]:
    return table.filter(outlet=outlet).select("day", "value", "words", "n").rows()


def test_every_day_of_every_outlet_and_a_row_for_no_date(articles: pl.DataFrame) -> None:
    table = coverage_over_time(articles)
    days = [date(2024, 8, number) for number in (17, 18, 19)]
    assert rows_of(table, "Globe") == [(days[0], 2, 700, 3), (days[1], 0, 0, 3), (days[2], 0, 0, 3), (None, 1, 200, 3)]
    assert rows_of(table, "Courier") == [(days[0], 0, 0, 2), (days[1], 0, 0, 2), (days[2], 2, 600, 2)]
    assert rows_of(table, "Herald") == [(day, 0, 0, 1) for day in days] + [(None, 1, 50, 1)]


def test_no_article_is_lost(articles: pl.DataFrame) -> None:
    table = coverage_over_time(articles).group_by("outlet").agg(pl.sum("value"), pl.first("n"))
    assert (table["value"] == table["n"]).all()


def test_interval_is_that_of_a_rate(articles: pl.DataFrame) -> None:
    table = coverage_over_time(articles).filter(outlet="Globe")
    # exact Poisson, Garwood's table: 2 events 0.2422 to 7.2247, none 0 to 3.6889
    assert table.select("low", "high").row(0) == pytest.approx((0.2422, 7.2247), abs=1e-4)
    assert table.select("low", "high").row(1) == pytest.approx((0, 3.6889), abs=1e-4)
    assert table.select("low", "high", "note").row(-1) == (None, None, "no date: not a rate")


@pytest.mark.parametrize(
    ("by", "first", "until"),
    [
        ("1d", date(2024, 8, 17), date(2024, 8, 18)),
        ("1w", date(2024, 8, 12), date(2024, 8, 19)),
        ("1mo", date(2024, 8, 1), date(2024, 9, 1)),
        ("1q", date(2024, 7, 1), date(2024, 10, 1)),
        ("1y", date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_buckets(articles: pl.DataFrame, by, first: date, until: date) -> None:
    table = coverage_over_time(articles, by).filter(outlet="Globe")
    assert table.select("day", "until", "value").row(0) == (first, until, 2)


def test_days_are_utc() -> None:
    late = datetime(2024, 8, 17, 23, 59, tzinfo=UTC)
    frame = pl.DataFrame({"article_id": ["a"], "outlet": ["Globe"], "published_at": [late], "n_words": [1]})
    berlin = frame.with_columns(pl.col("published_at").dt.convert_time_zone("Europe/Berlin"))  # there it is the 18th
    assert coverage_over_time(berlin)["day"].to_list() == [date(2024, 8, 17)]


@pytest.mark.parametrize(
    ("last", "width"),
    [
        ("2024-01-01", "1d"),
        ("2024-03-02", "1d"),
        ("2024-03-03", "1w"),
        ("2026-01-01", "1mo"),
        ("2035-01-01", "1q"),
        ("2080-01-01", "1y"),
    ],
)
def test_auto_takes_the_narrowest_bucket_that_fits(last: str, width: str) -> None:
    assert bucket_for(pl.Series([date(2024, 1, 1), None, date.fromisoformat(last)])) == width


def test_no_date_at_all(articles: pl.DataFrame) -> None:
    undated = articles.with_columns(pl.lit(None, dtype=pl.Datetime("us", "UTC")).alias("published_at"))
    table = coverage_over_time(undated, "auto")
    assert table.select("outlet", "day", "value").rows() == [
        ("Courier", None, 2),
        ("Globe", None, 3),
        ("Herald", None, 1),
    ]


def test_an_article_twice_is_refused(articles: pl.DataFrame) -> None:
    with pytest.raises(SchemaError, match="'c1' in several rows"):
        coverage_over_time(pl.concat([articles, articles.filter(article_id="c1")]))
