"""Chart of the words with which outlets report what others said."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart


def reporting_verbs_chart(
    verbs: pl.DataFrame, outlets: Sequence[str] | None = None, *, most: int = 12
) -> alt.LayerChart:
    """Draw how often each outlet uses the most frequent cues, or classes of cues.

    Args:
        verbs: what ``reporting_verbs`` returned, by lemma or by class.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        most: how many cues to draw.

    Returns:
        A chart whose selection 'pick' holds outlet and cue_lemma, or outlet and cue_class.

    Example:
        >>> from analysis.metrics import reporting_verbs
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"]}
        >>> claims = {"article_id": ["a"], "cue_lemma": ["say"], "cue_class": ["neutral"]}
        >>> chart = reporting_verbs_chart(reporting_verbs(claims, articles))
        >>> chart.to_dict()["title"]["text"]
        'How it is said'
    """
    category = "cue_lemma" if "cue_lemma" in verbs.columns else "cue_class"
    return shares_chart(
        verbs,
        category,
        counted="claims",
        identity=("outlet", category),
        title="How it is said",
        subtitle=[
            "Share of the outlet's claims, square-root scale.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what="Share of each outlet's claims by the word that introduces the source",
        order=by_count(verbs, category, "claims", most),
        outlets=outlets,
        scale="sqrt",
    )
