"""What charts of pairs are made of: a line that names the pair above its dot, so that a phone has room for both."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.charts.colours import FAINT, INK
from analysis.charts.theme import unless_picked

TWO_LINES, THREE_LINES = 44, 60
"""Pixels of a row with one line of words above its dot, or two."""


def pair_rows(rows: pl.DataFrame, selection: alt.Parameter, tooltip: list[alt.Tooltip]) -> alt.Chart:
    """Place rows below each other, without an axis.

    Args:
        rows: with the column row, unlike in every row, from top to bottom.
        selection: what ``pick`` made.
        tooltip: what ``tooltips`` made.

    Returns:
        A chart without marks.
    """
    y = alt.Y("row:N", sort=rows["row"].to_list(), axis=None, scale=alt.Scale(padding=0))
    return alt.Chart(rows).encode(y=y, opacity=unless_picked(selection), tooltip=tooltip)


def words_above(base: alt.Chart, lines: int, **fields: str) -> list[alt.Chart]:
    """Write the words of each row above its dot.

    Args:
        base: what ``pair_rows`` made.
        lines: pixels of a row.
        **fields: columns with what to write: ``left`` and ``right`` on the first line, ``below`` on the second.

    Returns:
        Layers of text; what is too long for the first line of a narrow chart ends in an ellipsis.
    """
    first, second = (-8, 0) if lines == TWO_LINES else (-19, -3)
    room = alt.ExprRef("width - 90" if "right" in fields else "width")
    styles: dict[str, dict[str, Any]] = {
        "left": {"align": "left", "yOffset": first, "fontWeight": 600, "color": INK, "limit": room},
        "right": {"align": "right", "yOffset": first, "color": FAINT},
        "below": {"align": "left", "yOffset": second, "fontSize": 11, "color": FAINT, "limit": alt.ExprRef("width")},
    }
    return [
        base.mark_text(**styles[place]).encode(
            x=alt.value("width" if place == "right" else 0), text=alt.Text(f"{field}:N")
        )
        for place, field in fields.items()
    ]


def below_words(lines: int) -> dict[str, Any]:
    """Move a mark below the words of its row.

    Args:
        lines: pixels of a row.

    Returns:
        An option of the mark.
    """
    return {"yOffset": 9 if lines == TWO_LINES else 15}
