"""Shares corrected by a review: by hand, and in made-up outlets whose truth is known."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics import corrected_shares, quotation_mix, reporting_verbs, source_counts, source_prominence
from analysis.schema import SchemaError

SIMULATION = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "coverage.py"))
SOURCES = pl.DataFrame({"source_id": ["p", "m"], "kind": ["person", "medium"], "anonymous": [False, False]})


def read(*rows: tuple[str, str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Claims as article (outlet and number) and source."""
    claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row").with_columns(
        claim_id=pl.format("{}#{}", "article_id", pl.int_range(pl.len()).over("article_id"))
    )
    articles = claims.select("article_id", outlet=pl.col("article_id").str.head(1)).unique()
    return claims, SOURCES, articles


def person(table: pl.DataFrame) -> dict[str, object]:
    return table.filter(kind="person").row(0, named=True)


EIGHT = [(f"G{at}", source) for at in range(8) for source in ("p", "p", "p", "m")]


def test_all_reviewed_is_the_truth_whatever_was_read() -> None:
    given = read(*EIGHT)
    reviewed = given[0].with_columns(
        kind=pl.when(pl.col("claim_id").str.ends_with("#0")).then(None).otherwise(pl.lit("person"))
    )
    row = person(corrected_shares(source_counts, reviewed.select("claim_id", "kind"), *given))
    assert (row["value"], row["uncorrected"], row["n"], row["reviewed"], row["articles"]) == (1, 0.75, 32, 32, 8)


def test_a_correction_by_hand() -> None:
    # Read: 6 of 8 persons. Reviewed a0 and a1, read as p m and p p: truly p p, m p. So C = 3/4, R = 3/4, P = 6/8.
    given = read(
        *(("G0", "p"), ("G0", "m"), ("G1", "p"), ("G1", "p"), ("G2", "p"), ("G2", "p"), ("G3", "p"), ("G3", "m"))
    )
    reviewed = {"claim_id": ["G0#0", "G0#1", "G1#0", "G1#1"], "kind": ["person", "person", "medium", "person"]}
    row = person(corrected_shares(source_counts, reviewed, *given))
    assert (row["value"], row["uncorrected"]) == (pytest.approx(0.75), pytest.approx(0.75))
    # with the second claim of G0 no claim: C = 2/3, t = 3/4; R and P stay, so nothing is added
    reviewed["kind"][1] = None
    row = person(corrected_shares(source_counts, reviewed, *given))
    assert row["value"] == pytest.approx(2 / 3)
    # and where P is not R: one more person read elsewhere, P = 7/9; weight times (7/9 - 3/4) / (3/4)
    given = read(*given[0].select("article_id", "source_id").iter_rows(), ("G4", "p"))
    row = person(corrected_shares(source_counts, reviewed, *given))
    assert row["value"] == pytest.approx(2 / 3 + row["weight"] * (7 / 9 - 3 / 4) * 4 / 3)


def test_a_missed_claim_counts() -> None:
    # two articles reviewed, all right; in each a medium was missed: of 4 + 1 claims 3 persons
    given = read(*EIGHT)
    rows = [(f"G{a}#{at}", f"G{a}", "person" if at < 3 else "medium") for a in range(3) for at in range(4)]
    rows += [(None, f"G{a}", "medium") for a in range(3)]
    reviewed = pl.DataFrame(rows, schema=["claim_id", "article_id", "kind"], orient="row")
    row = person(corrected_shares(source_counts, reviewed, *given))
    assert row["value"] == pytest.approx(3 / 5)
    assert row["reviewed"] == 15


def test_right_or_wrong_is_as_good_as_the_category_where_wrong_means_no_claim() -> None:
    given = read(*EIGHT)
    ids = given[0]["claim_id"].to_list()[:16]
    right = [at % 5 > 0 for at in range(16)]
    kinds = ["person" if at % 4 < 3 else "medium" for at in range(16)]
    by_right = corrected_shares(source_counts, {"claim_id": ids, "right": right}, *given)
    by_kind = {"claim_id": ids, "kind": [kind if good else None for kind, good in zip(kinds, right, strict=True)]}
    assert by_right.equals(corrected_shares(source_counts, by_kind, *given))


