"""Chart of how much of an outlet's text stands elsewhere too."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart
from analysis.metrics.copies import COPIED, OWN


def copied_text_chart(copied: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw which share of each outlet's words other outlets have too: from a wire, copied, or quoted.

    Args:
        copied: what ``copied_text`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart without the outlets' own words, whose selection 'pick' holds outlet and copied.

    Example:
        >>> from analysis.metrics import copied_text
        >>> from analysis.schema import PASSAGES
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "published_at": [None], "text": ["Rain fell."]}
        >>> copied_text_chart(copied_text(PASSAGES.empty(), articles)).to_dict()["title"]["text"]
        'What others print too'
    """
    return shares_chart(
        copied,
        "copied",
        counted="words",
        identity=("outlet", "copied"),
        title="What others print too",
        subtitle=[
            "Share of the outlet's words, the rest is its own.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what="Share of each outlet's words that others print too: from a wire, copied, or quoted by both",
        order=[kind for kind in COPIED if kind != OWN],
        outlets=outlets,
        names={"wire": "from a wire", "copy": "copied", "quotation": "both quote"},
    )
