"""Chart of how much each outlet published, and when."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import INK, LINE, PAPER
from analysis.charts.describing import describe
from analysis.charts.theme import layered, outlet_colour, outlets_in, pick, tooltips, unless_picked

_LANE = 62
"""Pixels of height that an outlet takes."""
_BARS = 0.62
"""Share of a lane that bars and intervals may fill; the name stands above them."""
_LONGEST = 2.0
"""How far lines may reach, in heights of the highest bar: of single articles they would be five bars long."""

_BUCKETS = (
    (365, "a year", "%Y"),
    (90, "a quarter", "%b %Y"),
    (28, "a month", "%b %Y"),
    (7, "a week", "%-d %b %Y"),
    (0, "a day", "%-d %b %Y"),
)
"""Least days of a bucket, its name, and how its first day is written."""


def coverage_over_time_chart(coverage: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw a lane for each outlet with a bar for each day, all to one scale.

    Args:
        coverage: what ``coverage_over_time`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart in which lines stop at the edge of the lane (tooltips tell where they end) and whose selection
        'pick' holds outlet and bucket (its first day as text, '2024-08-17'; none
        after a click on an outlet's name). Articles without a date are counted beside the name.

    Example:
        >>> from analysis.metrics import coverage_over_time
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "published_at": ["2024-08-17"], "n_words": [300]}
        >>> frame = pl.DataFrame(articles).with_columns(pl.col("published_at").str.to_datetime(time_zone="UTC"))
        >>> coverage_over_time_chart(coverage_over_time(frame)).to_dict()["title"]["text"]
        'When it was published'
    """
    everyone = outlets_in(coverage, outlets)
    present = [name for name in everyone if name in set(coverage["outlet"])]
    lanes = pl.DataFrame(
        {"outlet": present, "base": range(len(present) - 1, -1, -1)}, schema={"outlet": pl.String, "base": pl.Float64}
    )
    dated = coverage.filter(pl.col("day").is_not_null())
    bars, names = _placed(dated, lanes), _names(coverage, lanes)
    selection = pick("outlet", "bucket")
    colour = outlet_colour(everyone, legend=False)
    x = alt.X("day:T", title=None, axis=_dates(dated))
    y = alt.Y("base:Q", title=None, axis=_axis(bars), scale=alt.Scale(domain=[0, max(1, len(present))], nice=False))
    boxes = (
        alt.Chart(bars)
        .mark_rect(stroke=PAPER, strokeWidth=0.5)
        .encode(x=x, x2="until:T", y=y, y2="top:Q", color=colour, opacity=unless_picked(selection), tooltip=_TOOLTIPS)
        .add_params(selection)
    )
    lines = (
        alt.Chart(bars.filter(pl.col("value") > 0))
        .mark_rule(color=LINE, strokeWidth=1, aria=False)
        .encode(x="middle:T", y="from:Q", y2="to:Q", tooltip=_TOOLTIPS)
    )
    titles = (
        alt.Chart(names)
        .mark_text(align="left", baseline="top", fontWeight=600, color=INK)
        .encode(x=alt.value(0), y="ceiling:Q", text="label:N")
    )
    subtitle = [f"Articles {_bucket(dated)[0]}. Line: interval of the rate, as far as there is room."]
    height = _LANE * max(1, len(present))
    description = describe(
        f"Articles of each outlet {_bucket(dated)[0]}, a row of bars each",
        bars.sort("value", "bucket", "outlet", descending=[True, False, False]),
        present,
        by=("outlet", "bucket"),
        first="Most",
        style=",.0f",
        counted="articles",
    )
    return layered([boxes, lines, titles], "When it was published", subtitle, height, description=description)


_TOOLTIPS = tooltips(
    outlet=("outlet", None),
    bucket=("from", None),
    value=("articles", ",d"),
    low=("interval from", ".1f"),
    high=("to", ".1f"),
    words=("words", ",d"),
    n=("of all its articles", ",d"),
)


def _bucket(dated: pl.DataFrame) -> tuple[str, str]:
    """Name the width of the buckets, and give the format of a date that fits it."""
    days = (dated["until"][0] - dated["day"][0]).days if dated.height else 1
    return next((name, style) for least, name, style in _BUCKETS if days >= least)


def _dates(dated: pl.DataFrame) -> alt.Axis:
    """Mark up to four of the first days of buckets, evenly spaced."""
    days = dated["day"].unique().sort()
    marked = days.gather_every(max(1, -(-len(days) // 4))).to_list()
    values = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in marked]
    return alt.Axis(grid=False, values=values, format=_bucket(dated)[1], labelFlush=True, labelOverlap="greedy")


def _placed(dated: pl.DataFrame, lanes: pl.DataFrame) -> pl.DataFrame:
    """Place bars and intervals in their lanes."""
    drawn = dated.filter(pl.col("value") > 0).select(pl.max("value", "high")).row(0)
    unit = _BARS / min(drawn[1], drawn[0] * _LONGEST) if None not in drawn else 0.0
    return dated.join(lanes, on="outlet").with_columns(
        pl.col("day").dt.to_string("%Y-%m-%d").alias("bucket"),
        (pl.col("base") + pl.col("value") * unit).alias("top"),
        (pl.col("base") + pl.col("low") * unit).alias("from"),
        (pl.col("base") + (pl.col("high") * unit).clip(upper_bound=_BARS)).alias("to"),
        (pl.col("day").cast(pl.Datetime) + (pl.col("until") - pl.col("day")) / 2).alias("middle"),
    )


def _axis(bars: pl.DataFrame) -> alt.Axis:
    """Mark 0 and the highest count of all in every lane."""
    if not bars.height:
        return alt.Axis(labels=False, grid=False)
    best = bars.sort("value").row(-1, named=True)
    reach = best["top"] - best["base"]
    bases = bars["base"].unique().sort().to_list()
    values = [*bases, *(base + reach for base in bases)]
    label = f"datum.value % 1 < {reach / 2} ? '0' : '{best['value']:,.0f}'"
    # Of more values than tickCount, which follows the height, Vega drops every other one.
    return alt.Axis(values=values, tickCount=len(values), labelExpr=label, labelFontSize=10, labelOverlap=False)


def _names(coverage: pl.DataFrame, lanes: pl.DataFrame) -> pl.DataFrame:
    """Write above each lane whose it is and how many articles there are, those without a date named."""
    undated = coverage.filter(pl.col("day").is_null()).select("outlet", undated="value")
    totals = coverage.select("outlet", "n").unique().join(undated, on="outlet", how="left").join(lanes, on="outlet")
    missing = pl.when(pl.col("undated") > 0).then(pl.format(" ({} without date)", pl.col("undated").cast(pl.Int64)))
    noun = pl.when(pl.col("n") == 1).then(pl.lit("article")).otherwise(pl.lit("articles"))
    return totals.select(
        "outlet",
        (pl.col("base") + 0.88).alias("ceiling"),
        pl.format("{} · {} {}", "outlet", "n", noun).add(missing.otherwise(pl.lit(""))).alias("label"),
    ).sort("outlet")
