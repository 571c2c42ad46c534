"""Chart of whether outlets differ, or these data cannot tell."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.colours import ACCENT, CHANCE, LINE
from analysis.charts.describing import describe
from analysis.charts.pairs import THREE_LINES, below_words, pair_rows, words_above
from analysis.charts.theme import dashed_if_rough, layered, pick, tooltips

MOST = 15
"""Comparisons that a page has room for."""
_KINDS = ("differs", "cannot tell", "no difference")
_IN_POINTS = "datum.value ? format(datum.value * 100, '+~r') : '0'"


def differences_chart(table: pl.DataFrame, *, most: int = MOST) -> alt.LayerChart:
    """Draw differences of shares with their intervals, what each tells, and how many articles it would take to tell.

    Args:
        table: what ``differences`` returned; for fewer outlets or categories filter it first.
        most: how many comparisons to draw: those that differ, then those that cannot be told, then those without a
            difference that matters; the largest of each first.

    Returns:
        A chart whose selection 'pick' holds outlet_a, outlet_b and the metric's columns of categories. A dot is filled
        where outlets differ, a diamond where they do not, and hollow where these data cannot tell.

    Example:
        >>> from analysis.metrics import differences, source_counts
        >>> articles = {"article_id": list("abcd"), "outlet": ["Courier", "Courier", "Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False] * 2}
        >>> claims = {"article_id": list("aabbccdd"), "source_id": list("ststtttt")}
        >>> claims["claim_id"] = [f"{article}#{at}" for at, article in enumerate(claims["article_id"])]
        >>> differences_chart(differences(source_counts, claims, sources, articles)).to_dict()["title"]["text"]
        'Do outlets differ?'
    """
    keys = table.columns[2 : table.columns.index("value")]
    told = _ordered(table.drop_nulls("value"), keys)
    about = pl.concat_str(*(pl.col(key).fill_null("none") for key in keys), separator=", ")
    pair = pl.format("{} − {}", "outlet_a", "outlet_b")
    rows = told.head(most).with_columns(
        row=pl.format("{} · {}", about, pair), band_low=(-pl.col("detectable")).clip(-1), band_high=pl.col("detectable")
    )
    selection = pick("outlet_a", "outlet_b", *keys)
    tooltip = tooltips(
        outlet_a=("outlet", None),
        outlet_b=("less", None),
        **{key: (key.replace("_", " "), None) for key in keys},
        value=("difference in percentage points", "+.1%"),
        low=("interval from", "+.1%"),
        high=("to", "+.1%"),
        verdict=("verdict", None),
        value_a=("share of the first", ".1%"),
        value_b=("of the second", ".1%"),
        detectable=("difference that could be found", ".1%"),
        q=("q", ".2g"),
        n=("counted in both", ",d"),
        articles_a=("articles of the first", ",d"),
        articles_b=("of the second", ",d"),
        note=("note", None),
    )
    reach = max((abs(end) for name in ("value", "low", "high") for end in rows[name].drop_nulls()), default=0) or 1
    scale = alt.Scale(domain=[-reach, reach], nice=True, clamp=True)
    axis = alt.Axis(labelExpr=_IN_POINTS, tickCount=5, labelFlush=True, labelOverlap="greedy")
    x = alt.X("band_low:Q", title=None, axis=axis, scale=scale)
    base, below = pair_rows(rows, selection, tooltip), below_words(THREE_LINES)
    band = base.mark_bar(height=12, color=CHANCE, **below).encode(x=x, x2="band_high:Q")
    none = (
        alt.Chart(pl.DataFrame({"none": [0.0]}))
        .mark_rule(color=LINE, opacity=0.6, aria=False)
        .encode(x=alt.X("none:Q"))
    )
    lines = base.mark_rule(strokeWidth=2, color=ACCENT, aria=False, **below).encode(
        x=alt.X("low:Q"), x2="high:Q", strokeDash=dashed_if_rough()
    )
    unsure = alt.when(alt.datum.tells == "cannot tell").then(alt.value(0)).otherwise(alt.value(1))
    shapes = alt.Scale(domain=list(_KINDS), range=["circle", "circle", "diamond"])
    dots = base.mark_point(size=80, color=ACCENT, fill=ACCENT, strokeWidth=2, opacity=1, **below).encode(
        x=alt.X("value:Q"), fillOpacity=unsure, shape=alt.Shape("tells:N", scale=shapes, legend=None)
    )
    return layered(
        [band, none, lines, dots.add_params(selection), *words_above(base, THREE_LINES, left="row", below="verdict")],
        "Do outlets differ?",
        [
            "Share of the first less that of the second, in points.",
            "Filled: differs; diamond: alike; hollow: cannot tell.",
            "Grey: what so few articles would miss. Line: interval.",
            _counts(told, rows.height),
        ],
        THREE_LINES * max(1, rows.height),
        description=_described(rows, table, keys, _counts(told, rows.height)),
    )


def _described(rows: pl.DataFrame, table: pl.DataFrame, keys: list[str], counts: str) -> str:
    """Put the chart into words, with the verdict on its first row."""
    said = describe(
        f"Differences of shares by {' and '.join(keys).replace('_', ' ')}, in percentage points",
        rows.with_columns(pl.col("value", "low", "high") * 100),
        sorted({*table["outlet_a"], *table["outlet_b"]}),
        by=("row",),
        first=f"{counts.removesuffix('.')}; the first are",
        style="+.1f",
        counted="counted in both",
    )
    return said + "".join(f" Of the first: {verdict}." for verdict in rows["verdict"].head(1))


def _ordered(table: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Sort by what the verdict says, then by size; ``tells`` is the beginning of the verdict."""
    kinds = pl.coalesce(pl.when(pl.col("verdict").str.starts_with(kind)).then(pl.lit(kind)) for kind in _KINDS)
    placed = table.with_columns(tells=kinds)
    order = [pl.col("tells").cast(pl.Enum(_KINDS)), -pl.col("value").abs().round(12), "outlet_a", "outlet_b", *keys]
    return placed.sort(order, nulls_last=True)


def _counts(told: pl.DataFrame, drawn: int) -> str:
    """Say how many comparisons there are of each verdict, of which so many are drawn."""
    counts = dict(told.group_by("tells").agg(pl.len()).iter_rows())
    differ, unsure, alike = (counts.get(kind, 0) for kind in _KINDS)
    return f"{drawn:,} of {told.height:,}: {differ:,} differ, {alike:,} alike, {unsure:,} cannot be told."
