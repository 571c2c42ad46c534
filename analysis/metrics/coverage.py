"""How much each outlet published, and when."""

from __future__ import annotations

from typing import Literal

import polars as pl

from analysis.metrics.intervals import check_options, poisson_interval
from analysis.metrics.outlets import outlets_of
from analysis.schema import AnyFrame

Bucket = Literal["1d", "1w", "1mo", "1q", "1y"]
_DAYS: tuple[tuple[Bucket, int], ...] = (("1d", 1), ("1w", 7), ("1mo", 30), ("1q", 91))
MOST_BUCKETS = 62
"""Buckets that ``by="auto"`` aims to stay below: two months of days."""


def coverage_over_time(
    articles: AnyFrame, by: Bucket | Literal["auto"] = "1d", *, interval: float = 0.95
) -> pl.DataFrame:
    """Count the articles and words of each outlet by day, days without any included.

    The articles at hand are all there are: no sample was drawn, and a bootstrap over them would measure nothing. What
    is unsure is the pace behind a count: would the outlet, as busy as it was, have run 3 pieces or 5? The interval is
    the exact Poisson one for that rate, as is usual for complete counts of events (D. R. Brillinger 1986, The natural
    variability of vital rates, Biometrics 42:693-734). It takes articles as independent; follow-ups of one event are
    not quite, so read it as a least width.

    Args:
        articles: the articles table (article_id, outlet, published_at, n_words).
        by: width of a bucket: day, week (from Monday), month, quarter or year, in UTC; 'auto' takes the narrowest that
            gives at most about 60 buckets.
        interval: probability that intervals cover.

    Returns:
        outlet, day (first day of the bucket, null for articles without a date), until (first day after it), value
        (articles), low, high, n (all articles of the outlet: values add up to n), words, note (null, or why there is
        no interval). Sorted by outlet and day; every outlet has every bucket between the first and the last day of
        the table, and a row without a day if it has articles without a date.

    Raises:
        SchemaError: a column is missing or of another kind.

    Example:
        >>> from datetime import UTC, datetime
        >>> articles = {"article_id": ["a", "b", "c"], "outlet": ["Globe"] * 3, "n_words": [300, 200, 100],
        ...             "published_at": [datetime(2024, 8, 17, tzinfo=UTC), datetime(2024, 8, 19, tzinfo=UTC), None]}
        >>> coverage_over_time(articles).select("day", "value", "words", "n").rows()
        [(datetime.date(2024, 8, 17), 1.0, 300, 3), (datetime.date(2024, 8, 18), 0.0, 0, 3),
         (datetime.date(2024, 8, 19), 1.0, 200, 3), (None, 1.0, 100, 3)]
    """
    check_options(interval)
    rows = dated_articles(articles)
    width = bucket_for(rows["day"]) if by == "auto" else by
    rows = rows.with_columns(pl.col("day").dt.truncate(width))
    counted = rows.group_by("outlet", "day").agg(
        pl.len().cast(pl.Float64).alias("value"), pl.sum("n_words").alias("words")
    )
    totals = rows.group_by("outlet").agg(pl.len().cast(pl.Int64).alias("n"))
    dated = totals.join(_buckets(rows["day"], width), how="cross")
    undated = totals.join(counted.filter(pl.col("day").is_null()), on="outlet").select(dated.columns)
    table = pl.concat([dated, undated]).join(counted, on=["outlet", "day"], how="left", nulls_equal=True)
    table = table.with_columns(pl.col("value", "words").fill_null(0))
    no_date = pl.col("day").is_null()
    return (
        table.join(_intervals(table["value"], interval), on="value", how="left")
        .select(
            "outlet",
            "day",
            pl.col("day").dt.offset_by(width).alias("until"),
            "value",
            pl.when(~no_date).then("low"),
            pl.when(~no_date).then("high"),
            "n",
            "words",
            pl.when(no_date).then(pl.lit("no date: not a rate")).alias("note"),
        )
        .sort("outlet", "day", nulls_last=True)
    )


def dated_articles(articles: AnyFrame) -> pl.DataFrame:
    """List the articles that ``coverage_over_time`` counts, each with its day.

    Args:
        articles: the articles table (article_id, outlet, published_at, n_words).

    Returns:
        article_id, outlet, published_at, n_words, day (UTC; null without a date); one row an article.
    """
    day = pl.col("published_at").dt.date().alias("day")
    return outlets_of(articles, "published_at", "n_words").with_columns(day)


def bucket_for(days: pl.Series) -> Bucket:
    """Choose the narrowest bucket that cuts a stretch of time into about 60 pieces at most.

    Args:
        days: dates, nulls allowed.

    Returns:
        '1d', '1w', '1mo', '1q' or '1y'.

    Example:
        >>> from datetime import date
        >>> bucket_for(pl.Series([date(2024, 1, 1), date(2024, 12, 31)]))
        '1w'
    """
    dated = days.drop_nulls().sort()
    length = (dated[-1] - dated[0]).days + 1 if len(dated) else 1
    return next((width for width, size in _DAYS if length <= size * MOST_BUCKETS), "1y")


def _buckets(days: pl.Series, width: Bucket) -> pl.DataFrame:
    """List every bucket from the first day to the last."""
    dated = days.drop_nulls().sort()
    if not len(dated):
        return pl.DataFrame(schema={"day": pl.Date})
    return pl.DataFrame({"day": pl.date_range(dated[0], dated[-1], interval=width, eager=True)})


def _intervals(counts: pl.Series, interval: float) -> pl.DataFrame:
    """Look the interval of each different count up once."""
    values = counts.unique().sort().to_list()
    ends = [poisson_interval(int(value), interval) for value in values]
    return pl.DataFrame(
        {"value": values, "low": [low for low, _ in ends], "high": [high for _, high in ends]},
        schema={"value": pl.Float64, "low": pl.Float64, "high": pl.Float64},
    )
