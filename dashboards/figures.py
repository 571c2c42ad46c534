"""The charts of the pages: each drawn by its recipe for a scope and kept, with its table; and what a mark leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import altair as alt
import polars as pl

from dashboards.desk import Desk
from dashboards.groups import GROUPS
from dashboards.recipes import Recipe
from dashboards.state import Scope

Fields = Mapping[str, Any]

FEW_OUTLETS = 3  # up to which a chart has room for many rows
INTERVALS = "with 95 % intervals, dotted where articles are few"
ALONE = "One outlet alone shares nothing. Choose two or more outlets."
SOURCED = ("claims", "sources", "articles")
WORDED = ("sentences", "claims", "articles")

COVERAGE = Recipe(
    "coverage",
    "Coverage over time",
    "Articles by date of publication; thin lines are 95 % intervals of the rate. Click a bar for its articles.",
    "coverage_over_time",
    ("articles",),
    "coverage_over_time_chart",
    by=("bucket",),
    options=(("by", "auto"),),
)
SOURCE_COUNTS = Recipe(
    "who-gets-cited",
    "Who gets cited",
    f"Share of each outlet’s claims, {INTERVALS}. Click a mark for its claims.",
    "source_counts",
    SOURCED,
    "source_counts_chart",
)
SOURCE_OVERLAP = Recipe(
    "shared-sources",
    "Whom two outlets both cite",
    "Named sources cited by both, as a share of those cited by either, with 95 % intervals. Click one for the claims.",
    "source_overlap",
    SOURCED,
    "source_overlap_chart",
    coloured=False,
    alone=ALONE,
)
SOURCE_MATRIX = Recipe(
    "who-quotes-whom",
    "Who quotes whom",
    "Share of each outlet’s claims that each of the most cited sources has; alike beside alike. Click one for its "
    "claims.",
    "source_matrix",
    SOURCED,
    "source_matrix_chart",
    coloured=False,
)
SOURCE_DIVERSITY = Recipe(
    "how-many-sources",
    "How many sources it lives on",
    f"How many equally cited sources would be as diverse, at equal output, {INTERVALS}. Click one for its claims.",
    "source_diversity",
    SOURCED,
    "source_diversity_chart",
)
EXCLUSIVE_SOURCES = Recipe(
    "exclusive-sources",
    "Sources that only one outlet has",
    f"Share of an outlet’s sources on a story that no other cites there, {INTERVALS}; grey is what chance gives. "
    "Click a mark for its claims.",
    "exclusive_sources",
    SOURCED,
    "exclusive_sources_chart",
    alone=ALONE,
)
AGENCY_DEPENDENCE = Recipe(
    "news-agencies",
    "What comes from news agencies",
    f"Share of each outlet’s claims by whether an agency is credited or relayed, {INTERVALS}. Click a mark for its "
    "claims.",
    "agency_dependence",
    SOURCED,
    "agency_dependence_chart",
)
COPIED = Recipe(
    "copied-text",
    "What others print too",
    f"Share of each outlet’s words that others have too, {INTERVALS}; “copied” is what another had first, or at a time "
    "that nothing tells. Click a mark for the passages.",
    "copied_text",
    ("passages", "articles"),
    "copied_text_chart",
    alone=ALONE,
)
QUOTATION_MIX = Recipe(
    "quoted-or-retold",
    "Quoted or retold",
    f"Share of each outlet’s words, {INTERVALS}. Click a mark for its claims.",
    "quotation_mix",
    ("claims", "articles"),
    "quotation_mix_chart",
)
REPORTING_VERBS = Recipe(
    "reporting-verbs",
    "Verbs that report",
    f"Share of each outlet’s claims on a square-root scale, {INTERVALS}. Click a mark for its claims.",
    "reporting_verbs",
    ("claims", "articles"),
    "reporting_verbs_chart",
)
WORDS = Recipe(
    "distinctive-words",
    "Words that set outlets apart",
    "How much more an outlet uses a word than others do (log-odds), with 95 % intervals; a hollow mark may be chance. "
    "Click one for its sentences.",
    "distinctive_words",
    ("claims", "articles"),
    "distinctive_words_chart",
    by=("word",),
    options=(("voice", "outlet"),),
    alone="Words set an outlet apart from others. Choose two or more outlets.",
)


LOADED = Recipe(
    "loaded-words",
    "Loaded words",
    f"Words that judge, in 1,000, {INTERVALS}. A list says so, whatever a word means in its sentence. Click a mark for "
    "the sentences.",
    "loaded_words",
    WORDED,
    "loaded_words_chart",
    by=("class",),
)
CERTAINTY = Recipe(
    "certainty",
    "Certainty and doubt",
    f"Hedges, modal verbs and boosters in 1,000 words, {INTERVALS}. Click a mark for the sentences.",
    "certainty_markers",
    WORDED,
    "certainty_markers_chart",
    by=("class",),
)
AGENCY = Recipe(
    "who-acts",
    "Who is said to act",
    "Clauses of who does what to whom, by whether the actor is said first, last or not at all, "
    f"{INTERVALS}. Click a mark for the clauses.",
    "agency",
    ("clauses", "articles"),
    "agency_chart",
    by=("form",),
)
FRAMES = Recipe(
    "frames",
    "Frames",
    f"Share of sentences expected to have each frame, by their words, {INTERVALS}. Click a mark for those that most "
    "probably do.",
    "frames",
    ("sentences", "articles"),
    "frames_chart",
    by=("frame",),
)
NAMES = Recipe(
    "what-one-event-is-called",
    "What one event is called",
    "How often each outlet takes which noun for it, dark in its own words, light in its sources’. All phrases are "
    "counted, so there is no interval. Click a bar for the sentences.",
    "event_name_counts",
    ("event_names", "articles"),
    "event_name_counts_chart",
    by=("event_id", "head", "voice"),
)


class Tables(Mapping[str, pl.DataFrame]):
    """The tables of a scope as the metrics want them, each read when it is asked for."""

    def __init__(self, desk: Desk, scope: Scope) -> None:
        self._desk = desk
        self._scope = scope

    def __getitem__(self, name: str) -> pl.DataFrame:
        """One table by its name."""
        if name == "articles":
            return self._desk.texts(self._scope)
        if name == "claims":
            return self._desk.claims(self._scope)
        if name == "sources":
            return self._desk.all_sources
        return self._desk.rows(name, self._scope)

    def __iter__(self) -> Iterator[str]:
        """Names of those that recipes take."""
        return iter(("articles", "claims", "sources", "sentences", "event_names", "clauses", "passages"))

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with what it was drawn from, or a note why there is none.

    Attributes:
        recipe: how it is made.
        scope: the articles compared.
        chart: as it goes out of the house, its title above it.
        table: the metric's.
        note: what limits it.
        outlets: those that have colours.
    """

    recipe: Recipe
    scope: Scope
    chart: alt.LayerChart | None = None
    table: pl.DataFrame | None = None
    note: str = ""
    outlets: tuple[str, ...] = ()

    @property
    def bare(self) -> alt.LayerChart | None:
        """The chart without its title: the page has it as a heading, for readers of every kind."""
        if self.chart is None:
            return None
        chart: alt.LayerChart = self.chart.copy(deep=False)
        chart.title = alt.Undefined
        return chart


