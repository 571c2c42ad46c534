"""Copies are no corroboration."""

from __future__ import annotations

import polars as pl
import pytest
from one_story import articles, at, claims, links, utterances

from analysis import claim_chains, corroboration
from analysis.articles.outlets import UNKNOWN
from analysis.schema import SchemaError

FOUR = articles(("a", "Post", at(3)), ("b", "Globe", at(2)), ("c", "Sun", at(1)), ("d", "Herald", at(4)))
ALL = links(("a#0", "b#0"), ("a#0", "c#0"), ("a#0", "d#0"))


def chains(*args: pl.DataFrame, **options: object) -> dict[str, tuple[int, int, int]]:
    """By outlet: outlets, chains, and the number of its own."""
    found = claim_chains(*args, **options)
    return {row["outlet"]: (row["outlets"], row["chains"], row["chain"]) for row in found.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("traced", "own"),
    [
        # all from one wire
        ({"a": 1, "b": 1, "c": 1, "d": 1}, {"Post": 1, "Globe": 1, "Sun": 1, "Herald": 1}),
        # nothing ties them; numbered by when each chain began, whatever number the utterance gave it
        ({"a": 1, "b": 2, "c": 3, "d": 4}, {"Post": 3, "Globe": 2, "Sun": 1, "Herald": 4}),
        # the Herald from the Post
        ({"a": 1, "b": 2, "c": 3, "d": 1}, {"Post": 3, "Globe": 2, "Sun": 1, "Herald": 3}),
    ],
)
def test_versions_of_one_chain_count_once(traced: dict[str, int], own: dict[str, int]) -> None:
    found = chains(claims("a#0", "b#0", "c#0", "d#0"), ALL, utterances(**traced), FOUR)
    assert found == {outlet: (4, len(set(own.values())), chain) for outlet, chain in own.items()}


def test_an_outlet_has_one_chain_of_a_claim_and_does_not_corroborate_itself() -> None:
    # The Post copied the Globe's version; its own other version, of another speaker, is no second chain.
    told = claims("a#0", "a#1", "b#0")
    linked = links(("a#0", "b#0"), ("a#0", "a#1", "same_claim"))
    assert chains(told, linked, utterances(a=1, b=1), FOUR) == {"Post": (2, 1, 1), "Globe": (2, 1, 1)}
    # The Globe's version is another chain than the Post's two articles.
    twice = articles(("a", "Post", at(1)), ("d", "Post", at(2)), ("b", "Globe", at(3)))
    linked = links(("a#0", "b#0"), ("a#0", "d#0"))
    found = chains(claims("a#0", "b#0", "d#0"), linked, utterances(a=1, d=1, b=2), twice)
    assert found == {"Post": (2, 2, 1), "Globe": (2, 2, 2)}


def test_a_chain_in_one_utterance_holds_in_the_claim() -> None:
    # Sun and Globe share a wire for one utterance; that the Sun alone has the same claim of another speaker adds none.
    told = claims("b#0", "c#0", "c#1")
    linked = links(("b#0", "c#0"), ("b#0", "c#1", "same_claim"))
    assert chains(told, linked, utterances(b=1, c=1), FOUR) == {"Globe": (2, 1, 1), "Sun": (2, 1, 1)}


def test_the_same_claim_without_a_trace_is_another_chain() -> None:
    assert chains(claims("a#0", "b#0"), links(("a#0", "b#0", "same_claim")), utterances(), FOUR)["Post"] == (2, 2, 2)


def test_contradictions_and_other_relations_make_nothing_one() -> None:
    told, linked = claims("a#0", "b#0", "c#0"), links(("a#0", "b#0", "contradicts"), ("a#0", "c#0", "same_claim"))
    found = claim_chains(told, linked, utterances(), FOUR, relations=("same_utterance",))
    assert found["outlets"].to_list() == [1, 1, 1]


def test_articles_that_name_no_outlet_may_corroborate_each_other() -> None:
    nameless = articles(("a", UNKNOWN, at(1)), ("b", UNKNOWN, at(2)))
    table = (claims("a#0", "b#0"), links(("a#0", "b#0")), utterances(a=1, b=2), nameless)
    assert chains(*table) == {"unknown (a)": (2, 2, 1), "unknown (b)": (2, 2, 2)}
    assert shares(*table) == {(UNKNOWN, "independent chain"): (1.0, 2)}


def shares(*args: pl.DataFrame) -> dict[tuple[str, str], tuple[float, int]]:
    """Shares above 0 with their n."""
    found = corroboration(*args, resamples=100).filter(pl.col("value") > 0)
    return {(row["outlet"], row["corroboration"]): (row["value"], row["n"]) for row in found.iter_rows(named=True)}


def test_shares_of_an_outlets_claims_by_hand() -> None:
    # Post: one claim that the Globe has independently, one that the Sun copied, one alone told twice (it counts once).
    told = claims("a#0", "a#1", "a#2", "a#3", "b#0", "c#1")
    linked = links(("a#0", "b#0"), ("a#1", "c#1"), ("a#2", "a#3"))
    rows = [("u", "a#0", 1), ("u", "b#0", 2), ("v", "a#1", 1), ("v", "c#1", 1), ("w", "a#2", 1), ("w", "a#3", 1)]
    traced = pl.DataFrame(rows, schema=["utterance_id", "claim_id", "chain"], orient="row")
    assert shares(told, linked, traced, FOUR) == {
        ("Globe", "independent chain"): (1.0, 1),
        ("Post", "independent chain"): (pytest.approx(1 / 3), 3),
        ("Post", "same chain"): (pytest.approx(1 / 3), 3),
        ("Post", "none found"): (pytest.approx(1 / 3), 3),
        ("Sun", "same chain"): (1.0, 1),
    }


def test_a_story_that_nobody_else_covers_counts_for_nothing() -> None:
    two = articles(("a", "Post", at(1)), ("b", "Globe", at(2)), ("z", "Post", at(1), "tram"))
    found = corroboration(claims("a#0", "z#0"), links(), utterances(), two, resamples=100)
    assert found.filter(outlet="Post")["n"].unique().to_list() == [1]
    assert found.filter(outlet="Globe")["note"].unique().to_list() == ["no claims"]


def test_names_of_outlets_decide_nothing() -> None:
    told = (claims("a#0", "b#0", "c#0", "d#0"), ALL, utterances(a=1, b=2, c=3, d=1))
    turned = FOUR.with_columns(pl.col("outlet").replace({"Post": "Sun", "Sun": "Post"}))
    here, there = chains(*told, FOUR), chains(*told, turned)
    assert (here["Post"], here["Sun"]) == (there["Sun"], there["Post"])


def test_a_missing_table_is_named() -> None:
    with pytest.raises(SchemaError, match="table 'utterances' lacks chain"):
        claim_chains(claims("a#0"), links(), utterances().drop("chain"), FOUR)
