"""The colour of each outlet: the charts' own, so that a swatch and a bar mean the same outlet."""

from __future__ import annotations

from dashboards.desk import Desk
from dashboards.elements import Html, tag

COLOURS = ("#3b6ea8", "#c4622d", "#4a8f6b", "#8d6cab", "#b08a1f", "#b5506f", "#4f9aa8", "#7a6a58")


def colour(desk: Desk, outlet: str) -> str:
    """An outlet's colour."""
    outlets = desk.every_outlet()
    return COLOURS[outlets.index(outlet) % len(COLOURS)] if outlet in outlets else "#888888"


def swatch(desk: Desk, outlet: str) -> Html:
    """A small square of an outlet's colour; the name beside it says what it is."""
    return tag("i", class_="swatch", style=f"background:{colour(desk, outlet)}", aria_hidden="true")
