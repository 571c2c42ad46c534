"""Shares of clauses by who is said to act, worked out by hand."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import agency, agency_clauses

ARTICLES = {"article_id": ["a", "b", "c"], "outlet": ["Globe", "Globe", "Courier"]}
ROWS = [
    ("a", 0, "active", "killing", "Police", "Police Service", "a man", None, "outlet"),
    ("a", 20, "agentless passive", "killing", None, None, "Ivo Corr", "Ivo Corr", "outlet"),
    ("a", 40, "active", "killing", "they", None, "my son", None, "sources"),
    ("b", 0, "agentless passive", "detaining", None, None, "two women", None, "outlet"),
    ("c", 0, "nominalisation", "attacking", None, None, None, None, "outlet"),
    ("z", 0, "active", "killing", "Police", None, "a dog", None, "outlet"),
]
NAMES = ["article_id", "verb_start", "form", "action", "actor", "actor_entity", "patient", "patient_entity", "voice"]
CLAUSES = pl.DataFrame(ROWS, schema=NAMES, orient="row").with_columns(
    start="verb_start",
    end=pl.col("verb_start") + 5,
    verb_end=pl.col("verb_start") + 5,
    lemma=pl.lit("kill"),
    negated=pl.lit(value=False),
)


def counted(table: pl.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    rows = table.filter(pl.col("clauses") > 0)
    return {(row["outlet"], row["form"]): (row["clauses"], row["n"]) for row in rows.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            {
                ("Globe", "active"): (1, 3),
                ("Globe", "agentless passive"): (2, 3),
                ("Courier", "nominalisation"): (1, 1),
            },
        ),
        ({"voice": "sources"}, {("Globe", "active"): (1, 1)}),
        (
            {"voice": "all", "action": "killing"},
            {("Globe", "active"): (2, 3), ("Globe", "agentless passive"): (1, 3)},
        ),
        ({"patient": "corr"}, {("Globe", "agentless passive"): (1, 1)}),
        ({"actor": "police service"}, {("Globe", "active"): (1, 1)}),
        ({"actor": "nobody"}, {}),
    ],
)
def test_counts_by_hand(options: dict[str, str], expected: dict[tuple[str, str], tuple[int, int]]) -> None:
    assert counted(agency(CLAUSES, ARTICLES, resamples=100, **options)) == expected


def test_shares_add_up_to_one_and_lie_within_their_intervals() -> None:
    table = agency(CLAUSES, ARTICLES, resamples=200)
    assert table.group_by("outlet").agg(pl.col("value").sum())["value"].to_list() == pytest.approx([1, 1])
    sure = table.drop_nulls("low")
    assert sure.height == 5
    assert (sure["low"] <= sure["value"]).all()
    assert (sure["value"] <= sure["high"]).all()
    assert set(table.filter(outlet="Courier")["note"]) == {"one article: no interval"}


def test_clauses_of_other_articles_are_left_out() -> None:
    assert "z" not in agency_clauses(CLAUSES, ARTICLES, "all")["article_id"]


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(ValueError, match="voice is 'theirs'; it must be one of all, outlet, sources"):
        agency_clauses(CLAUSES, ARTICLES, "theirs")
