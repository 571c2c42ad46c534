"""What waits until a visitor's page is there: until then Panel drops what changes once the page has been sent."""

from __future__ import annotations

from collections.abc import Callable

import panel as pn


def once_there(work: Callable[[], None]) -> None:
    """Do something that changes the page as soon as the visitor's browser has said that the page is there.

    From the moment the browser has fetched a page until it has drawn all of it, Panel takes changes for part of what is
    still to be fetched, and they never arrive: a result worked out meanwhile, or a click on what is drawn already.

    Args:
        work: what to do; at once if the page is there, or there is no visitor.
    """
    if pn.state.curdoc is None or pn.state.loaded:
        work()
    else:
        pn.state.onload(work)
