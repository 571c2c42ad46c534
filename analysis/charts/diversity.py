"""Chart of how many sources an outlet lives on."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.describing import describe
from analysis.charts.rows import ROW, by_value, dots_with_intervals, number_axis, outlet_rows
from analysis.charts.theme import layered, outlets_in, pick, tooltips


def source_diversity_chart(
    diversity: pl.DataFrame, outlets: Sequence[str] | None = None, *, order: float = 1.0
) -> alt.LayerChart:
    """Draw how many different sources each outlet lives on, at equal output.

    Args:
        diversity: what ``source_diversity`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        order: which of its orders to draw.

    Returns:
        A chart whose selection 'pick' holds outlet and order; outlets with too few claims are left out.

    Raises:
        ValueError: the table does not have that order.

    Example:
        >>> from analysis.metrics import source_diversity
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"], "source_id": ["s"]}
        >>> source_diversity_chart(source_diversity(claims, sources, articles)).to_dict()["title"]["text"]
        'How many sources it lives on'
    """
    if diversity.height and order not in diversity["order"].to_list():
        known = ", ".join(f"{one:g}" for one in diversity["order"].unique().sort())
        raise ValueError(f"order is {order:g}; the table has {known}.")
    shown = diversity.filter(pl.col("order") == order).drop_nulls("value")
    size = shown["size"][0] if shown.height else 0
    selection = pick("outlet", "order")
    tooltip = tooltips(
        outlet=("outlet", None),
        value=("sources, at equal output", ".1f"),
        low=("interval from", ".1f"),
        high=("to", ".1f"),
        size=("in claims", ",d"),
        observed=("in all of its claims", ".1f"),
        sources=("different sources", ",d"),
        n=("claims with a named source", ",d"),
        articles=("in articles", ",d"),
        note=("note", None),
    )
    rows = by_value(shown)
    base = outlet_rows(shown, rows, outlets_in(diversity, outlets), selection, tooltip)
    height = ROW * max(1, len(rows))
    layers = dots_with_intervals(base, selection, number_axis(",.1~f", height), alt.Scale(zero=True))
    meaning = {0.0: "Different sources", 1.0: "As diverse as so many cited equally often", 2.0: "Sources cited most"}
    return layered(
        layers,
        "How many sources it lives on",
        [
            f"{meaning.get(order, 'Hill number')} (order {order:g}),",
            f"in {size:,} claims of each outlet; only sources with a name.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        height,
        description=describe(
            f"How many sources each outlet lives on, in {size:,} of its claims (Hill number of order {order:g})",
            shown.sort("value", "outlet", descending=[True, False]),
            sorted(set(diversity["outlet"])),
            style=".1f",
            counted="claims",
        ),
    )
