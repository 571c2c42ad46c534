"""What every page is: a desk to ask, a state to show, and what to draw again when the state changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

import panel as pn
from bokeh.document import without_document_lock

from analysis.charts.following import following
from dashboards.arriving import once_there
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.figures import Drawn
from dashboards.markup import Markup
from dashboards.recipes import Recipe
from dashboards.state import Scope, State
from dashboards.taking import code, file, numbers, tools

Piece = tuple[Callable[[], Any], Callable[[Any], None]]


class Page(pn.viewable.Viewer):
    """One page. It is made on the first visit and drawn again only when what it depends on has changed."""

    depends: ClassVar[tuple[str, ...]] = ("story", "outlets")

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__()
        self.desk = desk
        self.state = state

    def __panel__(self) -> pn.viewable.Viewable:
        """The page's layout."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Draw what depends on the state."""
        raise NotImplementedError

    def key(self) -> tuple[Any, ...]:
        """What the page depends on, as it is now."""
        return tuple(str(getattr(self.state, name)) for name in self.depends)

    def go(self, query: str) -> None:
        """Follow a link of the dashboard."""
        self.state.read(query)

    def in_turn(self, pieces: Sequence[Piece], wanted: Callable[[], bool]) -> None:
        """Do pieces of work one after another beside the page once it is there, and show each as soon as it is done.

        The visitor can go on meanwhile, as can all others.

        Args:
            pieces: what to do, and what shows it.
            wanted: asked before each is done and shown: whether it is still to be.
        """
        document = pn.state.curdoc
        if document is None:
            for work, show in pieces:
                show(work())
            return
        failed = pn.config.exception_handler

        def put(show: Callable[[Any], None], result: Any, error: Exception | None) -> None:
            if error is not None and failed is not None:
                failed(error)
            elif error is None and wanted():
                show(result)

        @without_document_lock
        async def run() -> None:
            for work, show in pieces:
                if not wanted():
                    return
                try:
                    done, error = await asyncio.to_thread(work), None
                except Exception as caught:  # whatever a metric may raise is told to the visitor
                    done, error = None, caught
                if document.session_context is None:  # the visitor has gone meanwhile
                    return
                document.add_next_tick_callback(partial(put, show, done, error))

        once_there(lambda: document.add_next_tick_callback(run))

    def markup(self, html: Html = tag("div"), **params: Any) -> Markup:  # noqa: B008  (an immutable string)
        """A piece of HTML whose links are followed."""
        return Markup(html, on_link=self.go, **params)


class Picture(pn.pane.Vega):
    """A chart whose colours are the page's, so that it is dark where the page is, and whose code is interpreted.

    Vega makes functions of expressions unless it is told to interpret them; the page's policy allows no such functions.
    """

    _asked: Any = None
    _found: Mapping[str, str] = MappingProxyType({})

    @property
    def _selections(self) -> Mapping[str, str]:
        """What can be selected: looked up once for a chart, for each time it is written out whole and checked."""
        if self._asked is not self.object:
            self._asked, self._found = self.object, super()._selections
        return self._found

    def _process_param_change(self, params: dict[str, Any]) -> dict[str, Any]:
        """Change what is sent to the browser, each time it is."""
        sent: dict[str, Any] = super()._process_param_change(params)
        if sent.get("data") is not None:
            sent["data"] = following(sent["data"]) | {"usermeta": {"embedOptions": {"ast": True}}}
        return sent


class Figure(pn.viewable.Viewer):
    """A chart under its heading, with a sentence on how to read it and the ways to take it along.

    A click on a mark is told to ``on_pick``, as is the button of its row in the table, which needs no mouse.
    """

    def __init__(self, desk: Desk, recipe: Recipe, on_pick: Callable[[Mapping[str, Any]], None] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._on_pick = on_pick
        self._drawn = Drawn(recipe, Scope())
        self._opened = ""
        self._heading = Markup(heading(recipe))
        self._note = Markup(tag("div"))
        self._chart = pn.Column(sizing_mode="stretch_width", margin=0)
        self._tools = Markup(tag("div"), on_field=self._take)
        parts = (self._heading, self._chart, self._note, self._tools)
        self._layout = pn.Column(*parts, sizing_mode="stretch_width", margin=(0, 0, 28, 0))

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, chart, note and tools."""
        return self._layout

    def show(self, drawn: Drawn) -> None:
        """Show another chart; without one, its note says why."""
        if drawn.recipe.title != self._drawn.recipe.title or drawn.recipe.reading != self._drawn.recipe.reading:
            self._heading.show(heading(drawn.recipe))
        self._drawn = drawn
        chart, note = drawn.bare, drawn.note
        self._note.show(tag("p", note, class_="note" if chart is not None else "empty") if note else tag("div"))
        self._show_tools()
        if chart is None:
            self._chart[:] = []
            return
        pane = Picture(chart, sizing_mode="stretch_width", margin=0, show_actions=False)
        if self._on_pick and pane.selection is not None and "pick" in pane.selection.param:
            pane.selection.param.watch(self._picked, "pick")
        self._chart[:] = [pane]

    def _show_tools(self) -> None:
        """Draw the buttons, and the table or code that is open."""
        if self._drawn.chart is None:
            self._tools.show(tag("div"))
            return
        opened: Html = tag("div")
        if self._opened == "table":
            opened = numbers(self._drawn, lambda row: self._on_pick is not None)
        elif self._opened == "code":
            opened = code(self._drawn, self._desk.folder.name if self._desk.folder else self._desk.name)
        self._tools.show(join(tools(self._drawn.recipe.key, self._opened), opened))

    def _take(self, field: str, value: str) -> None:
        """Open the table or code, give a file, or follow a row of the table."""
        table = self._drawn.table
        if field == "row" and table is not None and value.isdecimal() and int(value) < table.height:
            row = table.row(int(value), named=True)
            if "day" in row:
                row["bucket"] = str(row["day"])
            self._told(row)
        elif field == "take" and value in ("table", "code"):
            self._opened = "" if self._opened == value else value
            self._show_tools()
        elif field == "take":
            taken = file(self._drawn, value)
            self._tools.send(taken.name, taken.type, taken.content)

    def _picked(self, event: Any) -> None:
        """Put a selection together, which comes as one dict a field."""
        fields: dict[str, Any] = {}
        for part in event.new or []:
            if isinstance(part, Mapping):
                fields.update(part)
        if fields:
            once_there(partial(self._told, fields))

    def _told(self, fields: Mapping[str, Any]) -> None:
        if self._on_pick:
            self._on_pick(fields)


def heading(recipe: Recipe) -> Html:
    """What stands above a chart."""
    return tag("header", tag("h2", recipe.title), tag("p", recipe.reading), class_="figure")


def signed_in() -> str:
    """The name that a visitor logged in with; nothing where nobody is asked."""
    user = pn.state.user if pn.state.curdoc is not None else None
    return "" if user in (None, "guest") else str(user)


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun.

    Example:
        >>> plural(1, "article"), plural(1200, "article")
        ('1 article', '1,200 articles')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def empty(message: str, link: str = "", label: str = "") -> Html:
    """What stands where rows would: why there are none, and the way out."""
    return join(tag("p", message), tag("a", label, href=link, class_="button") if link else "")
