"""Chart of how outlets word who does what to whom."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart
from analysis.clauses import FORMS


def agency_chart(agency: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw in which share of its clauses each outlet says who acts, and how.

    Args:
        agency: what ``agency`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and form.

    Example:
        >>> table = pl.DataFrame({"outlet": ["Globe"], "form": ["active"], "value": [1.0], "low": [0.5], "high": [1.0],
        ...     "n": [4], "clauses": [4], "articles": [3], "note": [None]}, schema_overrides={"note": pl.String})
        >>> agency_chart(table).to_dict()["title"]["text"]
        'Who is said to act'
    """
    return shares_chart(
        agency,
        "form",
        counted="clauses",
        identity=("outlet", "form"),
        title="Who is said to act",
        subtitle=["Share of clauses of who does what to whom.", "Line: interval; dashed if few articles, none if one."],
        what="Share of each outlet's clauses of who does what to whom, by who is said to act",
        order=[form for form in FORMS if form in set(agency["form"])],
        outlets=outlets,
        whole="of clauses",
    )
