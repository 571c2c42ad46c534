"""Differences between outlets by hand, against scipy, and in simulated outlets that do or do not differ."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.metrics import (
    copied_text,
    coverage_over_time,
    differences,
    first_sources,
    quotation_mix,
    reporting_verbs,
    source_counts,
    source_overlap,
    source_prominence,
)
from analysis.metrics.intervals import tail_probability

Tables = tuple[pl.DataFrame, pl.DataFrame]


def cued(rows: list[tuple[str, str, str, int]]) -> Tables:
    """Claims and articles, from outlet, article, class of cue and number of claims."""
    held = [(outlet, article, cue) for outlet, article, cue, count in rows for _ in range(count)]
    claims = pl.DataFrame(held, schema=["outlet", "article_id", "cue_class"], orient="row").with_columns(
        claim_id=pl.int_range(pl.len()).cast(pl.String)
    )
    published = pl.DataFrame([row[:2] for row in rows], schema=["outlet", "article_id"], orient="row").unique()
    return claims.drop("outlet").with_columns(cue_lemma="cue_class"), published


def beta_binomial(
    random: np.random.Generator, outlet: str, articles: int, mean: float
) -> list[tuple[str, str, str, int]]:
    """An outlet whose articles differ in their share of x."""
    rows = []
    for article in range(articles):
        total = 1 + random.poisson(8)
        of_x = random.binomial(total, random.beta(3 * mean, 3 - 3 * mean))
        amounts = {"x": of_x, "y": total - of_x}
        rows += [(outlet, f"{outlet}{article}", cue, int(count)) for cue, count in amounts.items() if count]
    return rows


def verbs(tables: Tables, **options) -> pl.DataFrame:
    return differences(reporting_verbs, *tables, **({"by": "class", "resamples": 400} | options))


def test_shares_are_subtracted_and_counted() -> None:
    rows = [("A", "a", "x", 3), ("A", "b", "y", 1), ("B", "c", "x", 1), ("B", "d", "y", 3), ("C", "e", "z", 1)]
    table = verbs(cued(rows))
    assert table.filter(outlet_b="B").select("cue_class", "value", "value_a", "value_b", "n", "n_a", "n_b").rows() == [
        ("x", 0.5, 0.75, 0.25, 8, 4, 4),
        ("y", -0.5, 0.25, 0.75, 8, 4, 4),
        ("z", 0, 0, 0, 8, 4, 4),
    ]
    one = table.filter(outlet_a="A", outlet_b="C", cue_class="z").row(0, named=True)
    assert (one["value"], one["low"], one["p"], one["q"]) == (-1, None, None, None)
    assert (one["verdict"], one["note"]) == ("cannot tell: one article: no interval", "one article: no interval")


def test_an_outlet_without_anything_is_compared_and_says_so() -> None:
    claims, articles = cued([("A", "a", "x", 3), ("A", "b", "y", 1)])
    articles = pl.concat([articles, pl.DataFrame({"outlet": ["B"], "article_id": ["z"]})])
    table = verbs((claims, articles))
    assert table.select("value_b", "value", "n_b", "articles_b", "note").unique().rows() == [
        (None, None, 0, 0, "nothing counted in one of them")
    ]


def test_intervals_are_those_of_scipys_bootstrap() -> None:
    random = np.random.default_rng(7)
    rows = beta_binomial(random, "A", 30, 0.5) + beta_binomial(random, "B", 40, 0.3)
    row = verbs(cued(rows), resamples=6000).row(0, named=True)
    held = {
        outlet: np.array(
            [[sum(r[3] for r in rows if r[1] == f"{outlet}{i}" and r[2] == cue) for i in range(size)] for cue in "xy"]
        )
        for outlet, size in (("A", 30), ("B", 40))
    }

    def difference(a, b, axis):
        def share(some):
            return held[some][0][a if some == "A" else b].sum(axis) / held[some][:, a if some == "A" else b].sum(
                (0, axis)
            )

        return share("A") - share("B")

    ends = stats.bootstrap(
        (np.arange(30), np.arange(40)),
        difference,
        n_resamples=6000,
        method="percentile",
        vectorized=True,
        confidence_level=1 - 2 * tail_probability(0.95, 30),
        rng=np.random.default_rng(0),
    )
    assert (row["low"], row["high"]) == pytest.approx(tuple(ends.confidence_interval), abs=0.012)
    t = row["value"] / ends.standard_error
    assert row["p"] == pytest.approx(2 * stats.norm.sf(abs(t)), abs=0.01)


def test_none_in_one_outlet_claims_no_certainty() -> None:
    # A has x in 6 of its 12 claims, B in none of 12; no resample of B ever holds any
    rows = [("A", f"a{i}", cue, 1) for i in range(6) for cue in "xy"] + [("B", f"b{i}", "y", 2) for i in range(6)]
    row = verbs(cued(rows)).filter(cue_class="x").row(0, named=True)
    wilson = stats.binomtest(6, 12).proportion_ci(method="wilson")
    unseen = 1 - 0.05 ** (1 / 6)  # the rule of three over six articles, all in one class
    assert row["low"] == pytest.approx(0.5 - np.hypot(0.5 - wilson.low, unseen))
    assert row["high"] == pytest.approx(0.5 + (wilson.high - 0.5))  # B cannot have less than none
    assert row["p"] > 0.01


@pytest.mark.parametrize(
    ("articles", "of_eight", "options", "verdict"),
    [
        (60, ((5, 7), (1, 3)), {}, "differs"),
        (400, ((2, 6), (2, 6)), {"matters": 0.1}, "no difference larger than"),
        (12, ((1, 7), (0, 6)), {}, "cannot tell: 12 points would need about"),
        (60, ((5, 7), (1, 3)), {"matters": 0.9}, "differs"),  # large or not, it is there
    ],
)
def test_the_verdict(articles: int, of_eight, options: dict[str, float], verdict: str) -> None:
    """In every other article the one number of eight claims is x, in the others the other."""
    rows = [
        (outlet, f"{outlet}{at}", cue, count)
        for outlet, numbers in zip("AB", of_eight, strict=True)
        for at in range(articles)
        for cue, count in (("x", numbers[at % 2]), ("y", 8 - numbers[at % 2]))
        if count
    ]
    row = verbs(cued(rows), **options).row(0, named=True)
    assert row["verdict"].startswith(verdict)
    if verdict == "no difference larger than":
        told = float(row["verdict"].split()[-2]) / 100
        assert max(-row["low"], row["high"]) <= told <= 0.1
    if verdict.startswith("cannot"):
        # x differs by 12.5 points; an article's share has variance (3/8)² 12/11 in both: 2 (2.80 / 0.125)² 0.153 = 154
        asked = int(row["verdict"].split("about ")[1].split()[0])
        assert asked == pytest.approx(154, rel=0.1)


def test_as_many_articles_as_the_verdict_asks_for_find_such_a_difference() -> None:
    random = np.random.default_rng(4)
    few = [row for outlet, mean in (("A", 0.51), ("B", 0.49)) for row in beta_binomial(random, outlet, 40, mean)]
    row = verbs(cued(few), matters=0.1).row(0, named=True)
    asked = int(row["verdict"].split("about ")[1].split()[0])
    size = max(0.1, abs(row["value"]))
    found = 0
    for _ in range(60):
        means = ("A", 0.5 + size / 2), ("B", 0.5 - size / 2)
        rows = [row for outlet, mean in means for row in beta_binomial(random, outlet, asked, mean)]
        found += verbs(cued(rows), resamples=100).row(0, named=True)["p"] <= 0.05
    assert 0.62 <= found / 60 <= 0.97  # 8 of 10, the variance itself being estimated from 40 articles


def test_outlets_alike_are_called_different_no_more_often_than_said() -> None:
    random = np.random.default_rng(5)
    called, claimed, effects = 0, 0, []
    for _ in range(150):
        rows = [row for outlet in "AB" for row in beta_binomial(random, outlet, 15, 0.4)]
        row = verbs(cued(rows), resamples=200).row(0, named=True)
        called += row["p"] <= 0.05
        claimed += not row["low"] <= 0 <= row["high"]
        effects.append(row["design_effect"])
    assert called / 150 <= 0.09
    assert claimed / 150 <= 0.09
    # claims one by one would have called about one in four different: each article's share is its own
    assert 1.8 < np.mean(effects) < 4.5


def test_q_is_that_of_all_comparisons() -> None:
    random = np.random.default_rng(6)
    rows = [row for at, outlet in enumerate("ABCD") for row in beta_binomial(random, outlet, 20, 0.2 + 0.2 * at)]
    table = verbs(cued(rows))
    assert table.height == 12
    assert table["q"].to_numpy() == pytest.approx(stats.false_discovery_control(table["p"].to_numpy()))


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("012345"), st.sampled_from("xyz"), st.integers(1, 4)),
        min_size=2,
        max_size=30,
    ),
    random=st.randoms(use_true_random=False),
)
def test_properties(rows: list[tuple[str, str, str, int]], random) -> None:
    rows = [(outlet, outlet + article, cue, count) for outlet, article, cue, count in rows]
    claims, articles = cued(rows)
    table = verbs((claims, articles), resamples=100)
    mixed = claims[random.sample(range(claims.height), claims.height)]
    assert verbs((mixed, articles.reverse()), resamples=100).equals(table)
    bounded = table.drop_nulls("low")
    assert (bounded["low"] <= bounded["value"] + 1e-9).all()
    assert (bounded["value"] <= bounded["high"] + 1e-9).all()
    assert bounded["p"].is_between(0, 1).all()
    assert (bounded["q"] >= bounded["p"] - 1e-12).all()
    assert (table["low"].is_null() == table["p"].is_null()).all()
    assert table.filter(pl.col("low").is_null())["note"].null_count() == 0
    assert table["verdict"].null_count() == 0
    # another outlet changes q alone
    fewer = verbs((claims, articles.filter(pl.col("outlet") != "C")), resamples=100)
    same = fewer.join(table, on=["outlet_a", "outlet_b", "cue_class"], suffix="_more")
    assert all(same[name].equals(same[f"{name}_more"]) for name in ("value", "low", "high", "p", "detectable"))


def test_every_metric_of_shares_can_be_compared(claims, sources, articles) -> None:
    more = claims.with_columns(
        claim_id=pl.int_range(pl.len()).cast(pl.String),
        content_start=pl.lit(3, pl.Int64),
        content_spans=pl.lit([{"start": 0, "end": 4}]),
        quotation=pl.lit("direct"),
    )
    passages = {"article_a": ["c1"], "start_a": [0], "end_a": [9], "article_b": ["g1"], "start_b": [0], "end_b": [9]}
    for metric, tables in (
        (source_counts, (more, sources, articles)),
        (source_prominence, (more, sources, articles)),
        (first_sources, (more, sources, articles)),
        (quotation_mix, (more, articles)),
        (reporting_verbs, (more, articles)),
        (copied_text, (passages | {"kind": ["wire"]}, articles)),
    ):
        shares = metric(*tables, resamples=100)
        table = differences(metric, *tables, resamples=100)
        categories = [
            name
            for name in table.columns[2:]
            if name in shares.columns and name not in ("value", "low", "high", "n", "note")
        ]
        both = table.join(shares, left_on=["outlet_a", *categories], right_on=["outlet", *categories], suffix="_share")
        assert both.height == table.height or metric is source_prominence
        known = both.drop_nulls("value_a")
        assert known.height
        assert known["value_a"].to_list() == pytest.approx(known["value_share"].to_list())
        assert all(a <= b for a, b in pairwise(table["outlet_a"]))


@pytest.mark.parametrize(("metric", "some"), [(coverage_over_time, 1), (source_overlap, 3)])
def test_what_is_no_share_is_refused(claims, sources, articles, metric, some) -> None:
    tables = (articles,) if some == 1 else (claims.with_columns(claim_id=pl.lit("x")), sources, articles)
    with pytest.raises(ValueError, match="must be one of shares"):
        differences(metric, *tables)


def test_options_out_of_range_are_refused() -> None:
    tables = cued([("A", "a", "x", 3)])
    with pytest.raises(ValueError, match="matters is 5"):
        verbs(tables, matters=5)
    with pytest.raises(ValueError, match="interval is 2"):
        verbs(tables, interval=2)
    with pytest.raises(TypeError, match="unexpected"):
        verbs(tables, colour="red")


def test_empty_tables_give_an_empty_table_with_all_columns() -> None:
    claims, articles = cued([("A", "a", "x", 3), ("B", "b", "x", 2)])
    full, empty = verbs((claims, articles)), verbs((claims.clear(), articles.clear()))
    assert empty.is_empty()
    assert empty.schema == full.schema
