"""Chart of how alike outlets are in whom they cite."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.cells import cell_colour, column_names, written_on
from analysis.charts.colours import ACCENT, PAPER
from analysis.charts.describing import describe
from analysis.charts.pairs import TWO_LINES, below_words, pair_rows, words_above
from analysis.charts.rows import dots_with_intervals
from analysis.charts.theme import layered, pick, tooltips, unless_picked

MOST_DOTS = 15
"""Pairs up to which each gets a row with its interval (six outlets); more become a heat map."""
MOST_NUMBERS = 12
"""Outlets up to which a heat map has room for numbers."""
MOST_INTERVALS = 8
"""Outlets up to which it has room for intervals below them."""

_MEASURES = {
    "jaccard": "Sources both cite / sources either cites",
    "weighted_jaccard": "Share of claims from the same sources",
    "overlap": "Sources both cite / sources of the smaller",
    "cosine": "Cosine of claims by source",
    "morisita_horn": "Morisita-Horn index of claims by source",
}
_TOOLTIPS = tooltips(
    outlet_a=("outlet", None),
    outlet_b=("and", None),
    value=("overlap", ".2f"),
    low=("interval from", ".2f"),
    high=("to", ".2f"),
    shared=("sources in both", ",d"),
    n=("of all sources", ",d"),
    n_a=("sources of the first", ",d"),
    n_b=("of the second", ",d"),
    note=("note", None),
)


def source_overlap_chart(overlap: pl.DataFrame) -> alt.LayerChart:
    """Draw the overlap of every pair of outlets, the most alike first.

    Args:
        overlap: what ``source_overlap`` returned.

    Returns:
        Up to six outlets: a row for each pair with its interval. More: a heat map with the outlets in order of
        likeness, and intervals below the numbers; of more than eight in the tooltips only. The selection 'pick'
        holds outlet_a and outlet_b.

    Example:
        >>> from analysis.metrics import source_overlap
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a", "b"], "source_id": ["s", "s"]}
        >>> chart = source_overlap_chart(source_overlap(claims, sources, articles))
        >>> chart.to_dict()["title"]["text"]
        'Who cites the same sources'
    """
    method = overlap["method"][0] if overlap.height else "jaccard"
    subtitle = [f"{_MEASURES[method]}.", "Only sources with a name."]
    layers, height = _rows(overlap) if overlap.height <= MOST_DOTS else _heat_map(overlap)
    outlets = sorted({*overlap["outlet_a"], *overlap["outlet_b"]})
    description = describe(
        f"Overlap of sources of every two outlets ({_MEASURES[method]})",
        overlap.sort("value", "outlet_a", "outlet_b", descending=[True, False, False], nulls_last=True),
        outlets,
        by=("outlet_a", "outlet_b"),
        first="Most alike",
        style=".2f",
        counted="sources",
    )
    return layered(layers, "Who cites the same sources", subtitle, height, description=description)


def _rows(overlap: pl.DataFrame) -> tuple[list[alt.Chart], int]:
    """Draw a row for each pair, its names above its line: names beside it would leave a phone no room."""
    rows = overlap.sort("value", "outlet_a", "outlet_b", descending=[True, False, False], nulls_last=True).with_columns(
        pl.concat_str("outlet_a", pl.lit(" · "), "outlet_b").alias("row"),
        pl.coalesce(
            pl.when(pl.col("value").is_null()).then("note"), pl.format("{} of {} sources", "shared", "n")
        ).alias("sources"),
    )
    selection = pick("outlet_a", "outlet_b")
    base = pair_rows(rows, selection, _TOOLTIPS)
    ends = [end for name in ("value", "high") for end in rows[name].drop_nulls()]
    scale = alt.Scale(domain=[0, max(ends, default=0) or 1], nice=True)
    axis = alt.Axis(format=".2~f", tickCount=5, labelFlush=True)
    dots = dots_with_intervals(base, selection, axis, scale, color=ACCENT, **below_words(TWO_LINES))
    layers = [*dots, *words_above(base, TWO_LINES, left="row", right="sources")]
    return layers, TWO_LINES * max(1, overlap.height)


def _heat_map(overlap: pl.DataFrame) -> tuple[list[alt.Chart], int]:
    """Draw a cell for each pair, below the diagonal."""
    order = alike(overlap)
    place = {name: number for number, name in enumerate(order)}
    pairs = [(a, b) if place[a] > place[b] else (b, a) for a, b in overlap.select("outlet_a", "outlet_b").iter_rows()]
    cells = overlap.with_columns(
        pl.Series("row", [row for row, _ in pairs]),
        pl.Series("column", [column for _, column in pairs]),
        pl.Series("interval", [_short(*ends) for ends in overlap.select("low", "high").iter_rows()], dtype=pl.String),
    )
    selection = pick("outlet_a", "outlet_b")
    base = alt.Chart(cells).encode(
        x=alt.X("column:N", sort=order[:-1], title=None, axis=column_names(len(order))),
        y=alt.Y("row:N", sort=order[1:], title=None, axis=alt.Axis(labelLimit=130)),
        opacity=unless_picked(selection),
        tooltip=_TOOLTIPS,
    )
    highest = max(overlap["value"].drop_nulls(), default=0.0)
    with_numbers, with_intervals = len(order) <= MOST_NUMBERS, len(order) <= MOST_INTERVALS
    colour = cell_colour(highest, ".2f", legend=not with_numbers)
    layers = [base.mark_rect(stroke=PAPER).encode(color=colour).add_params(selection)]
    if with_numbers:
        written = base.encode(color=written_on(highest))
        number = alt.Text("value:Q", format=".2f")
        layers.append(written.mark_text(fontSize=11, yOffset=-6 if with_intervals else 0).encode(text=number))
    if with_intervals:
        layers.append(written.mark_text(fontSize=9, yOffset=7).encode(text="interval:N"))
    return layers, (36 if with_intervals else 26) * (len(order) - 1)


def _short(low: float | None, high: float | None) -> str:
    """Write an interval so that it fits a phone's cell: '.31–.66'."""
    return "" if low is None or high is None else "–".join(f"{end:.2f}".removeprefix("0") for end in (low, high))


def alike(overlap: pl.DataFrame) -> list[str]:
    """Put outlets in an order in which neighbours are alike: from the closest pair on, the nearest to the last one.

    Args:
        overlap: what ``source_overlap`` returned.

    Returns:
        Every outlet once.

    Example:
        >>> pairs = {"outlet_a": ["A", "A", "B"], "outlet_b": ["B", "C", "C"], "value": [0.1, 0.6, 0.3]}
        >>> alike(pl.DataFrame(pairs))
        ['A', 'C', 'B']
    """
    values = {frozenset((a, b)): v or 0.0 for a, b, v in overlap.select("outlet_a", "outlet_b", "value").iter_rows()}
    left = sorted({name for pair in values for name in pair})
    if not left:
        return []
    order = [min(left, key=lambda name: (-max(v for pair, v in values.items() if name in pair), name))]
    while len(order) < len(left):
        rest = [name for name in left if name not in order]
        order.append(min(rest, key=lambda name: (-values[frozenset((name, order[-1]))], name)))
    return order
