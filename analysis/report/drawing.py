"""Charts as data that a page draws, the same text for the same chart."""

from __future__ import annotations

from typing import Any

import altair as alt

from analysis.charts.drawing import chart_spec
from analysis.charts.following import following


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
    return following(named)


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
