"""The charts of the pages: each drawn by its recipe for a scope and kept, with its table; and what a mark leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import altair as alt
import polars as pl

from dashboards.charted import COVERAGE, REPORTING_VERBS
from dashboards.desk import Desk
from dashboards.groups import GROUPS
from dashboards.recipes import Recipe
from dashboards.state import Scope

Fields = Mapping[str, Any]

FEW_OUTLETS = 3  # up to which a chart has room for many rows


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
