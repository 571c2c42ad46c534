"""The chart that most metrics share: a dot for each outlet's share, a line for its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt
import polars as pl

from analysis.charts.theme import dashed_if_rough, layered, outlet_colour, outlets_in, pick, tooltips, unless_picked

_ROW = 13
"""Pixels that one outlet takes within a category."""


def shares_chart(
    table: pl.DataFrame,
    category: str,
    *,
    counted: str,
    identity: Sequence[str],
    title: str,
    subtitle: Sequence[str],
    order: Sequence[str],
    outlets: Sequence[str] | None,
    names: dict[str, str] | None = None,
    scale: Literal["linear", "sqrt"] = "linear",
    measure: tuple[str, str, str] = ("share", ".1%", ".0%"),
    whole: str | None = None,
    description: str | None = None,
) -> alt.LayerChart:
    """Draw shares by category and outlet, each with its interval.

    Args:
        table: outlet, the category, value, low, high, n, articles, note and ``counted``.
        category: column on the vertical axis.
        counted: column with the count behind the value ('claims', 'words'), or 'n' where the value is no count's share.
        identity: columns that a click picks.
        title: heading.
        subtitle: lines below it, short enough for a phone.
        order: categories from top to bottom; others are not drawn.
        outlets: outlets that share the colours; those of the table by default.
        names: what to print for a category instead of its value.
        scale: of the horizontal axis; the square root gives small shares more room.
        measure: what the value is, its number format in tooltips, and that on the axis.
        whole: what n counts; all of ``counted`` by default.
        description: what a screen reader says instead of the picture.

    Returns:
        A layered chart with the selection 'pick'; intervals that rest on few articles are dashed.
    """
    everyone = outlets_in(table, outlets)
    shown = table.filter(pl.col(category).is_in(list(order)))
    present = [name for name in everyone if name in set(shown["outlet"])]
    selection = pick(*identity)
    printed = names or {}
    label = "datum.label" if not printed else f"({_javascript(printed)})[datum.label] || datum.label"
    base = alt.Chart(shown).encode(
        y=alt.Y(
            f"{category}:N",
            sort=list(order),
            title=None,
            axis=alt.Axis(labelExpr=label, labelLimit=130, labelPadding=10),
        ),
        yOffset=alt.YOffset("outlet:N", sort=present, scale=alt.Scale(paddingOuter=0.6)),
        color=outlet_colour(everyone, shown=present),
        opacity=unless_picked(selection),
        tooltip=tooltips(
            outlet=("outlet", None),
            **{category: (category.replace("_", " "), None)},
            value=measure[:2],
            low=("interval from", measure[1]),
            high=("to", measure[1]),
            **({} if counted == "n" else {counted: (counted, ",d")}),
            n=(whole or f"of all {counted}", ",d"),
            articles=("in articles", ",d"),
            note=("note", None),
        ),
    )
    axis = alt.Axis(format=measure[2], tickCount=5, labelFlush=True, labelOverlap="greedy", labelSeparation=6)
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=alt.Scale(type=scale, zero=True)),
        x2="high:Q",
        strokeDash=dashed_if_rough(),
    )
    dots = base.mark_circle(size=75, opacity=1).encode(x=alt.X("value:Q")).add_params(selection)
    height = max(1, len(order)) * max(2, len(present) + 1) * _ROW
    return layered([lines, dots], title, subtitle, height, description=description)


def by_count(table: pl.DataFrame, category: str, counted: str, most: int | None = None) -> list[str]:
    """Order categories from the most frequent to the least.

    Args:
        table: a metric table.
        category: column to order.
        counted: column with counts.
        most: how many to keep; all by default.

    Returns:
        Categories; ties in alphabetical order.

    Example:
        >>> table = pl.DataFrame({"kind": ["a", "b", "b"], "claims": [1, 1, 1]})
        >>> by_count(table, "kind", "claims")
        ['b', 'a']
    """
    totals = table.group_by(category).agg(pl.sum(counted)).sort(counted, category, descending=[True, False])
    return [str(name) for name in totals[category].head(most if most is not None else totals.height)]


def _javascript(names: dict[str, str]) -> str:
    """Write names as a Vega object; they are this project's own words, never an article's."""
    return "{" + ", ".join(f"'{value}': '{text}'" for value, text in names.items()) + "}"
