from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis.metrics import source_matrix
from analysis.metrics.source_matrix import seriation


@pytest.fixture
def called(sources: pl.DataFrame) -> pl.DataFrame:
    return sources.with_columns(name=pl.col("source_id").str.to_titlecase())


def test_shares_by_hand(claims, called, articles) -> None:
    table = source_matrix(claims, called, articles)
    # Globe, 8 claims: mayor 3, chief 1, dam 1, and an aide and nobody; Courier, 5: mayor 1, dam 2, unit 1, and an aide
    cells = {(row["outlet"], row["name"]): (row["value"], row["claims"], row["n"]) for row in table.to_dicts()}
    assert {cell: numbers for cell, numbers in cells.items() if cell[0] != "Herald"} == {
        ("Globe", "Mayor"): (3 / 8, 3, 8),
        ("Globe", "Chief"): (1 / 8, 1, 8),
        ("Globe", "Dam"): (1 / 8, 1, 8),
        ("Globe", "Unit"): (0, 0, 8),
        ("Courier", "Mayor"): (1 / 5, 1, 5),
        ("Courier", "Chief"): (0, 0, 5),
        ("Courier", "Dam"): (2 / 5, 2, 5),
        ("Courier", "Unit"): (1 / 5, 1, 5),
    }
    assert table.filter(outlet="Herald").select("value", "n", "note").unique().rows() == [(None, 0, "no claims")]
    assert table.filter(outlet="Herald")["outlet_place"].unique().to_list() == [2]  # nobody is cited: last


def test_the_most_cited_are_listed_and_the_others_still_count(claims, called, articles) -> None:
    table = source_matrix(claims, called, articles, most=2).filter(outlet="Globe")
    assert sorted(table["source_id"]) == ["dam", "mayor"]  # 4 and 3 claims
    assert table["n"].unique().to_list() == [8]


def test_words_by_hand(claims, called, articles) -> None:
    worded = claims.with_columns(n_words=pl.when(pl.col("source_id") == "dam").then(30).otherwise(10).cast(pl.Int64))
    table = source_matrix(worded, called, articles, "words", most=1).filter(outlet="Courier")
    assert table.select("name", "words", "n").rows() == [("Dam", 60, 90)]


def test_outlets_and_sources_that_go_together_stand_together() -> None:
    names = ["s0", "s1", "s2", "s3"]
    blocks = {"A": "02", "B": "13", "C": "02", "D": "13"}
    rows = [(outlet, f"s{at}") for outlet, sources in blocks.items() for at in sources * 2] + [("B", "s0"), ("C", "s3")]
    claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row")
    articles = {"article_id": list(blocks), "outlet": list(blocks)}
    sources = {"source_id": names, "name": names, "kind": ["person"] * 4, "anonymous": [False] * 4}
    table = source_matrix(claims, sources, articles)
    assert table["outlet"].unique(maintain_order=True).to_list() == ["A", "C", "B", "D"]
    assert [set(pair) for pair in table["source_id"][:4].to_numpy().reshape(2, 2)] == [{"s0", "s2"}, {"s1", "s3"}]
    assert table.select("outlet_place", "source_place").rows() == [(a, b) for a in range(4) for b in range(4)]


@pytest.mark.parametrize(
    ("grid", "order"),
    [
        ([[0, 2], [3, 0]], ([0, 1], [1, 0])),  # what goes with the first row comes first
        ([[1, 1], [1, 1]], ([0, 1], [0, 1])),  # all alike: as they stand
        ([[0, 0], [0, 3]], ([1, 0], [1, 0])),  # empty ones last
        ([[0, 0]], ([0], [0, 1])),
        ([[1, 0, 0], [0, 0, 1], [1, 0, 1], [0, 1, 0]], None),
    ],
)
def test_seriation(grid: list[list[int]], order: tuple[list[int], list[int]] | None) -> None:
    found = seriation(np.array(grid, dtype=float))
    assert [sorted(some) for some in found] == [list(range(len(grid))), list(range(len(grid[0])))]
    assert order is None or found == order


@pytest.mark.parametrize(
    ("options", "message"),
    [({"counted": "lines"}, "counted is 'lines'; it must be one of claims, words"), ({"most": 0}, "most is 0")],
)
def test_other_options_are_refused(options, message: str, claims, called, articles) -> None:
    with pytest.raises(ValueError, match=message):
        source_matrix(claims, called, articles, **options)
