"""The first page: what the corpus holds, how much each outlet published when, and every article."""

from __future__ import annotations

from functools import partial

import panel as pn
import polars as pl

from analysis.report.findings import Finding
from dashboards import charted, figures
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.findings import found, found_already, listed
from dashboards.listing import articles_table, day
from dashboards.page import Figure, Page, plural
from dashboards.state import NO_FILTER, Scope, State


def prepare(desk: Desk) -> None:
    """Work out what the page shows of a whole corpus, before anybody asks for it."""
    scope = Scope()
    figures.drawn(desk, scope, charted.COVERAGE)
    if desk.articles(scope)["outlet"].n_unique() > 1:
        found(desk, scope)


class Overview(Page):
    """Headline numbers, coverage over time, articles."""

    depends = ("story", "outlets", "outlet", "since", "until")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._numbers = self.markup()
        self._findings = self.markup()
        self._coverage = Figure(desk, charted.COVERAGE, on_pick=self._pick)
        self._heading = self.markup()
        self._table = articles_table(self)
        self._drawn: object = None
        self._layout = pn.Column(
            self._numbers,
            self._findings,
            self._coverage,
            self._heading,
            self._table,
            sizing_mode="stretch_width",
            margin=0,
        )

    def __panel__(self) -> pn.viewable.Viewable:
        """Numbers, chart, table."""
        return self._layout

    def refresh(self) -> None:
        """Draw the numbers and the chart of the scope, and the articles that the filter lets through."""
        scope = self.state.scope
        shown = self.desk.listed(scope, self.state.filter)
        total = self.desk.articles(scope).height
        counted = (
            plural(total, "article") if shown.height == total else f"{shown.height:,} of {plural(total, 'article')}"
        )
        self._heading.show(tag("header", tag("h2", counted), class_="figure"))
        self._table.show(shown)
        if self._drawn != scope:
            self._drawn = scope
            self._numbers.show(self._headline())
            self._coverage.show(figures.drawn(self.desk, scope, charted.COVERAGE))
            self._tell()

    def _tell(self) -> None:
        """Say what differs most: at once if that is known, and else after the page has been shown."""
        scope = self.state.scope
        outlets = self.desk.articles(scope)["outlet"].n_unique()
        if outlets < 2:
            alone = "One outlet alone cannot be compared." if outlets else ""
            self._findings.show(tag("p", alone, class_="note") if alone else tag("div"))
            return
        if found_already(self.desk, scope):
            self._show_findings(found(self.desk, scope))
            return
        self._findings.show(section(tag("p", "Comparing …", role="status")))
        self.in_turn([(partial(found, self.desk, scope), self._show_findings)], lambda: self._drawn == scope)

    def _show_findings(self, told: list[Finding]) -> None:
        nothing = tag("p", "Nothing is told by enough claims to compare.", class_="note")
        self._findings.show(section(listed(self, told) if told else nothing))

    def _headline(self) -> Html:
        """The numbers that say what there is, each with what it is counted from, each leading to its rows."""
        scope = self.state.scope
        articles, claims, sources = self.desk.articles(scope), self.desk.claims(scope), self.desk.sources(scope)
        named = claims.drop_nulls("source_id").height
        quoted = claims.filter(pl.col("quotation") == "direct").height
        first, last = articles["day"].min(), articles["day"].max()
        undated = "No article has a date." if articles.height else "There is nothing here."
        span = tag("p", day(first), " to ", day(last)) if first != last else tag("p", day(first) or undated)
        link = self.state.query
        numbers = [
            (
                articles.height,
                "articles",
                plural(articles["outlet"].n_unique(), "outlet"),
                link(page="overview", **NO_FILTER),
            ),
            (claims.height, "claims", f"{named:,} with a source", link(page="claims", **NO_FILTER)),
            (sources.height, "sources", f"cited in {plural(named, 'claim')}", link(page="sources")),
            (
                quoted,
                "quoted word for word",
                f"of {plural(claims.height, 'claim')}",
                link(page="claims", **NO_FILTER | {"quotation": "direct"}),
            ),
        ]
        items = [
            tag(
                "li",
                tag("a", tag("b", f"{n:,}"), tag("span", of), tag("small", by), href=to),
            )
            for n, of, by, to in numbers
        ]
        title = self.desk.story_name(self.state.story or self.desk.only_story()) or (
            "All stories" if self.desk.stories() else self.desk.name
        )
        return tag("header", tag("h1", title), span, tag("ul", items, class_="numbers"), class_="page")

    def _pick(self, fields: figures.Fields) -> None:
        """List the articles behind a mark."""
        self.state.read(
            self.state.query(page="overview", **NO_FILTER | figures.articles_of(self.desk, self.state.scope, fields))
        )


def section(*content: Html) -> Html:
    """What differs most, under its heading."""
    reading = (
        "Found by comparing every two outlets in every share, corrected for so many comparisons, and by what is linked "
        "across articles."
    )
    heading = tag("header", tag("h2", "What differs most"), tag("p", reading), class_="figure")
    return tag("section", heading, *content, class_="findings")
