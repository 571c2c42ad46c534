"""Chart of whom only one outlet cites."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import CHANCE
from analysis.charts.describing import describe
from analysis.charts.rows import ROW, by_value, filled_if_sure, number_axis, outlet_rows
from analysis.charts.theme import dashed_if_rough, layered, outlets_in, pick, tooltips


def exclusive_sources_chart(exclusive: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how much of what each outlet cites no other outlet cites, beside what chance would give it.

    Args:
        exclusive: what ``exclusive_sources`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet; outlets without a value are left out.

    Example:
        >>> from analysis.metrics import exclusive_sources
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a", "a", "b"], "source_id": ["s", "t", "t"]}
        >>> exclusive_sources_chart(exclusive_sources(claims, sources, articles)).to_dict()["title"]["text"]
        'Whom nobody else cites'
    """
    counted = next(name for name in ("sources", "claims", "words") if name in exclusive.columns)
    what = "sources" if counted == "sources" else f"{counted} of named sources"
    shown = exclusive.drop_nulls("value")
    order = by_value(shown)
    selection = pick("outlet")
    tooltip = tooltips(
        outlet=("outlet", None),
        value=("nobody else's", ".1%"),
        low=("interval from", ".1%"),
        high=("to", ".1%"),
        expected=("chance gives", ".1%"),
        expected_low=("from", ".1%"),
        expected_high=("to", ".1%"),
        q=("q", ".2g"),
        **{counted: (f"{counted} nobody else has", ",d")},
        n=(f"of all {counted}", ",d"),
        articles=("in articles", ",d"),
        note=("note", None),
    )
    base = outlet_rows(shown, order, outlets_in(exclusive, outlets), selection, tooltip)
    axis = number_axis(".0%", ROW * len(order))
    band = base.mark_bar(height=16).encode(
        x=alt.X("expected_low:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, 1])),
        x2="expected_high:Q",
        color=alt.value(CHANCE),
    )
    lines = base.mark_rule(strokeWidth=2, aria=False).encode(x="low:Q", x2="high:Q", strokeDash=dashed_if_rough())
    dots = base.mark_point(size=75, filled=False, strokeWidth=2).encode(
        x="value:Q", fill=base.encoding.color, fillOpacity=filled_if_sure()
    )
    return layered(
        [band, lines, dots.add_params(selection)],
        "Whom nobody else cites",
        [
            f"Share of the outlet's {what}, on shared stories.",
            "Grey: what chance gives; filled dot: not chance (q to 0.05).",
            "Line: interval; dashed if few articles, none if one.",
        ],
        ROW * max(1, len(order)),
        description=describe(
            f"Share of each outlet's {what} that no other on the story cites, before a band of what chance gives",
            shown.sort("value", "outlet", descending=[True, False]),
            sorted(set(exclusive["outlet"])),
            counted=counted,
        ),
    )
