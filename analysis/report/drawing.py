"""Charts as data that a page draws: colours become the page's own, so that light, dark and print are one drawing."""

from __future__ import annotations

from typing import Any

import altair as alt

from analysis.charts.colours import DARK, recoloured
from analysis.charts.drawing import chart_spec

_NAMES = {light: f"--chart-{place}" for place, light in enumerate(DARK)}


def drawn(chart: alt.LayerChart) -> dict[str, Any]:
    """Write a chart as a Vega-Lite specification with its data.

    Names of views are counted from 1 in every chart, so that the same chart is always the same text.

    Args:
        chart: the chart.

    Returns:
        The specification, without a title (the page has it as a heading); its width is the page's.
    """
    specification = chart_spec(chart)
    specification.pop("title", None)
    named: dict[str, Any] = _with_counted_views(specification, {})
    named["config"] |= {"background": "transparent"}
    coloured: dict[str, Any] = recoloured(named, {light: f"var({name})" for light, name in _NAMES.items()})
    return coloured


def palette() -> str:
    """Write the colours of charts as variables of a style sheet; dark ones on screens of readers who prefer them."""
    light = "".join(f"{name}:{colour};" for colour, name in _NAMES.items())
    dark = "".join(f"{name}:{DARK[colour]};" for colour, name in _NAMES.items())
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _with_counted_views(value: Any, names: dict[str, str], key: str = "") -> Any:
    """Replace the names of views, which are counted on in a process, but nothing in data."""
    if key in ("datasets", "data", "domain"):
        return value
    if isinstance(value, dict):
        return {name: _with_counted_views(one, names, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_counted_views(one, names, key) for one in value]
    if key in ("name", "views") and isinstance(value, str) and value.startswith("view_"):
        return names.setdefault(value, f"view_{len(names) + 1}")
    return value
