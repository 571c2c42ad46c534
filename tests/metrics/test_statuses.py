"""What becomes of the others' claims, by hand."""

from __future__ import annotations

import polars as pl
import pytest
from one_story import articles, at, claims, day, links

from analysis import claim_coverage, claim_statuses

THREE = articles(("a", "Post", at(2)), ("b", "Globe", at(3)), ("c", "Sun", at(1)))


def counts(table: pl.DataFrame, outlet: str) -> dict[str, int]:
    found = table.filter(pl.col("outlet") == outlet, pl.col("claims") > 0)
    return dict(found.select("status", "claims").iter_rows())


def test_only_claims_of_others_count() -> None:
    told = claims("a#0", "a#1", "b#0", "b#1", "b#2", "c#0")
    linked = links(("a#0", "b#0"), ("b#1", "c#0", "contradicts"))
    table = claim_statuses(told, linked, THREE, resamples=100)
    # of the Globe's three, two of them later than the Post, and the Sun's one
    assert counts(table, "Post") == {"stated": 1, "not yet possible": 2, "not found": 1}
    # of the Post's two, one of them shared, and the Sun's one
    assert counts(table, "Globe") == {"stated": 1, "not found": 1, "contradicted": 1}
    # the Sun was out before all others; its own claim does not count, the one it contradicts does
    assert counts(table, "Sun") == {"contradicted": 1, "not yet possible": 3}
    assert dict(table.select("outlet", "n").unique().iter_rows()) == {"Post": 4, "Globe": 3, "Sun": 4}


def test_the_rows_behind_it_are_those_of_the_coverage() -> None:
    told = claims("a#0", "a#1", "b#0", "b#1", "c#0", "c#1")
    linked = links(("a#0", "b#0"), ("a#1", "c#1"), ("b#1", "c#0", "contradicts"))
    table = claim_statuses(told, linked, THREE, resamples=100)
    coverage = claim_coverage(told, linked, THREE)
    others = coverage.filter((pl.col("outlets") > 1) | (pl.col("status") != "stated"))
    for outlet in ("Post", "Globe", "Sun"):
        assert counts(table, outlet) == dict(others.filter(outlet=outlet)["status"].value_counts().iter_rows())


def test_what_is_missed_is_told_where_nothing_was_found() -> None:
    told, linked = claims("a#0", "a#1", "b#0", "c#0"), links(("a#0", "b#0"))
    table = claim_statuses(told, linked, THREE, resamples=100)
    notes = dict(table.filter(outlet="Globe").select("status", "note").iter_rows())
    missed = claim_coverage(told, linked, THREE).filter(status="not found")["missed"].unique().item()
    assert f"{100 * missed:.0f} % of versions that are there are missed" in notes["not found"]
    assert "missed" not in notes["stated"]
    assert all("one story" in note for note in notes.values() if "rule of three" not in note)


def test_intervals_hold_for_stories_as_wholes() -> None:
    # In half of the stories the Post has all ten claims of the Globe's ten articles, in the others none.
    every, told, linked = [], [], []
    for story in range(10):
        every.append((f"p{story}", "Post", day(9), f"s{story}"))
        for number in range(10):
            name = f"g{story}-{number}"
            every.append((name, "Globe", day(0), f"s{story}"))
            told.append(f"{name}#0")
            if story % 2:
                told.append(f"p{story}#{number}")
                linked.append((f"{name}#0", f"p{story}#{number}"))
    table = claim_statuses(claims(*told), links(*linked), articles(*every)).filter(outlet="Post", status="stated")
    row = table.row(0, named=True)
    assert (row["value"], row["n"], row["articles"], row["stories"]) == (0.5, 100, 100, 10)
    # a hundred articles alone would give about 0.4 to 0.6
    assert row["low"] < 0.3
    assert row["high"] > 0.7


@pytest.mark.parametrize(("post", "status"), [(day(0), "not found"), (at(-2), "not yet possible")])
def test_a_day_alone_may_be_after_the_first_version(post: object, status: str) -> None:
    table = articles(("a", "Post", post), ("b", "Globe", at(3)))
    found = claim_coverage(claims("b#0"), links(), table)
    assert found.filter(outlet="Post")["status"].to_list() == [status]
