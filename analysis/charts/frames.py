"""Charts of frames: how many sentences have each, and where outlets stand on axes of meaning."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart

_LINE = "Line: interval; dashed if few articles, none if one."


def frames_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw the share of each outlet's sentences that has each frame.

    Args:
        table: what ``frames`` returned, for one scheme and voice.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and frame; frames in the order of their authors.

    Example:
        >>> from analysis.metrics import frames
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["The jury convicted him of murder."]}
        >>> sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [33], "quoted": [0.0],
        ...              "attributed": [0.0]}
        >>> chart = frames_chart(frames(sentences, articles))
        >>> chart.to_dict()["title"]["text"]
        'Frames'
    """
    return shares_chart(
        table,
        "frame",
        counted="n",
        identity=("outlet", "frame"),
        title="Frames",
        subtitle=["Expected share of sentences, by words.", _LINE],
        what="Expected share of each outlet's sentences that have each frame",
        order=list(dict.fromkeys(table["frame"])),
        outlets=outlets,
        whole="of sentences",
    )


def frame_axes_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw where the words of each outlet stand between the poles of each axis.

    Args:
        table: what ``frame_axes`` returned, by outlet; only bias is drawn.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and axis; to the right is the first pole of each.

    Example:
        >>> from analysis.metrics import frame_axes
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["A lawful strike"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> axes = {"legal - illegal": (["legal"], ["illegal"])}
        >>> frame_axes_chart(frame_axes(claims, articles, axes)).to_dict()["title"]["text"]
        'Between two poles'
    """
    bias = table.filter(measure="bias")
    return shares_chart(
        bias,
        "axis",
        counted="n",
        identity=("outlet", "axis"),
        title="Between two poles",
        subtitle=["Mean cosine of words with the axis.", "Right: nearer to the pole named first.", _LINE],
        what="Bias of each outlet's words on each axis, higher if nearer to the pole named first",
        order=list(dict.fromkeys(bias["axis"])),
        outlets=outlets,
        measure=("bias", "+.4f", "+.2f"),
        whole="of words",
    )
