"""Charts that follow the page they stand on: colours are its variables, so that light and dark are one drawing."""

from __future__ import annotations

from typing import Any

from analysis.charts.colours import DARK, recoloured

_NAMES = {light: f"--chart-{place}" for place, light in enumerate(DARK)}


def following(specification: dict[str, Any]) -> dict[str, Any]:
    """Take the page's variables for a chart's colours.

    Args:
        specification: of a light chart, as ``chart_spec`` gives it; to be drawn as SVG.

    Returns:
        The same with variables of ``page_colours`` for colours, and without a background of its own.

    Example:
        >>> following({"mark": {"color": "#0072B2"}})["mark"]
        {'color': 'var(--chart-0)'}
    """
    coloured: dict[str, Any] = recoloured(specification, {light: f"var({name})" for light, name in _NAMES.items()})
    return coloured | {"config": coloured.get("config", {}) | {"background": "transparent"}}


def page_colour(light: str) -> str:
    """Name a chart's colour as a page's style does, with the light one for pages that know no other.

    Example:
        >>> page_colour("#0072B2"), page_colour("#b9c1ca")
        ('var(--chart-0, #0072B2)', '#b9c1ca')
    """
    return f"var({_NAMES[light]}, {light})" if light in _NAMES else light


def page_colours() -> str:
    """Write the colours of charts as variables of a style sheet; dark ones on screens of readers who prefer them.

    Example:
        >>> page_colours().splitlines()[0][:23]
        ':root{--chart-0:#0072B2'
    """
    light = "".join(f"{name}:{colour};" for colour, name in _NAMES.items())
    dark = "".join(f"{name}:{DARK[colour]};" for colour, name in _NAMES.items())
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
