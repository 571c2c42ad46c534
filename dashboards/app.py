"""The frame around the pages: navigation, choice of story and outlets, filter chips, and errors in words."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

import panel as pn
import panel_material_ui as pmui

from analysis.charts import enable_theme
from analysis.charts.following import page_colours
from dashboards.claims import Claims, select
from dashboards.compare import TOLD_NAMES, Compare
from dashboards.copies import NOBODY_FIRST, SHARED_NAMES, Copies
from dashboards.data import Data
from dashboards.desk import NO_SOURCE, Desk
from dashboards.elements import Html, join, tag
from dashboards.listing import QUOTATIONS, written
from dashboards.markup import Markup
from dashboards.overview import Overview
from dashboards.page import Page, plural, signed_in
from dashboards.palette import swatch
from dashboards.reader import Reader
from dashboards.review import Review
from dashboards.shelf import Shelf
from dashboards.shelf_page import shelf_page
from dashboards.sources import Sources
from dashboards.state import NO_FILTER, PAGES, State
from dashboards.upload import Upload
from dashboards.words import Words

log = logging.getLogger(__name__)

MAKERS: dict[str, Callable[[Desk, State], Page]] = {
    "overview": Overview,
    "compare": Compare,
    "sources": Sources,
    "claims": Claims,
    "words": Words,
    "copies": Copies,
    "reader": Reader,
    "review": Review,
    "data": Data,
}
MOST_OUTLETS = 10  # buttons in sight; the others open on demand
LONGEST_STORY = 60  # characters in the list of stories, which is as wide as its longest line
FILTERED = {
    "overview": ("outlet", "since", "until"),
    "compare": ("outlet", "source", "text", "told", "disputed"),
    "claims": ("outlet", "source", "kind", "group", "cue", "quotation", "text", "shared", "since", "until"),
    "copies": ("outlet", "copied", "first"),
    "data": ("outlet", "source", "kind", "group", "cue", "quotation", "text", "shared", "since", "until"),
}
EXCLUSIVE = "exclusive:true"
INK = "#1b2430"
THEME = {
    "palette": {"primary": {"main": INK}, "background": {"default": "#ffffff", "paper": "#ffffff"}},
    "typography": {"fontFamily": "Roboto, system-ui, sans-serif"},
}
# Components are at most as high as what holds them; without a limit here, charts beyond one window would overlap.
CANVAS = {"padding": "0 clamp(16px, 3vw, 32px) 64px", "box-sizing": "border-box", "max-height": "none"}
DOCUMENT_CSS = (
    page_colours()
    + """