def test_a_review_without_a_mistake_leaves_the_share_and_widens_its_interval() -> None:
    given = read(*EIGHT, ("G8", "m"), ("G9", "m"))
    reviewed = {"claim_id": given[0]["claim_id"].to_list()[:24], "right": [True] * 24}
    row = person(corrected_shares(source_counts, reviewed, *given))
    unseen = (1 - 0.05 ** (1 / 6)) * 6 / 24  # six articles reviewed, four claims each
    assert row["note"] == "no mistake reviewed: rule of three"
    assert row["low"] <= row["value"] - unseen
    assert row["high"] - row["low"] >= 2 * unseen
    assert 24 / 34 <= row["value"] <= 3 / 4
    reviewed["right"][0] = False
    assert person(corrected_shares(source_counts, reviewed, *given))["note"] is None


def test_each_outlet_has_its_own_review() -> None:
    given = read(*EIGHT, *((f"H{at}", source) for at in range(3) for source in ("p", "m")), ("I1", "p"))
    reviewed = {"claim_id": ["G0#0", "G1#0", "G2#3", "H0#0"], "kind": ["person", "medium", "medium", "medium"]}
    table = corrected_shares(source_counts, reviewed, *given).filter(kind="person")
    assert table.select("outlet", "reviewed", "articles", "note").rows() == [
        ("G", 3, 3, "only 3 articles reviewed: rough interval"),
        ("H", 1, 1, "one article reviewed: no interval"),
        ("I", 0, 0, "no claim reviewed"),
    ]
    assert table["value"].is_null().to_list() == [False, False, True]
    alone = corrected_shares(source_counts, reviewed, *given[:2], given[2].filter(outlet="G"))
    assert alone.equals(corrected_shares(source_counts, reviewed, *given).filter(outlet="G"))


def test_nothing_but_mistakes_has_no_share() -> None:
    given = read(*EIGHT)
    table = corrected_shares(source_counts, {"claim_id": ["G0#0"], "right": [False]}, *given)
    assert table["note"].to_list() == ["no reviewed claim is one"] * 2
    assert table["value"].null_count() == 2


@settings(max_examples=15, deadline=None)
@given(
    claims=st.lists(
        st.tuples(st.sampled_from(["G0", "G1", "G2", "H0", "H1"]), st.sampled_from("pm")), min_size=1, max_size=20
    ),
    kinds=st.lists(st.sampled_from(["person", "medium", "group", None]), min_size=20, max_size=20),
    random=st.randoms(use_true_random=False),
)
def test_properties(claims, kinds, random) -> None:
    given = read(*claims)
    some = given[0].select("claim_id").head(10)
    reviewed = some.with_columns(kind=pl.Series(kinds[: some.height], dtype=pl.String))
    table = corrected_shares(source_counts, reviewed, *given, resamples=100)
    mixed = [frame[random.sample(range(frame.height), frame.height)] for frame in (reviewed, *given)]
    assert corrected_shares(source_counts, *mixed, resamples=100).equals(table)
    for name in ("value", "low", "high", "uncorrected", "weight"):
        assert table[name].drop_nulls().is_between(0, 1).all()
    bounded = table.drop_nulls("low")
    assert (bounded["low"] <= bounded["value"] + 1e-9).all()
    assert (bounded["value"] <= bounded["high"] + 1e-9).all()
    assert table.filter(pl.col("low").is_null())["note"].null_count() == 0
    added = table.drop_nulls("value").group_by("outlet").agg(pl.sum("value"))["value"]
    assert added.to_list() == pytest.approx([1] * len(added), abs=0.35)  # ends are cut at 0 and 1


