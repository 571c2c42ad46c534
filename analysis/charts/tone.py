"""Chart of the tone in which outlets speak of somebody."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.describing import describe
from analysis.charts.rows import ROW, dots_with_intervals, outlet_rows
from analysis.charts.theme import layered, outlets_in, pick, tooltips


def tone_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw for each outlet whether the words beside a name are good or bad ones.

    Args:
        table: what ``tone`` returned, for one target and voice.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet.

    Example:
        >>> table = pl.DataFrame({"outlet": ["Globe"], "value": [-0.5], "low": [-0.9], "high": [0.1], "n": [8],
        ...     "good": [2], "bad": [6], "mentions": [40], "articles": [5], "note": [None]})
        >>> tone_chart(table).to_dict()["title"]["text"]
        'Good and bad words beside the name'
    """
    everyone = outlets_in(table, outlets)
    present = [name for name in everyone if name in set(table["outlet"])]
    selection = pick("outlet")
    tooltip = tooltips(
        outlet=("outlet", None),
        value=("tone", "+.2f"),
        low=("interval from", "+.2f"),
        high=("to", "+.2f"),
        n=("good and bad words", ",d"),
        good=("good", ",d"),
        bad=("bad", ",d"),
        mentions=("mentions of the name", ",d"),
        articles=("in articles", ",d"),
        note=("note", None),
    )
    base = outlet_rows(table, present, everyone, selection, tooltip)
    axis = alt.Axis(format="+~g", values=[-1, -0.5, 0, 0.5, 1], labelFlush=True)
    layers = dots_with_intervals(base, selection, axis, alt.Scale(domain=[-1, 1]))
    subtitle = ["-1: bad words only; +1: good words only.", "Line: interval; dashed if rough, none if one article."]
    description = describe(
        "Tone of the words beside the name, from -1 (bad words only) to +1 (good words only)",
        table.sort("value", "outlet", descending=[True, False], nulls_last=True),
        present,
        style="+.2f",
        counted="good and bad words",
    )
    height = ROW * max(1, len(present))
    return layered(layers, "Good and bad words beside the name", subtitle, height, description=description)
