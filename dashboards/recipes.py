"""A chart as what makes it: a metric of some tables and how it is drawn; so that it can be drawn, and told as code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import polars as pl

from analysis import charts, metrics
from dashboards.state import Scope

Options = tuple[tuple[str, Any], ...]

IMPORTS = """import polars as pl

import analysis

analysis.enable_theme()
corpus = analysis.Corpus.open({name!r})  # the folder of the corpus"""
CLAIMS = 'claims = corpus.claims.filter(pl.col("article_id").is_in(articles["article_id"].implode()))'
OWN = ("articles", "claims")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one chart is made.

    Attributes:
        key: names its files.
        title: what stands above it.
        reading: how to read it.
        metric: a function of ``analysis.metrics``.
        tables: what the metric takes, in order.
        chart: a function of ``analysis.charts``.
        by: the columns that tell a mark from the others of its outlet.
        options: of the metric, by name.
        drawing: of the chart, by name.
        coloured: whether the chart takes the outlets that have colours.
        alone: what to say where there is one outlet only, if one alone has no such chart.
    """

    key: str
    title: str
    reading: str
    metric: str
    tables: tuple[str, ...]
    chart: str
    by: tuple[str, ...] = ()
    options: Options = ()
    drawing: Options = ()
    coloured: bool = True
    alone: str = ""

    def given(self, **options: Any) -> Recipe:
        """The same with options of the metric."""
        return replace(self, options=tuple(sorted({**dict(self.options), **options}.items())))

    def drawn_with(self, **drawing: Any) -> Recipe:
        """The same with options of the chart."""
        return replace(self, drawing=tuple(sorted({**dict(self.drawing), **drawing}.items())))

    def table(self, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """Ask the metric."""
        table: pl.DataFrame = getattr(metrics, self.metric)(
            *(tables[name] for name in self.tables), **dict(self.options)
        )
        return table

    def draw(self, table: pl.DataFrame, outlets: Sequence[str]) -> alt.LayerChart:
        """Draw the metric's table."""
        coloured = [list(outlets)] if self.coloured else []
        chart: alt.LayerChart = getattr(charts, self.chart)(table, *coloured, **dict(self.drawing))
        return chart

    def behind(self, row: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        """The rows that a row of the metric's table was counted from."""
        taken = (tables[name] for name in self.tables)
        return metrics.rows_behind(getattr(metrics, self.metric), row, *taken, **dict(self.options))

    def code(self, corpus: str, scope: Scope, outlets: Sequence[str]) -> str:
        """Write what draws the same chart in a notebook.

        Args:
            corpus: the folder's name.
            scope: the articles compared.
            outlets: those that have colours.

        Returns:
            A cell of Python, whose last line is the chart.

        Example:
            >>> recipe = Recipe("mix", "", "", "quotation_mix", ("claims", "articles"), "quotation_mix_chart")
            >>> print(recipe.code("a.corpus", Scope("Strike"), ["Globe"]).split("folder of the corpus")[1].strip())
            articles = corpus.articles.filter(pl.col("story") == 'Strike')
            claims = corpus.claims.filter(pl.col("article_id").is_in(articles["article_id"].implode()))
            table = analysis.quotation_mix(claims, articles)
            analysis.quotation_mix_chart(table, ['Globe'])
        """
        conditions = [f'pl.col("story") == {scope.story!r}'] if scope.story else []
        conditions += [f'pl.col("outlet").is_in({list(scope.outlets)!r})'] if scope.outlets else []
        chosen = f".filter({', '.join(conditions)})" if conditions else ""
        lines = [IMPORTS.format(name=corpus), f"articles = corpus.articles{chosen}"]
        lines += [CLAIMS] if "claims" in self.tables else []
        taken = [name if name in OWN else f"corpus.{name}" for name in self.tables]
        lines.append(f"table = analysis.{self.metric}({_call(taken, self.options)})")
        coloured = [repr(list(outlets))] if self.coloured else []
        lines.append(f"analysis.{self.chart}({_call(['table', *coloured], self.drawing)})")
        return "\n".join(lines) + "\n"


def _call(given: Sequence[str], options: Options) -> str:
    return ", ".join([*given, *(f"{name}={value!r}" for name, value in options)])
