"""Chart of the tone in which outlets speak of somebody."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.theme import dashed_if_rough, layered, outlet_colour, outlets_in, pick, tooltips, unless_picked


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
    base = alt.Chart(table).encode(
        y=alt.Y("outlet:N", sort=present, title=None, axis=alt.Axis(labelLimit=130, labelPadding=10)),
        color=outlet_colour(everyone, legend=False),
        opacity=unless_picked(selection),
        tooltip=tooltips(
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
        ),
    )
    axis = alt.Axis(format="+~g", values=[-1, -0.5, 0, 0.5, 1], labelFlush=True)
    x = alt.X("low:Q", title=None, axis=axis, scale=alt.Scale(domain=[-1, 1]))
    lines = base.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q", strokeDash=dashed_if_rough())
    dots = base.mark_circle(size=75, opacity=1).encode(x="value:Q").add_params(selection)
    subtitle = ["-1: bad words only; +1: good words only.", "Line: interval; dashed if rough, none if one article."]
    return layered([lines, dots], "Good and bad words beside the name", subtitle, 26 * max(1, len(present)))
