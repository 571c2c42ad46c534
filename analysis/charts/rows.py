"""Charts with a row for each outlet or pair: a value with its interval, beside what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from analysis.charts.theme import outlet_colour, unless_picked

CHANCE = "#d5dae1"
"""Of the band in which chance would leave a value."""
SURE = 0.05
"""q up to which a dot is filled: one in twenty of those is expected to be chance."""
ROW = 26
"""Pixels that one outlet takes."""


def by_value(table: pl.DataFrame) -> list[str]:
    """Order outlets from the highest value to the lowest.

    Args:
        table: outlet, value; one row an outlet.

    Returns:
        Outlets; those without a value last, ties in alphabetical order.

    Example:
        >>> by_value(pl.DataFrame({"outlet": ["A", "B", "C"], "value": [0.1, None, 0.2]}))
        ['C', 'A', 'B']
    """
    return table.sort("value", "outlet", descending=[True, False], nulls_last=True)["outlet"].to_list()


def outlet_rows(
    table: pl.DataFrame,
    order: Sequence[str],
    everyone: Sequence[str],
    selection: alt.Parameter,
    tooltip: Sequence[alt.Tooltip],
) -> alt.Chart:
    """Give each outlet a row with its name.

    Args:
        table: a metric table with the column outlet.
        order: outlets from top to bottom.
        everyone: outlets that share the colours.
        selection: what ``pick`` made.
        tooltip: what ``tooltips`` made.

    Returns:
        A chart without marks.
    """
    return alt.Chart(table).encode(
        y=alt.Y("outlet:N", sort=list(order), title=None, axis=alt.Axis(labelLimit=130, labelPadding=10)),
        color=outlet_colour(everyone, legend=False),
        opacity=unless_picked(selection),
        tooltip=list(tooltip),
    )


def filled_if_sure() -> Any:
    """Fill the dots that chance alone would rarely leave there.

    Returns:
        The condition for a fillOpacity channel over the field q.

    Example:
        >>> filled_if_sure()["value"]
        0
    """
    told = alt.datum.q != None  # noqa: E711  (becomes JavaScript, where null is below any number)
    return alt.when(told & (alt.datum.q <= SURE)).then(alt.value(1)).otherwise(alt.value(0))
