"""Chart of how much of each outlet's text is other people's words."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart


def quotation_mix_chart(mix: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw which share of each outlet's words is quoted, partly quoted, retold or its own.

    Args:
        mix: what ``quotation_mix`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and quotation.

    Example:
        >>> from analysis.metrics import quotation_mix
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 0, "end": 9}]], "quotation": ["indirect"]}
        >>> chart = quotation_mix_chart(quotation_mix(claims, articles))
        >>> chart.to_dict()["title"]["text"]
        'Whose words, and how literally'
    """
    return shares_chart(
        mix,
        "quotation",
        counted="words",
        identity=("outlet", "quotation"),
        title="Whose words, and how literally",
        subtitle=["Share of the outlet's words by quotation.", "Line: interval; dashed if few articles, none if one."],
        what="Share of each outlet's words that is quoted, partly quoted, retold or its own",
        order=("direct", "mixed", "indirect", "none"),
        outlets=outlets,
        names={"direct": "quoted", "mixed": "partly quoted", "indirect": "retold", "none": "own words"},
    )
