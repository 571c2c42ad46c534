"""Chart of the words that set outlets apart."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.colours import PAPER
from analysis.charts.describing import describe
from analysis.charts.rows import grouped, headings, height_of, row_names
from analysis.charts.theme import layered, outlet_colour, outlet_scale, outlets_in, pick, tooltips, unless_picked

_ROW = 19


def distinctive_words_chart(
    words: pl.DataFrame, outlets: Sequence[str] | None = None, *, most: int = 8
) -> alt.LayerChart:
    """Draw the words that each outlet uses more than the others, the surest first.

    Args:
        words: what ``distinctive_words`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.
        most: how many words to draw for each outlet, by z.

    Returns:
        A chart whose selection 'pick' holds outlet and word; no word after a click on an outlet's name.

    Example:
        >>> from analysis.metrics import distinctive_words
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"], "text": ["Invaded!", "Arrived!"]}
        >>> claims = {"article_id": [], "content_spans": [], "quotation": []}
        >>> chart = distinctive_words_chart(distinctive_words(claims, articles, minimum=1))
        >>> chart.to_dict()["title"]["text"]
        'Words that set outlets apart'
    """
    everyone = outlets_in(words, outlets)
    best = words.filter(pl.col("value") > 0).sort("outlet", "z", "word", descending=[False, True, False])
    best = best.group_by("outlet", maintain_order=True).head(most)
    present = [name for name in everyone if name in set(best["outlet"])]
    best, order = grouped(best, "outlet", "word", present)
    selection = pick("outlet", "word")
    colour = outlet_colour(everyone, legend=False)
    base = alt.Chart(best).encode(
        y=row_names(order),
        color=colour,
        opacity=unless_picked(selection),
        tooltip=tooltips(
            outlet=("outlet", None),
            word=("word", None),
            value=("log-odds ratio", "+.2f"),
            low=("interval from", "+.2f"),
            high=("to", "+.2f"),
            n=("uses", ",d"),
            n_rest=("uses by the others", ",d"),
            articles=("in articles", ",d"),
            z=("z", ".1f"),
        ),
    )
    x = alt.X("low:Q", title=None, axis=alt.Axis(format=".1~f", tickCount=5), scale=alt.Scale(zero=True))
    lines = base.mark_rule(strokeWidth=2, aria=False).encode(x=x, x2="high:Q")
    sure = alt.when(alt.datum.low > 0).then(alt.Fill("outlet:N", scale=outlet_scale(everyone), legend=None))
    dots = (
        base.mark_circle(size=70, opacity=1, strokeWidth=1.5)
        .encode(x="value:Q", stroke=alt.Stroke("outlet:N", scale=outlet_scale(everyone), legend=None))
        .encode(fill=sure.otherwise(alt.value(PAPER)))
        .add_params(selection)
    )
    subtitle = [
        "Log-odds against the other outlets. Right of 0: used more.",
        "Line: interval; hollow if it includes 0.",
    ]
    description = describe(
        "Words that set outlets apart, as log-odds against the others",
        best.sort("z", "outlet", "word", descending=[True, False, False]),
        present,
        by=("word", "outlet"),
        first="Surest",
        style="+.2f",
        counted="uses",
    )
    layers = [lines, dots, headings(order, outlet_heads=True)]
    return layered(layers, "Words that set outlets apart", subtitle, height_of(order, _ROW), description=description)
