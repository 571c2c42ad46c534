"""Chart of shares corrected for the reader's errors."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart

MOST = 12
"""Categories that a page has room for."""


def corrected_shares_chart(
    corrected: pl.DataFrame, outlets: Sequence[str] | None = None, *, most: int = MOST
) -> alt.LayerChart:
    """Draw each outlet's shares as corrected by the review, beside what the machine alone says.

    Args:
        corrected: what ``corrected_shares`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        most: how many categories to draw, those with the largest shares.

    Returns:
        A chart whose selection 'pick' holds outlet and the metric's column of categories; outlets of which nothing was
        reviewed have a tick for the machine's share and no dot.

    Example:
        >>> from analysis.metrics import corrected_shares, source_counts
        >>> articles = {"article_id": list("abcd"), "outlet": ["Globe"] * 4}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False] * 2}
        >>> claims = {"claim_id": ["a#0", "a#1", "b#0", "c#0", "d#0"], "article_id": list("aabcd"),
        ...           "source_id": list("sstss")}
        >>> reviewed = {"claim_id": ["a#0", "a#1", "b#0"], "kind": ["person", "medium", "medium"]}
        >>> table = corrected_shares(source_counts, reviewed, claims, sources, articles)
        >>> corrected_shares_chart(table).to_dict()["title"]["text"]
        'Corrected by what people read'
    """
    keys = corrected.columns[1 : corrected.columns.index("value")]
    category = keys[0]
    return shares_chart(
        corrected,
        category,
        counted="n",
        identity=("outlet", *keys),
        title="Corrected by what people read",
        subtitle=[
            f"Share of the outlet's claims by {category.replace('_', ' ')}.",
            "Dot: corrected by the review; tick: as the machine read.",
            "Line: interval, errors of the machine covered.",
        ],
        what=f"Share of each outlet's claims by {category.replace('_', ' ')}, corrected by a review",
        order=by_count(corrected.with_columns(pl.coalesce("value", "uncorrected")), category, "value", most),
        outlets=outlets,
        names={"none": "none given"},
        whole="claims",
        extra={"uncorrected": ("as the machine read", ".1%"), "reviewed": ("claims reviewed", ",d")},
    )
