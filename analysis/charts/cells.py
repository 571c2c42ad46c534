"""Colours of cells, in six steps, so that what is written on each can be read on a light page and on a dark one."""

from __future__ import annotations

from typing import Any

import altair as alt

from analysis.charts.colours import INK, PAPER, RAMP

_PALE = 4
"""Steps on which INK is read; on the others PAPER."""

_SLANTED = 8
"""Columns up to which slanted names stand clear of each other on a phone."""


def cell_colour(highest: float, style: str, *, power: int = 1, legend: bool = False) -> alt.Color:
    """Colour the cells of a heat map by value.

    Args:
        highest: the largest value.
        style: number format of the legend.
        power: 1 for steps of one width, 2 for the square root, which tells small values apart.
        legend: for cells that have no room for their number.

    Returns:
        A colour channel over the field value.

    Example:
        >>> cell_colour(0.6, ".2f").to_dict()["scale"]["domain"]
        [0.1, 0.2, 0.3, 0.4, 0.5]
    """
    box = alt.Legend(
        type="gradient",
        orient="top",
        gradientThickness=8,
        gradientLength=180,
        format=style,
        labelOverlap="greedy",
        title=None,
    )
    scale = alt.Scale(type="threshold", domain=_steps(highest, power), range=list(RAMP))
    return alt.Color("value:Q", scale=scale, legend=box if legend else None)


def written_on(highest: float, *, power: int = 1) -> Any:
    """Colour what is written on the cells.

    Args:
        highest: as for ``cell_colour``.
        power: as there.

    Returns:
        The condition for a colour channel over the field value.

    Example:
        >>> written_on(0.6)["value"]
        '#1B1F24'
    """
    dark = alt.datum.value >= _steps(highest, power)[_PALE - 1]
    return alt.when(dark).then(alt.value(PAPER)).otherwise(alt.value(INK))


def column_names(columns: int) -> alt.Axis:
    """Print the names of columns below them, upright on end where they are many.

    Args:
        columns: how many.

    Returns:
        The horizontal axis.
    """
    return alt.Axis(labelAngle=-40 if columns <= _SLANTED else -90, labelLimit=130)


def _steps(highest: float, power: int) -> list[float]:
    """Where each colour but the first begins."""
    return [round((highest or 1.0) * (step / len(RAMP)) ** power, 12) for step in range(1, len(RAMP))]
