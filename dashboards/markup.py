"""A piece of the page made of our own HTML, which says back what was clicked or changed in it."""

from __future__ import annotations

import inspect
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import panel as pn
import param

from dashboards.arriving import once_there
from dashboards.elements import Html


@cache
def stylesheet() -> str:
    """The rules for everything inside the components."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


class Markup(pn.custom.JSComponent):
    """HTML from ``elements``, shown as it is.

    A link that begins with ``?`` does not load a page: it is sent to ``on_link``. A select or input with a
    ``data-field``, once changed, and a button with one, once pressed, are sent to ``on_field`` with name and value. An
    element with ``data-reveal`` is brought into view when it is drawn. A select with ``data-offered`` offers what
    ``offers`` has under that name, which is sent once, not each time that the HTML is.
    """

    html = param.String(default="", doc="What to show. Made with dashboards.elements only.")
    offers = param.Dict(
        default={}, doc="Long lists by name: pairs of value and text for selects with that data-offered."
    )

    _esm = Path(__file__).with_name("markup.js")

    def __init__(
        self,
        html: Html,
        *,
        on_link: Callable[[str], None] | None = None,
        on_field: Callable[[str, str], Awaitable[None] | None] | None = None,
        **params: Any,
    ) -> None:
        if not isinstance(html, Html):
            raise TypeError("Markup shows HTML made with dashboards.elements; plain text would not be escaped.")
        params.setdefault("sizing_mode", "stretch_width")
        params.setdefault("margin", 0)
        super().__init__(html=html, stylesheets=[stylesheet()], **params)
        self._on_link = on_link
        self._on_field = on_field

    def show(self, html: Html) -> None:
        """Replace what is shown."""
        if not isinstance(html, Html):
            raise TypeError("Markup shows HTML made with dashboards.elements; plain text would not be escaped.")
        self.html = html

    def send(self, name: str, kind: str, content: bytes) -> None:
        """Give the visitor's browser a file to keep."""
        self._send_msg({"file": name, "type": kind, "data": b64encode(content).decode()})

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict):
            once_there(partial(self._answer, data))

    def _answer(self, data: Mapping[str, Any]) -> None:
        if "link" in data and self._on_link:
            self._on_link(str(data["link"]))
        elif "field" in data and self._on_field:
            field, value = str(data["field"]), str(data.get("value", ""))
            if inspect.iscoroutinefunction(self._on_field):
                pn.state.execute(partial(self._on_field, field, value))
            else:
                self._on_field(field, value)
