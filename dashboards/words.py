"""The page of words: which ones set outlets apart, in whose voice, and the sentences that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import panel as pn

from dashboards import figures
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.highlight import Mark, highlight
from dashboards.listing import day, headline, outlet
from dashboards.page import Figure, Page, empty, plural
from dashboards.state import VOICES, Scope, State
from dashboards.table import Shown, Table

NEAREST, FARTHEST = 30, 180  # characters shown on either side of a word, at least and at most
VOICE_NAMES = {"outlet": "The outlets’ own words", "sources": "What they report others to say", "all": "All words"}


class Words(Page):
    """Distinctive words by voice, and where one of them stands."""

    depends = ("story", "outlets", "voice", "word", "outlet")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._chart = Figure(*figures.WORDS, on_pick=self._pick)
        self._uses_heading = self.markup()
        self._uses = Table(
            [
                Shown("Sentence", sentence, kind="wide"),
                Shown("Outlet", lambda row: outlet(self, row["outlet"]), "outlet"),
                Shown("Published", lambda row: day(row["day"]), "published_at"),
                Shown("Headline", headline, "title"),
            ],
            lambda row: state.query(
                page="reader", article=row["article_id"], claim="", at=f"{row['start']}-{row['end']}"
            ),
            lambda: empty("No sentence holds this word in this voice.", state.query(voice="all"), "Look in all words"),
            on_link=self.go,
            sort="published_at",
            caption="Sentences, each leading to its article",
        )
        self._drawn: object = None
        self._layout = pn.Column(sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Chart, then the uses of the word chosen."""
        return self._layout

    def refresh(self) -> None:
        """Draw the chart of a voice, and list the uses of the word chosen."""
        scope, voice, word = self.state.scope, self.state.voice, self.state.word
        self._heading.show(tag("header", tag("h1", "Words"), self._voices(), class_="page"))
        if self._drawn != (scope, voice):
            self._drawn = (scope, voice)
            self._chart.show(*figures.distinctive_words(self.desk, scope, voice))
        if not word:
            self._layout[:] = [self._heading, self._chart]
            return
        within = Scope(scope.story, tuple(self.state.outlet)) if self.state.outlet else self.desk.compared(scope)
        found = self.desk.uses(within, word, voice)
        places = found.unique(["article_id", "sentence_start"], keep="first", maintain_order=True)
        title = f"“{word}”: {plural(found.height, 'use')}"
        if self.state.outlet:
            title += " by " + " and ".join(self.state.outlet)
        away = tag("a", "Close", href=self.state.query(word="", outlet=[]), class_="button", id="close-uses")
        self._uses_heading.show(tag("header", tag("h2", title), away, class_="figure row", data_reveal="center"))
        self._uses.show(places)
        self._layout[:] = [self._heading, self._uses_heading, self._uses, self._chart]

    def _voices(self) -> Html:
        links = [
            tag(
                "a",
                VOICE_NAMES[voice],
                href=self.state.query(voice=voice),
                id=f"voice-{voice}",
                class_="outlet",
                aria_current="true" if voice == self.state.voice else None,
            )
            for voice in VOICES
        ]
        return tag("div", links, class_="voices", role="group", aria_label="Whose words")

    def _pick(self, fields: figures.Fields) -> None:
        """List the uses of a word that was clicked."""
        word = str(fields.get("word") or "")
        chosen = [str(fields["outlet"])] if fields.get("outlet") else []
        if word:
            self.state.param.update(word=word, outlet=chosen)


def sentence(row: Mapping[str, Any]) -> Html:
    """The sentence that holds a word, the word marked; some of the paragraph around it where it is very short."""
    text, low, high = row["text"], row["start"], row["end"]
    first = text.rfind("\n", 0, low) + 1
    last = text.find("\n", high) if "\n" in text[high:] else len(text)
    start = max(first, low - FARTHEST, min(row["sentence_start"], low - NEAREST))
    end = min(last, high + FARTHEST, max(row["sentence_end"], high + NEAREST))
    before, after = "", ""
    if start > first and start != row["sentence_start"]:
        start = max(text.find(" ", start - 1, low) + 1, start)
        before = "… "
    if end < last and end != row["sentence_end"]:
        end = max(text.rfind(" ", high, end + 1), high)
        after = " …"
    moved = len(before) - start
    marked = highlight(before + text[start:end] + after, [Mark(low + moved, high + moved, "used")])
    return tag("div", marked, class_="sentence")
