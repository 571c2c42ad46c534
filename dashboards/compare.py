"""The page that compares: which outlet has which claim, who contradicts it, and one claim opened with its versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import panel as pn

from dashboards.claims import select
from dashboards.comparison import chosen_claims, compared_claims, opened, statuses
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.markup import Markup
from dashboards.opened import opened_claim
from dashboards.page import Page, empty, plural
from dashboards.state import NO_FILTER, TOLD, State
from dashboards.status import WORDS, legend, status
from dashboards.table import Shown, Table

Row = Mapping[str, Any]
TOLD_NAMES = {
    "one": "in one outlet only",
    "several": "in two or more outlets",
    "2": "by two or more chains that may be independent",
    "3": "by three or more chains that may be independent",
}
MARKS = "“”\"„«‘'"
LONGEST_WORDING = 200  # characters in the table; the claim opened has all of them


class Compare(Page):
    """Claims by outlets, filtered; and above them the claim chosen."""

    depends = ("story", "outlets", "outlet", "source", "text", "told", "disputed", "claim")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._form = Markup(tag("div"), on_link=self.go, on_field=self._choose)
        self._opened = self.markup()
        self._key: object = None
        self._layout = pn.Column(self._heading, self._opened, self._form, sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, the claim opened, filter, matrix."""
        return self._layout

    def refresh(self) -> None:
        """Open the claim chosen, and filter again where story, outlets or filter have changed."""
        scope = self.state.scope
        self._show_opened()
        if self._key == (scope, self.state.filter):
            self._form.show(self._fields())
            return
        rows = compared_claims(self.desk, scope)
        found = chosen_claims(rows, self.state.filter)
        total = plural(rows.height, "claim")
        counted = total if found.height == rows.height else f"{found.height:,} of {total}"
        stories = rows["story"].n_unique()
        lead = f"What is said on {plural(stories, 'story', 'stories')} that two or more outlets cover, and who has it."
        several = rows.filter(rows["outlets"] > 1).height
        shared = f"{several:,} of {total} were found in more than one outlet." if rows.height else ""
        if rows.height and not several:
            shared = "No claim of one outlet was found in another."
        heading = join(tag("h1", counted, " compared"), tag("p", lead, " ", shared) if rows.height else "")
        self._heading.show(tag("header", heading, class_="page"))
        self._form.show(self._fields())
        matrix = self._matrix()
        matrix.show(found)
        self._layout[:] = [self._heading, self._opened, self._form, matrix]
        self._key = (scope, self.state.filter)

    def _show_opened(self) -> None:
        chosen = self.state.claim
        if not chosen:
            self._opened.show(tag("div"))
            return
        known = opened(self.desk, self.state.scope, chosen)
        if known is not None:
            self._opened.show(opened_claim(self, known))
            return
        away = tag("a", "Close", href=self.state.query(claim=""), class_="button")
        missing = f"The claim “{chosen}” is not among those compared here: another story, or not something said."
        self._opened.show(tag("div", tag("p", missing), away, class_="empty", role="status"))

    def _fields(self) -> Html:
        state = self.state
        outlets = [(name, f"{name} ({count:,} articles)") for name, count in self.desk.outlets(state.story)]
        chosen = state.outlet[0] if len(state.outlet) == 1 else ""
        fields = tag(
            "div",
            select(
                "told", "Told", [(value, TOLD_NAMES[value]) for value in TOLD if value], state.told, "by any number"
            ),
            select("disputed", "Contradicted", [("1", "in another outlet")], "1" if state.disputed else "", "or not"),
            select("outlet", "Stated by", outlets, chosen, "several" if len(state.outlet) > 1 else "any outlet"),
            tag(
                "label",
                tag("span", "Words"),
                tag("input", type="search", id="field-text", data_field="text", value=state.text, placeholder="any"),
            ),
            class_="fields",
            role="search",
        )
        return join(fields, legend())

    def _choose(self, field: str, value: str) -> None:
        """Take over what a field says."""
        if field == "told" and value in TOLD:
            self.state.told = value
        elif field == "disputed":
            self.state.disputed = value == "1"
        elif field == "outlet":
            self.state.outlet = [value] if value else []
        elif field == "text":
            self.state.text = value

    def _matrix(self) -> Table:
        """A table with a column for each outlet that charts show, and one for all others."""
        scope = self.state.scope
        known = statuses(self.desk, scope)
        present = {outlet for _, outlet in known}
        shown = [name for name, _ in self.desk.outlets(scope.story) if name in present]
        compared = self.desk.compared(scope).outlets
        shown = [name for name in shown if not compared or name in compared]
        others = sorted(present - set(shown))
        columns = [Shown("Claim", self._claim, kind="wide claim-row")]
        columns += [Shown(name, self._of(name), kind="status") for name in shown]
        if others:
            columns.append(Shown("Others", lambda row: self._others(row, others), kind="status"))
        return Table(
            columns,
            lambda row: self.state.query(claim=row["claim"]),
            self._nothing,
            on_link=self.go,
            sort="order",
            caption="Claims by outlets; each claim opens its versions, each cell leads to the sentence",
        )

    def _nothing(self) -> Html:
        """Why there is nothing to compare, and the way out."""
        scope, link = self.state.scope, self.state.query
        if compared_claims(self.desk, scope).height:
            return empty("No claim matches.", link(**NO_FILTER), "Clear the filter")
        articles = self.desk.articles(scope)
        if articles.is_empty():
            return empty("No article is here.", link(story="", outlets=[], **NO_FILTER), "Show all articles")
        if articles["outlet"].n_unique() == 1:
            message = "One outlet alone has nothing to be compared with. Choose two or more outlets."
            return empty(message, link(outlets=[], **NO_FILTER), "All outlets")
        if articles["story"].null_count() == articles.height:
            return empty("Claims are compared within a story, and none of these articles is known to be of one.")
        return empty("No claim was found on a story that two or more of these outlets cover.")

    def _claim(self, row: Row) -> Html:
        """Who said it, in the shortest good wording, and how many have it."""
        wording = row["wording"]
        shortened = wording if len(wording) <= LONGEST_WORDING else wording[: LONGEST_WORDING - 1].rstrip() + "…"
        several = f" and {row['speakers'] - 1} more" if (row["speakers"] or 0) > 1 else ""
        facts = [plural(row["outlets"], "outlet")]
        if row["outlets"] > 1:
            facts.append("one chain" if row["chains"] == 1 else f"up to {row['chains']} independent chains")
        if row["disputes"]:
            facts.append(f"contradicted by {plural(row['disputes'], 'claim')} in another outlet")
        if not self.state.story and not self.desk.only_story():
            facts.append(self.desk.story_name(row["story"]))
        return join(
            tag("b", row["speaker"] or "Nobody named", several),
            tag("span", "denied: " if row["denied"] else "", quoted(shortened, row["quotation"]), class_="said"),
            tag("small", " · ".join(facts)),
        )

    def _of(self, outlet: str) -> Callable[[Row], Html | None]:
        """The cell of one outlet."""

        def cell(row: Row) -> Html | None:
            found = statuses(self.desk, self.state.scope).get((row["claim"], outlet))
            return status(self, found, outlet) if found else None

        return cell

    def _others(self, row: Row, others: list[str]) -> str:
        """How many outlets without a column of their own did what."""
        known = statuses(self.desk, self.state.scope)
        found = [known[row["claim"], name]["status"] for name in others if (row["claim"], name) in known]
        counts = [(WORDS[kind][1], found.count(kind)) for kind in WORDS]
        return ", ".join(f"{count} {word}" for word, count in counts if count)


def quoted(wording: str, quotation: str) -> str:
    """A wording, in quotation marks if it is word for word and has none yet.

    Example:
        >>> quoted("No", "direct"), quoted("“No”", "direct"), quoted("that he will not", "indirect")
        ('“No”', '“No”', 'that he will not')
    """
    return f"“{wording}”" if quotation == "direct" and wording[:1] not in MARKS else wording
