"""Chart of how far apart the names are that outlets give to one event."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.colours import ACCENT, LINE
from analysis.charts.describing import describe
from analysis.charts.pairs import THREE_LINES, TWO_LINES, below_words, pair_rows, words_above
from analysis.charts.rows import dots_with_intervals
from analysis.charts.theme import layered, pick, tooltips

MOST = 12
"""Events or pairs that a page has room for."""


def label_distance_chart(distance: pl.DataFrame, axis: str | None = None, *, most: int = MOST) -> alt.LayerChart:
    """Draw how far apart the names are that two outlets give to an event.

    Those with an interval come first, and of these the farthest apart.

    Args:
        distance: what ``label_distance`` returned, by event or by outlets.
        axis: which of its axes to draw; by default the first in alphabetical order.
        most: how many events, or pairs of outlets, to draw.

    Returns:
        A chart whose selection 'pick' holds event_id, outlet_a and outlet_b; by outlets the last two. A row without a
        line has no interval (tooltips tell why).

    Raises:
        ValueError: the table does not have that axis.

    Example:
        >>> from analysis.metrics import label_distance
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"], "story": ["raid", "raid"]}
        >>> same = {"kind": "event", "event_id": "a@0", "event": "raid", "details": [], "voice": "outlet", "text": ""}
        >>> names = pl.DataFrame([{"article_id": "a", "head": "liberation", **same},
        ...                       {"article_id": "b", "head": "massacre", **same}])
        >>> label_distance_chart(label_distance(names, articles)).to_dict()["title"]["text"]
        'Names for the same event'
    """
    axes = sorted(distance["axis"].unique())
    if axis is not None and axis not in axes and axes:
        raise ValueError(f"axis is '{axis}'; the table has {', '.join(axes)}.")
    axis = axis or next(iter(axes), "good - bad")
    by_event = "event_id" in distance.columns
    ids = ["event_id", "outlet_a", "outlet_b"] if by_event else ["outlet_a", "outlet_b"]
    told = distance.filter(axis=axis).drop_nulls("value")
    by_size = [pl.col("low").is_null(), -pl.col("value").abs().round(12), *ids]
    told = told.sort(by_size, nulls_last=True)
    rows = told.head(most).with_columns(
        row=pl.concat_str(*(pl.col(one).fill_null("") for one in ids), separator="\u2063")
    )
    counted = "phrases" if by_event else "events"
    rows = rows.with_columns(pl.format(f"{{}} {counted}", "n").alias("counted"), _names(by_event).alias("pair"))
    selection = pick(*ids)
    reach = max((abs(end) for name in ("value", "low", "high") for end in rows[name].drop_nulls()), default=0) or 1
    base = pair_rows(rows, selection, _tooltips(by_event, counted))
    lines = THREE_LINES if by_event else TWO_LINES
    words = {"left": "event", "right": "counted", "below": "pair"} if by_event else {"left": "pair", "right": "counted"}
    labels = alt.Axis(format="+.2~f", tickCount=5, labelFlush=True, labelOverlap="greedy")
    scale = alt.Scale(domain=[-reach, reach], nice=True)
    dots = dots_with_intervals(base, selection, labels, scale, color=ACCENT, **below_words(lines))
    none = (
        alt.Chart(pl.DataFrame({"none": [0.0]}))
        .mark_rule(color=LINE, opacity=0.6, aria=False)
        .encode(x=alt.X("none:Q"))
    )
    pole = axis.split(" - ")[0]
    fewer = [f"{rows.height} of {told.height:,}."] if rows.height < told.height else []
    return layered(
        [none, *dots, *words_above(base, lines, **words)],
        "Names for the same event",
        [
            f"How far apart two outlets' names are, “{axis}”.",
            f"Right of 0: the first outlet's are nearer to “{pole}”.",
            "Line: interval; dashed if few articles, none if one.",
            *fewer,
        ],
        lines * max(1, rows.height),
        description=describe(
            f"How far apart the names are that two outlets give to one event, on the axis {axis}",
            rows,
            sorted({*distance["outlet_a"], *distance["outlet_b"]}),
            by=("event", "pair") if by_event else ("outlet_a", "outlet_b"),
            first="Farthest apart",
            style="+.3f",
            counted=counted,
        ),
    )


def _names(by_event: bool) -> pl.Expr:
    """What two outlets call an event, or who they are."""
    if not by_event:
        return pl.format("{} · {}", "outlet_a", "outlet_b")
    return pl.format("{}: {} · {}: {}", "outlet_a", "label_a", "outlet_b", "label_b")


def _tooltips(by_event: bool, counted: str) -> list[alt.Tooltip]:
    sides = {"event": ("event", None), "label_a": ("the first calls it", None), "label_b": ("the second", None)}
    places = {"articles_a": ("in articles of the first", ",d"), "articles_b": ("of the second", ",d")}
    return tooltips(
        outlet_a=("outlet", None),
        outlet_b=("and", None),
        **(sides if by_event else {}),
        value=("apart", "+.3f"),
        low=("interval from", "+.3f"),
        high=("to", "+.3f"),
        n=(counted, ",d"),
        **(places if by_event else {"stories": ("stories", ",d")}),
        note=("note", None),
    )
