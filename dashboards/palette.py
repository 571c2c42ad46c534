"""The colour of each outlet: the charts' own, so that a swatch and a mark mean the same outlet."""

from __future__ import annotations

from analysis.charts.colours import PALETTE
from analysis.charts.following import page_colour
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.state import Scope

WITHOUT = "#b9c1ca"


def colour(desk: Desk, scope: Scope, outlet: str) -> str:
    """An outlet's colour; grey for those that charts of this scope leave out."""
    outlets = desk.coloured(scope)
    return PALETTE[outlets.index(outlet) % len(PALETTE)] if outlet in outlets else WITHOUT


def swatch(desk: Desk, scope: Scope, outlet: str) -> Html:
    """A small square of an outlet's colour; the name beside it says what it is."""
    return tag("i", class_="swatch", style=f"background:{page_colour(colour(desk, scope, outlet))}", aria_hidden="true")
