"""What every chart promises: valid, drawn offline, clickable, with intervals, and deaf to hostile names."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import altair as alt
import polars as pl
import pytest
import vl_convert

from analysis import charts, metrics
from analysis.charts.colours import DARK

CHARTS = {
    "coverage": charts.coverage_over_time_chart,
    "sources": charts.source_counts_chart,
    "withheld": charts.source_counts_chart,
    "overlap": charts.source_overlap_chart,
    "quotation": charts.quotation_mix_chart,
    "verbs": charts.reporting_verbs_chart,
    "classes": charts.reporting_verbs_chart,
    "copied": charts.copied_text_chart,
    "prominence": charts.source_prominence_chart,
    "first": charts.first_sources_chart,
    "reply": charts.right_of_reply_chart,
    "frames": charts.frames_chart,
    "axes": charts.frame_axes_chart,
    "certainty": charts.certainty_markers_chart,
    "loaded": charts.loaded_words_chart,
    "tone": charts.tone_chart,
    "words": charts.distinctive_words_chart,
    "corroboration": charts.corroboration_chart,
    "exclusives": charts.exclusive_claims_chart,
    "statuses": charts.claim_statuses_chart,
    "claims": charts.claim_coverage_chart,
    "first_reports": charts.first_reports_chart,
    "delays": charts.delay_curves_chart,
    "matrix": charts.source_matrix_chart,
    "exclusive_sources": charts.exclusive_sources_chart,
    "agency": charts.agency_chart,
    "agencies": charts.agency_dependence_chart,
    "agency_articles": charts.agency_dependence_chart,
    "diversity": charts.source_diversity_chart,
    "pools": charts.source_pool_test_chart,
    "differences": charts.differences_chart,
    "corrected": charts.corrected_shares_chart,
    "names": charts.event_name_counts_chart,
    "labels": charts.label_distance_chart,
    "labels_of_outlets": charts.label_distance_chart,
    "delay": charts.reporting_delay_chart,
}
IDENTITY = {
    "coverage": ["outlet", "bucket"],
    "sources": ["outlet", "kind"],
    "withheld": ["outlet", "anonymity"],
    "overlap": ["outlet_a", "outlet_b"],
    "quotation": ["outlet", "quotation"],
    "verbs": ["outlet", "cue_lemma"],
    "classes": ["outlet", "cue_class"],
    "copied": ["outlet", "copied"],
    "prominence": ["outlet", "kind", "place"],
    "first": ["outlet", "kind"],
    "reply": ["outlet", "reply"],
    "frames": ["outlet", "frame"],
    "axes": ["outlet", "axis"],
    "certainty": ["outlet", "class"],
    "loaded": ["outlet", "class"],
    "tone": ["outlet"],
    "words": ["outlet", "word"],
    "corroboration": ["outlet", "corroboration"],
    "exclusives": ["outlet", "measure"],
    "statuses": ["outlet", "status"],
    "claims": ["claim", "outlet"],
    "first_reports": ["outlet", "turn"],
    "delays": ["outlet", "hours"],
    "matrix": ["outlet", "source_id"],
    "exclusive_sources": ["outlet"],
    "agency": ["outlet", "form"],
    "agencies": ["outlet", "dependence"],
    "agency_articles": ["outlet", "dependence"],
    "diversity": ["outlet", "order"],
    "pools": ["outlet_a", "outlet_b"],
    "differences": ["outlet_a", "outlet_b", "kind"],
    "corrected": ["outlet", "kind"],
    "names": ["event_id", "outlet", "head", "voice"],
    "labels": ["event_id", "outlet_a", "outlet_b"],
    "labels_of_outlets": ["outlet_a", "outlet_b"],
    "delay": ["outlet", "measure"],
}
CELLS = ("claims", "matrix", "names")
"""Charts without lines for intervals: no room, or, where all is counted, no interval."""
PAIRS = ("overlap", "pools", "differences", "labels", "labels_of_outlets")
every_chart = pytest.mark.parametrize("name", list(CHARTS))


def drawn(chart: alt.LayerChart, width: int) -> str:
    """The chart as SVG, as wide as a page that leaves it so much room."""
    spec = chart.to_dict() | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return vl_convert.vegalite_to_svg(spec)


def inside(spec: Any, wanted: str) -> Iterator[Any]:
    """All values under a name, anywhere in a specification."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == wanted:
                yield value
            if key != "datasets":
                yield from inside(value, wanted)
    elif isinstance(spec, list):
        for value in spec:
            yield from inside(value, wanted)