@pytest.mark.parametrize(("articles", "reviewed"), [(40, 20), (100, 20)])
def test_intervals_hold_the_truth_where_those_of_the_reader_alone_do_not(articles: int, reviewed: int) -> None:
    trial = SIMULATION["trials"](200, articles, 11)
    tables = (trial.claims, trial.sources, trial.articles)
    held = SIMULATION["held"]
    corrected = corrected_shares(source_counts, SIMULATION["by_articles"](trial, reviewed), *tables, resamples=400)
    assert 0.92 <= held(corrected) <= 0.975
    assert held(source_counts(*tables, resamples=400)) < 0.8
    # it says more than the review alone: the machine has read the rest
    alone = source_counts(
        SIMULATION["by_articles"](trial, reviewed).drop_nulls("kind").rename({"kind": "source_id"}),
        trial.sources,
        trial.articles.filter(pl.int_range(pl.len()).over("outlet") < reviewed),
        resamples=400,
    )
    assert (corrected["high"] - corrected["low"]).mean() < 0.92 * (alone["high"] - alone["low"]).mean()
    assert corrected["value"].mean() == pytest.approx(1 / 3)
    by_kind = corrected.group_by("kind").agg(pl.mean("value")).sort("kind")["value"].to_numpy()
    assert by_kind == pytest.approx(np.array([0.3, 0.15, 0.55]), abs=0.01)


def test_reviewed_claims_alone_correct_what_was_found() -> None:
    trial = SIMULATION["trials"](150, 60, 12)
    review = SIMULATION["by_claims"](trial, 0.2, 1)
    table = corrected_shares(source_counts, review, trial.claims, trial.sources, trial.articles, resamples=200)
    found = trial.truth.drop_nulls("claim_id").drop_nulls("kind").group_by("kind").len("n").sort("kind")
    share = (found["n"] / found["n"].sum()).to_numpy()
    mean = table.group_by("kind").agg(pl.mean("value")).sort("kind")["value"].to_numpy()
    assert mean == pytest.approx(share, abs=0.01)
    assert abs(mean[2] - 0.55) > 0.02  # persons are missed least: that no review of what was found can tell


@pytest.mark.parametrize(
    ("reviewed", "message"),
    [
        ({"claim_id": ["G0#0"]}, "need claim_id, and kind or right"),
        ({"kind": ["person"]}, "need claim_id"),
        ({"claim_id": ["G0#0", "G0#0"], "kind": ["person", "medium"]}, "'G0#0' is reviewed in several rows"),
        ({"claim_id": [None], "kind": ["person"]}, "need article_id and kind"),
    ],
)
def test_a_review_that_lacks_something_is_refused(reviewed, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        corrected_shares(source_counts, reviewed, *read(*EIGHT))


def test_metrics_that_count_no_claims_are_refused(articles) -> None:
    claims, sources, published = read(*EIGHT)
    claims = claims.with_columns(
        content_spans=pl.lit([{"start": 0, "end": 1}]), quotation=pl.lit("direct"), content_start=0, n_words=3
    )
    published = published.with_columns(text=pl.lit("Rain."))
    reviewed = {"claim_id": ["G0#0"], "right": [True]}
    for metric, tables, options in (
        (quotation_mix, (claims, published), {}),
        (source_prominence, (claims, sources, published), {}),
        (source_counts, (claims, sources, published), {"counted": "words"}),
    ):
        with pytest.raises(ValueError, match="must be one that counts claims"):
            corrected_shares(metric, reviewed, *tables, **options)


def test_verbs_have_two_columns() -> None:
    claims, _, articles = read(*EIGHT)
    claims = claims.with_columns(cue_lemma="source_id", cue_class=pl.lit("neutral"))
    reviewed = {"claim_id": ["G0#0", "G1#0", "G2#0"], "cue_lemma": ["m", "p", "p"], "cue_class": ["neutral"] * 3}
    table = corrected_shares(reporting_verbs, reviewed, claims, articles)
    assert table.select("cue_lemma", "cue_class").rows() == [("m", "neutral"), ("p", "neutral")]
    assert table.row(0, named=True)["value"] == pytest.approx(1 / 3, abs=0.3)
