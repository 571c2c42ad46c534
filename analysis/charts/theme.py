"""How charts look, and what they have in common: colours of outlets, the click that picks a row, tooltips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from analysis.charts.colours import DARK, FAINT, GRID, INK, PALETTE, PAPER, recoloured

DIMMED = 0.25
PICK = "pick"
"""Name of the selection in every chart; it holds the fields that identify the row clicked on."""


_LIGHT_THEME, _DARK_THEME = "parallax", "parallax dark"


def enable_theme(*, dark: bool = False) -> None:
    """Switch the theme on for all charts of this process; for entry points (app, notebook) only.

    Args:
        dark: for a dark page. A process that serves readers of both keeps it light and asks ``chart_spec`` for each.

    Example:
        >>> enable_theme()
        >>> alt.theme.active
        'parallax'
        >>> _ = alt.theme.enable("default")
    """
    name = _DARK_THEME if dark else _LIGHT_THEME
    alt.theme.register(name, enable=True)(lambda: alt.theme.ThemeConfig(config=config(dark=dark)))  # type: ignore[typeddict-item]  # a plain dict will do


def config(*, dark: bool = False) -> dict[str, Any]:
    """Say how all that a chart does not decide itself looks.

    Args:
        dark: on a dark page.

    Returns:
        The config of a Vega-Lite specification.

    Example:
        >>> config()["background"], config(dark=True)["background"]
        ('#FFFFFF', '#15191E')
    """
    font = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    light: dict[str, Any] = {
        "font": font,
        "background": PAPER,
        "view": {"stroke": None, "continuousWidth": 520, "discreteWidth": 520},
        "title": {"anchor": "start", "fontSize": 15, "fontWeight": 600, "color": INK, "offset": 12}
        | {"subtitleColor": FAINT, "subtitleFontSize": 12, "subtitlePadding": 4, "frame": "bounds"},
        "axis": {"labelColor": INK, "titleColor": FAINT, "labelFontSize": 12, "titleFontSize": 12}
        | {
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "gridDash": [2, 3],
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
        "legend": {"orient": "top", "title": None, "labelFontSize": 11, "labelColor": INK, "labelLimit": 116}
        | {"symbolType": "circle", "symbolStrokeWidth": 0, "columnPadding": 10, "offset": 8},
        "text": {"font": font, "fontSize": 12, "color": INK},
    }
    return {**recoloured(light, DARK)} if dark else light


class ThemedChart(alt.LayerChart):
    """A layered chart whose own colours, too, are those of the theme that is on when it is shown.

    Altair's themes reach only what a chart leaves open; colours that mean something stand in its marks.
    """

    def to_dict(self, *args: Any, **options: Any) -> dict[str, Any]:
        """As of any chart; with the dark theme on, in its colours."""
        spec = super().to_dict(*args, **options)
        return {**recoloured(spec, DARK)} if alt.theme.active == _DARK_THEME else spec


def outlet_colour(outlets: Sequence[str], *, legend: bool = True, shown: Sequence[str] | None = None) -> alt.Color:
    """Give each outlet its colour.

    Args:
        outlets: all that share the colours, in an order that stays the same from chart to chart.
        legend: put a legend above the chart if there are several.
        shown: those that the legend names; all by default.

    Returns:
        A colour channel over the field outlet.

    Example:
        >>> outlet_colour(["Courier", "Globe"]).to_dict()["scale"]
        {'domain': ['Courier', 'Globe'], 'range': ['#0072B2', '#D55E00']}
    """
    columns = 3 if max((len(name) for name in outlets), default=0) <= 12 else 2
    named = list(outlets if shown is None else shown)
    box = alt.Legend(columns=columns, values=named) if legend and len(named) > 1 else None
    return alt.Color("outlet:N", title=None, scale=outlet_scale(outlets), legend=box)


def outlet_scale(outlets: Sequence[str]) -> alt.Scale:
    """Map outlets to colours, for channels other than ``outlet_colour``.

    Args:
        outlets: all that share the colours.

    Returns:
        A scale for the field outlet.

    Example:
        >>> outlet_scale(["Courier"]).to_dict()
        {'domain': ['Courier'], 'range': ['#0072B2']}
    """
    return alt.Scale(domain=list(outlets), range=[PALETTE[place % len(PALETTE)] for place in range(len(outlets))])


def outlets_in(table: pl.DataFrame, outlets: Sequence[str] | None) -> list[str]:
    """Choose whose colours a chart uses.

    Args:
        table: a metric table with the column outlet.
        outlets: the outlets of the whole corpus, so that colours stay when some are left out; or none.

    Returns:
        Those outlets, or the table's in alphabetical order.

    Example:
        >>> outlets_in(pl.DataFrame({"outlet": ["Globe", "Courier", "Globe"]}), None)
        ['Courier', 'Globe']
    """
    return list(outlets) if outlets is not None else sorted(table["outlet"].unique())


def pick(*fields: str) -> alt.Parameter:
    """Make the selection that a click fills with the row's identity; clicking beside the marks empties it.

    Args:
        *fields: columns that identify a row of the chart's table.

    Returns:
        A point selection named 'pick'.

    Example:
        >>> pick("outlet", "kind").name
        'pick'
    """
    return alt.selection_point(name=PICK, fields=list(fields), empty=True)


def unless_picked(selection: alt.Parameter) -> Any:
    """Dim what is not picked.

    Args:
        selection: what ``pick`` made.

    Returns:
        The condition for an opacity channel.

    Example:
        >>> unless_picked(pick("outlet"))["value"]
        0.25
    """
    return alt.when(selection).then(alt.value(1.0)).otherwise(alt.value(DIMMED))


def dashed_if_rough() -> Any:
    """Draw the line of an interval dashed where a note says what limits it.

    Returns:
        The condition for a strokeDash channel over the field note.

    Example:
        >>> dashed_if_rough()["value"]
        [2, 2]
    """
    without_note = alt.datum.note == None  # noqa: E711  (becomes JavaScript, where 'is' cannot go)
    return alt.when(without_note).then(alt.value([1, 0])).otherwise(alt.value([2, 2]))


def layered(
    layers: Sequence[alt.Chart], title: str, subtitle: Sequence[str], height: int, *, description: str
) -> alt.LayerChart:
    """Lay charts over each other, as wide as the page gives room.

    Args:
        layers: from back to front.
        title: heading.
        subtitle: lines below it, short enough for a phone.
        height: in pixels.
        description: what a screen reader says instead of the picture.

    Returns:
        The layered chart.

    Example:
        >>> layered([alt.Chart().mark_point()], "Title", ["Subtitle"], 100, description="A point.").to_dict()["width"]
        'container'
    """
    heading = alt.Title(title, subtitle=list(subtitle))
    chart = ThemedChart(layer=list(layers))
    return chart.properties(title=heading, width="container", height=height, description=description)


def tooltips(**fields: tuple[str, str | None]) -> list[alt.Tooltip]:
    """Make tooltips: plain text, field by field.

    Args:
        **fields: column = (title, number format or None for text).

    Returns:
        Tooltip channels in this order.

    Example:
        >>> tooltips(value=("share", ".1%"))[0].to_dict()
        {'field': 'value', 'format': '.1%', 'title': 'share', 'type': 'quantitative'}
    """
    return [
        alt.Tooltip(f"{name}:N", title=title) if style is None else alt.Tooltip(f"{name}:Q", title=title, format=style)
        for name, (title, style) in fields.items()
    ]
