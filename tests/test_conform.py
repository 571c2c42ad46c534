"""Frames are checked against the tables once, at the boundary."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from analysis.schema import SOURCES, TABLES, SchemaError, conform

ROW = {
    "source_id": "person:ada-bell",
    "name": "Ada Bell",
    "kind": "person",
    "anonymous": False,
    "side": None,
    "represents": None,
    "aliases": ["Bell"],
    "title": None,
    "gender": None,
    "corrected": None,
}


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame([ROW]),
        pl.DataFrame([ROW]).lazy(),
        pd.DataFrame([ROW]),
        pa.Table.from_pylist([ROW]),
        {key: [value] for key, value in ROW.items()},
    ],
    ids=["polars", "lazy", "pandas", "pyarrow", "dict"],
)
def test_any_frame_comes_out_as_the_declared_table(frame) -> None:
    found = conform(frame, "sources")
    assert found.schema == SOURCES.schema
    assert found.to_dicts() == [ROW]


def test_columns_are_put_in_order_and_others_stay_behind_them() -> None:
    frame = pl.DataFrame([{"beat": "harbour", **dict(reversed(ROW.items()))}])
    assert conform(frame, "sources").columns == [*SOURCES.schema.names(), "beat"]


@pytest.mark.parametrize(
    ("change", "columns", "error", "message"),
    [
        ({"name": None}, None, SchemaError, "name is null in 1 of 1 rows"),
        ({"anonymous": "perhaps"}, None, SchemaError, "table 'sources'"),
        ({}, ("names",), ValueError, "declares no names"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(change, columns, error, message) -> None:
    with pytest.raises(error, match=message):
        conform(pl.DataFrame([ROW | change], schema_overrides={"title": pl.String}), "sources", columns=columns)


def test_a_missing_column_is_named_with_those_there() -> None:
    with pytest.raises(SchemaError, match=r"lacks source_id, kind.*it has name"):
        conform({"name": ["Ada Bell"]}, "sources", columns=("source_id", "name", "kind"))


@pytest.mark.parametrize("table", list(TABLES.values()), ids=lambda table: table.name)
def test_every_table_declares_its_key_and_meanings(table) -> None:
    names = [column.name for column in table.columns]
    assert set(table.key) <= set(names)
    assert len(set(names)) == len(names)
    assert all(column.meaning for column in table.columns)
    assert table.empty().schema == table.schema
