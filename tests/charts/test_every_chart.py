"""What every chart promises: valid, drawn offline, clickable, with intervals, and deaf to hostile names."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import altair as alt
import polars as pl
import pytest
import vl_convert

from analysis import charts

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
    "agencies": charts.agency_dependence_chart,
    "agency_articles": charts.agency_dependence_chart,
    "diversity": charts.source_diversity_chart,
    "pools": charts.source_pool_test_chart,
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
    "agencies": ["outlet", "dependence"],
    "agency_articles": ["outlet", "dependence"],
    "diversity": ["outlet", "order"],
    "pools": ["outlet_a", "outlet_b"],
}
DESCRIBED = [
    *("corroboration", "exclusives", "statuses", "claims", "first_reports", "delays"),
    *("matrix", "exclusive_sources", "agencies", "agency_articles", "diversity", "pools"),
]
CELLS = ("claims", "matrix")
"""Charts without lines for intervals."""
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


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_screen_reader_is_told_what_is_drawn(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    assert len(spec["description"]) > 80
    assert vl_convert.vegalite_to_vega(spec)["description"] == spec["description"]


@every_chart
def test_an_empty_table_draws_an_empty_chart(name: str, tables) -> None:
    assert drawn(CHARTS[name](tables[name].clear()), 360).startswith("<svg")


@every_chart
def test_names_never_become_code(name: str, tables) -> None:
    spec = CHARTS[name](tables[name]).to_dict()
    code = [*inside(spec, "labelExpr"), *inside(spec, "test"), *inside(spec, "expr"), *inside(spec, "calculate")]
    assert not any("onerror" in json.dumps(piece) for piece in code)
    assert "<img" not in drawn(CHARTS[name](tables[name]), 360)


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in ("overlap", "pools", *CELLS)])
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
