"""Where sources stand in an article, by hand."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import first_sources, source_prominence

ARTICLES = pl.DataFrame(
    {
        "article_id": ["g1", "g2", "c1"],
        "outlet": ["Globe", "Globe", "Courier"],
        "text": ["x" * 2000, "x" * 600, "x" * 300],
    }
)
SOURCES = pl.DataFrame(
    {
        "source_id": ["mayor", "dam", "aide"],
        "kind": ["person", "organisation", "unnamed"],
        "anonymous": [False, False, True],
        "side": ["Saltmere", "Saltmere", None],
    }
)


def claims(*rows: tuple[str, str | None, int]) -> pl.DataFrame:
    """Claims as article, source and where their content begins."""
    return pl.DataFrame(rows, schema=["article_id", "source_id", "content_start"], orient="row")


CLAIMS = claims(
    ("g1", "dam", 0),
    ("g1", "mayor", 399),
    ("g1", "mayor", 400),
    ("g1", "mayor", 999),
    ("g1", "mayor", 1000),
    # in a short article the lead reaches beyond its half
    ("g2", "mayor", 380),
    ("g2", "mayor", 401),
    ("c1", None, 299),
    ("x9", "mayor", 0),
)


def test_the_lead_ends_after_400_characters_and_the_upper_half_in_the_middle() -> None:
    table = source_prominence(CLAIMS, SOURCES, ARTICLES).filter(outlet="Globe", kind="person")
    assert table.select("place", "claims", "n", "articles").rows() == [
        ("lead", 2, 6, 2),
        ("lower half", 2, 6, 2),
        ("upper half", 2, 6, 2),
    ]


def test_each_kind_of_each_outlet_adds_up() -> None:
    table = source_prominence(CLAIMS, SOURCES, ARTICLES)
    totals = table.filter(pl.col("n") > 0).group_by("outlet", "kind").agg(pl.sum("value")).sort("outlet", "kind")
    assert totals.rows() == [("Courier", "none", 1), ("Globe", "organisation", 1), ("Globe", "person", 1)]
    # every kind that anybody cites has rows for every outlet, which say that there is nothing
    assert set(table.filter(n=0)["note"]) == {"no claims"}
    assert table.height == 3 * 3 * 2


@pytest.mark.parametrize(
    ("by", "groups"), [("side", {"Saltmere", "none"}), ("source", {"dam", "mayor", "none"}), ("kind", {"organisation"})]
)
def test_may_be_by_side_or_source(by: str, groups: set[str]) -> None:
    assert groups <= set(source_prominence(CLAIMS, SOURCES, ARTICLES, by)[by])
    assert groups <= set(first_sources(CLAIMS, SOURCES, ARTICLES, by)[by]) | {"mayor"}


def test_who_speaks_first_is_counted_once_an_article() -> None:
    table = first_sources(CLAIMS, SOURCES, ARTICLES)
    assert table.filter(pl.col("openings") > 0).select("outlet", "kind", "value", "openings", "n").rows() == [
        ("Courier", "none", 1, 1, 1),
        ("Globe", "organisation", 0.5, 1, 2),
        ("Globe", "person", 0.5, 1, 2),
    ]


def test_thoughts_are_no_speech_unless_asked_for() -> None:
    thought = CLAIMS.with_columns(
        act=pl.when(pl.col("content_start") == 0).then(pl.lit("thought")).otherwise(pl.lit("said"))
    )
    assert first_sources(thought, SOURCES, ARTICLES).filter(outlet="Globe", kind="person")["openings"].to_list() == [2]
    everything = first_sources(thought, SOURCES, ARTICLES, acts=None)
    assert everything.filter(outlet="Globe", kind="person")["openings"].to_list() == [1]


def test_another_grouping_is_refused() -> None:
    with pytest.raises(ValueError, match=r"by is 'gender'; it must be 'kind', 'side' or 'source'"):
        source_prominence(CLAIMS, SOURCES, ARTICLES, "gender")  # type: ignore[arg-type]  # who has no mypy may pass it
