"""The frame around the pages: navigation, choice of story and outlets, filter chips, and errors in words."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

import panel as pn
import panel_material_ui as pmui

from analysis.charts import enable_theme
from dashboards.arriving import once_there
from dashboards.chrome import Chrome
from dashboards.claims import Claims
from dashboards.compare import Compare
from dashboards.copies import Copies
from dashboards.data import Data
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.leaving import weakly
from dashboards.look import PLAIN, around
from dashboards.markup import Markup
from dashboards.overview import Overview
from dashboards.page import Page, signed_in
from dashboards.reader import Reader
from dashboards.review import Review
from dashboards.shelf import Shelf
from dashboards.shelf_page import shelf_page
from dashboards.sources import Sources
from dashboards.state import NO_FILTER, State
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
        self._chrome = Chrome(desk, self.state)
        self.state.param.watch(self._changed, list(self.state.values()))

    def view(self) -> pmui.Page:
        """The whole page, already showing what the state says."""
        self.draw()
        once_there(self._offer)
        return pmui.Page(
            title="Parallax",  # nothing from the corpus: the page's template does not escape its meta tags
            header=[Markup(self._corpus())],
            main=[around(self._top, self._trouble, self._body)],
            main_width=1240,
            **PLAIN,
        )

    def _offer(self) -> None:
        """Send what a page can be read without: of a thousand stories the list is longer than all the rest."""
        self._top.offers = {"stories": self._chrome.stories()}

    def _corpus(self) -> Html:
        """What is open, with the ways out of it."""
        ways = [tag("a", "All corpora", href="./")] if self._several else []
        ways += [tag("a", "Add articles", href="./?upload=1")] if self._adds else []
        ways += [tag("a", "Log out", href="./logout")] if signed_in() else []
        return tag("span", self.desk.name, *ways, class_="corpus")

    def draw(self) -> None:
        """Show the page that the state names, up to date. What fails is said in words in its place."""
        try:
            self._top.show(self._chrome.html())
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
    if shelf.uploads is not None and "upload" in pn.state.session_args:
        pn.extension("filedropper")
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
        pn.config.exception_handler = weakly(frame.tell)
        return frame.view()
    except Exception as error:  # see above
        log.error("%s", "".join(traceback.format_exception(error)))
        return pmui.Page(title="Parallax", main=[Markup(trouble(error))], **PLAIN)


def follow(state: State, location: Any) -> None:
    """Write every change of the state into the address bar, one entry in the browser's history a change."""

    def write(*_: Any) -> None:
        location.search = state.query()

    state.param.watch(write, list(state.values()))
