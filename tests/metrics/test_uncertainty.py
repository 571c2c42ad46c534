"""Intervals against scipy, against numbers worked out by hand, and against simulated truth."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.metrics import uncertainty
from analysis.metrics.intervals import check_options, poisson_interval, tail_probability, wilson_interval
from analysis.metrics.uncertainty import grouped_sums, resampled_sums, shares


def share_table(rows: list[tuple[str, str, str, int]], **options: float) -> pl.DataFrame:
    counts = pl.DataFrame(rows, schema=["outlet", "article_id", "kind", "claims"], orient="row")
    settings = {"interval": 0.95, "resamples": 1000, "seed": 0} | options
    outlets = counts["outlet"].unique().to_list()
    return shares(counts, outlets, counts.select("kind").unique(), "claims", **settings)


@pytest.mark.parametrize("interval", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("count", [0, 1, 3, 12, 250, 5000])
def test_poisson_interval_is_scipys(count: int, interval: float) -> None:
    tail = (1 - interval) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert poisson_interval(count, interval) == pytest.approx((low, high), rel=1e-6)


@pytest.mark.parametrize("articles", [8, 20, 100, 1000])
def test_tail_probability_is_that_of_students_t(articles: int) -> None:
    exact = stats.norm.cdf(-np.sqrt(articles / (articles - 1)) * stats.t.ppf(0.975, articles - 1))
    assert tail_probability(0.95, articles) == pytest.approx(exact, rel=0.02)


def test_resamples_draw_as_many_articles_as_there_are() -> None:
    article, item = np.array([0, 1, 2, 3]), np.array([0, 0, 0, 0])
    drawn = np.concatenate(
        list(resampled_sums(article, item, np.ones(4), outlet="Globe", resamples=500, seed=0)), axis=1
    )
    assert drawn.shape == (1, 500)
    assert (drawn == 4).all()


def test_resamples_draw_every_article_equally_often() -> None:
    article = item = np.arange(5)
    drawn = np.concatenate(
        list(resampled_sums(article, item, np.ones(5), outlet="Globe", resamples=4000, seed=0)), axis=1
    )
    assert drawn.mean(axis=1) == pytest.approx(np.ones(5), abs=0.05)
    # a count of a resample is binomial(5, 1/5): variance 5 * 0.2 * 0.8
    assert drawn.var(axis=1) == pytest.approx(np.full(5, 0.8), abs=0.06)


def test_memory_bound_changes_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("Globe", f"a{number}", kind, 1 + number % 3) for number in range(9) for kind in "xy"[: 1 + number % 2]]
    whole = share_table(rows)
    monkeypatch.setattr(uncertainty, "CELLS", 40)
    assert share_table(rows).equals(whole)


def test_two_articles_by_hand() -> None:
    # x: 100 of 200 in a, 300 of 400 in b. Share (1+3)/(2+4). Resamples are aa, ab, bb: 1/2, 4/6, 3/4; with two articles
    # the widened percentiles are the ends of what can be drawn.
    table = share_table([("G", "a", "x", 100), ("G", "a", "y", 100), ("G", "b", "x", 300), ("G", "b", "y", 100)])
    row = table.row(by_predicate=pl.col("kind") == "x", named=True)
    assert (row["value"], row["low"], row["high"]) == pytest.approx((4 / 6, 1 / 2, 3 / 4))
    assert (row["n"], row["claims"], row["articles"]) == (600, 400, 2)
    assert row["note"] == "only 2 articles: rough interval"


def test_articles_that_happen_to_agree_claim_no_certainty() -> None:
    # 11 of 20 and 12 of 22: every resample lies between 0.545 and 0.55, claims drawn one by one do not.
    table = share_table([("G", "a", "x", 11), ("G", "a", "y", 9), ("G", "b", "x", 12), ("G", "b", "y", 10)])
    row = table.row(by_predicate=pl.col("kind") == "x", named=True)
    one_by_one = stats.binomtest(23, 42).proportion_ci(method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((one_by_one.low, one_by_one.high))


@pytest.mark.parametrize(("count", "n"), [(0, 3), (1, 3), (50, 80), (80, 80)])
def test_wilson_interval_is_scipys(count: int, n: int) -> None:
    exact = stats.binomtest(count, n).proportion_ci(0.9, method="wilson")
    low, high = wilson_interval(np.array([float(count)]), n, 0.9)
    assert (low[0], high[0]) == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_bootstrap_is_scipys() -> None:
    random = np.random.default_rng(5)
    all_claims = random.integers(2, 12, 30)
    of_kind = random.binomial(all_claims, 0.4)
    rows = [("Globe", f"a{i:02}", "x", int(k)) for i, k in enumerate(of_kind) if k]
    rows += [
        ("Globe", f"a{i:02}", "y", int(n - k))
        for i, (k, n) in enumerate(zip(of_kind, all_claims, strict=True))
        if n > k
    ]
    row = share_table(rows, resamples=8000).row(by_predicate=pl.col("kind") == "x", named=True)
    scipys = stats.bootstrap(
        (of_kind, all_claims),
        lambda k, n, axis: k.sum(axis=axis) / n.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=8000,
        method="percentile",
        confidence_level=1 - 2 * tail_probability(0.95, 30),
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert (row["low"], row["high"]) == pytest.approx(tuple(scipys), abs=0.006)


NONE_OF_TEN = "none in 10 articles: rule of three"
TEN = [("G", f"a{number}", "x", 2) for number in range(10)]


@pytest.mark.parametrize(
    ("rows", "kind", "low", "high", "note"),
    [
        ([("G", "a", "x", 2)], "x", None, None, "one article: no interval"),
        # none in 10 articles: 1 - 0.05 ** (1/10)
        ([*TEN, ("H", "b", "y", 1)], "y", 0, 0.25887, NONE_OF_TEN),
        # the same where every article holds two categories: half as much
        ([*TEN, *((g, a, "z", 3) for g, a, _, _ in TEN), ("H", "b", "y", 1)], "y", 0, 0.12944, NONE_OF_TEN),
        (TEN, "x", 0.74113, 1, "nothing else in 10 articles: rule of three"),
        ([("G", i, k, 1) for i in "ab" for k in "xy"], "x", 0.15004, 0.84996, "only 2 articles: rough interval"),
    ],
    ids=["one article", "none", "none of several", "all", "no variation"],
)
def test_where_the_bootstrap_would_claim_certainty(rows, kind, low, high, note) -> None:
    row = share_table(rows).row(by_predicate=(pl.col("outlet") == "G") & (pl.col("kind") == kind), named=True)
    assert row["note"] == note
    assert (row["low"], row["high"]) == ((None, None) if low is None else pytest.approx((low, high), abs=1e-5))


@pytest.mark.parametrize(("articles", "least"), [(5, 0.86), (10, 0.9), (30, 0.92)])
def test_intervals_hold_the_truth_as_often_as_they_say(articles: int, least: float) -> None:
    # Articles differ (beta) in how much they cite of x, so claims of one article hang together: an interval that took
    # single claims for independent would hold the truth in about 7 of 10 cases.
    random = np.random.default_rng(3)
    rows = []
    for outlet in range(200):
        for article in range(articles):
            total = 1 + random.poisson(8)
            of_kind = random.binomial(total, random.beta(1, 2))
            amounts = {"x": of_kind, "y": total - of_kind}
            rows += [(f"o{outlet}", f"{article:03}", kind, int(n)) for kind, n in amounts.items() if n]
    table = share_table(rows, resamples=400).filter(kind="x")
    holds = (table["low"] <= 1 / 3) & (table["high"] >= 1 / 3)
    assert least <= holds.fill_null(value=False).mean() <= 0.99


@pytest.mark.parametrize(("interval", "resamples"), [(0, 1000), (1, 1000), (95, 1000), (0.95, 99)])
def test_options_that_give_no_interval_are_refused(interval: float, resamples: int) -> None:
    with pytest.raises(ValueError, match=r"it must be between 0 and 1|with fewer than 100"):
        check_options(interval, resamples)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sizes", [[1], [3, 1, 2], [1, 1, 1], [200, 1, 65, 64, 63, 2, 70], [5] * 40])
def test_sums_of_groups_are_numpys(sizes: list[int], dtype: type) -> None:
    rows = np.random.default_rng(0).integers(0, 9, (sum(sizes), 4)).astype(dtype)
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    sums = grouped_sums(rows, starts)
    assert sums.dtype == dtype
    assert (sums == np.add.reduceat(rows, starts, axis=0)).all()
