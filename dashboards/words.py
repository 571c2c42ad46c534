"""The page of words: which ones set outlets apart, judge, doubt, hide who acts; in whose voice; and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import panel as pn
import polars as pl

from dashboards import charted, figures
from dashboards.claims import select
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.listing import day, headline, outlet
from dashboards.markup import Markup
from dashboards.page import Figure, Page, empty, plural
from dashboards.passage import sentence
from dashboards.recipes import Recipe
from dashboards.state import SCHEMES, TOPICS, VOICES, Scope, State
from dashboards.table import Shown, Table
from dashboards.uses import placed, uses

TOPIC_NAMES = {
    "words": "Distinctive",
    "names": "Names for one event",
    "loaded": "Loaded",
    "certainty": "Certainty",
    "agency": "Who acts",
    "frames": "Frames",
}
RECIPES = {
    "words": charted.WORDS,
    "names": charted.NAMES,
    "loaded": charted.LOADED,
    "certainty": charted.CERTAINTY,
    "agency": charted.AGENCY,
    "frames": charted.FRAMES,
}
VOICE_NAMES = {"outlet": "The outlets’ own words", "sources": "What they report others to say", "all": "All words"}
SCHEME_NAMES = {"policy": "Policy frames", "news": "News frames"}
MOST_EVENTS = 60


class Words(Page):
    """A chart of wording for a topic and voice, and the sentences behind the mark chosen."""

    depends = ("story", "outlets", "voice", "word", "outlet", "topic", "mark", "event", "scheme")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = Markup(tag("div"), on_link=self.go, on_field=self._choose)
        self._chart = Figure(desk, charted.WORDS, on_pick=self._pick)
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
            lambda: empty("No sentence holds this in this voice.", state.query(voice="all"), "Look in all words"),
            on_link=self.go,
            sort="place",
            caption="Sentences, each leading to its article",
        )
        self._drawn: object = None
        self._layout = pn.Column(sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Chart, then the uses of the word chosen."""
        return self._layout

    def refresh(self) -> None:
        """Draw the chart of a topic and voice, and list what stands behind the mark chosen."""
        scope, state = self.state.scope, self.state
        recipe = self._recipe()
        self._heading.show(tag("header", tag("h1", "Words"), self._topics(), self._choices(), class_="page"))
        if self._drawn != (scope, recipe):
            self._drawn = (scope, recipe)
            self._chart.show(figures.drawn(self.desk, scope, recipe))
        found = self._found(recipe)
        if found is None:
            self._layout[:] = [self._heading, self._chart]
            return
        places = found.unique(["article_id", "sentence_start"], keep="first", maintain_order=True)
        title = f"{self._marked()}: {plural(found.height, 'use' if state.topic != 'frames' else 'sentence')}"
        if state.outlet:
            title += " by " + " and ".join(state.outlet)
        away = tag("a", "Close", href=state.query(word="", mark="", outlet=[]), class_="button", id="close-uses")
        self._uses_heading.show(tag("header", tag("h2", title), away, class_="figure row", data_reveal="center"))
        self._uses.show(places)
        self._layout[:] = [self._heading, self._uses_heading, self._uses, self._chart]

    def _recipe(self) -> Recipe:
        """How the chart of the topic is made for what is chosen."""
        state = self.state
        recipe = RECIPES[state.topic]
        if state.topic == "names":
            events = dict(self._events())
            event = state.event if state.event in events else next(iter(events), "")
            if not event:
                return recipe
            return replace(recipe, title=f"What “{events[event]}” is called").drawn_with(event=event)
        if state.topic == "frames":
            return recipe.given(voice=state.voice, scheme=state.scheme)
        return recipe.given(voice=state.voice)

    def _found(self, recipe: Recipe) -> pl.DataFrame | None:
        """The places behind the mark chosen, or None where none is."""
        scope, state = self.state.scope, self.state
        if state.topic == "words":
            if not state.word:
                return None
            within = Scope(scope.story, tuple(state.outlet)) if state.outlet else self.desk.compared(scope)
            found = uses(self.desk, within, state.word, state.voice)
            return found.with_columns(place=pl.col("published_at").rank("ordinal"))
        marked = dict(parse_qsl(state.mark))
        if set(marked) != set(recipe.by) or len(state.outlet) != 1:
            return None
        conditions = [pl.col(name).cast(pl.String) == value for name, value in marked.items()]
        table = figures.table_of(self.desk, scope, recipe)
        rows = table.filter(pl.col("outlet") == state.outlet[0], *conditions)
        if rows.is_empty():
            return None
        key = ("behind", recipe.metric, recipe.options, scope, state.mark, state.outlet[0])
        return self.desk.keep(key, lambda: self._behind(recipe, rows.row(0, named=True)))

    def _behind(self, recipe: Recipe, row: Mapping[str, Any]) -> pl.DataFrame:
        """The places that a row was counted from; of frames the sentences that most probably have it."""
        tables = figures.Tables(self.desk, self.desk.compared(self.state.scope))
        units = recipe.behind(row, tables)
        if recipe.metric == "frames":
            sentences = tables["sentences"].select("article_id", "sentence", "start", "end")
            ranked = units.sort(row["frame"], descending=True).filter(pl.col(row["frame"]) >= 0.5)
            units = ranked.with_row_index("place").join(sentences, on=["article_id", "sentence"], maintain_order="left")
        elif recipe.metric == "agency":
            units = units.with_columns(start="verb_start", end="verb_end")
        kept = [name for name in ("outlet", "article_id", "start", "end", "place") if name in units.columns]
        found = placed(self.desk, units.select(kept))
        return found if "place" in found.columns else found.with_columns(place=pl.col("published_at").rank("ordinal"))

    def _marked(self) -> str:
        """What the mark chosen is called."""
        if self.state.topic == "words":
            return f"“{self.state.word}”"
        marked = dict(parse_qsl(self.state.mark))
        if self.state.topic == "names":
            whose = "in its own words" if marked["voice"] == "outlet" else "in its sources’ words"
            return f"“{marked['head']}”, {whose}"
        return next(iter(marked.values())).capitalize()

    def _topics(self) -> Html:
        return links(self, "topic", TOPICS, TOPIC_NAMES, "What about words", word="", mark="", outlet=[])

    def _choices(self) -> Html:
        """What else there is to choose for a topic: whose words, which frames, which event."""
        if self.state.topic == "names":
            shown = select("event", "Event", self._events(), self.state.event, "the one with most names")
            return tag("div", shown, class_="fields one")
        voices = links(self, "voice", VOICES, VOICE_NAMES, "Whose words")
        if self.state.topic != "frames":
            return voices
        schemes = links(self, "scheme", SCHEMES, SCHEME_NAMES, "Which frames", mark="", outlet=[])
        return tag("div", voices, schemes, class_="choices")

    def _events(self) -> list[tuple[str, str]]:
        """The events that several outlets name, those with most phrases first."""
        scope = self.state.scope
        table = figures.table_of(self.desk, scope, charted.NAMES)
        grouped = table.group_by("event_id", "event", maintain_order=True).agg(
            pl.sum("n"), outlets=pl.col("outlet").n_unique(), heads=pl.col("head").n_unique()
        )
        told = grouped.filter(pl.col("outlets") > 1).sort("heads", "n", "event_id", descending=[True, True, False])
        rows = told.head(MOST_EVENTS).select("event_id", "event").iter_rows()
        return [(key, event) for key, event in rows]

    def _choose(self, field: str, value: str) -> None:
        if field == "event":
            self.state.param.update(event=value, mark="", outlet=[])

    def _pick(self, fields: figures.Fields) -> None:
        """List what stands behind a mark that was clicked."""
        chosen = [str(fields["outlet"])] if fields.get("outlet") else []
        if self.state.topic == "words":
            if fields.get("word"):
                self.state.param.update(word=str(fields["word"]), outlet=chosen)
            return
        by = RECIPES[self.state.topic].by
        if chosen and all(fields.get(name) for name in by):
            self.state.param.update(mark=urlencode({name: str(fields[name]) for name in by}), outlet=chosen)


def links(page: Page, name: str, values: tuple[str, ...], names: Mapping[str, str], label: str, **changes: Any) -> Html:
    """A row of choices of which one holds."""
    chosen = getattr(page.state, name)
    items = [
        tag(
            "a",
            names[value],
            href=page.state.query(**{name: value}, **changes),
            id=f"{name}-{value}",
            class_="outlet",
            aria_current="true" if value == chosen else None,
        )
        for value in values
    ]
    return tag("div", items, class_="voices", role="group", aria_label=label)
