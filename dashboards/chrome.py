"""What stands above every page: navigation, the choice of story and outlets, what is filtered and the way out of it."""

from __future__ import annotations

from dashboards.claims import select
from dashboards.compare import TOLD_NAMES
from dashboards.copies import NOBODY_FIRST, SHARED_NAMES
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.listing import QUOTATIONS, written
from dashboards.page import plural
from dashboards.palette import swatch
from dashboards.state import NO_FILTER, NO_SOURCE, PAGES, State

MOST_OUTLETS = 10  # buttons in sight; the others open on demand
LONGEST_STORY = 60  # characters in the list of stories, which is as wide as its longest line
EXCLUSIVE = "exclusive:true"
FILTERED = {
    "overview": ("outlet", "since", "until"),
    "compare": ("outlet", "source", "text", "told", "disputed"),
    "claims": ("outlet", "source", "kind", "group", "cue", "quotation", "text", "shared", "since", "until"),
    "copies": ("outlet", "copied", "first"),
    "data": ("outlet", "source", "kind", "group", "cue", "quotation", "text", "shared", "since", "until"),
}


class Chrome:
    """One visitor's."""

    def __init__(self, desk: Desk, state: State) -> None:
        self.desk = desk
        self.state = state
        self._place = ("", "")

    def html(self) -> Html:
        """Everything above the page."""
        skip = tag("button", "Skip to the page", type="button", class_="skip", data_skip=True)
        return tag("div", skip, self._nav(), self._scope(), self._chips(), class_="chrome")

    def _nav(self) -> Html:
        links = [
            tag(
                "a",
                page.capitalize(),
                href=self.state.query(page=page),
                id=f"nav-{page}",
                aria_current="page" if page == self.state.page else None,
            )
            for page in PAGES
        ]
        # Another page begins at its top, unless the reader opens in the middle of a text.
        place = (self.state.page, self.state.article if self.state.page == "reader" else "")
        moved = place != self._place and not (self.state.page == "reader" and (self.state.claim or self.state.at))
        self._place = place
        return tag("nav", links, class_="pages", aria_label="Pages", data_reveal="end" if moved else None)

    def _scope(self) -> Html:
        """Story and outlets."""
        story = self._stories() if self.desk.stories() and not self.desk.only_story() else ""
        outlets = self.desk.outlets(self.state.story)
        chosen = set(self.state.outlets)
        outlets.sort(key=lambda pair: (pair[0] not in chosen, -pair[1]) if len(outlets) > MOST_OUTLETS else ())
        buttons = [self._outlet(name, count) for name, count in outlets]
        everyone = tag(
            "a", "All", href=self.state.query(outlets=[]), class_="outlet", aria_current="true" if not chosen else None
        )
        seen, rest = buttons[:MOST_OUTLETS], buttons[MOST_OUTLETS:]
        more = tag("details", tag("summary", f"{len(rest)} more"), tag("div", rest)) if rest else ""
        label = tag("span", "Outlets", class_="label")
        return tag(
            "div",
            story,
            tag("div", label, everyone, seen, more, class_="outlets", role="group", aria_label="Outlets"),
            class_="scope",
        )

    def _stories(self) -> Html:
        """The choice of a story: the one chosen, until all others are offered."""
        story = self.state.story
        named = dict(self.stories()).get(story, f"{shorten(story, LONGEST_STORY)} · not in this corpus")
        return select("story", "Story", [(story, named)] if story else [], story, "All stories", offered="stories")

    def stories(self) -> list[tuple[str, str]]:
        """Every story, as it is offered: with when it began and how much there is of it."""

        def work() -> list[tuple[str, str]]:
            options = []
            for story, count, first in self.desk.stories():
                named = shorten(self.desk.story_name(story), LONGEST_STORY)
                began = [f"{first:%b %Y}"] if first else []
                options.append((story, " · ".join([named, *began, plural(count, "article")])))
            return options

        return self.desk.keep(("stories as offered",), work)

    def _outlet(self, name: str, count: int) -> Html:
        chosen = self.state.outlets
        others = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
        return tag(
            "a",
            swatch(self.desk, self.state.scope, name),
            name,
            tag("small", f"{count:,}"),
            href=self.state.query(outlets=sorted(others)),
            class_="outlet",
            aria_label=f"{name}, {plural(count, 'article')}",  # read out as shown, name and number would be one word
            title=plural(count, "article"),
            aria_current="true" if name in chosen else None,
        )

    def _chips(self) -> Html:
        """What is filtered, each with its way out."""
        names = FILTERED.get(self.state.page, ())
        chips = [chip for name in names for chip in self._chip(name)]
        if not chips:
            return join()
        clear = tag("a", "Clear all", href=self.state.query(**NO_FILTER), class_="clear")
        return tag(
            "div", tag("span", "Only", class_="label"), chips, clear, class_="chips", role="group", aria_label="Filter"
        )

    def _chip(self, name: str) -> list[Html]:
        value = getattr(self.state, name)
        if value == NO_FILTER[name]:
            return []
        label = {
            "outlet": lambda: " and ".join(value),
            "source": lambda: "nobody named" if value == NO_SOURCE else self.desk.source_name(value) or value,
            "kind": lambda: "no source" if value == NO_SOURCE else f"{value} as source",
            "group": lambda: value.partition(":")[2] if value != EXCLUSIVE else "sources that no other outlet cites",
            "cue": lambda: f"“{value}”",
            "quotation": lambda: QUOTATIONS.get(value, value),
            "text": lambda: f"with “{value}”",
            "shared": lambda: "sources that each of them cites",
            "copied": lambda: SHARED_NAMES[value],
            "first": lambda: NOBODY_FIRST if value == NO_SOURCE else f"first in {value}",
            "since": lambda: join("from ", written(value)),
            "until": lambda: join("until ", written(value)),
            "told": lambda: TOLD_NAMES[value],
            "disputed": lambda: "contradicted in another outlet",
        }[name]()
        without = self.state.query(**{name: NO_FILTER[name]})
        return [tag("a", label, tag("span", "×", aria_hidden="true"), href=without, class_="chip", title="Remove")]


def shorten(name: str, longest: int) -> str:
    """Cut a name after a word.

    Example:
        >>> shorten("“Dockers walk out at Port Ellis”", 20)
        '“Dockers walk out…'
    """
    return name if len(name) <= longest else name[: longest - 1].rsplit(" ", 1)[0] + "…"
