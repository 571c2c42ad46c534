"""The chart that most metrics share: a dot for each outlet's share, a line for its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt
import polars as pl

from analysis.charts.colours import FAINT
from analysis.charts.describing import describe
from analysis.charts.rows import dots_with_intervals, grouped, headings, height_of, number_axis, row_names
from analysis.charts.theme import layered, outlet_colour, outlets_in, pick, tooltips, unless_picked


def shares_chart(
    table: pl.DataFrame,
    category: str,
    *,
    counted: str,
    identity: Sequence[str],
    title: str,
    subtitle: Sequence[str],
    what: str,
    order: Sequence[str],
    outlets: Sequence[str] | None,
    names: dict[str, str] | None = None,
    scale: Literal["linear", "sqrt"] = "linear",
    measure: tuple[str, str, str] = ("share", ".1%", ".0%"),
    whole: str | None = None,
    extra: dict[str, tuple[str, str | None]] | None = None,
) -> alt.LayerChart:
    """Draw shares by category and outlet, each with its interval, beside the name of its outlet.

    Args:
        table: outlet, the category, value, low, high, n, articles, note and ``counted``.
        category: column whose values are the headings.
        counted: column with the count behind the value ('claims', 'words'), or 'n' where the value is no count's share.
        identity: columns that a click picks.
        title: heading.
        subtitle: lines below it, short enough for a phone.
        what: what the values are, for a screen reader.
        order: categories from top to bottom; others are not drawn.
        outlets: outlets that share the colours; those of the table by default.
        names: what to print for a category instead of its value.
        scale: of the horizontal axis; the square root gives small shares more room.
        measure: what the value is, its number format in tooltips, and that on the axis.
        whole: what n counts; all of ``counted`` by default.
        extra: more columns for the tooltips; one called 'uncorrected' is drawn, as a tick.

    Returns:
        A layered chart with the selection 'pick'; intervals that rest on few articles are dashed.
    """
    everyone = outlets_in(table, outlets)
    present = [name for name in everyone if name in set(table["outlet"])]
    shown, rows = grouped(table, category, "outlet", order, present)
    selection = pick(*identity)
    base = alt.Chart(shown).encode(
        y=row_names(rows),
        color=outlet_colour(everyone, legend=False),
        opacity=unless_picked(selection),
        tooltip=tooltips(
            outlet=("outlet", None),
            **{category: (category.replace("_", " "), None)},
            value=measure[:2],
            low=("interval from", measure[1]),
            high=("to", measure[1]),
            **(extra or {}),
            **({} if counted == "n" else {counted: (counted, ",d")}),
            n=(whole or f"of all {counted}", ",d"),
            articles=("in articles", ",d"),
            note=("note", None),
        ),
    )
    height = height_of(rows)
    layers = dots_with_intervals(
        base, selection, number_axis(measure[2], height), alt.Scale(type=scale, zero=True, nice=True)
    )
    if "uncorrected" in (extra or {}):
        tick = base.mark_tick(thickness=2, height=10, opacity=1).encode(x="uncorrected:Q", color=alt.value(FAINT))
        layers.insert(1, tick)
    return layered(
        [*layers, headings(rows, names=names)],
        title,
        subtitle,
        height,
        description=describe(
            what,
            shown.sort("value", descending=True, nulls_last=True, maintain_order=True),
            [name for name in present if name in set(shown["outlet"])],
            by=(category, "outlet"),
            style=measure[1],
            counted=(whole or counted).removeprefix("of "),
            names=names,
        ),
    )


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
