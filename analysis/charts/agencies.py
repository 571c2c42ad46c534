"""Chart of what outlets have from news agencies, as they say."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.describing import describe
from analysis.charts.rows import by_value, dots_with_intervals, grouped, headings, height_of, number_axis, row_names
from analysis.charts.theme import layered, outlet_colour, outlets_in, pick, tooltips, unless_picked

_KINDS = ("credited", "relayed")
_ROW = 18


def agency_dependence_chart(dependence: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how much of each outlet's reporting comes from news agencies: what it credits, and what it relays.

    Args:
        dependence: what ``agency_dependence`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart without what depends on none, whose selection 'pick' holds outlet and dependence.

    Example:
        >>> from analysis.metrics import agency_dependence
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "credits": [["Reuters"]]}
        >>> claims = {"article_id": [], "source_id": [], "medium": [], "via": []}
        >>> sources = {"source_id": [], "name": [], "kind": []}
        >>> table = agency_dependence(claims, sources, articles, "articles")
        >>> agency_dependence_chart(table).to_dict()["title"]["text"]
        'What comes from news agencies'
    """
    counted = next(name for name in ("claims", "words", "articles") if name in dependence.columns)
    shown = dependence.filter(pl.col("dependence").is_in(_KINDS)).drop_nulls("value")
    own = dependence.filter(dependence="neither").drop_nulls("value")
    order = by_value(own)[::-1]
    selection = pick("outlet", "dependence")
    tooltip = tooltips(
        outlet=("outlet", None),
        dependence=("from an agency", None),
        value=("share", ".1%"),
        low=("interval from", ".1%"),
        high=("to", ".1%"),
        **{counted: (counted, ",d")},
        n=(f"of all {counted}", ",d"),
        **({} if counted == "articles" else {"articles": ("in articles", ",d")}),
        note=("note", None),
    )
    shown, rows = grouped(shown, "outlet", "dependence", order, _KINDS)
    base = alt.Chart(shown).encode(
        y=row_names(rows),
        color=outlet_colour(outlets_in(dependence, outlets), legend=False),
        opacity=unless_picked(selection),
        tooltip=tooltip,
    )
    height = height_of(rows, _ROW)
    dots = dots_with_intervals(base, selection, number_axis(".0%", height), alt.Scale(zero=True))
    return layered(
        [*dots, headings(rows)],
        "What comes from news agencies",
        [
            f"Share of the outlet's {counted}. Credited: its article names an",
            "agency; relayed: else, as source or as who had it first.",
            "Line: interval; dashed if few articles or none, none if one.",
        ],
        height,
        description=describe(
            f"Share of each outlet's {counted} in articles that credit an agency, and of others relayed from one",
            shown.sort("value", descending=True, maintain_order=True),
            order,
            by=("dependence", "outlet"),
            counted=counted,
        ),
    )
