"""Chart of what outlets have from news agencies, as they say."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.rows import ROW, by_value, outlet_rows
from analysis.charts.theme import dashed_if_rough, layered, outlets_in, pick, tooltips

_KINDS = ("credited", "relayed")


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
    base = outlet_rows(shown, order, outlets_in(dependence, outlets), selection, tooltip).encode(
        yOffset=alt.YOffset("dependence:N", sort=_KINDS, scale=alt.Scale(paddingOuter=0.6))
    )
    axis = alt.Axis(format=".0%", tickCount=5, labelFlush=True, labelOverlap="greedy", labelSeparation=6)
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=alt.Scale(zero=True)), x2="high:Q", strokeDash=dashed_if_rough()
    )
    shapes = alt.Shape(
        "dependence:N",
        scale=alt.Scale(domain=_KINDS, range=["circle", "diamond"]),
        legend=alt.Legend(title=None, symbolFillColor="#6b7280", symbolStrokeWidth=0),
    )
    dots = base.mark_point(size=75, filled=True, opacity=1).encode(x="value:Q", shape=shapes).add_params(selection)
    return layered(
        [lines, dots],
        "What comes from news agencies",
        [
            f"Share of the outlet's {counted}: its article credits one, or else",
            "it names one as source or as who had it first.",
            "Line: interval; dashed if few articles or none, none if one.",
        ],
        (ROW + 10) * max(1, len(order)),
        description=f"Dots with intervals, two for each outlet: the share of its {counted} in articles that credit a "
        "news agency, and the share of others that name an agency as their source or as who had them first.",
    )
