"""Charts as data that a page draws: colours become the page's own, so that light, dark and print are one drawing."""

from __future__ import annotations

from typing import Any

import altair as alt

from analysis.charts.theme import FAINT, INK, PALETTE, enable_theme

COLOURS = {INK: "ink", FAINT: "faint", "white": "paper", "#ffffff": "paper", "#e5e7eb": "rule"} | {
    colour: f"outlet-{place}" for place, colour in enumerate(PALETTE)
}
_OF_DATA = frozenset({"datasets", "data", "domain", "sort", "values", "description", "title", "header"})


def drawn(chart: alt.LayerChart) -> dict[str, Any]:
    """Write a chart as a Vega-Lite specification with its data.

    Names of views are counted from 1 in every chart, so that the same chart is always the same text.

    Args:
        chart: the chart.

    Returns:
        The specification, without a title (the page has it as a heading); its width is the page's.
    """
    before = alt.theme.active
    enable_theme()
    try:
        specification: dict[str, Any] = chart.to_dict()
    finally:
        alt.theme.enable(before)
    specification.pop("title", None)
    config = specification.get("config", {}) | {"background": "transparent"}
    names: dict[str, str] = {}
    coloured: dict[str, Any] = _coloured(specification | {"config": config}, names)
    return coloured


def has_ramp(specification: Any) -> bool:
    """Whether a chart has a scale from one colour to another, which is made for white paper."""
    if isinstance(specification, dict):
        scale = specification.get("scale")
        if isinstance(scale, dict) and ("scheme" in scale or _is_ramp(scale.get("range"))):
            return True
        return any(has_ramp(value) for key, value in specification.items() if key not in _OF_DATA)
    return isinstance(specification, list) and any(has_ramp(value) for value in specification)


def _is_ramp(colours: object) -> bool:
    return isinstance(colours, list) and any(isinstance(one, str) and one.startswith("#") for one in colours)


def _coloured(value: Any, names: dict[str, str], key: str = "") -> Any:
    """Replace colours by those of the page, and names of views by counted ones, but nothing in data."""
    if key in ("datasets", "data", "domain"):
        return value
    if isinstance(value, dict):
        return {name: _coloured(one, names, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_coloured(one, names, key) for one in value]
    if key in ("name", "views") and isinstance(value, str) and value.startswith("view_"):
        return names.setdefault(value, f"view_{len(names) + 1}")
    if isinstance(value, str) and value in COLOURS and key not in ("text", "title", "description"):
        return f"var(--{COLOURS[value]})"
    return value
