"""A chart to take along: as picture, as numbers, as specification, as code; and its numbers as a table on the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.charts import chart_png, chart_spec, chart_svg
from analysis.export.cells import harmless, plain
from dashboards.elements import Html, tag
from dashboards.figures import Drawn
from dashboards.table import text_or_dash

MOST_ROWS = 100
MOST_ITEMS = 3
FORMS = (("table", "Table"), ("png", "PNG"), ("svg", "SVG"), ("csv", "CSV"), ("json", "Vega-Lite"), ("code", "Code"))
TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class File:
    """What a browser keeps."""

    name: str
    type: str
    content: bytes


def file(drawn: Drawn, form: str) -> File:
    """Write a chart as a file.

    Args:
        drawn: a chart with its table.
        form: png, svg, csv or json.

    Returns:
        The file; in a CSV no cell begins as a formula does.

    Raises:
        ValueError: there is no chart, or no such form.
    """
    if drawn.chart is None or drawn.table is None or form not in TYPES:
        raise ValueError(f"'{form}' is no form in which this chart can be taken along.")
    if form == "png":
        content = chart_png(drawn.chart)
    elif form == "svg":
        content = chart_svg(drawn.chart).encode()
    elif form == "csv":
        content = csv(drawn.table)
    else:
        content = json.dumps(chart_spec(drawn.chart, None), ensure_ascii=False, indent=1).encode()
    ending = "vl.json" if form == "json" else form
    return File(f"{drawn.recipe.key}.{ending}", TYPES[form], content)


def csv(frame: pl.DataFrame) -> bytes:
    """Write a table for a spreadsheet: in UTF-8 that it recognises, and with nothing that it would compute."""
    return harmless(plain(frame)[0])[0].write_csv(include_bom=True).encode()


def tools(key: str, shown: str) -> Html:
    """The buttons below a chart."""
    buttons = [
        tag(
            "button",
            name,
            type="button",
            id=f"{key}-{form}",
            data_field="take",
            value=form,
            aria_expanded=("true" if form == shown else "false") if form in ("table", "code") else None,
        )
        for form, name in FORMS
    ]
    return tag("div", buttons, class_="tools", role="group", aria_label="Take this chart along")


def code(drawn: Drawn, corpus: str) -> Html:
    """The chart as code, to copy."""
    written = drawn.recipe.code(corpus, drawn.scope, drawn.outlets)
    return tag("pre", tag("code", written), class_="code", tabindex="0", aria_label="The chart as code")


def numbers(drawn: Drawn, leads: Callable[[dict[str, Any]], bool]) -> Html:
    """The numbers behind a chart, each row with a button that leads where its mark does.

    Args:
        drawn: a chart with its table.
        leads: whether a row leads anywhere.

    Returns:
        A table of its first rows, all columns that are no lists of ids.
    """
    table = pl.DataFrame() if drawn.table is None else drawn.table
    names = [name for name in table.columns if table.schema[name] != pl.List(pl.String)]
    rows = []
    for place, row in enumerate(table.head(MOST_ROWS).iter_rows(named=True)):
        cells = [tag("td", text_or_dash(written(row[name])), class_=_kind(table.schema[name])) for name in names]
        label = "Rows behind " + ", ".join(str(row[name]) for name in names[:2])
        button = tag("button", "Rows", type="button", data_field="row", value=place, aria_label=label)
        rows.append(tag("tr", cells, tag("td", button if leads(row) else "")))
    head = tag("tr", [tag("th", name.replace("_", " "), scope="col") for name in names], tag("td"))
    rest = f"The first {MOST_ROWS} of {table.height:,} rows; the CSV has all." if table.height > MOST_ROWS else ""
    listed = tag("table", tag("caption", drawn.recipe.title), tag("thead", head), tag("tbody", rows))
    box = tag("div", listed, class_="scroll", tabindex="0", role="region", aria_label=f"{drawn.recipe.title}: numbers")
    return tag("div", box, tag("p", rest, class_="note") if rest else "")


def written(value: Any) -> object:
    """A value as a cell shows it.

    Example:
        >>> [written(value) for value in (0.123456, 12345, ["a", "b"], None, True)]
        ['0.123', '12,345', 'a, b', None, 'yes']
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        shown = ", ".join(str(one) for one in value[:MOST_ITEMS])
        return shown + (f" and {len(value) - MOST_ITEMS:,} more" if len(value) > MOST_ITEMS else "")
    return value if value is None else str(value)


def _kind(dtype: pl.DataType) -> str | None:
    return "number" if dtype.is_numeric() else None
