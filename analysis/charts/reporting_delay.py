"""Chart of how soon outlets have what another reported first, in one number each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt
import polars as pl

from analysis.charts.describing import describe
from analysis.charts.rows import ROW, by_value, dots_with_intervals, number_axis, outlet_rows
from analysis.charts.theme import layered, outlets_in, pick, tooltips

Measure = Literal["within 24 h", "median hours"]
_SHARE: Measure = "within 24 h"


def reporting_delay_chart(
    delay: pl.DataFrame, measure: Measure = "within 24 h", outlets: Sequence[str] | None = None
) -> alt.LayerChart:
    """Draw which share of what another reported first each outlet has within a day, or how long half of it takes.

    Args:
        delay: what ``reporting_delay`` returned.
        measure: 'within 24 h' or 'median hours'; most medians are not reached, and have no row.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and measure, the soonest on top.

    Example:
        >>> from datetime import UTC, datetime
        >>> from analysis.metrics import reporting_delay
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 11)]}
        >>> reporting_delay_chart(reporting_delay(claims, links, articles)).to_dict()["title"]["text"]
        'Who follows within a day'
    """
    share = measure == _SHARE
    shown = delay.filter(measure=measure).drop_nulls("value")
    order = by_value(shown) if share else by_value(shown)[::-1]
    style, printed = (".1%", ".0%") if share else (",.1f", ",.1~f")
    selection = pick("outlet", "measure")
    tooltip = tooltips(
        outlet=("outlet", None),
        value=("share within 24 h" if share else "hours", style),
        low=("interval from", style),
        high=("to", style),
        reported=("found in it, whenever", ",d"),
        n=("that another reported first", ",d"),
        articles=("in articles of others", ",d"),
        stories=("stories", ",d"),
        note=("note", None),
    )
    base = outlet_rows(shown, order, outlets_in(delay, outlets), selection, tooltip)
    height = ROW * max(1, len(order))
    return layered(
        dots_with_intervals(base, selection, number_axis(printed, height), alt.Scale(zero=True)),
        "Who follows within a day" if share else "How long half of it takes",
        [
            "Share of what another outlet reported first that it has" if share else "Hours until it has half of what",
            "after 24 hours. Versions are missed: shares are too low." if share else "another outlet reported first.",
            "Line: interval; dashed where a note says what limits it.",
        ],
        height,
        description=describe(
            "Share of what another reported first that each outlet has within 24 hours"
            if share
            else "Hours until each outlet has half of what another reported first",
            shown.sort("value", "outlet", descending=[share, False]),
            sorted(set(delay["outlet"])),
            first="Soonest",
            style=style,
            counted="claims",
        ),
    )