def drawn(desk: Desk, scope: Scope, recipe: Recipe) -> Drawn:
    """Draw a chart of the outlets compared, or say why there is nothing to draw."""
    fewer = desk.compared(scope)
    articles = desk.articles(fewer)
    if articles.is_empty():
        return Drawn(recipe, fewer, note="No article is in this choice of story and outlets.")
    if recipe.alone and articles["outlet"].n_unique() == 1:
        return Drawn(recipe, fewer, note=recipe.alone)
    if "claims" in recipe.tables and desk.claims(fewer).is_empty():
        return Drawn(recipe, fewer, note="No claim was found in these articles.")
    table = table_of(desk, scope, recipe)
    if table.is_empty() or ("n" in table.columns and not table["n"].fill_null(1).sum()):
        return Drawn(recipe, fewer, table=table, note="There is too little of this to count. Choose more articles.")
    outlets = tuple(desk.coloured(scope))
    chart = desk.keep((recipe, fewer, outlets), lambda: recipe.draw(table, outlets))
    left_out = desk.articles(scope)["outlet"].n_unique() - len(fewer.outlets) if fewer != scope else 0
    note = (
        f"The {len(fewer.outlets)} outlets with the most articles; choose others above to see them ({left_out} more)."
    )
    return Drawn(recipe, fewer, chart, table, note if left_out else "", outlets)


def table_of(desk: Desk, scope: Scope, recipe: Recipe) -> pl.DataFrame:
    """The table behind a chart."""
    fewer = desk.compared(scope)
    key = ("table", recipe.metric, recipe.tables, recipe.options, fewer)
    return desk.keep(key, lambda: recipe.table(Tables(desk, fewer)))


def verbs(desk: Desk, scope: Scope) -> Recipe:
    """As many reporting verbs as there is room for."""
    n = desk.articles(desk.compared(scope))["outlet"].n_unique()
    return REPORTING_VERBS.drawn_with(most=12 if n <= FEW_OUTLETS else 7)


def articles_of(desk: Desk, scope: Scope, fields: Fields) -> dict[str, Any]:
    """The filter that leaves the articles behind a mark of the chart of coverage.

    Args:
        desk: the corpus.
        scope: what the chart shows.
        fields: outlet and bucket, the first day that the mark stands for.

    Returns:
        Values of the state; none where the chart has no such mark.
    """
    table = table_of(desk, scope, COVERAGE).with_columns(bucket=pl.col("day").dt.to_string("%Y-%m-%d"))
    marks = table.filter(pl.col("bucket") == str(fields.get("bucket")), pl.col("outlet") == str(fields.get("outlet")))
    if marks.is_empty():
        return {}
    until = marks["until"][0] - timedelta(days=1)
    return {"outlet": [marks["outlet"][0]], "since": marks["bucket"][0], "until": until.isoformat()}


def claims_of(fields: Fields) -> dict[str, Any]:
    """The filter that leaves the claims behind a mark.

    Args:
        fields: what the mark stands for: outlet, or outlet_a and outlet_b, and kind, quotation, cue_lemma, source_id or
            one of ``GROUPS``.

    Returns:
        Values of the state.
    """
    chosen: dict[str, Any] = {}
    if "outlet_a" in fields and "outlet_b" in fields:
        chosen |= {"outlet": sorted({str(fields["outlet_a"]), str(fields["outlet_b"])}), "shared": True}
    elif fields.get("outlet"):
        chosen["outlet"] = [str(fields["outlet"])]
    for field, name in (("kind", "kind"), ("quotation", "quotation"), ("cue_lemma", "cue"), ("source_id", "source")):
        if fields.get(field):
            chosen[name] = str(fields[field])
    for group in GROUPS:
        if fields.get(group):
            chosen["group"] = f"{group}:{fields[group]}"
    return chosen
