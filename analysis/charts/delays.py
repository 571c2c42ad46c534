"""Charts of who is first, and how long the others take."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import INK
from analysis.charts.describing import describe
from analysis.charts.dots import shares_chart
from analysis.charts.theme import layered, outlet_colour, outlets_in, pick, tooltips, unless_picked
from analysis.metrics.first import TURNS

WEEK = 168.0
_LANE = 66
_HEIGHT = 0.62
"""Share of a lane that curve and band may fill; the name stands above them."""
_LONGEST = 2.0
"""How far bands may reach, in heights of the highest curve: of single articles they would reach from nothing to all."""
_MARKED = (0, 6, 24, 48, 72, 120, 168, 240, 336, 504, 720)


def first_reports_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how often each outlet was first, of what others have too.

    Args:
        table: what ``first_reports`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and turn.

    Example:
        >>> from analysis.metrics import first_reports
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> claims = {"claim_id": [], "article_id": [], "quotation": []}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> first_reports_chart(first_reports(claims, links, articles, "stories")).to_dict()["title"]["text"]
        'Who was first'
    """
    return shares_chart(
        table,
        "turn",
        counted="reports",
        identity=("outlet", "turn"),
        title="Who was first",
        subtitle=[
            "Share of what the outlet and another one have.",
            "Not known: the same time or day, or no date.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what="Share of what each outlet and others have in which it was first, later than another, or in which nothing "
        "tells who was first",
        order=TURNS,
        outlets=outlets,
    )


def delay_curves_chart(
    curves: pl.DataFrame, outlets: Sequence[str] | None = None, *, until: float = WEEK
) -> alt.LayerChart:
    """Draw a lane for each outlet: which share of what another reported first it has by when, with its band.

    Args:
        curves: what ``delay_curves`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        until: hours that are drawn.

    Returns:
        A chart whose horizontal axis gives the first hours more room, and whose selection 'pick' holds outlet and
        hours. A step reaches from the time of a report to the next, the last as far as was watched; bands stop at the
        edge of the lane (tooltips tell where they end); outlets without a report have no lane.

    Example:
        >>> from datetime import UTC, datetime
        >>> from analysis.metrics import delay_curves
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 11)]}
        >>> delay_curves_chart(delay_curves(claims, links, articles)).to_dict()["title"]["text"]
        'How soon others follow'
    """
    everyone = outlets_in(curves, outlets)
    drawn = curves.filter(pl.col("hours") <= until).sort("outlet", "hours")
    present = [name for name in everyone if name in set(drawn["outlet"])]
    steps, best = _placed(drawn, present, until)
    selection = pick("outlet", "hours")
    hours = alt.Axis(values=[mark for mark in _MARKED if mark <= until], labelExpr=_HOURS, grid=True, labelOverlap=True)
    x = alt.X("hours:Q", title=None, axis=hours, scale=alt.Scale(type="sqrt", domain=[0, until], nice=False))
    lanes = alt.Scale(domain=[0, max(1, len(present))], nice=False)
    y = alt.Y("from:Q", title=None, scale=lanes, axis=_axis(len(present), best))
    colour = outlet_colour(everyone, legend=False)
    base = alt.Chart(steps).encode(opacity=unless_picked(selection), tooltip=_TOOLTIPS)
    bands = base.mark_rect(fillOpacity=0.28).encode(x=x, x2="then:Q", y=y, y2="to:Q", color=colour)
    lines = base.mark_rule(strokeWidth=2.2).encode(x=x, x2="then:Q", y=alt.Y("top:Q"), color=colour)
    risers = base.mark_rule(strokeWidth=2.2).encode(x=x, y=alt.Y("below:Q"), y2="top:Q", color=colour)
    names = (
        alt.Chart(steps.group_by("outlet", "ceiling").agg(pl.len()).select("outlet", "ceiling").sort("outlet"))
        .mark_text(align="left", baseline="top", fontWeight=600, color=INK)
        .encode(x=alt.value(0), y=alt.Y("ceiling:Q"), text="outlet:N")
    )
    subtitle = [
        "Share of what another outlet reported first that it has by then.",
        "Versions are missed: curves are too low. Shaded: interval.",
    ]
    description = describe(
        f"Step curves over {until:.0f} hours: share of what another outlet reported first that each has by then",
        drawn.group_by("outlet").last().sort("value", "outlet", descending=[True, False]),
        present,
        first="Highest at the end",
        counted="then still watched",
    )
    layers = [bands.add_params(selection), lines, risers, names]
    height = _LANE * max(1, len(present))
    return layered(layers, "How soon others follow", subtitle, height, description=description)


_HOURS = "datum.value < 24 ? datum.value + ' h' : datum.value / 24 + ' d'"
_TOOLTIPS = tooltips(
    outlet=("outlet", None),
    hours=("hours", ",.1f"),
    value=("share by then", ".1%"),
    low=("interval from", ".1%"),
    high=("to", ".1%"),
    reported=("reported then", ",d"),
    n=("still watched", ",d"),
    note=("note", None),
)


def _placed(drawn: pl.DataFrame, present: list[str], until: float) -> tuple[pl.DataFrame, float]:
    """Place steps in their lanes, the first outlet on top; and the share that fills a lane."""
    best = min(max(drawn["high"], default=1.0), _LONGEST * max(drawn["value"], default=1.0))
    unit = _HEIGHT / best
    bases = {"outlet": present, "base": [float(place) for place in range(len(present) - 1, -1, -1)]}
    lanes = pl.DataFrame(bases, schema={"outlet": pl.String, "base": pl.Float64})
    placed = drawn.join(lanes, on="outlet", maintain_order="left")
    return placed.with_columns(
        then=pl.col("until").clip(upper_bound=until),
        below=pl.col("base") + pl.col("value").shift(1).over("outlet").fill_null(0.0) * unit,
        top=pl.col("base") + pl.col("value") * unit,
        to=pl.col("base") + (pl.col("high") * unit).clip(upper_bound=_HEIGHT),
        **{"from": pl.col("base") + pl.col("low") * unit},
        ceiling=pl.col("base") + 0.92,
    ), best


def _axis(lanes: int, best: float) -> alt.Axis:
    """Mark 0 and the highest end of all in every lane."""
    values = [lane + end for lane in range(lanes) for end in (0.0, _HEIGHT)]
    label = f"datum.value % 1 < {_HEIGHT / 2} ? '0' : '{best:.0%}'"
    # Of more values than tickCount, which follows the height, Vega drops every other one.
    return alt.Axis(values=values, tickCount=max(1, len(values)), labelExpr=label, labelFontSize=10, labelOverlap=False)
