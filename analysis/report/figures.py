"""The charts of a report: for each its metric, its chart, and the same as code for a notebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import altair as alt
import polars as pl

from analysis import charts, metrics
from analysis.report.selection import Story

FEW_OUTLETS = 3
RATES = "95 % intervals draw articles anew, dotted where they are few; none where an outlet has one article."


@dataclass(frozen=True)
class Figure:
    """One chart, the table that it draws, and what it shows."""

    key: str
    title: str
    about: str
    table: pl.DataFrame
    chart: alt.LayerChart


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a figure is made: the metric, the chart, the same as code, and whether one outlet alone has it."""

    key: str
    title: str
    about: str
    metric: Callable[[Story], pl.DataFrame]
    chart: Callable[[pl.DataFrame, Story], alt.LayerChart]
    code: str
    alone: bool = True


def _few(story: Story) -> bool:
    return len(story.outlets) <= FEW_OUTLETS


PLANS = (
    _Plan(
        "coverage",
        "Who published how much, when",
        "Articles by date of publication; thin lines are 95 % intervals of the rate.",
        lambda story: metrics.coverage_over_time(story.compared, "auto"),
        lambda table, story: charts.coverage_over_time_chart(table, story.outlets),
        'table = analysis.coverage_over_time(compared, "auto")\nanalysis.coverage_over_time_chart(table, outlets)',
    ),
    _Plan(
        "sources",
        "Who gets cited",
        f"Share of each outlet’s claims by kind of source. {RATES}",
        lambda story: metrics.source_counts(story.claims, story.sources, story.compared),
        lambda table, story: charts.source_counts_chart(table, story.outlets),
        "table = analysis.source_counts(claims, corpus.sources, compared)\n"
        "analysis.source_counts_chart(table, outlets)",
    ),
    _Plan(
        "overlap",
        "Whom two outlets both cite",
        f"Named sources cited by both, as a share of those cited by either. {RATES}",
        lambda story: metrics.source_overlap(story.claims, story.sources, story.compared),
        lambda table, story: charts.source_overlap_chart(table),
        "table = analysis.source_overlap(claims, corpus.sources, compared)\nanalysis.source_overlap_chart(table)",
        alone=False,
    ),
    _Plan(
        "quotation",
        "Quoted or retold",
        f"Share of each outlet’s words. {RATES}",
        lambda story: metrics.quotation_mix(story.claims, story.compared),
        lambda table, story: charts.quotation_mix_chart(table, story.outlets),
        "table = analysis.quotation_mix(claims, compared)\nanalysis.quotation_mix_chart(table, outlets)",
    ),
    _Plan(
        "verbs",
        "Verbs that report",
        f"Share of each outlet’s claims, on a square-root scale. {RATES}",
        lambda story: metrics.reporting_verbs(story.claims, story.compared),
        lambda table, story: charts.reporting_verbs_chart(table, story.outlets, most=12 if _few(story) else 7),
        "table = analysis.reporting_verbs(claims, compared)\nanalysis.reporting_verbs_chart(table, outlets, most=7)",
    ),
    _Plan(
        "copied",
        "Words that others have too",
        f"Share of each outlet’s words from a wire, copied, or quoted as others quote. {RATES}",
        lambda story: _of(story, metrics.copied_text(story.passages, story.articles)),
        lambda table, story: charts.copied_text_chart(table, story.outlets),
        "table = analysis.copied_text(corpus.passages, articles).filter(shown)\n"
        "analysis.copied_text_chart(table, outlets)",
        alone=False,
    ),
    _Plan(
        "exclusive",
        "What only one outlet has",
        "Share of an outlet’s claims found at no other: as observed, and corrected for links missed and wrong.",
        lambda story: _of(story, metrics.exclusive_claims(story.claims, story.claim_links, story.articles)),
        lambda table, story: charts.exclusive_claims_chart(table, story.outlets),
        "table = analysis.exclusive_claims(claims, corpus.claim_links, articles).filter(shown)\n"
        "analysis.exclusive_claims_chart(table, outlets)",
        alone=False,
    ),
    _Plan(
        "statuses",
        "What becomes of others’ claims",
        "For each outlet the claims of the others: stated too, contradicted, not yet possible, or not found.",
        lambda story: _of(story, metrics.claim_statuses(story.claims, story.claim_links, story.articles)),
        lambda table, story: charts.claim_statuses_chart(table, story.outlets),
        "table = analysis.claim_statuses(claims, corpus.claim_links, articles).filter(shown)\n"
        "analysis.claim_statuses_chart(table, outlets)",
        alone=False,
    ),
    _Plan(
        "claims",
        "The claims that most outlets have",
        "One claim a row. Where none is found, one may be there: how often it is missed stands in the table.",
        lambda story: _of(story, metrics.claim_coverage(story.claims, story.claim_links, story.articles)),
        lambda table, story: charts.claim_coverage_chart(table, story.claims, story.outlets, story=story.name),
        "table = analysis.claim_coverage(claims, corpus.claim_links, articles).filter(shown)\n"
        "analysis.claim_coverage_chart(table, claims, outlets, story=story)",
        alone=False,
    ),
    _Plan(
        "words",
        "Words that set outlets apart",
        "How much more an outlet uses a word than others do (log-odds, 95 % intervals); a hollow mark may be chance.",
        lambda story: metrics.distinctive_words(story.claims, story.compared, "outlet"),
        lambda table, story: charts.distinctive_words_chart(table, story.outlets),
        'table = analysis.distinctive_words(claims, compared, "outlet")\n'
        "analysis.distinctive_words_chart(table, outlets)",
        alone=False,
    ),
    _Plan(
        "loaded",
        "Loaded words",
        f"Loaded words in 1,000 of the outlet’s own, outside quotations and claims. {RATES}",
        lambda story: metrics.loaded_words(story.sentences, story.claims, story.compared),
        lambda table, story: charts.loaded_words_chart(table, story.outlets),
        "table = analysis.loaded_words(corpus.sentences, claims, compared)\n"
        "analysis.loaded_words_chart(table, outlets)",
    ),
)
"""Every figure, in the order of the report."""


def figures_of(story: Story) -> list[Figure]:
    """Draw the figures of a story; those of which its articles hold nothing are left out.

    Args:
        story: what to draw.

    Returns:
        Figures in the order of the report.
    """
    drawn = []
    for plan in PLANS:
        if not plan.alone and len(story.outlets) < 2:
            continue
        table = plan.metric(story)
        if table.is_empty() or ("n" in table.columns and not table["n"].fill_null(1).sum()):
            continue
        drawn.append(Figure(plan.key, plan.title, plan.about, table, plan.chart(table, story)))
    return drawn


def _of(story: Story, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of the outlets that are compared."""
    return table.filter(pl.col("outlet").is_in(story.outlets))
