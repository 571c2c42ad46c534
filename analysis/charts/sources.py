"""Chart of whom each outlet cites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart
from analysis.metrics.sources import By, Counted

MOST = 12
"""Sides or titles that a page has room for."""


def source_counts_chart(counts: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw each outlet's shares of source kinds, the most cited kind on top; of sides and titles the first dozen.

    Args:
        counts: what ``source_counts`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and kind (or what else the table is by).

    Example:
        >>> from analysis.metrics import source_counts
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"], "source_id": ["s"]}
        >>> chart = source_counts_chart(source_counts(claims, sources, articles))
        >>> chart.to_dict()["title"]["text"]
        'Who is cited'
    """
    by = next(name for name in get_args(By) if name in counts.columns)
    counted = next(name for name in get_args(Counted) if name in counts.columns)
    return shares_chart(
        counts,
        by,
        counted=counted,
        identity=("outlet", by),
        title=_TITLES[counted],
        subtitle=[
            f"Share of the outlet's {_WHAT[counted]} by {_CALLED[by]}.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what=f"Share of each outlet's {_WHAT[counted]} by {_CALLED[by]}",
        order=by_count(counts, by, counted, MOST),
        outlets=outlets,
        names={"none": _NOBODY[by]},
    )


_TITLES = {"claims": "Who is cited", "words": "Who is given room"}
_WHAT = {"claims": "claims", "words": "words given to sources"}
_CALLED = {
    "kind": "kind of source",
    "side": "side",
    "title": "title",
    "anonymity": "whether it names them",
    "gender": "gender as the text tells",
}
_NOBODY = {
    "kind": "nobody named",
    "side": "no side given",
    "title": "no title given",
    "anonymity": "nobody at all",
    "gender": "nobody at all",
}
