"""What charts of rows are made of: a name beside each row, a heading above each group, a dot and its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from analysis.charts.colours import INK
from analysis.charts.theme import dashed_if_rough, outlet_colour, unless_picked

SURE = 0.05
"""q up to which a dot is filled: one in twenty of those is expected to be chance."""
ROW = 26
"""Pixels that one outlet takes."""
TIGHT = 14
"""Pixels that it takes within a group; so do the group's heading and the room above it, together one and a half."""
HIGH = 560
"""Pixels of height from which the axis stands above the chart, where one sees it without scrolling."""
_MARK = "\u2063"
"""Between the group and the name of a row; invisible, and in no name."""


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


def grouped(
    table: pl.DataFrame, group: str, label: str, groups: Sequence[str], labels: Sequence[str] | None = None
) -> tuple[pl.DataFrame, list[str]]:
    """Place rows below the heading of their group.

    Args:
        table: a metric table.
        group: column whose values get a heading.
        label: column whose values stand beside the rows.
        groups: from top to bottom; rows of others are dropped.
        labels: within each group from top to bottom, those that it has; by default as they stand in the table.

    Returns:
        The table with the column row, and all rows and headings from top to bottom.

    Example:
        >>> table = pl.DataFrame({"kind": ["person", "person"], "outlet": ["Globe", "Post"]})
        >>> [row.split("\u2063") for row in grouped(table, "kind", "outlet", ["person"], ["Post", "Globe"])[1]]
        [['person', ''], ['person', 'Post'], ['person', 'Globe']]
    """
    kept = table.filter(pl.col(group).is_in(list(groups)))
    kept = kept if labels is None else kept.filter(pl.col(label).is_in(list(labels)))
    placed = kept.with_columns(row=pl.concat_str(group, pl.lit(_MARK), label))
    order = []
    for one in groups:
        there = list(dict.fromkeys(placed.filter(pl.col(group) == one)[label]))
        names = there if labels is None else [name for name in labels if name in there]
        order += [f"{one}{_MARK}", *(f"{one}{_MARK}{name}" for name in names)] if names else []
    return placed, order


def row_names(order: Sequence[str]) -> alt.Y:
    """Print the name of each row beside it.

    Args:
        order: what ``grouped`` returned.

    Returns:
        The vertical axis.
    """
    label = f"split(datum.label, '{_MARK}')[1] || ''"
    axis = alt.Axis(labelExpr=label, labelLimit=130, labelPadding=10, labelFontSize=11, labelOverlap=False)
    return alt.Y("row:N", title=None, sort=list(order), scale=alt.Scale(domain=list(order)), axis=axis)


def headings(order: Sequence[str], outlet_heads: bool = False, names: Mapping[str, str] | None = None) -> alt.Chart:
    """Print the name of each group above its rows.

    Args:
        order: what ``grouped`` returned.
        outlet_heads: the groups are outlets; a click on a name then picks the outlet.
        names: what to print for a group instead of its value.

    Returns:
        A layer of text.
    """
    groups = [row.removesuffix(_MARK) for row in order if row.endswith(_MARK)]
    text = [str((names or {}).get(group, group)) for group in groups]
    heads: dict[str, Any] = {"row": [f"{group}{_MARK}" for group in groups], "head": text}
    heads |= {"outlet": groups} if outlet_heads else {}
    table = pl.DataFrame(heads, schema=dict.fromkeys(heads, pl.String))
    mark = alt.Chart(table).mark_text(align="left", baseline="middle", dy=2, fontWeight=600, color=INK)
    heading: alt.Chart = mark.encode(x=alt.value(0), y=row_names(order), text="head:N")
    return heading


def height_of(order: Sequence[str], row: int = TIGHT) -> int:
    """Give rows their room.

    Args:
        order: rows and headings.
        row: pixels that one takes.

    Returns:
        Pixels, at least those of one row.
    """
    return row * max(1, len(order))


def dots_with_intervals(
    base: alt.Chart,
    selection: alt.Parameter,
    axis: alt.Axis,
    scale: alt.Scale,
    **mark: Any,
) -> list[alt.Chart]:
    """Draw a line from low to high, and a dot for the value.

    Args:
        base: a chart whose rows are placed, with value, low, high and note.
        selection: what ``pick`` made.
        axis: the horizontal one.
        scale: its scale.
        mark: of both marks: colour, offset.

    Returns:
        Lines, dashed where a note says what limits them, then dots, which can be clicked on.
    """
    lines = base.mark_rule(strokeWidth=2, aria=False, **mark).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=scale), x2="high:Q", strokeDash=dashed_if_rough()
    )
    dots = base.mark_circle(size=70, opacity=1, **mark).encode(x="value:Q").add_params(selection)
    return [lines, dots]


def number_axis(style: str, height: int) -> alt.Axis:
    """The horizontal axis of numbers: few labels, none cut off.

    Args:
        style: number format.
        height: of the chart, pixels.

    Returns:
        The axis, above a chart that is too high to be seen at once.
    """
    return alt.Axis(
        format=style,
        tickCount=5,
        labelFlush=True,
        labelOverlap="greedy",
        labelSeparation=6,
        orient="top" if height > HIGH else "bottom",
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
