from __future__ import annotations

from itertools import combinations
from statistics import fmean

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.diversity import hill_numbers, rarefied, source_diversity

# Spiders on two sites (Sackett et al. 2011), the worked example of Chao et al. 2014: 168 of 26 species, 252 of 37.
GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, *[1] * 12]
LOGGED = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, *[1] * 14]


@pytest.mark.parametrize(
    ("site", "order", "published"),
    [(GIRDLED, 0, 26), (GIRDLED, 1, 12.06), (GIRDLED, 2, 7.84), (LOGGED, 0, 37), (LOGGED, 1, 14.42), (LOGGED, 2, 6.76)],
)
def test_the_published_example(site: list[int], order: float, published: float) -> None:
    counts = np.array(site, float)[:, None]
    assert hill_numbers(counts, order)[0] == pytest.approx(published, abs=0.005)
    assert rarefied(counts, [order], sum(site))[0, 0] == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize("order", [0, 0.5, 1, 2, 3])
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_rarefaction_is_over_all_ways_to_draw(order: float, size: int) -> None:
    """Expected numbers of sources cited k times, from every way to draw, as the formula wants them."""
    claims = [0, 0, 0, 1, 1, 2]
    draws = [np.bincount(draw, minlength=3) for draw in combinations(claims, size)]
    expected = [fmean(int((draw == k).sum()) for draw in draws) for k in range(1, size + 1)]
    share = np.arange(1, size + 1) / size
    value = (
        np.exp(-(expected * share * np.log(share)).sum())
        if order == 1
        else (expected * share**order).sum() ** (1 / (1 - order))
    )
    assert rarefied(np.array([[3.0], [2.0], [1.0]]), [order], size)[0, 0] == pytest.approx(value)


counts_of_sources = st.lists(st.integers(1, 30), min_size=1, max_size=12)


@given(counts_of_sources, st.integers(1, 40), st.sampled_from([0.0, 0.5, 1.0, 2.0]))
def test_ranges_and_order(counts: list[int], size: int, order: float) -> None:
    column = np.array(counts, float)[:, None]
    value, more = rarefied(column, [order], size)[0, 0], rarefied(column, [order], size + 1)[0, 0]
    assert 1 - 1e-9 <= value <= min(size, len(counts)) + 1e-9
    assert value <= more + 1e-9
    assert rarefied(column, [order + 1], size)[0, 0] <= value + 1e-9
    assert rarefied(column[::-1], [order], size)[0, 0] == pytest.approx(value)


def test_equally_cited_sources_count_as_many_as_they_are() -> None:
    assert hill_numbers(np.full((7, 1), 3.0), 2)[0] == pytest.approx(7)
    assert hill_numbers(np.full((7, 1), 3.0), 1)[0] == pytest.approx(7)


def test_values_by_hand(claims, sources, articles) -> None:
    table = source_diversity(claims, sources, articles, orders=[0, 2])
    # named sources; Globe: mayor 3, chief 1, dam 1. Courier: mayor 1, dam 2, unit 1. (aide is unnamed)
    courier, globe, herald = (table.filter(outlet=name) for name in ("Courier", "Globe", "Herald"))
    assert table["size"].to_list() == [4] * 6
    assert globe["observed"].to_list() == pytest.approx([3, 25 / 11])
    assert courier["value"].to_list() == pytest.approx(courier["observed"].to_list())
    assert globe["value"][0] == pytest.approx(1 + 2 * 4 / 5)  # four of five claims: the mayor always, the others mostly
    assert globe.select("n", "sources", "articles", "note").row(0) == (5, 3, 2, "only 2 articles: rough interval")
    assert herald.select("value", "n", "note").row(0) == (None, 0, "no named source")


def test_no_end_of_an_interval_says_more_sources_than_claims() -> None:
    """Articles of one claim each and articles of many, so that resamples differ widely."""
    cited = [(f"a{at}", f"s{at}-{n}") for at in range(6) for n in range(1 + 6 * (at % 2))]
    claims = pl.DataFrame(cited, schema=["article_id", "source_id"], orient="row")
    sources = claims.select("source_id", kind=pl.lit("person"), anonymous=pl.lit(False))
    articles = {"article_id": [f"a{at}" for at in range(6)], "outlet": ["Globe"] * 6}
    row = source_diversity(claims, sources, articles, orders=[0]).row(0, named=True)
    assert 1 <= row["low"] < row["value"] == row["high"] == row["size"] == 24


def test_too_few_claims_have_no_value_at_a_size(claims, sources, articles) -> None:
    row = source_diversity(claims, sources, articles, orders=[0], size=5).row(0, named=True)
    assert (row["outlet"], row["value"], row["observed"]) == ("Courier", None, 3)
    assert row["note"] == "fewer than 5 claims of named sources"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"orders": []}, "orders"),
        ({"orders": [-1]}, "orders is"),
        ({"orders": [float("nan")]}, "orders is"),
        ({"size": 0}, "size is 0"),
        ({"interval": 1.0}, "interval"),
    ],
)
def test_options_out_of_range_are_refused(claims, sources, articles, options, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        source_diversity(claims, sources, articles, **options)


@pytest.mark.parametrize("order", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("size", [5, 12])
def test_intervals_hold_the_mean_of_samples_of_the_same_size(order: float, size: int) -> None:
    random = np.random.default_rng(5)
    mix = 1 / np.arange(1, 61)
    mix /= mix.sum()
    sources = pl.DataFrame({"source_id": [f"s{i}" for i in range(60)], "kind": "person", "anonymous": False})
    tables = []
    for _ in range(120):
        rows = [(f"a{at}", f"s{s}") for at in range(size) for s in random.choice(60, size=1 + random.poisson(4), p=mix)]
        claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row")
        articles = {"article_id": [f"a{at}" for at in range(size)], "outlet": ["Globe"] * size}
        tables.append(source_diversity(claims, sources, articles, orders=[order], size=10, resamples=200))
    table = pl.concat(tables).drop_nulls("low")
    truth = table["value"].mean()
    holds = (table["low"] <= truth) & (table["high"] >= truth)
    assert 0.88 <= holds.mean() <= 0.99
