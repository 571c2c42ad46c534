"""What the charts of whom outlets cite leave out, sort and fill."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import polars as pl
import pytest
import vl_convert

from analysis import charts


def marks(chart: alt.LayerChart, role: str) -> list[dict[str, Any]]:
    """What Vega draws for marks of one role, as flat dictionaries."""
    spec = chart.to_dict() | {"width": 400}
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("marktype") == role:
                found.extend(part["items"])
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(vl_convert.vegalite_to_scenegraph(spec))
    return found


def test_a_dot_is_filled_only_where_chance_is_unlikely() -> None:
    ends = {"low": [0.2] * 3, "high": [0.8] * 3, "expected": [0.5] * 3, "expected_low": [0.4] * 3}
    rows = {"outlet": ["A", "B", "C"], "value": [0.7, 0.6, 0.5], "q": [0.01, 0.4, None], **ends}
    table = pl.DataFrame(rows).with_columns(expected_high=0.6, n=9, sources=3, articles=6, note=pl.lit(None, pl.String))
    filled = [mark.get("fillOpacity") for mark in marks(charts.exclusive_sources_chart(table), "symbol")]
    assert filled == [1, 0, 0]


def test_cells_print_their_share_and_nothing_where_it_is_none(tables) -> None:
    matrix = tables["matrix"].filter(outlet="Globe").head(3).with_columns(value=pl.Series([0.1234, 0.0, 0.0004]))
    printed = {
        row["percent"] for row in max(charts.source_matrix_chart(matrix).to_dict()["datasets"].values(), key=len)
    }
    assert printed == {"12.3", "", "<.1"}


def test_two_sources_of_one_name_have_a_row_each(tables) -> None:
    spec = charts.source_matrix_chart(tables["matrix"].with_columns(name=pl.lit("Ada Bell"))).to_dict()
    assert "\u2063" in spec["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    sources = {row["source"] for rows in spec["datasets"].values() for row in rows}
    assert len(sources) == tables["matrix"]["source_id"].n_unique()


def test_a_heat_map_of_many_outlets_draws_those_with_most_claims_and_says_so(tables) -> None:
    spec = charts.source_matrix_chart(tables["matrix"], most=2).to_dict()
    assert {row["outlet"] for rows in spec["datasets"].values() for row in rows} == {"Globe", "Courier"}
    assert spec["title"]["subtitle"][-1] == "2 outlets with most claims."


def test_pairs_that_one_pool_would_give_least_often_come_first(tables) -> None:
    spec = charts.source_pool_test_chart(tables["pools"], most=1).to_dict()
    (row,) = next(iter(spec["datasets"].values()))
    assert row["p"] == tables["pools"]["p"].min()
    assert spec["title"]["subtitle"][-1] == f"1 of {tables['pools']['p'].count()} pairs."


def test_outlets_with_most_from_agencies_come_first() -> None:
    kinds = ("credited", "neither", "relayed")
    shares = {"A": (0.1, 0.7, 0.2), "B": (0.5, 0.4, 0.1), "C": (0.0, 1.0, 0.0)}
    rows = [(outlet, kind, share) for outlet, three in shares.items() for kind, share in zip(kinds, three, strict=True)]
    table = pl.DataFrame(rows, schema=["outlet", "dependence", "value"], orient="row").with_columns(
        low=0.0, high=1.0, n=10, claims=1, articles=9, note=pl.lit(None, pl.String)
    )
    spec = charts.agency_dependence_chart(table).to_dict()
    rows = [row.split("\u2063") for row in spec["layer"][0]["encoding"]["y"]["sort"]]
    assert rows[:3] == [["B", ""], ["B", "credited"], ["B", "relayed"]]
    assert [outlet for outlet, kind in rows if not kind] == ["B", "A", "C"]
    assert "neither" not in json.dumps(spec["datasets"])


def test_an_order_that_the_table_lacks_is_refused(tables) -> None:
    with pytest.raises(ValueError, match="order is 3; the table has 0, 1, 2"):
        charts.source_diversity_chart(tables["diversity"], order=3)
    assert (
        "Sources cited most"
        in charts.source_diversity_chart(tables["diversity"], order=2).to_dict()["title"]["subtitle"][0]
    )
