"""Chart of how sure outlets say that things are."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart


def certainty_markers_chart(markers: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how many hedges, modal verbs and boosters stand in 1,000 words of each outlet.

    Args:
        markers: what ``certainty_markers`` returned, for one voice.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and class.

    Example:
        >>> from analysis.metrics import certainty_markers
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["It may rain."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [12]}
        >>> chart = certainty_markers_chart(certainty_markers(sentences, claims, articles))
        >>> chart.to_dict()["title"]["text"]
        'Certainty and doubt'
    """
    return shares_chart(
        markers,
        "class",
        counted="uses",
        identity=("outlet", "class"),
        title="Certainty and doubt",
        subtitle=["In 1,000 words, square-root scale.", "Line: interval; dashed if few articles, none if one."],
        what="Hedges, modal verbs and boosters in 1,000 words of each outlet",
        order=by_count(markers, "class", "uses"),
        outlets=outlets,
        scale="sqrt",
        measure=("in 1,000 words", ".2f", "~g"),
        whole="of words",
    )
