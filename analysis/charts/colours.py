"""The colours of all charts, on a light page and on a dark one: in pairs, so that either is made of the other."""

from __future__ import annotations

from typing import Any

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#332288", "#555555")
"""Told apart by colour-blind readers: Okabe & Ito (2008), Color universal design, with indigo and grey for
yellow and black. A ninth outlet takes the first colour again; no chart tells outlets apart by colour alone."""
RAMP = ("#EEF3FA", "#CFE0F1", "#A3C6E4", "#6AA5D3", "#2A6CAB", "#0B3A73")
"""From little to much, in cells; what is written in the first four is INK, in the others PAPER."""
PAPER, INK, FAINT = "#FFFFFF", "#1B1F24", "#667080"
"""The page, what is written on it, and what is written below or beside that."""
GRID, LINE, CHANCE = "#E5E7EB", "#7A8592", "#D5DAE1"
"""Lines of axes, lines beside bars, and the band in which chance would leave a value."""
ACCENT = PALETTE[0]
"""Of what is no single outlet's."""

_PALETTE_DARK = ("#4691E1", "#DF7327", "#15D47C", "#E195CF", "#DDD239", "#B4F5E6", "#8169FC", "#9F968E")
_RAMP_DARK = ("#1E2935", "#25405C", "#2C5680", "#386B9C", "#7DB1E0", "#C6DFF8")
_OTHERS_DARK = {PAPER: "#15191E", INK: "#E8EBEF", FAINT: "#A0AAB7", GRID: "#2D343D", LINE: "#808B99", CHANCE: "#3B444F"}

DARK = dict(zip((*PALETTE, *RAMP), (*_PALETTE_DARK, *_RAMP_DARK), strict=True)) | _OTHERS_DARK
"""What each colour becomes on a dark page. None is on both sides: either way twice changes nothing."""
_KEPT = ("data", "datasets", "description", "domain", "sort", "values")
"""Where a specification holds what is in tables: an outlet may be called as a colour is."""
LIGHT = {dark: light for light, dark in DARK.items()}


def recoloured(spec: Any, colours: dict[str, str]) -> Any:
    """Put other colours into a specification; the data in it are left alone.

    Args:
        spec: a specification, or a part of one.
        colours: ``DARK`` or ``LIGHT``.

    Returns:
        The same with the other colours.

    Example:
        >>> recoloured({"mark": {"color": "#FFFFFF"}, "datasets": {"d": [{"outlet": "#FFFFFF"}]}}, DARK)
        {'mark': {'color': '#15191E'}, 'datasets': {'d': [{'outlet': '#FFFFFF'}]}}
    """
    if isinstance(spec, dict):
        return {key: value if key in _KEPT else recoloured(value, colours) for key, value in spec.items()}
    if isinstance(spec, list):
        return [recoloured(value, colours) for value in spec]
    return colours.get(spec, spec) if isinstance(spec, str) else spec


def dark_style() -> str:
    """Write the style sheet with which light charts, put into a page as SVG, follow a reader who prefers dark.

    Returns:
        Rules of CSS, for within ``<style>``; they hold for every SVG of the page.

    Example:
        >>> dark_style().splitlines()[:2]
        ['@media (prefers-color-scheme: dark) {', '  svg [fill="#0072B2"] { fill: #4691E1 }']
    """
    rules = [
        f'  svg [{paint}="{light}"] {{ {paint}: {dark} }}'
        for light, dark in DARK.items()
        for paint in ("fill", "stroke")
    ]
    return "\n".join(["@media (prefers-color-scheme: dark) {", *rules, "}"])
