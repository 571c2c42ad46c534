from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.spatial import distance

from analysis.metrics import source_overlap

METHODS = ("jaccard", "weighted_jaccard", "overlap", "cosine", "morisita_horn")


@pytest.mark.parametrize(
    ("method", "value"),
    [
        # named sources; Globe: mayor 3, chief 1, dam 1. Courier: mayor 1, dam 2, unit 1. (aide is unnamed)
        ("jaccard", 2 / 4),  # mayor, dam of mayor, chief, dam, unit
        ("weighted_jaccard", (1 / 4 + 1 / 5) / (2 - 1 / 4 - 1 / 5)),  # mayor 3/5 and 1/4, dam 1/5 and 2/4
        ("overlap", 2 / 3),  # both cite three
        ("cosine", 5 / np.sqrt(11 * 6)),  # 3*1 + 1*2; 9+1+1; 1+4+1
        ("morisita_horn", 2 * 5 / ((11 / 25 + 6 / 16) * 5 * 4)),  # 5 and 4 claims of named sources
    ],
)
def test_values_by_hand(claims, sources, articles, method, value: float) -> None:
    row = source_overlap(claims, sources, articles, method).row(0, named=True)
    assert (row["outlet_a"], row["outlet_b"], row["method"]) == ("Courier", "Globe", method)
    assert row["value"] == pytest.approx(value)
    assert (row["n"], row["n_a"], row["n_b"], row["shared"]) == (4, 3, 3, 2)


def test_every_pair_once_and_outlets_without_sources_say_so(claims, sources, articles) -> None:
    table = source_overlap(claims, sources, articles)
    assert table.select("outlet_a", "outlet_b").rows() == [
        ("Courier", "Globe"),
        ("Courier", "Herald"),
        ("Globe", "Herald"),
    ]
    assert (
        table.filter(outlet_b="Herald").select("value", "low", "n_b", "note").rows()
        == [(None, None, 0, "no named source")] * 2
    )


def test_anonymous_people_are_nobody(claims, sources, articles) -> None:
    insider = claims.head(2).with_columns(article_id=pl.Series(["g1", "c1"]), source_id=pl.lit("insider"))
    assert source_overlap(pl.concat([claims, insider]), sources, articles).equals(
        source_overlap(claims, sources, articles)
    )


def test_nothing_in_common(sources, articles) -> None:
    claims = pl.DataFrame({"article_id": ["g1", "c1"], "source_id": ["mayor", "dam"]})
    row = source_overlap(claims, sources, articles).row(0, named=True)
    assert (row["value"], row["low"], row["note"]) == (0, None, "no source in common: no interval")


def two_outlets(random: np.random.Generator, size: int, mixes: list[np.ndarray], run: int) -> tuple[pl.DataFrame, ...]:
    rows = []
    for outlet, mix in enumerate(mixes):
        for article in range(size):
            cited = random.choice(len(mix), size=1 + random.poisson(4), p=mix)
            rows += [(f"{outlet}-{run}", f"{outlet}-{run}-{article}", f"s{source}") for source in cited]
    frame = pl.DataFrame(rows, schema=["outlet", "article_id", "source_id"], orient="row")
    return frame.select("article_id", "source_id"), frame.select("article_id", "outlet").unique()


@pytest.mark.parametrize("seed", [0, 1])
def test_jaccard_and_cosine_are_scipys(seed: int) -> None:
    mixes = [np.full(30, 1 / 30)] * 2
    claims, articles = two_outlets(np.random.default_rng(seed), 6, mixes, 0)
    names = [f"s{number}" for number in range(30)]
    sources = pl.DataFrame({"source_id": names, "kind": ["person"] * 30, "anonymous": [False] * 30})
    counts = [
        [claims.filter(pl.col("article_id").str.starts_with(outlet), source_id=name).height for name in names]
        for outlet in ("0-", "1-")
    ]
    jaccard, cosine = (
        source_overlap(claims, sources, articles, method)["value"][0] for method in ("jaccard", "cosine")
    )
    assert jaccard == pytest.approx(1 - distance.jaccard(*(np.array(c) > 0 for c in counts)))
    assert cosine == pytest.approx(1 - distance.cosine(*counts))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("articles", [5, 12])
def test_intervals_hold_the_mean_of_samples_of_the_same_size(method, articles: int) -> None:
    # Two outlets share 60 sources, often and rarely cited ones. What samples of as many articles give on average is the
    # truth that an interval from one sample is to hold; plain percentiles of the resamples hold it for jaccard in about
    # 6 of 10 cases with 12 articles, and ever less the more articles there are.
    random = np.random.default_rng(11)
    size = 60
    first = 1 / np.arange(1, size + 1)
    first /= first.sum()
    second = random.permutation(first)
    sources = pl.DataFrame({"source_id": [f"s{i}" for i in range(size)], "kind": "person", "anonymous": False})
    tables = [
        source_overlap(*order_of(two_outlets(random, articles, [first, second], run), sources), method, resamples=200)
        for run in range(120)
    ]
    table = pl.concat(tables)
    truth = table["value"].mean()
    holds = (table["low"] <= truth) & (table["high"] >= truth)
    assert 0.88 <= holds.mean() <= 0.99
    assert ((table["low"] < table["value"]) & (table["value"] < table["high"])).all()


def order_of(tables: tuple[pl.DataFrame, ...], sources: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    claims, articles = tables
    return claims, sources, articles


def test_unknown_method_is_refused(claims, sources, articles) -> None:
    with pytest.raises(ValueError, match="it must be one of jaccard, weighted_jaccard, overlap, cosine, morisita_horn"):
        source_overlap(claims, sources, articles, "dice")
