"""Chart of whether those who are accused are heard."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart
from analysis.metrics.reply import HEARD, NOT_HEARD


def right_of_reply_chart(replies: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw which share of the people whom an outlet's articles accuse by name is heard in them.

    Args:
        replies: what ``right_of_reply`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and reply.

    Example:
        >>> from analysis.metrics import right_of_reply
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Bell accused Ivo Corr of theft."]}
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "source_id": ["person:ada"], "cue_lemma": ["accuse"],
        ...           "cue_start": [5], "cue_end": [12], "content_end": [30]}
        >>> sources = {"source_id": ["person:ada"], "name": ["Ada Bell"], "kind": ["person"], "anonymous": [False]}
        >>> entities = {"article_id": ["a"], "start": [13], "end": [21], "label": ["PERSON"],
        ...             "entity_id": ["person:ivo"], "entity": ["Ivo Corr"]}
        >>> chart = right_of_reply_chart(right_of_reply(claims, sources, entities, articles))
        >>> chart.to_dict()["title"]["text"]
        'Are the accused heard'
    """
    return shares_chart(
        replies,
        "reply",
        counted="accused",
        identity=("outlet", "reply"),
        title="Are the accused heard",
        subtitle=[
            "Share of the people whom an article accuses by name.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what="Share of the people accused by name in each outlet's articles who are heard there, or are not",
        order=[HEARD, NOT_HEARD],
        outlets=outlets,
    )