@every_chart
def test_is_valid_and_survives_json(name: str, tables) -> None:
    chart = CHARTS[name](tables[name])
    spec = chart.to_dict()  # validates against the schema
    assert alt.LayerChart.from_json(chart.to_json()).to_dict() == json.loads(json.dumps(spec))


@every_chart
@pytest.mark.parametrize("width", [360, 1000])
def test_is_drawn_as_wide_as_asked_without_a_network(name: str, width: int, tables) -> None:
    charts.enable_theme()
    spec = CHARTS[name](tables[name]).to_dict() | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    image = vl_convert.vegalite_to_png(spec, allowed_base_urls=[])
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    # what does not fit (long names) would make the picture wider than the page
    assert struct.unpack(">I", image[16:20])[0] <= width + 12


@every_chart
def test_a_click_picks_what_identifies_the_row(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    (param,) = [param for param in spec["params"] if param["name"] == "pick"]
    assert param["select"]["type"] == "point"
    assert param["select"]["fields"] == IDENTITY[name]
    rows = max(spec["datasets"].values(), key=len)
    identities = [tuple(row[field] for field in IDENTITY[name]) for row in rows]
    assert len(set(identities)) == len(identities)


@every_chart
def test_takes_the_width_of_its_container(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    assert spec["width"] == "container"
    assert "layer" in spec  # facets and concatenations would ignore it


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in CELLS])
def test_intervals_are_drawn_and_numbers_explained(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    ends = {end["field"] for key in ("x2", "y2") for end in inside(spec["layer"], key)}
    assert ends & {"high", "to", "expected_high"}
    wanted = {"value", "expected_low", "expected_high", "n"} if name == "pools" else {"value", "low", "high", "n"}
    for tooltip in inside(spec["layer"], "tooltip"):
        assert wanted <= {field["field"] for field in tooltip}


def test_cells_tell_their_interval(tables) -> None:
    (tooltip, *_) = inside(charts.source_matrix_chart(tables["matrix"]).to_dict()["layer"], "tooltip")
    assert {"value", "low", "high", "n", "claims", "articles", "note"} <= {field["field"] for field in tooltip}


@every_chart
def test_numbers_are_the_tables_own(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    rows = max(spec["datasets"].values(), key=len)
    columns = [column for column in tables[name].columns if column in rows[0] and column not in ("day", "until")]
    of_chart = {tuple(row[column] for column in columns) for row in rows}
    assert of_chart <= set(tables[name].select(columns).rows())


def outlets_of(table: pl.DataFrame) -> set[str]:
    """Outlets of which a table has something to draw."""
    named = [name for name in ("outlet", "outlet_a", "outlet_b") if name in table.columns]
    return {outlet for name in named for outlet in table[name]}


@every_chart
def test_a_screen_reader_is_told_what_is_drawn(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    assert vl_convert.vegalite_to_vega(spec)["description"] == spec["description"]
    # nobody is left out
    assert all(outlet in spec["description"] for outlet in outlets_of(tables[name]))
    # the most important value has its interval and n, or says why it has none
    if name == "names":
        assert re.search(r"Globe “invasion” \d times \(of \d phrases\)[.;]", spec["description"])
        assert "all are counted, so no interval" in spec["description"]
        return
    value = r"-?[+\d.,]+%?"
    assert re.search(rf"interval {value} to {value}, of [\d,]+ \w+", spec["description"])


@every_chart
def test_of_many_outlets_a_screen_reader_is_told_how_many(name: str, tables) -> None:
    table = tables[name]
    named = [column for column in ("outlet", "outlet_a", "outlet_b") if column in table.columns]
    many = pl.concat(table.with_columns(pl.format("{} {}", column, pl.lit(i)) for column in named) for i in range(3))
    drawn_outlets = len(outlets_of(many))
    if len(outlets_of(table)) < 3:  # a table may hold less than all of them
        assert drawn_outlets in (3, 6)
        return
    assert drawn_outlets == 9
    assert "9 outlets" in CHARTS[name](many).to_dict()["description"]


@every_chart
def test_a_dark_page_has_every_colour_changed(name: str, tables) -> None:
    chart = CHARTS[name](tables[name])
    light, dark = (json.dumps(charts.chart_spec(chart, 400, dark=page)) for page in (False, True))
    colours = re.compile(r'"(#[0-9A-Fa-f]{6}|white|black)"')
    assert set(colours.findall(light)) <= set(DARK)
    assert set(colours.findall(dark)) <= set(DARK.values())
    alt.LayerChart.from_json(dark)  # validates against the schema
    charts.enable_theme(dark=True)
    assert json.dumps(charts.chart_spec(chart, 400)) == light
    assert set(colours.findall(json.dumps(chart.to_dict()))) <= set(DARK.values())


@every_chart
def test_an_empty_table_draws_an_empty_chart(name: str, tables) -> None:
    assert drawn(CHARTS[name](tables[name].clear()), 360).startswith("<svg")


@every_chart
def test_names_never_become_code(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    code = [*inside(spec, "labelExpr"), *inside(spec, "test"), *inside(spec, "expr"), *inside(spec, "calculate")]
    assert not any("onerror" in json.dumps(piece) for piece in code)
    assert "<img" not in drawn(CHARTS[name](tables[name]), 360)


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in (*PAIRS, "claims", "matrix")])
def test_an_outlet_keeps_its_colour_when_others_are_left_out(name: str, tables) -> None:
    everyone = sorted(tables[name]["outlet"].unique())

    def colours(table: pl.DataFrame) -> dict[str, str]:
        scales = [s for s in inside(CHARTS[name](table, outlets=everyone).to_dict(), "scale") if "range" in s]
        return dict(zip(scales[0]["domain"], scales[0]["range"], strict=True))

    assert colours(tables[name].filter(outlet="Globe"))["Globe"] == colours(tables[name])["Globe"]
    assert len(set(colours(tables[name]).values())) == len(everyone)


def test_importing_charts_leaves_the_theme_alone() -> None:
    code = "import altair, analysis.charts; print(altair.theme.active)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "default"


def test_theme_is_on_when_asked_for(tables) -> None:
    charts.enable_theme()
    assert charts.source_counts_chart(tables["sources"]).to_dict()["config"]["legend"]["orient"] == "top"


def test_a_place_that_is_none_is_refused(tables) -> None:
    with pytest.raises(ValueError, match=r"place is 'Lead'; it must be one of lead, upper half, lower half"):
        charts.source_prominence_chart(tables["prominence"], "Lead")


def test_every_metric_with_intervals_has_a_chart() -> None:
    # delays are drawn as the curves that they are read from, too; what is listed for reading has no interval
    with_intervals = {name for name in metrics.__all__ if re.search(r"\blow\b,", getattr(metrics, name).__doc__ or "")}
    assert len(with_intervals) >= 20
    assert {f"{name}_chart" for name in with_intervals} <= set(charts.__all__)


def test_every_chart_is_tried_here() -> None:
    assert {name for name in charts.__all__ if name.endswith("_chart")} == {chart.__name__ for chart in CHARTS.values()}
