"""Charts as specifications and pictures of a given width, for a light page or a dark one, without a network."""

from __future__ import annotations

from typing import Any

import altair as alt
import vl_convert

from analysis.charts.colours import DARK, LIGHT, recoloured
from analysis.charts.theme import config

PHONE = 360
"""Pixels that a page leaves a chart on a phone; none is drawn to need more."""
WIDTH = 720


def chart_spec(chart: alt.TopLevelMixin, width: int | None = None, *, dark: bool = False) -> dict[str, Any]:
    """Give a chart's Vega-Lite specification for one reader, whatever theme is on in this process.

    Args:
        chart: what a function of ``analysis.charts`` returned, or a chart put together from several.
        width: pixels that all of it takes, labels included; by default as many as its container has.
        dark: for a dark page.

    Returns:
        The specification, with the theme in it.

    Example:
        >>> from analysis.charts.theme import layered
        >>> chart = layered([alt.Chart().mark_point()], "Title", [], 100, description="A point.")
        >>> chart_spec(chart, 400, dark=True)["config"]["background"]
        '#15191E'
    """
    spec: dict[str, Any] = chart.to_dict()
    own: Any = getattr(chart, "config", alt.Undefined)
    spec["config"] = alt.utils.update_nested(config(), {} if own is alt.Undefined else own.to_dict())
    if width is not None:
        spec |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    recolour: dict[str, Any] = recoloured(spec, DARK if dark else LIGHT)
    return recolour


def chart_svg(chart: alt.TopLevelMixin, width: int = WIDTH, *, dark: bool = False) -> str:
    """Draw a chart as SVG.

    Args:
        chart: what a function of ``analysis.charts`` returned.
        width: of the picture in pixels; 360 fits a phone.
        dark: for a dark page. A light SVG within a page follows the reader's choice by ``dark_style``.

    Returns:
        The picture, whose text is text and whose description is the chart's.

    Example:
        >>> from analysis.charts.theme import layered
        >>> chart_svg(layered([alt.Chart().mark_point()], "Title", [], 100, description="A point."))[:4]
        '<svg'
    """
    return vl_convert.vegalite_to_svg(chart_spec(chart, width, dark=dark), allowed_base_urls=[])


def chart_png(chart: alt.TopLevelMixin, width: int = WIDTH, *, dark: bool = False, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG.

    Args:
        chart: what a function of ``analysis.charts`` returned.
        width: of the picture, before scaling; 360 fits a phone.
        dark: for a dark page.
        scale: pixels of the picture for each of these.

    Returns:
        The bytes of a file.

    Example:
        >>> from analysis.charts.theme import layered
        >>> chart_png(layered([alt.Chart().mark_point()], "Title", [], 100, description="A point."))[1:4]
        b'PNG'
    """
    return vl_convert.vegalite_to_png(chart_spec(chart, width, dark=dark), scale=scale, allowed_base_urls=[])
