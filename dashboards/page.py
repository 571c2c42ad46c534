"""What every page is: a desk to ask, a state to show, and what to draw again when the state changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import altair as alt
import panel as pn

from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.markup import Markup
from dashboards.state import State


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

    def markup(self, html: Html = tag("div"), **params: Any) -> Markup:  # noqa: B008  (an immutable string)
        """A piece of HTML whose links are followed."""
        return Markup(html, on_link=self.go, **params)


class Figure(pn.viewable.Viewer):
    """A chart under its heading, with a sentence on how to read it. A click on a mark is told to ``on_pick``."""

    def __init__(self, title: str, reading: str, on_pick: Callable[[Mapping[str, Any]], None] | None = None) -> None:
        super().__init__()
        self._on_pick = on_pick
        self._note = Markup(tag("div"))
        self._chart = pn.Column(sizing_mode="stretch_width", margin=0)
        heading = Markup(tag("header", tag("h2", title), tag("p", reading), class_="figure"))
        self._layout = pn.Column(heading, self._chart, self._note, sizing_mode="stretch_width", margin=(0, 0, 28, 0))

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, chart and note."""
        return self._layout

    def show(self, chart: alt.LayerChart | None, note: object = "") -> None:
        """Show another chart; None, and the note says why there is none."""
        self._note.show(tag("p", note, class_="note" if chart is not None else "empty") if note else tag("div"))
        if chart is None:
            self._chart[:] = []
            return
        pane = pn.pane.Vega(chart, sizing_mode="stretch_width", margin=0, show_actions=False)
        if self._on_pick and pane.selection is not None and "pick" in pane.selection.param:
            pane.selection.param.watch(self._picked, "pick")
        self._chart[:] = [pane]

    def _picked(self, event: Any) -> None:
        """Put a selection together, which comes as one dict a field."""
        fields: dict[str, Any] = {}
        for part in event.new or []:
            if isinstance(part, Mapping):
                fields.update(part)
        if fields and self._on_pick:
            self._on_pick(fields)


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
