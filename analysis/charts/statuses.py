"""Charts of who states what: claims by outlets, and the shares of each outlet."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import FAINT, INK, LINE, PALETTE, PAPER
from analysis.charts.describing import NAMED, listed
from analysis.charts.dots import shares_chart
from analysis.charts.theme import layered, outlets_in, pick, tooltips, unless_picked
from analysis.metrics.statements import STATUSES
from analysis.schema import AnyFrame, conform

MOST = 20
_ROW = 40
_UPRIGHT = 3
"""Outlets up to which their names have room beside each other."""
_LONGEST = 300
"""Characters of a claim that a tooltip holds."""
# Told apart by shape, and by how dark they are: square, triangle, dash and ring.
_SHAPES = ("square", "triangle-up", "stroke", "circle")
_STROKES = (INK, PALETTE[1], LINE, FAINT)
_FILLS = (INK, PALETTE[1], PAPER, PAPER)


def claim_statuses_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how much of what others report each outlet states, contradicts, could not have, or is not found to have.

    Args:
        table: what ``claim_statuses`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and status.

    Example:
        >>> from analysis.metrics import claim_statuses
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"]}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> claim_statuses_chart(claim_statuses(claims, links, articles)).to_dict()["title"]["text"]
        'What becomes of the others’ claims'
    """
    return shares_chart(
        table,
        "status",
        counted="claims",
        identity=("outlet", "status"),
        title="What becomes of the others’ claims",
        subtitle=[
            "Share of the claims of others on the outlet's stories.",
            "Line: interval; dashed where versions that are there",
            "may be missed, or few articles or stories tell.",
        ],
        what="Share of the claims of others that each outlet states, contradicts, could not have yet, or is not found "
        "to have",
        order=STATUSES,
        outlets=outlets,
    )


def claim_coverage_chart(
    coverage: pl.DataFrame,
    claims: AnyFrame | None = None,
    outlets: Sequence[str] | None = None,
    *,
    story: str | None = None,
    most: int = MOST,
) -> alt.LayerChart:
    """Draw the claims of one story that most outlets have, and what each outlet does with them.

    Args:
        coverage: what ``claim_coverage`` returned.
        claims: the claims table (claim_id, source_text, content_text), for the words of each claim; without it their
            ids are drawn.
        outlets: which outlets get a column, in this order; those on the story by default.
        story: the one to draw; by default that with the most claims that several outlets have.
        most: how many claims to draw.

    Returns:
        A chart whose selection 'pick' holds claim and outlet. The tooltip of what is not found tells how often a
        version that is there is missed.

    Example:
        >>> from analysis.metrics import claim_coverage
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"], "source_text": ["Bell"],
        ...           "content_text": ["it rains"]}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> claim_coverage_chart(claim_coverage(claims, links, articles), claims).to_dict()["title"]["text"]
        'Which outlets have which claims'
    """
    if story is None:
        shared = coverage.group_by("story").agg(pl.col("claim").filter(pl.col("outlets") > 1).n_unique())
        story = next(iter(shared.sort("claim", "story", descending=[True, False])["story"]), None)
    of_story = coverage.filter(pl.col("story").eq_missing(story))
    ranked = of_story.unique("claim").sort("outlets", "claim", descending=[True, False])
    order = ranked["claim"].head(most).to_list()
    columns = [name for name in outlets_in(of_story, outlets) if name in set(of_story["outlet"])]
    cells = _worded(of_story.filter(pl.col("claim").is_in(order)), claims).sort("claim", "outlet")
    cells = cells.filter(pl.col("outlet").is_in(columns)).drop("claim_ids")
    selection = pick("claim", "outlet")
    y = alt.Y("claim:N", sort=order, axis=None)
    angle = 0 if len(columns) <= _UPRIGHT else -90
    header = alt.Axis(orient="top", labelAngle=angle, labelLimit=140, grid=False, labelPadding=8)
    points = (
        alt.Chart(cells)
        .mark_point(size=110, strokeWidth=1.6, opacity=1, yOffset=9)
        .encode(
            x=alt.X("outlet:N", sort=columns, title=None, axis=header),
            y=y,
            shape=alt.Shape("status:N", scale=_scale(_SHAPES), legend=_LEGEND),
            stroke=alt.Stroke("status:N", scale=_scale(_STROKES), legend=_LEGEND),
            fill=alt.Fill("status:N", scale=_scale(_FILLS), legend=_LEGEND),
            opacity=unless_picked(selection),
            tooltip=_TOOLTIPS,
        )
        .add_params(selection)
    )
    words = (
        alt.Chart(cells.select("claim", "text").unique().sort("claim"))
        .mark_text(align="left", yOffset=-10, limit=alt.ExprRef("width"), color=INK, fontSize=11)
        .encode(x=alt.value(0), y=y, text="text:N")
    )
    subtitle = [f"The {len(order)} claims that most outlets have." if len(order) > 1 else "Claims of one story.", _MAY]
    description = (
        f"A grid of {len(order)} claims of one story, for {listed(columns)}. Each cell says whether the outlet "
        "states the claim (square), contradicts it (triangle), could not have it yet (dash), or is not found to have "
        f"it (ring).{_stated(cells, columns)}"
    )
    return layered(
        [points, words], "Which outlets have which claims", subtitle, _ROW * max(1, len(order)), description=description
    )


_LEGEND = alt.Legend(columns=2, labelLimit=200, symbolStrokeWidth=1.6)
_MAY = "Not found may be missed: point at it to see how often."
_TOOLTIPS = tooltips(
    outlet=("outlet", None),
    status=("status", None),
    text=("claim", None),
    quotation=("quoted", None),
    outlets=("outlets that state it", ",d"),
    missed=("versions missed that are there", ".0%"),
    low=("interval from", ".0%"),
    high=("to", ".0%"),
    n=("measured on versions", ",d"),
)


def _stated(cells: pl.DataFrame, columns: Sequence[str]) -> str:
    """Say how many of the claims each outlet states, and how often a version is missed."""
    counts = cells.filter(status="stated").group_by("outlet").agg(pl.len())
    stated = dict(counts.iter_rows())
    told = (
        f" Stated: {', '.join(f'{name} {stated.get(name, 0)}' for name in columns)}."
        if 0 < len(columns) <= NAMED
        else ""
    )
    measured = cells.drop_nulls("missed").head(1)
    missed = [
        f" Of versions that are there {row['missed']:.0%} are missed (interval {row['low']:.0%} to {row['high']:.0%}, "
        f"of {row['n']:,} versions)."
        for row in measured.iter_rows(named=True)
    ]
    return told + "".join(missed)


def _scale(values: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(STATUSES), range=list(values))


def _worded(cells: pl.DataFrame, claims: AnyFrame | None) -> pl.DataFrame:
    """The cells with the words of the version that names their claim, on one line."""
    if claims is None:
        return cells.with_columns(text="claim")
    told = conform(claims, "claims", columns=("claim_id", "source_text", "content_text"))
    words = pl.concat_str("source_text", "content_text", separator=": ", ignore_nulls=True)
    told = told.select(claim="claim_id", text=words)
    one_line = pl.col("text").str.replace_all(r"\s+", " ").str.slice(0, _LONGEST)
    return cells.join(told, on="claim", how="left").with_columns(text=pl.coalesce(one_line, "claim"))
