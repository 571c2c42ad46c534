"""Chart of whether two outlets draw on one pool of sources."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.colours import ACCENT, CHANCE, FAINT
from analysis.charts.describing import describe
from analysis.charts.pairs import TWO_LINES, below_words, pair_rows, words_above
from analysis.charts.rows import filled_if_sure
from analysis.charts.theme import layered, pick, tooltips

MOST_PAIRS = 15


def source_pool_test_chart(pools: pl.DataFrame, *, most: int = MOST_PAIRS) -> alt.LayerChart:
    """Draw the overlap of pairs of outlets beside what it would be if both drew from one pool of sources.

    Args:
        pools: what ``source_pool_test`` returned.
        most: how many pairs to draw: those that one pool would give least often.

    Returns:
        A chart whose selection 'pick' holds outlet_a and outlet_b; pairs without a test are left out.

    Example:
        >>> from analysis.metrics import source_pool_test
        >>> articles = {"article_id": list("abcd"), "outlet": ["Courier", "Courier", "Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": list("abcd"), "source_id": ["s", "s", "t", "t"]}
        >>> source_pool_test_chart(source_pool_test(claims, sources, articles)).to_dict()["title"]["text"]
        'One pool of sources?'
    """
    tested = pools.drop_nulls("p").sort("p", "value", "outlet_a", "outlet_b")
    rows = tested.head(most).with_columns(
        row=pl.concat_str("outlet_a", pl.lit(" · "), "outlet_b"), surely=pl.format("q {}", pl.col("q").round(3))
    )
    selection = pick("outlet_a", "outlet_b")
    tooltip = tooltips(
        outlet_a=("outlet", None),
        outlet_b=("and", None),
        value=("overlap", ".2f"),
        expected=("of one pool", ".2f"),
        expected_low=("from", ".2f"),
        expected_high=("to", ".2f"),
        p=("p", ".2g"),
        q=("q", ".2g"),
        n=("articles", ",d"),
        dealt=("on shared stories", ",d"),
        note=("note", None),
    )
    base, below = pair_rows(rows, selection, tooltip), below_words(TWO_LINES)
    ends = [end for name in ("value", "expected_high") for end in rows[name].drop_nulls()]
    scale = alt.Scale(domain=[0, max(ends, default=0) or 1], nice=True)
    x = alt.X("expected_low:Q", title=None, axis=alt.Axis(format=".2~f", tickCount=5, labelFlush=True), scale=scale)
    band = base.mark_bar(height=12, color=CHANCE, **below).encode(x=x, x2="expected_high:Q")
    middle = base.mark_tick(height=12, thickness=2, color=FAINT, **below).encode(x="expected:Q")
    dots = base.mark_point(size=80, color=ACCENT, fill=ACCENT, strokeWidth=2, opacity=1, **below).encode(
        x="value:Q", fillOpacity=filled_if_sure()
    )
    words = words_above(base, TWO_LINES, left="row", right="surely")
    fewer = [f"{rows.height} of {tested.height:,} pairs."] if rows.height < tested.height else []
    return layered(
        [band, middle, dots.add_params(selection), *words],
        "One pool of sources?",
        ["Dot: overlap, filled if one pool rarely gives so little.", "Grey: what one pool would give.", *fewer],
        TWO_LINES * max(1, rows.height),
        description=describe(
            "Overlap of the sources of two outlets, before a band of what it would be if both drew from one pool",
            rows.with_columns(low="expected_low", high="expected_high"),
            sorted({*pools["outlet_a"], *pools["outlet_b"]}),
            by=("outlet_a", "outlet_b"),
            first="Least likely of one pool, with the interval that one pool gives",
            style=".2f",
            counted="articles",
        ),
    )
