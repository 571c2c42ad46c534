"""Chart of who quotes whom: a cell for each source and outlet."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.cells import cell_colour, column_names, written_on
from analysis.charts.colours import PAPER
from analysis.charts.describing import describe
from analysis.charts.theme import layered, pick, tooltips, unless_picked

MOST_NUMBERS = 12
"""Outlets up to which cells have room for numbers."""
MOST_OUTLETS = 30
"""Outlets that there are columns for."""
_DECIMALS = 6
"""Outlets up to which numbers have room for a decimal."""


def source_matrix_chart(matrix: pl.DataFrame, *, most: int = MOST_OUTLETS) -> alt.LayerChart:
    """Draw who quotes whom: a cell for each source and outlet, alike beside alike.

    Args:
        matrix: what ``source_matrix`` returned.
        most: how many outlets to draw, those with most that is counted.

    Returns:
        A heat map whose selection 'pick' holds outlet and source_id; in cells the share, of more than 12 outlets in the
        tooltips only, where n and the interval are.

    Example:
        >>> from analysis.metrics import source_matrix
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s"], "name": ["Ivo Corr"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a", "b"], "source_id": ["s", "s"]}
        >>> source_matrix_chart(source_matrix(claims, sources, articles)).to_dict()["title"]["text"]
        'Who quotes whom'
    """
    counted = next(name for name in ("claims", "words") if name in matrix.columns)
    largest = matrix.unique("outlet").sort("n", "outlet", descending=[True, False]).head(most)["outlet"]
    shown = matrix.filter(pl.col("outlet").is_in(largest.implode())).sort("outlet_place", "source_place")
    outlets = shown["outlet"].unique(maintain_order=True).to_list()
    # several may have one name: rows are ids, and the axis prints the name that stands before a mark no name has
    decimals = 1 if len(outlets) <= _DECIMALS else 0
    percent = pl.Series("percent", [_percent(value, decimals) for value in shown["value"]], pl.String)
    shown = shown.with_columns(percent, source=pl.concat_str("name", pl.lit("\u2063"), "source_id"))
    rows = shown["source"].unique(maintain_order=True).to_list()
    selection = pick("outlet", "source_id")
    base = alt.Chart(shown).encode(
        x=alt.X("outlet:N", sort=outlets, title=None, axis=column_names(len(outlets))),
        y=alt.Y(
            "source:N",
            sort=rows,
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '\u2063')[0]", labelLimit=130),
        ),
        opacity=unless_picked(selection),
        tooltip=tooltips(
            outlet=("outlet", None),
            name=("source", None),
            value=(f"share of {counted}", ".1%"),
            low=("interval from", ".1%"),
            high=("to", ".1%"),
            **{counted: (counted, ",d")},
            n=(f"of all {counted}", ",d"),
            articles=("in articles", ",d"),
            note=("note", None),
        ),
    )
    highest = max(shown["value"].drop_nulls(), default=0.0)
    with_numbers = len(outlets) <= MOST_NUMBERS
    colour = cell_colour(highest, ".0%", power=2, legend=not with_numbers)
    layers = [base.mark_rect(stroke=PAPER).encode(color=colour).add_params(selection)]
    if with_numbers:
        written = base.mark_text(fontSize=11 if decimals else 9)
        layers.append(written.encode(color=written_on(highest, power=2), text="percent:N"))
    fewer = [] if len(outlets) == matrix["outlet"].n_unique() else [f"{len(outlets)} outlets with most {counted}."]
    subtitle = [f"Percent of the outlet's {counted}, alike beside alike.", "Intervals: point at a cell.", *fewer]
    return layered(
        layers,
        "Who quotes whom",
        subtitle,
        22 * max(1, len(rows)),
        description=describe(
            f"A heat map: share of each outlet's {counted} that each of the most cited sources has",
            shown.sort("value", "outlet", "source_id", descending=[True, False, False], nulls_last=True),
            outlets,
            by=("name", "outlet"),
            counted=counted,
        ),
    )


def _percent(share: float | None, decimals: int) -> str:
    """Write a share so that it fits a phone's cell; an empty cell says 0 better than a 0 does."""
    if not share:
        return ""
    least = 0.5 * 10**-decimals
    return f"{100 * share:.{decimals}f}" if 100 * share >= least else "<" + f"{2 * least:g}".removeprefix("0")
