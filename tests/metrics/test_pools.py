from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from analysis.metrics import source_overlap, source_pool_test
from analysis.metrics.overlap import overlap_between

METHODS = ("jaccard", "weighted_jaccard", "overlap", "cosine", "morisita_horn")


@pytest.mark.parametrize("method", METHODS)
def test_the_value_is_that_of_source_overlap(claims, sources, articles, method) -> None:
    keys = ["outlet_a", "outlet_b", "value"]
    assert source_pool_test(claims, sources, articles, method, permutations=5).select(keys).rows() == [
        pytest.approx(row) for row in source_overlap(claims, sources, articles, method).select(keys).rows()
    ]


@pytest.mark.parametrize("method", METHODS)
def test_dealings_are_all_ways_to_split_the_articles(method) -> None:
    cited = {"a": [2, 1, 0], "b": [1, 0, 1], "c": [0, 1, 0], "d": [0, 0, 3]}
    rows = [(article, f"s{at}") for article, counts in cited.items() for at, n in enumerate(counts) for _ in range(n)]
    claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row")
    sources = {"source_id": ["s0", "s1", "s2"], "kind": ["person"] * 3, "anonymous": [False] * 3}
    articles = {"article_id": list(cited), "outlet": ["Courier", "Courier", "Globe", "Globe"]}
    row = source_pool_test(claims, sources, articles, method, permutations=4000).row(0, named=True)
    table = np.array(list(cited.values()), float)
    ways = np.array(
        [
            overlap_between(table[list(hand)].sum(0)[:, None], np.delete(table, hand, 0).sum(0)[:, None], method)[0]
            for hand in combinations(range(4), 2)
        ]
    )
    assert row["expected"] == pytest.approx(ways.mean(), abs=0.02)
    assert row["p"] == pytest.approx((ways <= ways[0] + 1e-9).mean(), abs=0.03)
    assert row["n"] == 4


def outlets(random: np.random.Generator, mixes: list[np.ndarray], size: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [
        (f"{outlet}-{at}", f"Outlet {outlet}", f"s{source}")
        for outlet, mix in enumerate(mixes)
        for at in range(size)
        for source in random.choice(len(mix), size=1 + random.poisson(4), p=mix)
    ]
    frame = pl.DataFrame(rows, schema=["article_id", "outlet", "source_id"], orient="row")
    return frame.select("article_id", "source_id"), frame.select("article_id", "outlet").unique()


def test_one_pool_is_called_two_about_as_often_as_it_may_be_and_two_pools_are_found() -> None:
    random = np.random.default_rng(2)
    mix = 1 / np.arange(1, 41)
    mix /= mix.sum()
    other = random.permutation(mix)
    sources = pl.DataFrame({"source_id": [f"s{i}" for i in range(40)], "kind": "person", "anonymous": False})
    found = {}
    for name, mixes in (("same", [mix, mix]), ("different", [mix, other])):
        tables = []
        for _ in range(100):
            claims, articles = outlets(random, mixes, 10)
            tables.append(source_pool_test(claims, sources, articles, "morisita_horn", permutations=200))
        found[name] = (pl.concat(tables)["p"] <= 0.05).mean()
    assert found["same"] <= 0.12  # two standard errors above one in twenty
    assert found["different"] >= 0.95


def test_rows_of_any_order_and_further_outlets_give_the_same(claims, sources, articles) -> None:
    table = source_pool_test(claims, sources, articles, permutations=50)
    assert source_pool_test(claims.reverse(), sources, articles.reverse(), permutations=50).equals(table)
    two = source_pool_test(claims, sources, articles.filter(pl.col("outlet") != "Herald"), permutations=50)
    assert two.select("value", "expected", "p").equals(table.head(1).select("value", "expected", "p"))


def test_without_articles_to_deal_it_says_so(claims, sources, articles) -> None:
    table = source_pool_test(claims, sources, articles, permutations=50)
    assert table.filter(outlet_b="Herald")["note"].to_list() == ["no named source"] * 2
    one_each = source_pool_test(claims, sources, articles.filter(pl.col("article_id").is_in(["g1", "c1"])))
    assert one_each.select("p", "q", "note").row(0) == (None, None, "one article each: nothing to deal")


def test_articles_are_dealt_within_their_story() -> None:
    """Each story has sources of its own, which both outlets cite alike: only dealing across stories would see less."""
    rows = [(f"{outlet}{story}", outlet, f"story {story}") for outlet in "AB" for story in range(6)]
    articles = pl.DataFrame(rows, schema=["article_id", "outlet", "story"], orient="row")
    cited = [(article, f"{story} {at}") for article, _, story in rows for at in range(3)]
    claims = pl.DataFrame(cited, schema=["article_id", "source_id"], orient="row")
    sources = claims.select("source_id", kind=pl.lit("person"), anonymous=pl.lit(False)).unique()
    within = source_pool_test(claims, sources, articles, permutations=100).row(0, named=True)
    assert (within["value"], within["expected"], within["p"], within["dealt"]) == (1, 1, 1, 12)
    across = source_pool_test(claims, sources, articles.drop("story"), permutations=100).row(0, named=True)
    assert across["expected"] < 0.8
    apart = articles.with_columns(pl.col("story") + pl.col("outlet"))
    assert source_pool_test(claims, sources, apart)["note"][0] == "no story that both cover: nothing to deal"


@pytest.mark.parametrize(("options", "message"), [({"method": "dice"}, "method is"), ({"permutations": 0}, "perm")])
def test_options_out_of_range_are_refused(claims, sources, articles, options, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        source_pool_test(claims, sources, articles, **options)
