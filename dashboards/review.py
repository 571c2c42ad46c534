"""The page of review: claims of a sample, one at a time, to be answered; and what the answers say of the machine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import panel as pn
import polars as pl

from analysis.commits import CorpusError
from analysis.correcting import Written
from analysis.corrections.content import is_place, read_content
from analysis.reviewing import add_review, reviewer, take_back
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.markup import Markup
from dashboards.page import Page, empty, signed_in
from dashboards.question import Row, kept, question
from dashboards.review_figures import so_far
from dashboards.state import State


class Review(Page):
    """Deals a claim, takes an answer, keeps it, deals the next one."""

    depends = ("story", "outlets")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._who = signed_in()
        self._skipped: set[str] = set()
        self._typed: dict[str, str] = {}
        self._trouble = ""
        self._claim: Row | None = None
        self._last: tuple[Row, str, list[Written]] | None = None
        self._visitor = object()  # for the dealer, which would keep the page long after its visitor has gone
        self._heading = self.markup()
        self._card = Markup(tag("div"), on_link=self.go, on_field=self._take)
        self._figures = self.markup()
        self._layout = pn.Column(self._heading, self._card, self._figures, sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, the claim, what the answers say."""
        return self._layout

    def refresh(self) -> None:
        """Deal a claim of the scope, or say why none is dealt."""
        lead = (
            "A sample of claims, drawn by chance from every outlet and kind of quotation. Each answer is kept at once, "
            "in reviews.csv and, where something follows from it, in corrections.csv; the tables follow at the next "
            "parallax correct or build."
        )
        self._heading.show(tag("header", tag("h1", "Review"), tag("p", lead), class_="page"))
        self._deal()
        self._draw()

    def _folder(self) -> Path | None:
        return None if self.desk.read_only else self.desk.folder

    def _deal(self) -> None:
        """Take the next claim of the scope that nobody has answered."""
        self._claim, self._typed = None, {}
        if self._folder() is None or not self._who:
            return
        claims, _ = self.desk.as_read()
        scope = self.state.scope
        inside = [pl.col("story") == scope.story] if scope.story else []
        inside += [pl.col("outlet").is_in(list(scope.outlets))] if scope.outlets else []
        order = claims.filter(*inside)["claim_id"]
        done = self.desk.answered_ids() | self._skipped
        chosen = self.desk.dealer.deal(order, done, self._visitor, time.monotonic())
        if chosen is not None:
            self._claim = claims.row(by_predicate=pl.col("claim_id") == chosen, named=True)

    def _draw(self) -> None:
        trouble = tag("p", self._trouble, class_="trouble", role="alert") if self._trouble else ""
        said = kept(*self._last[:2]) if self._last is not None else ""
        self._card.show(tag("div", trouble, said, self._body(), class_="review"))
        self._figures.show(so_far(self.desk) if self._folder() is not None else tag("div"))

    def _body(self) -> Html:
        if self.desk.read_only:
            return tag("p", "Reviewing is switched off: this dashboard is served read-only.", class_="empty")
        if self._folder() is None:
            return tag("p", "This corpus lies in no folder, so answers cannot be kept.", class_="empty")
        if not self._who:
            return self._ask_name()
        if self._claim is None:
            return empty("No claim of this choice of story and outlets is left to review.")
        return question(self, self._claim, self._who, self._typed.get("kind", ""))

    def _ask_name(self) -> Html:
        return tag(
            "div",
            tag(
                "label",
                tag("span", "Your name or initials"),
                tag("input", type="text", id="field-who", data_field="who", maxlength=60, autocomplete="name"),
            ),
            tag("button", "Begin", type="button", data_field="begin", value="1"),
            class_="fields",
        )

    def _take(self, field: str, value: str) -> None:
        """Take over what was typed or answered."""
        self._trouble = ""
        kind, _, claim_id = field.partition(":")
        if kind == "answer":
            if self._claim is None or claim_id != self._claim["claim_id"]:
                return  # a button of a claim that is answered already, pressed twice
            self._answer(self._claim, value)
        elif field == "back":
            self._take_back()
        elif field == "begin":
            try:
                self._who = reviewer(self._typed.get("who", ""))
            except ValueError as error:
                self._trouble = str(error)
            self._deal()
        else:
            self._typed[field] = value
            return
        self._draw()

    def _answer(self, row: Row, verdict: str) -> None:
        """Keep an answer and deal the next claim, or say what is wrong with it."""
        folder = self._folder()
        if folder is None:
            return
        try:
            written = add_review(folder, row, verdict, who=self._who, **self._fix(row, verdict))
        except (CorpusError, ValueError, OSError) as error:
            self._trouble = str(error)
            return
        self._last = (row, verdict, written)
        if verdict == "skip":
            self._skipped.add(row["claim_id"])
        self._deal()

    def _take_back(self) -> None:
        """Undo the last answer and deal its claim again."""
        if self._last is None:
            return
        (row, _, written), self._last = self._last, None
        try:
            take_back(written)
        except (CorpusError, OSError) as error:
            self._trouble = str(error)
            return
        self._skipped.discard(row["claim_id"])
        self.desk.dealer.deal(pl.Series([row["claim_id"]]), (), self._visitor, time.monotonic())
        self._claim, self._typed = row, {}

    def _fix(self, row: Row, verdict: str) -> dict[str, Any]:
        """What an answer needs besides the verdict."""
        if verdict == "speaker":
            return self._speaker()
        return {"content": self._words(row)} if verdict == "span" else {}

    def _speaker(self) -> dict[str, Any]:
        typed, kind = self._typed.get("speaker", "").strip(), self._typed.get("kind", "")
        if not typed:
            raise ValueError("Who said it? Type a name, or none if the text names nobody.")
        if kind:
            return {"speaker": f"{kind}:{typed}", "kind": kind}
        _, sources = self.desk.as_read()
        known = sources.filter(pl.col("name") == typed)
        if known.height:
            return {"speaker": known["source_id"][0], "kind": known["kind"][0]}
        return {"speaker": typed}

    def _words(self, row: Row) -> tuple[tuple[int, int], ...]:
        """Where the words typed stand, nearest to where the claim's do."""
        typed = self._typed.get("words", "").strip()
        reading = self.desk.reading(row["article_id"])
        if not typed or " ".join(typed.split()) == " ".join(row["content_text"].split()):
            raise ValueError("Change the words to those that were said, as the article prints them.")
        if is_place(typed):
            raise ValueError("Give the words themselves, not their place.")
        return read_content(reading.article["text"] if reading else "", typed, near=row["content_start"]).spans
