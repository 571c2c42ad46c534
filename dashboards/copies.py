"""The page of copies: how much of its text each outlet shares with others, with whom, and in which passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn

from dashboards import charted, figures
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.highlight import Mark, highlight, window
from dashboards.listing import day, moment, outlet
from dashboards.page import Figure, Page, empty, plural
from dashboards.sharing import counted_pairs, differences, shared
from dashboards.state import NO_FILTER, NO_SOURCE, State
from dashboards.table import Shown, Table

Row = Mapping[str, Any]
SHARED_NAMES = {"wire": "from a wire", "quotation": "quotation", "copy": "other shared text"}
NOBODY_FIRST = "order not known"
MOST_DIFFERENCES = 30
LONGEST = 200


class Copies(Page):
    """Shares by outlet, pairs of outlets, passages; a passage that is open stands in both articles."""

    depends = ("story", "outlets", "outlet", "copied", "first", "passage")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._open = self.markup()
        self._chart = Figure(desk, charted.COPIED, on_pick=self._pick)
        self._pairs = Table(
            [
                Shown("Outlets", self._pair, "words", "wide"),
                *(
                    Shown(SHARED_NAMES[kind].capitalize(), lambda row, kind=kind: self._cell(row, kind), kind, "number")
                    for kind in SHARED_NAMES
                ),
                Shown("Words shared", lambda row: f"{row['words']:,}", "words", "number"),
            ],
            lambda row: self._link(row, ""),
            lambda: empty("No two outlets share a passage here.", state.query(outlets=[], story=""), "Show everything"),
            on_link=self.go,
            sort="-words",
            caption="Pairs of outlets, each leading to the passages that they share",
        )
        self._passages = Table(
            [
                Shown("Passage", passage_text, "text", "wide"),
                Shown("Outlets", self._sides, "first"),
                Shown("Kind", lambda row: SHARED_NAMES[row["kind"]], "kind", "short"),
                Shown("Words", lambda row: f"{row['words']:,}", "words", "number"),
                Shown("In common", lambda row: f"{row['similarity']:.0%}", "similarity", "number"),
                Shown("Published", lambda row: day(row["day"]), "day"),
            ],
            lambda row: state.query(passage=row["passage"]),
            lambda: empty("No passage matches.", state.query(**NO_FILTER), "Clear the filter"),
            on_link=self.go,
            sort="-words",
            caption="Passages, each leading to both articles side by side",
        )
        self._rows_heading = self.markup()
        self._pairs_heading = self.markup(
            tag(
                "header",
                tag("h2", "Which outlets share text"),
                tag(
                    "p",
                    "Passages that an article of either outlet has, by kind, apart by who published first. "
                    "Choose a number for its passages.",
                ),
                class_="figure",
            )
        )
        self._drawn: object = None
        self._layout = pn.Column(sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """The passage that is open, then chart, pairs and passages."""
        return self._layout

    def refresh(self) -> None:
        """List what the filter lets through; the chart and the pairs show the whole scope."""
        scope = self.state.scope
        every = shared(self.desk, scope)
        found = shared(self.desk, scope, self.state.filter)
        lead = "What two outlets print in the same or nearly the same words. It says who shares text, not who took it."
        self._heading.show(
            tag("header", tag("h1", plural(every.height, "shared passage")), tag("p", lead), class_="page")
        )
        narrowed = found.height < every.height
        counted = f"{found.height:,} of {plural(every.height, 'passage')}" if narrowed else "Every passage"
        self._rows_heading.show(
            tag("header", tag("h2", counted), class_="figure", data_reveal="center" if narrowed else None)
        )
        self._passages.show(found)
        if self._drawn != scope:
            self._drawn = scope
            self._chart.show(figures.drawn(self.desk, scope, charted.COPIED))
            self._pairs.show(counted_pairs(every))
        rows, charts = [self._rows_heading, self._passages], [self._chart, self._pairs_heading, self._pairs]
        opened = []
        if self.state.passage:
            self._open.show(self._opened())
            opened = [self._open]
        self._layout[:] = [self._heading, *opened, *(rows + charts if narrowed else charts + rows)]

    def _pair(self, row: Row) -> Html:
        first, other = _ordered(row["outlets"], row["first"])
        order = f"first in {first}" if row["first"] else NOBODY_FIRST
        return join(outlet(self, first), outlet(self, other), tag("small", order))

    def _cell(self, row: Row, kind: str) -> object:
        return tag("a", f"{row[kind]:,}", href=self._link(row, kind)) if row[kind] else "0"

    def _link(self, row: Row, kind: str) -> str:
        pair = list(dict.fromkeys(row["outlets"]))
        return self.state.query(outlet=pair, copied=kind, first=row["first"] or NO_SOURCE, passage="")

    def _sides(self, row: Row) -> Html:
        first, other = _ordered([row["outlet_a"], row["outlet_b"]], row["first"])
        return join(outlet(self, first), outlet(self, other), "" if row["first"] else tag("small", NOBODY_FIRST))

    def _pick(self, fields: figures.Fields) -> None:
        """List the passages behind a mark."""
        chosen: dict[str, Any] = {"outlet": [str(fields["outlet"])]} if fields.get("outlet") else {}
        kind = str(fields.get("copied") or "")
        self.state.read(self.state.query(**NO_FILTER | chosen | {"copied": kind}, passage=""))

    def _opened(self) -> Html:
        """One passage in both articles, side by side."""
        away = tag("a", "Close", href=self.state.query(passage=""), class_="button", id="close-passage")
        rows = shared(self.desk, self.state.scope).filter(passage=self.state.passage)
        if rows.is_empty():
            message = tag("p", "This passage is not in this choice of story and outlets.")
            return tag("div", message, away, class_="empty", role="status")
        row = rows.row(0, named=True)
        sides = ["b", "a"] if row["first"] and row["first"] == row["outlet_b"] else ["a", "b"]
        read = {side: self.desk.reading(row[f"article_{side}"]) for side in sides}
        articles = {side: reading.article for side, reading in read.items() if reading is not None}
        spans = {side: (row[f"start_{side}"], row[f"end_{side}"]) for side in sides}
        one, other = sides
        changes = list(differences(articles[one]["text"], spans[one], articles[other]["text"], spans[other]))
        heading = tag("h2", f"{row['outlet_' + one]} and {row['outlet_' + other]} share {plural(row['words'], 'word')}")
        about = tag("p", ordered_in_time(row, one, other), " ", credited(articles[one], articles[other], row["kind"]))
        boxes = [
            self._side(articles[side], spans[side], [change[number] for change in changes])
            for number, side in enumerate(sides)
        ]
        legend = tag(
            "p",
            tag("span", "shared text", class_="shared"),
            tag("span", "words that differ: bold and underlined", class_="shared differs"),
            class_="legend",
            aria_label="Legend",
        )
        return tag(
            "section",
            tag("header", tag("div", heading, about), away, class_="figure row", data_reveal="start"),
            legend,
            tag("div", boxes, class_="sides"),
            listed(changes, articles[one], articles[other]),
            class_="passage",
        )

    def _side(self, article: Row, span: tuple[int, int], changes: list[tuple[int, int]]) -> Html:
        link = self.state.query(page="reader", article=article["article_id"], claim="", at=f"{span[0]}-{span[1]}")
        marks = [Mark(*span, "shared", link, reveal=True), *(Mark(*one, "differs", link) for one in changes)]
        body = highlight(article["text"], marks, window(article["text"], span[0]))
        title = article["title"] or tag("em", "no headline")
        return tag(
            "article",
            tag("h3", tag("a", title, href=link)),
            tag("p", outlet(self, article["outlet"]), moment(article["published_at"]), class_="facts"),
            tag("div", body, class_="box", data_box=True, tabindex=0, role="region", aria_label=article["outlet"]),
            tag("p", tag("a", "Open in the reader at this place", href=link), class_="ways"),
        )


def _ordered(outlets: list[str], first: str | None) -> list[str]:
    """Both outlets, the one that published first before the other."""
    return sorted(outlets, key=lambda one: one != first)


def passage_text(row: Row) -> Html:
    """The beginning of a passage."""
    text = row["text"]
    return tag("span", text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…", class_="said")


def ordered_in_time(row: Row, one: str, other: str) -> str:
    """Who published first, or why that is not known."""
    if row["first"]:
        return f"{row['outlet_' + one]} published first."
    missing = [row[f"outlet_{side}"] for side in (one, other) if row[f"at_{side}"] is None]
    if missing:
        return f"Who published first is not known: {' and '.join(missing)} gives no time."
    return "Who published first is not known: both have the same time, or only the same day."


def credited(one: Row, other: Row, kind: str) -> str:
    """Whom the articles credit."""
    told = [f"{row['outlet']} credits {', '.join(row['credits'])}." for row in (one, other) if row["credits"]]
    meaning = {
        "wire": "The text comes from a wire: an agency is credited, or three outlets have it.",
        "quotation": "Both quote the same words.",
        "copy": "Neither a wire nor a quotation explains it.",
    }
    return " ".join([meaning[kind], *told])


def listed(changes: list[Any], one: Row, other: Row) -> Html:
    """The words in which two versions differ, as a list for those who cannot see the marks."""
    if not changes:
        return tag("p", "Word for word the same.", class_="note")

    def words(article: Row, span: tuple[int, int]) -> str:
        return f"“{article['text'][slice(*span)]}”" if span[0] < span[1] else "nothing"

    items = [
        tag("li", f"{one['outlet']}: {words(one, mine)} · {other['outlet']}: {words(other, theirs)}")
        for mine, theirs in changes[:MOST_DIFFERENCES]
    ]
    more = len(changes) - len(items)
    return tag(
        "details",
        tag("summary", plural(len(changes), "difference")),
        tag("ul", items, tag("li", f"and {more} more") if more else ""),
    )
