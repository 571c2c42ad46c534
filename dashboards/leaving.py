"""What a visitor leaves behind when they go: nothing, or the server's memory would grow with every visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakMethod

import panel as pn
import panel_material_ui as pmui
import param
from panel.util import edit_readonly

Shown = TypeVar("Shown", bound=pn.viewable.Viewable)


def weakly(method: Callable[[BaseException], None]) -> Callable[[BaseException], None]:
    """Wrap a method so that whoever keeps it does not keep its object.

    Panel keeps a visit's handler of exceptions for as long as the visit's document lives; the handler's object holds
    the page, and that the document: neither would ever go.

    Args:
        method: a bound method.

    Returns:
        What calls it while its object lives, and else does nothing.
    """
    kept = WeakMethod(method)

    def call(error: BaseException) -> None:
        living = kept()
        if living is not None:
            living(error)

    return call


class _Idle(param.Parameterized):
    """Something that is never busy, for a page that nobody looks at."""

    busy = param.Boolean(default=False)


def released(page: Shown) -> Shown:
    """Have the server let go of a page when its visitor leaves.

    A page follows whether the server is busy, so the server's state, which outlives all visits, refers to it.

    Args:
        page: what a visitor is shown.

    Returns:
        The same page.
    """

    def let_go(_: Any) -> None:
        with edit_readonly(page):
            page.busy = _Idle().param.busy

    if isinstance(page, pmui.Page) and pn.state.curdoc is not None:
        pn.state.on_session_destroyed(let_go)
    return page
