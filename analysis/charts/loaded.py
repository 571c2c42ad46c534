"""Chart of how many loaded words outlets use."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart


def loaded_words_chart(words: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw how many loaded words of each class stand in 1,000 words of each outlet.

    Args:
        words: what ``loaded_words`` returned, for one voice.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and class.

    Example:
        >>> from analysis.metrics import loaded_words
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell slammed the plan."]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [22]}
        >>> chart = loaded_words_chart(loaded_words(sentences, claims, articles))
        >>> chart.to_dict()["title"]["text"]
        'Loaded words'
    """
    return shares_chart(
        words,
        "class",
        counted="uses",
        identity=("outlet", "class"),
        title="Loaded words",
        subtitle=["In 1,000 words, square-root scale.", "Line: interval; dashed if few articles, none if one."],
        what="Loaded words of each class in 1,000 words of each outlet",
        order=by_count(words, "class", "uses"),
        outlets=outlets,
        scale="sqrt",
        measure=("in 1,000 words", ".2f", "~g"),
        whole="of words",
    )
