"""Chart of whom each outlet cites."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart


def source_counts_chart(counts: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw each outlet's shares of source kinds, the most cited kind on top.

    Args:
        counts: what ``source_counts`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and kind.

    Example:
        >>> from analysis.metrics import source_counts
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"], "source_id": ["s"]}
        >>> chart = source_counts_chart(source_counts(claims, sources, articles))
        >>> chart.to_dict()["title"]["text"]
        'Who is cited'
    """
    return shares_chart(
        counts,
        "kind",
        counted="claims",
        identity=("outlet", "kind"),
        title="Who is cited",
        subtitle=[
            "Share of the outlet's claims by kind of source.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        order=by_count(counts, "kind", "claims"),
        outlets=outlets,
        names={"none": "nobody named"},
    )
