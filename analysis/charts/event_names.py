"""Chart of what each outlet calls one event."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import INK, PAPER
from analysis.charts.describing import listed
from analysis.charts.rows import grouped, headings, height_of, row_names
from analysis.charts.theme import layered, outlet_colour, outlets_in, pick, tooltips, unless_picked

MOST = 5
"""Nouns that each outlet has room for."""
_ROW = 17
_ROOM = 1.8
"""Length of the horizontal axis, in longest bars: what stands behind them takes the rest."""
_LONGEST = 44
"""Characters of an event's name that a phone has room for."""


def event_name_counts_chart(
    counts: pl.DataFrame, outlets: Sequence[str] | None = None, *, event: str | None = None, most: int = MOST
) -> alt.LayerChart:
    """Draw by which nouns each outlet names one event, in its own voice and in its sources'.

    Args:
        counts: what ``event_name_counts`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        event: event_id of the one to draw; by default that which most outlets name, of these the one with most nouns.
        most: how many nouns to draw for each outlet.

    Returns:
        A chart whose selection 'pick' holds event_id, outlet, head and voice. It counts all phrases of the corpus, so
        there is no interval.

    Example:
        >>> from analysis.metrics import event_name_counts
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"], "story": ["raid", "raid"]}
        >>> same = {"kind": "event", "event_id": "a@0", "event": "raid on Saltmere"}
        >>> names = pl.DataFrame([{"article_id": "a", "head": "raid", "voice": "outlet", **same},
        ...                       {"article_id": "b", "head": "invasion", "voice": "sources", **same}])
        >>> event_name_counts_chart(event_name_counts(names, articles)).to_dict()["title"]["text"]
        'What one event is called'
    """
    chosen = counts.filter(pl.col("event_id") == (_most_named(counts) if event is None else event))
    called = chosen["event"][0] if chosen.height else ""
    sums = chosen.group_by("outlet", "head").agg(
        pl.sum("n").alias("both"), pl.col("n").filter(pl.col("voice") == "outlet").sum().alias("own")
    )
    sums = sums.sort("outlet", "both", "head", descending=[False, True, False])
    sums = sums.group_by("outlet", maintain_order=True).head(most).with_columns(said=_said())
    everyone = outlets_in(counts, outlets)
    present = [name for name in everyone if name in set(sums["outlet"])]
    ends, order = grouped(sums, "outlet", "head", present)
    bars = chosen.join(ends.select("outlet", "head", "row", "own", "both"), on=["outlet", "head"]).with_columns(
        begin=pl.when(pl.col("voice") == "outlet").then(0).otherwise("own"),
        end=pl.when(pl.col("voice") == "outlet").then("own").otherwise("both"),
    )
    selection = pick("event_id", "outlet", "head", "voice")
    y = row_names(order)
    scale = alt.Scale(domain=[0, max(ends["both"], default=1) * _ROOM], nice=False)
    own = alt.when(alt.datum.voice == "outlet").then(alt.value(1)).otherwise(alt.value(0.4))
    boxes = (
        alt.Chart(bars.sort("row", "voice"))
        .mark_bar(height=11, stroke=PAPER, strokeWidth=1)
        .encode(
            x=alt.X("begin:Q", title=None, axis=None, scale=scale),
            x2="end:Q",
            y=y,
            color=outlet_colour(everyone, legend=False),
            fillOpacity=own,
            opacity=unless_picked(selection),
            tooltip=tooltips(
                outlet=("outlet", None),
                head=("calls it", None),
                voice=("in the voice of", None),
                n=("times", ",d"),
                total=("of all its phrases in this voice", ",d"),
                articles=("in articles", ",d"),
                event=("event", None),
                story=("story", None),
            ),
        )
        .add_params(selection)
    )
    numbers = alt.Chart(ends).mark_text(align="left", dx=6, fontSize=11, color=INK)
    numbers = numbers.encode(x=alt.X("both:Q", scale=scale), y=y, text="said:N")
    return layered(
        [boxes, numbers, headings(order, outlet_heads=True)],
        "What one event is called",
        [
            f"“{called if len(called) <= _LONGEST else called[: _LONGEST - 1] + '…'}”",
            "How often; pale: in the words of sources.",
            "All phrases are counted, so there is no interval.",
        ],
        height_of(order, _ROW),
        description=f"What outlets call one event (“{called}”), for {listed(present)}. {_first(ends)}",
    )


def _most_named(counts: pl.DataFrame) -> str:
    """The event that most outlets name, by the most nouns."""
    events = counts.group_by("event_id").agg(pl.col("outlet", "head").n_unique(), pl.sum("n"))
    order = events.sort("outlet", "head", "n", "event_id", descending=[True, True, True, False])
    return next(iter(order["event_id"]), "")


def _said() -> pl.Expr:
    """How often in which voice, as it stands behind a bar."""
    sources = pl.col("both") - pl.col("own")
    return (
        pl.when(sources == 0)
        .then(pl.format("{}", "own"))
        .when(pl.col("own") == 0)
        .then(pl.format("{} by sources", sources))
        .otherwise(pl.format("{} + {} by sources", "own", sources))
    )


def _first(ends: pl.DataFrame) -> str:
    """Say what three outlets call the event most, of how many phrases."""
    totals = ends.group_by("outlet", maintain_order=True).agg(pl.col("head", "both").first(), n=pl.col("both").sum())
    rows = totals.sort("n", "outlet", descending=[True, False]).head(3).iter_rows(named=True)
    said = "; ".join(f"{row['outlet']} “{row['head']}” {row['both']} times (of {row['n']} phrases)" for row in rows)
    return f"Most often: {said}; all are counted, so no interval." if said else "Nobody names one."
