"""The reader: one article with its claims, sources, cues and names marked, and what is known of the claim chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn

from dashboards.desk import Desk, Reading
from dashboards.elements import Html, join, outward, tag
from dashboards.highlight import Mark, highlight, window
from dashboards.listing import QUOTATIONS, articles_table, claim_link, moment, outlet
from dashboards.marks import marks_of, speaker, switches
from dashboards.page import Page, plural
from dashboards.state import NO_FILTER, State

Row = Mapping[str, Any]
FLAGS = {
    "starts_mid_sentence": "The text begins in the middle of a sentence: something before it is missing.",
    "future_date": "The date of publication lies in the future.",
}


class Reader(Page):
    """An article and its claims, or the list of articles to choose from."""

    depends = ("story", "outlets", "article", "claim", "at", "marks")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._view = self.markup()
        self._table = articles_table(self)
        self._layout = pn.Column(self._view, sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """The article, or the list."""
        return self._layout

    def refresh(self) -> None:
        """Show the article chosen."""
        reading = self.desk.reading(self.state.article) if self.state.article else None
        if reading is None:
            self._list()
            return
        self._layout[:] = [self._view]
        chosen = next((row for row in reading.claims if row["claim_id"] == self.state.claim), None)
        place = self._place(chosen)
        shown = window(reading.article["text"], place.start if place else 0)
        body = highlight(reading.article["text"], [*marks_of(self, reading), *([place] if place else [])], shown)
        page = tag(
            "div",
            tag("article", self._head(reading.article), switches(self), cut(reading, shown), body, class_="text"),
            tag("aside", self._about(reading, chosen), self._claims(reading), aria_label="Claims"),
            class_="reader",
        )
        self._view.show(page)

    def _list(self) -> None:
        """Show what there is to read."""
        missing = f"There is no article “{self.state.article}” in this corpus. " if self.state.article else ""
        lead = tag("p", missing, "Choose an article.")
        self._view.show(tag("header", tag("h1", "Reader"), lead, class_="page"))
        self._table.show(self.desk.listed(self.state.scope, State().filter))
        self._layout[:] = [self._view, self._table]

    def _place(self, chosen: Row | None) -> Mark | None:
        """Where to open the article: at a claim, or at a word."""
        if chosen is not None:
            first = min(
                chosen[name] for name in ("source_start", "cue_start", "content_start") if chosen[name] is not None
            )
            last = max(chosen[name] for name in ("source_end", "cue_end", "content_end") if chosen[name] is not None)
            return Mark(first, last, "active", reveal=True)
        start, _, end = self.state.at.partition("-")
        if start.isdecimal() and end.isdecimal():
            return Mark(int(start), int(end), "active used", reveal=True)
        return None

    def _head(self, article: Row) -> Html:
        """Everything about the article that is not its text."""
        facts = [outlet(self, article["outlet"]), moment(article["published_at"])]
        facts += [tag("span", "By ", ", ".join(article["byline"]))] if article["byline"] else []
        facts += [tag("span", article["dateline"])] if article["dateline"] else []
        facts += [tag("span", "Credits ", ", ".join(article["credits"]))] if article["credits"] else []
        facts += [tag("span", plural(article["n_words"], "word"))]
        facts += [tag("span", outward(article["url"], "Original"))] if article["url"] else []
        warnings = [tag("p", FLAGS.get(flag, flag.replace("_", " ")), class_="flag") for flag in article["flags"]]
        title = article["title"] or tag("em", "No headline")
        return tag("header", tag("h1", title), tag("div", facts, class_="facts"), warnings)

    def _about(self, reading: Reading, chosen: Row | None) -> Html:
        """What is known of the claim chosen."""
        if chosen is None:
            advice = "Click a marked passage to see who said it, where and how sure that is."
            first = [self._way("First ", "n", row) for row in reading.claims[:1]]
            return tag("section", tag("h2", "A claim"), tag("p", advice, class_="hint"), *first, class_="claim none")
        row = chosen
        rows = [
            ("Who", who(row)),
            ("Kind", row["kind"] and join(row["kind"], ", not named" if row["anonymous"] else "")),
            ("Role", row["role"]),
            ("Side", row["side"]),
            (
                "Verb",
                join(tag("b", reading.article["text"][row["cue_start"] : row["cue_end"]]), f" ({row['cue_class']})"),
            ),
            ("Act", row["act"] if row["act"] != "said" else None),
            ("How", QUOTATIONS.get(row["quotation"], row["quotation"])),
            ("Denied", "yes: the source denies it or will not comment" if row["denied"] else None),
            ("Hedged", "yes: the outlet does not vouch that it was said" if row["hedged"] else None),
            ("Said in", row["medium"]),
            ("First reported by", row["via"]),
            ("Said on", row["said_on"]),
            ("Certainty", certainty(row["confidence"])),
            ("Corrected", row["corrected"] and f"by hand: row {row['corrected']} of corrections.csv"),
            ("Reworded", row["reworded"] and f"by hand: row {row['reworded']} of corrections.csv"),
            ("Claim", tag("code", row["claim_id"])),
        ]
        facts = [(tag("dt", name), tag("dd", value)) for name, value in rows if value]
        quote = tag("blockquote", row["content_text"])
        return tag(
            "section", tag("h2", speaker(row)), quote, tag("dl", facts), self._ways(reading, row), class_="claim"
        )

    def _way(self, name: str, key: str, row: Row) -> Html:
        """A link to a claim that a key follows, too."""
        return tag("a", name, tag("kbd", key), href=claim_link(self, row), data_key=key)

    def _ways(self, reading: Reading, row: Row) -> Html:
        """Links on from a claim: its neighbours, and all that its source says."""
        position = [claim["claim_id"] for claim in reading.claims].index(row["claim_id"])
        ways = []
        if position:
            ways.append(self._way("← Previous ", "p", reading.claims[position - 1]))
        if position + 1 < len(reading.claims):
            ways.append(self._way("Next → ", "n", reading.claims[position + 1]))
        if row["source_id"]:
            link = self.state.query(page="claims", **NO_FILTER | {"source": row["source_id"]})
            ways.append(tag("a", "All claims of this source", href=link))
        return tag("nav", ways, class_="ways", aria_label="From this claim")

    def _claims(self, reading: Reading) -> Html:
        """Every claim of the article in one list."""
        items = [
            tag(
                "li",
                tag(
                    "a",
                    tag("b", speaker(row)),
                    f" {reading.article['text'][row['cue_start'] : row['cue_end']]}: ",
                    row["content_text"][:90] + ("…" if len(row["content_text"]) > 90 else ""),
                    href=claim_link(self, row),
                    aria_current="true" if row["claim_id"] == self.state.claim else None,
                ),
            )
            for row in reading.claims
        ]
        heading = tag("h2", plural(len(reading.claims), "claim"), " in this article")
        return tag("section", heading, tag("ol", items) if items else "", class_="claims")


def who(row: Row) -> Html:
    """The source, and the words the article uses for it here."""
    printed = row["source_text"]
    differs = printed and printed.casefold() != speaker(row).casefold()
    return join(speaker(row), f" (here: “{printed}”)" if differs else "")


def certainty(confidence: float | None) -> Html | None:
    """How sure the model is of who said what, as a number and a bar."""
    if confidence is None:
        return None
    meter = tag("meter", min=0, max=1, value=round(confidence, 3), aria_hidden="true")
    return join(meter, f" {confidence:.0%} sure of who said what")


def cut(reading: Reading, shown: tuple[int, int]) -> Html:
    """Say so where only a part of a very long text is shown."""
    length = len(reading.article["text"])
    if shown == (0, length):
        return join()
    return tag("p", f"Characters {shown[0]:,} to {shown[1]:,} of {length:,} are shown.", class_="flag")
