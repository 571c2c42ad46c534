"""The page of sources: of which kinds they are, which outlets share them, and each with its claims."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import panel as pn

from dashboards import charted, figures
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.listing import outlet
from dashboards.page import Figure, Page, empty, plural
from dashboards.state import COUNTED, DIVISIONS, NO_FILTER, State
from dashboards.table import Shown, Table
from dashboards.words import links

MOST_OUTLETS = 3
DIVISION_NAMES = {
    "kind": "By kind",
    "side": "By side",
    "title": "By title",
    "anonymity": "Named or not",
    "gender": "Women and men",
}
COUNTED_NAMES = {"claims": "Claims", "words": "Words given to them"}


class Sources(Page):
    """Counts, overlap between outlets, who quotes whom, diversity, agencies, and who is cited."""

    depends = ("story", "outlets", "by", "counted")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._choices = self.markup()
        self._counts = Figure(desk, charted.SOURCE_COUNTS, on_pick=self._pick)
        self._others = {
            recipe: Figure(desk, recipe, on_pick=self._alone if recipe == charted.EXCLUSIVE_SOURCES else self._pick)
            for recipe in (
                charted.SOURCE_OVERLAP,
                charted.SOURCE_MATRIX,
                charted.EXCLUSIVE_SOURCES,
                charted.SOURCE_DIVERSITY,
                charted.AGENCY_DEPENDENCE,
            )
        }
        self._table = Table(
            [
                Shown("Source", name, "source", "wide"),
                Shown("Kind", lambda row: row["kind"], "kind", "short"),
                Shown("Claims", lambda row: f"{row['n_claims']:,}", "n_claims", "number"),
                Shown("Articles", lambda row: f"{row['n_articles']:,}", "n_articles", "number"),
                Shown("Cited by", self._outlets, "n_outlets"),
            ],
            lambda row: state.query(page="claims", **NO_FILTER | {"source": row["source_id"]}),
            lambda: empty("Nobody is cited in these articles.", state.query(story="", outlets=[]), "Show all articles"),
            on_link=self.go,
            sort="-n_claims",
            caption="Sources, each leading to its claims",
        )
        rows = self.markup(tag("header", tag("h2", "Everybody cited"), class_="figure"))
        self._drawn: object = None
        parts = (self._heading, self._choices, self._counts, *self._others.values(), rows, self._table)
        self._layout = pn.Column(*parts, sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Charts and table."""
        return self._layout

    def refresh(self) -> None:
        """Draw all of it for the scope; of what sources are divided by, only the first chart tells."""
        scope, state = self.state.scope, self.state
        divisions = links(self, "by", DIVISIONS, DIVISION_NAMES, "What sources are divided by")
        counted = links(self, "counted", COUNTED, COUNTED_NAMES, "What is counted")
        self._choices.show(tag("div", divisions, counted, class_="choices"))
        recipe = charted.SOURCE_COUNTS.given(by=state.by, counted=state.counted)
        self._counts.show(figures.drawn(self.desk, scope, recipe))
        if self._drawn == scope:
            return
        self._drawn = scope
        found = self.desk.sources(scope)
        several = found.filter(found["n_outlets"] > 1).height
        lead = tag("p", f"{several:,} of them are cited by more than one outlet.") if found.height else ""
        self._heading.show(tag("header", tag("h1", plural(found.height, "source")), lead, class_="page"))
        self._table.show(found)
        pieces = [(partial(figures.drawn, self.desk, scope, one), shown.show) for one, shown in self._others.items()]
        self.in_turn(pieces, lambda: self._drawn == scope)

    def _outlets(self, row: Mapping[str, Any]) -> Html:
        shown = [outlet(self, one) for one in row["outlets"][:MOST_OUTLETS]]
        more = len(row["outlets"]) - len(shown)
        return join(shown, tag("small", f"and {more} more") if more else "")

    def _pick(self, fields: figures.Fields) -> None:
        """Show the claims behind a mark."""
        self.state.read(self.state.query(page="claims", **NO_FILTER | figures.claims_of(fields)))

    def _alone(self, fields: figures.Fields) -> None:
        """Show the claims of sources that only one outlet has: the mark is their share."""
        self._pick({**fields, "exclusive": "true"})


def name(row: Mapping[str, Any]) -> Html:
    """A source's name with its role."""
    return join(row["source"], tag("small", row["role"]) if row["role"] else "")
