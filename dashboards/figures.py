"""The charts of the pages: a metric, then its chart, kept for each scope; and the rows that stand behind a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import altair as alt
import polars as pl

from analysis import charts, metrics
from dashboards.desk import Desk
from dashboards.state import Scope

Fields = Mapping[str, Any]
Drawn = tuple[alt.LayerChart | None, str]


FEW_OUTLETS = 3  # up to which a chart has room for many rows

INTERVALS = "with 95 % intervals, dotted where articles are few"

COVERAGE = (
    "Coverage over time",
    "Articles by date of publication; thin lines are 95 % intervals of the rate. Click a bar for its articles.",
)
SOURCE_COUNTS = (
    "Who gets cited",
    f"Share of each outlet’s claims by kind of source, {INTERVALS}. Click a mark for its claims.",
)
SOURCE_OVERLAP = (
    "Whom two outlets both cite",
    "Named sources cited by both, as a share of those cited by either, with 95 % intervals. Click one for the claims.",
)
COPIED = (
    "What others print too",
    f"Share of each outlet’s words that others have too, {INTERVALS}; “copied” is what another had first, or at a time "
    "that nothing tells. Click a mark for the passages.",
)
QUOTATION_MIX = ("Quoted or retold", f"Share of each outlet’s words, {INTERVALS}. Click a mark for its claims.")
REPORTING_VERBS = (
    "Verbs that report",
    f"Share of each outlet’s claims on a square-root scale, {INTERVALS}. Click a mark for its claims.",
)
WORDS = (
    "Words that set outlets apart",
    "How much more an outlet uses a word than others do (log-odds), with 95 % intervals; a hollow mark may be chance. "
    "Click one for its sentences.",
)


def coverage(desk: Desk, scope: Scope) -> Drawn:
    """Articles of each outlet over time."""

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        return charts.coverage_over_time_chart(coverage_table(desk, scope), desk.coloured(scope))

    return _drawn(desk, scope, "coverage", work, claims_needed=False)


def source_counts(desk: Desk, scope: Scope) -> Drawn:
    """Claims of each outlet by kind of source."""

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        return charts.source_counts_chart(
            metrics.source_counts(claims, desk.all_sources, articles), desk.coloured(scope)
        )

    return _drawn(desk, scope, "source_counts", work)


def source_overlap(desk: Desk, scope: Scope) -> Drawn:
    """Sources that two outlets share."""
    if desk.articles(scope)["outlet"].n_unique() == 1:
        return None, "One outlet alone shares nothing. Choose two or more outlets."

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        return charts.source_overlap_chart(metrics.source_overlap(claims, desk.all_sources, articles))

    return _drawn(desk, scope, "source_overlap", work)


def copied_text(desk: Desk, scope: Scope) -> Drawn:
    """Words of each outlet that others have too."""
    if desk.articles(scope)["outlet"].n_unique() == 1:
        return None, "One outlet alone shares nothing. Choose two or more outlets."

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        return charts.copied_text_chart(metrics.copied_text(desk.stored_passages(), articles), desk.coloured(scope))

    return _drawn(desk, scope, "copied_text", work, claims_needed=False)


def quotation_mix(desk: Desk, scope: Scope) -> Drawn:
    """Words of each outlet by how literally they give what others said."""

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        return charts.quotation_mix_chart(metrics.quotation_mix(claims, articles), desk.coloured(scope))

    return _drawn(desk, scope, "quotation_mix", work)


def reporting_verbs(desk: Desk, scope: Scope) -> Drawn:
    """Cues of each outlet."""

    def work(articles: pl.DataFrame, claims: pl.DataFrame) -> alt.LayerChart:
        verbs = metrics.reporting_verbs(claims, articles)
        few = verbs["outlet"].n_unique() <= FEW_OUTLETS
        return charts.reporting_verbs_chart(verbs, desk.coloured(scope), most=12 if few else 7)

    return _drawn(desk, scope, "reporting_verbs", work)


def distinctive_words(desk: Desk, scope: Scope, voice: Any) -> Drawn:
    """Words of each outlet, in one voice."""
    if desk.articles(scope)["outlet"].n_unique() == 1:
        return None, "Words set an outlet apart from others. Choose two or more outlets."
    table = word_table(desk, desk.compared(scope), voice)
    if table.is_empty() and not desk.articles(scope).is_empty():
        return None, "Too few words: none is used five times in this voice. Choose more articles."
    return _drawn(
        desk,
        scope,
        f"words {voice}",
        lambda articles, claims: charts.distinctive_words_chart(table, desk.coloured(scope)),
    )


def word_table(desk: Desk, scope: Scope, voice: Any) -> pl.DataFrame:
    """The table behind the chart of words."""
    return desk.keep(
        ("words", scope, voice), lambda: metrics.distinctive_words(desk.claims(scope), desk.texts(scope), voice)
    )


def _drawn(
    desk: Desk,
    scope: Scope,
    name: str,
    work: Callable[[pl.DataFrame, pl.DataFrame], alt.LayerChart],
    *,
    claims_needed: bool = True,
) -> Drawn:
    """Draw a chart of the outlets compared, or say why there is nothing to draw."""
    fewer = desk.compared(scope)
    if desk.articles(fewer).is_empty():
        return None, "No article is in this choice of story and outlets."
    if claims_needed and desk.claims(fewer).is_empty():
        return None, "No claim was found in these articles."
    chart = desk.keep((name, fewer), lambda: _bare(work(desk.texts(fewer), desk.claims(fewer))))
    left_out = desk.articles(scope)["outlet"].n_unique() - len(fewer.outlets) if fewer != scope else 0
    note = (
        f"The {len(fewer.outlets)} outlets with the most articles; choose others above to see them ({left_out} more)."
    )
    return chart, note if left_out else ""


def coverage_table(desk: Desk, scope: Scope) -> pl.DataFrame:
    """The table behind the chart of coverage."""
    fewer = desk.compared(scope)
    return desk.keep(("coverage table", fewer), lambda: metrics.coverage_over_time(desk.articles(fewer), "auto"))


def _bare(chart: alt.LayerChart) -> alt.LayerChart:
    """Leave the title out: the page has it as a heading, for readers of every kind."""
    bare: alt.LayerChart = chart.copy(deep=False)
    bare.title = alt.Undefined
    return bare


def articles_of(desk: Desk, scope: Scope, fields: Fields) -> dict[str, Any]:
    """The filter that leaves the articles behind a mark of the chart of coverage.

    Args:
        desk: the corpus.
        scope: what the chart shows.
        fields: outlet and bucket, the first day that the mark stands for.

    Returns:
        Values of the state; none where the chart has no such mark.
    """
    table = coverage_table(desk, scope).with_columns(bucket=pl.col("day").dt.to_string("%Y-%m-%d"))
    marks = table.filter(pl.col("bucket") == str(fields.get("bucket")), pl.col("outlet") == str(fields.get("outlet")))
    if marks.is_empty():
        return {}
    until = marks["until"][0] - timedelta(days=1)
    return {"outlet": [marks["outlet"][0]], "since": marks["bucket"][0], "until": until.isoformat()}


def claims_of(fields: Fields) -> dict[str, Any]:
    """The filter that leaves the claims behind a mark.

    Args:
        fields: what the mark stands for: outlet, or outlet_a and outlet_b, and kind, quotation or cue_lemma.

    Returns:
        Values of the state.
    """
    chosen: dict[str, Any] = {}
    if "outlet_a" in fields and "outlet_b" in fields:
        chosen |= {"outlet": sorted({str(fields["outlet_a"]), str(fields["outlet_b"])}), "shared": True}
    elif fields.get("outlet"):
        chosen["outlet"] = [str(fields["outlet"])]
    for field, name in (("kind", "kind"), ("quotation", "quotation"), ("cue_lemma", "cue")):
        if fields.get(field):
            chosen[name] = str(fields[field])
    return chosen
