"""What only one outlet has: the formula by hand, and whether it finds a share that is known."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from one_story import articles, at, claims, links

from analysis import exclusive_claims
from analysis.lexicons import load_lexicon
from analysis.metrics.claim_groups import QUOTATIONS
from analysis.metrics.exclusives import CORRECTED

TWO = articles(("a", "Post", at(1)), ("b", "Globe", at(2)), ("c", "Sun", at(3)))
COUNTS = ("shared", "shared_linked", "alone", "alone_linked")


def rates() -> dict[str, tuple[float, float]]:
    """Of each kind of quotation how many claims are linked: of those that another has, and of those none has."""
    table = load_lexicon("link_errors").with_columns(pl.col(*COUNTS).cast(pl.Int64))
    found = {}
    for (kind,), rows in table.group_by(["quotation"]):
        shared, shared_linked, alone, alone_linked = rows.select(pl.sum(*COUNTS)).row(0)
        found[str(kind)] = shared_linked / shared, alone_linked / alone
    return found


def measured(table: pl.DataFrame, outlet: str) -> dict[str, float]:
    return dict(table.filter(outlet=outlet).select("measure", "value").iter_rows())


def test_the_rates_are_of_what_they_say() -> None:
    found = rates()
    assert set(found) == set(QUOTATIONS)
    assert found["direct"][0] > found["mixed"][0] > found["indirect"][0]
    assert all(right > 3 * wrong for right, wrong in found.values())


def test_the_share_is_corrected_for_what_is_missed_and_wrong_by_kind_of_quotation() -> None:
    # Post: 4 direct claims of which 1 is linked, 6 indirect ones of which 1 is.
    own = [f"a#{number}" for number in range(10)]
    told = claims(*own, "b#0", "b#1", quotation=["direct"] * 4 + ["indirect"] * 6 + ["direct"] * 2)
    linked = links(("a#0", "b#0"), ("a#4", "b#1", "same_claim"), ("a#1", "c#9"), ("a#2", "a#3", "contradicts"))
    (s, f), (t, g) = rates()["direct"], rates()["indirect"]
    shared = 0.4 * (0.25 - f) / (s - f) + 0.6 * (1 / 6 - g) / (t - g)
    found = exclusive_claims(told, linked, TWO)
    assert measured(found, "Post") == {"observed": 0.8, "corrected": pytest.approx(1 - shared)}
    # both of the Globe's are linked: more than are found of claims that all are shared
    assert measured(found, "Globe") == {"observed": 0.0, "corrected": 0.0}
    assert found.filter(outlet="Post")["claims"].to_list() == [8, 8]
    assert found.filter(outlet="Sun")["value"].to_list() == [None, None]


def test_a_claim_told_twice_counts_once_and_by_its_surest_quotation() -> None:
    told = claims("a#0", "a#1", "b#0", quotation=["indirect", "direct", "indirect"])
    found = exclusive_claims(told, links(("a#0", "a#1")), TWO)
    s, f = rates()["direct"]
    assert found.filter(outlet="Post")["n"].to_list() == [1, 1]
    assert measured(found, "Post")["corrected"] == pytest.approx(min(1, 1 + f / (s - f)))


def test_every_corrected_share_says_so_and_no_observed_one() -> None:
    found = exclusive_claims(claims("a#0", "b#0"), links(), TWO, resamples=100)
    notes = found.with_columns(pl.col("note").fill_null("").str.contains(CORRECTED).alias("named"))
    assert notes.filter(measure="corrected")["named"].all()
    assert not notes.filter(measure="observed")["named"].any()
    assert "omit" not in " ".join(found["note"].drop_nulls())


@pytest.mark.parametrize(("outlets", "word"), [(2, "too high"), (3, None), (4, "too low")])
def test_stories_of_more_or_fewer_outlets_than_measured_are_marked(outlets: int, word: str | None) -> None:
    every = articles(*((name, name.upper(), at(1)) for name in "abcd"[:outlets]))
    (note,) = exclusive_claims(claims("a#0"), links(), every).filter(outlet="A", measure="corrected")["note"]
    assert ("rather" in note) == (word is not None)
    assert word is None or word in note


def world(true: dict[str, float], count: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Stories of three outlets; the Post's claims are the Globe's too with these shares, linked as was measured."""
    random = np.random.default_rng(seed)
    told, linked, every = [], [], []
    for story in range(count):
        every += [(f"{outlet}{story}", outlet, at(1), f"story {story}") for outlet in ("Post", "Globe", "Sun")]
        for number in range(random.integers(4, 20)):
            kind = random.choice(QUOTATIONS)
            right, wrong = rates()[kind]
            told.append((f"Post{story}#{number}", kind))
            if random.random() < (right if random.random() < true[kind] else wrong):
                told.append((f"Globe{story}#{number}", kind))
                linked.append((f"Post{story}#{number}", f"Globe{story}#{number}"))
    names, kinds = zip(*told, strict=True)
    return claims(*names, quotation=kinds), links(*linked), articles(*every)


def test_finds_the_share_that_was_put_in_where_the_observed_one_does_not() -> None:
    true = {"direct": 0.6, "mixed": 0.5, "indirect": 0.3}
    inside = 0
    for seed in range(12):
        found = exclusive_claims(*world(true, 60, seed), resamples=200)
        observed, corrected = found.filter(outlet="Post").iter_rows(named=True)
        alone = 1 - sum(true.values()) / 3
        assert observed["low"] > alone
        assert corrected["value"] == pytest.approx(alone, abs=0.15)
        inside += corrected["low"] <= alone <= corrected["high"]
    assert inside >= 11


def test_the_interval_carries_what_is_not_known_of_the_rates() -> None:
    true = dict.fromkeys(QUOTATIONS, 0.5)
    found = exclusive_claims(*world(true, 400, 0), resamples=200).filter(outlet="Post")
    observed, corrected = found.select(width=pl.col("high") - pl.col("low"))["width"]
    # With thousands of claims the observed share is sure; what 18 stories tell of the rates is not.
    assert observed < 0.04
    assert corrected > 0.15


def test_where_no_draw_differs_the_interval_is_still_one() -> None:
    every = articles(*((f"{outlet}{n}", outlet, at(1), f"s{n}") for n in range(6) for outlet in ("Post", "Globe")))
    told = claims(*(f"Post{n}#0" for n in range(6)))
    observed, corrected = exclusive_claims(told, links(), every).filter(outlet="Post").iter_rows(named=True)
    assert observed["value"] == corrected["value"] == 1
    assert observed["low"] < 0.9
    assert corrected["low"] < observed["low"]
