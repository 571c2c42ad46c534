"""The page of sources: of which kinds they are, which outlets share them, and each with its claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn

from dashboards import figures
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.listing import outlet
from dashboards.page import Figure, Page, empty, plural
from dashboards.state import NO_FILTER, State
from dashboards.table import Shown, Table

MOST_OUTLETS = 3


class Sources(Page):
    """Counts by kind, overlap between outlets, and who is cited."""

    depends = ("story", "outlets")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._counts = Figure(*figures.SOURCE_COUNTS, on_pick=self._pick)
        self._overlap = Figure(*figures.SOURCE_OVERLAP, on_pick=self._pick)
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
        self._layout = pn.Column(
            self._heading, self._counts, self._overlap, rows, self._table, sizing_mode="stretch_width", margin=0
        )

    def __panel__(self) -> pn.viewable.Viewable:
        """Charts and table."""
        return self._layout

    def refresh(self) -> None:
        """Draw all of it for the scope."""
        scope = self.state.scope
        found = self.desk.sources(scope)
        several = found.filter(found["n_outlets"] > 1).height
        lead = tag("p", f"{several:,} of them are cited by more than one outlet.") if found.height else ""
        self._heading.show(tag("header", tag("h1", plural(found.height, "source")), lead, class_="page"))
        self._counts.show(*figures.source_counts(self.desk, scope))
        self._overlap.show(*figures.source_overlap(self.desk, scope))
        self._table.show(found)

    def _outlets(self, row: Mapping[str, Any]) -> Html:
        shown = [outlet(self, one) for one in row["outlets"][:MOST_OUTLETS]]
        more = len(row["outlets"]) - len(shown)
        return join(shown, tag("small", f"and {more} more") if more else "")

    def _pick(self, fields: figures.Fields) -> None:
        """Show the claims behind a mark."""
        self.state.read(self.state.query(page="claims", **NO_FILTER | figures.claims_of(fields)))


def name(row: Mapping[str, Any]) -> Html:
    """A source's name with its role."""
    return join(row["source"], tag("small", row["role"]) if row["role"] else "")