:root { --paper: #ffffff; --ink: #1b2430; --soft: #566270; --edge: #858f9a; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #15191e; --ink: #e8ebef; --soft: #aab3be; --edge: #6b7683; }
}
html, body { background: var(--paper) !important; color: var(--ink); }
#vg-tooltip-element {
  background: var(--paper); color: var(--ink); border-color: var(--edge);
  font-family: Roboto, sans-serif; font-size: 13px;
}
#vg-tooltip-element table tr td.key { color: var(--soft); }
#vg-tooltip-element table tr td.value { color: var(--ink); }
"""
)


# The frame's own parts: a bar that shows nothing while nothing is done has no name to read out, nor has an empty title.
FRAME_CSS = """
main.main { background: var(--paper) !important; }
.MuiLinearProgress-determinate { visibility: hidden; }
.MuiTypography-h5 { display: none; }
"""
PLAIN = {
    "theme_toggle": False,
    "theme_config": THEME,
    "raw_css": [DOCUMENT_CSS],
    "stylesheets": [FRAME_CSS],
}


def around(*parts: pn.viewable.Viewable) -> pn.Column:
    """What every page stands in."""
    return pn.Column(*parts, sizing_mode="stretch_width", margin=0, styles=CANVAS)


class Frame:
    """One visitor's dashboard. It holds the state, makes pages when they are first visited and shows one at a time."""

    def __init__(
        self,
        desk: Desk,
        state: State | None = None,
        *,
        changed: Callable[[], bool] = lambda: False,
        several: bool = False,
        adds: bool = False,
    ) -> None:
        self.desk = desk
        self._adds = adds
        self._changed_since = changed
        self._several = several
        self.state = state or State()
        self._pages: dict[str, Page] = {}
        self._drawn: dict[str, tuple[Any, ...]] = {}
        self._top = Markup(tag("div"), on_link=self.state.read, on_field=self._choose)
        self._trouble = Markup(tag("div"))
        self._body = pn.Column(sizing_mode="stretch_width", margin=0)
        self._place = ("", "")
        self.state.param.watch(self._changed, list(self.state.values()))

    def view(self) -> pmui.Page:
        """The whole page, already showing what the state says."""
        self.draw()
        return pmui.Page(
            title="Parallax",  # nothing from the corpus: the page's template does not escape its meta tags
            header=[Markup(self._corpus())],
            main=[around(self._top, self._trouble, self._body)],
            main_width=1240,
            **PLAIN,
        )

    def _corpus(self) -> Html:
        """What is open, with the ways out of it."""
        ways = [tag("a", "All corpora", href="./")] if self._several else []
        ways += [tag("a", "Add articles", href="./?upload=1")] if self._adds else []
        ways += [tag("a", "Log out", href="./logout")] if signed_in() else []
        return tag("span", self.desk.name, *ways, class_="corpus")

    def draw(self) -> None:
        """Show the page that the state names, up to date. What fails is said in words in its place."""
        try:
            self._top.show(self._chrome())
            name = self.state.page
            if name not in self._pages:
                self._pages[name] = MAKERS[name](self.desk, self.state)
            page = self._pages[name]
            if self._drawn.get(name) != page.key():
                page.refresh()
                self._drawn[name] = page.key()
            if self._body.objects != [page.__panel__()]:
                self._body[:] = [page.__panel__()]
            self._trouble.show(self._notice())
        except Exception as error:  # the visitor's only way to hear of it: nothing above this catches it
            self._drawn.pop(self.state.page, None)
            self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Say to the visitor what went wrong, and to the log where."""
        log.error("%s", "".join(traceback.format_exception(error)))
        self._trouble.show(trouble(error))
        self._body[:] = []

    def _changed(self, *_: Any) -> None:
        self.draw()

    def _notice(self) -> Html:
        """That a build has changed the corpus since this visitor came, if so: what is shown stays as it was."""
        if not self._changed_since():
            return tag("div")
        again = tag("a", "Show it as it is now", href="./" + self.state.query())
        return tag("p", "This corpus has been built anew since you opened it. ", again, class_="notice", role="status")

    def _choose(self, field: str, value: str) -> None:
        """Take over what the choice of a story says; outlets and filters belong to the story before."""
        if field == "story":
            self.state.param.update(
                story=value,
                outlets=[],
                article="",
                claim="",
                at="",
                word="",
                mark="",
                event="",
                passage="",
                **NO_FILTER,
            )

    def _chrome(self) -> Html:
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
        """The list of stories, each with when it began and how much there is of it."""
        options = []
        for story, count, first in self.desk.stories():
            named = shorten(self.desk.story_name(story), LONGEST_STORY)
            options.append(
                (story, " · ".join([named, *([f"{first:%b %Y}"] if first else []), plural(count, "article")]))
            )
        if self.state.story and self.state.story not in {story for story, _ in options}:
            options.insert(0, (self.state.story, f"{shorten(self.state.story, LONGEST_STORY)} · not in this corpus"))
        return select("story", "Story", options, self.state.story, "All stories")

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


def trouble(error: BaseException) -> Html:
    """An error as a visitor reads it."""
    kind = type(error).__name__
    return tag(
        "div",
        tag("h2", "This could not be shown"),
        tag("p", f"{kind}: {error}" if str(error) else kind),
        tag("p", "The rest of the dashboard still works. The server's log says where it happened."),
        class_="trouble",
        role="alert",
    )


def front(shelf: Shelf) -> pn.viewable.Viewable:
    """Make one visitor's page: the corpus that the URL names, or the only one; else what there is to choose from."""
    asked = [name.decode("utf-8", "replace") for name in pn.state.session_args.get("corpus", [])]
    name = asked[0] if asked else ""
    pn.extension("vega", "filedropper")
    if shelf.uploads is not None and "upload" in pn.state.session_args:
        ways = [Markup(home())]
        return pmui.Page(title="Parallax", header=ways, main=[around(Upload(shelf))], main_width=1240, **PLAIN)
    if not name and len(shelf.names) != 1:
        return pmui.Page(title="Parallax", main=[around(Markup(shelf_page(shelf)))], main_width=1240, **PLAIN)
    return visit(
        lambda: shelf.desk(name),
        changed=lambda desk: shelf.changed(name, desk),
        several=len(shelf.names) > 1,
        adds=shelf.uploads is not None,
    )


def home() -> Html:
    """The way back to the corpora."""
    return tag("span", tag("a", "All corpora", href="./"), class_="corpus")


def visit(
    open_desk: Callable[[], Desk],
    *,
    changed: Callable[[Desk], bool] = lambda desk: False,
    several: bool = False,
    adds: bool = False,
) -> pn.viewable.Viewable:
    """Make one visitor's dashboard from the URL that was opened, and keep the URL in step with it.

    Args:
        open_desk: gives the corpus; called for each visitor, so it should keep what it opened.
        changed: whether the corpus was built anew since it was opened.
        several: whether there are other corpora to go to.
        adds: whether articles may be uploaded.

    Returns:
        The page to serve. Where the corpus cannot be opened it says why: an exception here would leave the
        visitor before an endless spinner.
    """
    pn.extension("vega")
    enable_theme()
    try:
        desk = open_desk()
        frame = Frame(desk, changed=lambda: changed(desk), several=several, adds=adds)
        location = pn.state.location
        if location is not None:
            frame.state.read(location.search or "")
            follow(frame.state, location)
        pn.config.exception_handler = frame.tell
        return frame.view()
    except Exception as error:  # see above
        log.error("%s", "".join(traceback.format_exception(error)))
        return pmui.Page(title="Parallax", main=[Markup(trouble(error))], **PLAIN)


def follow(state: State, location: Any) -> None:
    """Write every change of the state into the address bar, one entry in the browser's history a change."""

    def write(*_: Any) -> None:
        location.search = state.query()

    state.param.watch(write, list(state.values()))
