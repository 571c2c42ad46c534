"""The sample that is reviewed, and what is counted from the answers."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.sample import Dealer, answers, corrected_kinds, in_order, precision


def made(sizes: dict[tuple[str, str], int]) -> pl.DataFrame:
    rows = [
        (f"{outlet}{n}#{quotation}", f"{outlet}{n}", outlet, quotation, 5 * n, 5 * n + 4, "s" if n % 2 else None)
        for (outlet, quotation), size in sizes.items()
        for n in range(size)
    ]
    names = ["claim_id", "article_id", "outlet", "quotation", "content_start", "content_end", "source_id"]
    return pl.DataFrame(rows, schema=names, orient="row")


SIZES = {("A", "direct"): 120, ("A", "indirect"): 240, ("B", "direct"): 60, ("B", "indirect"): 180}
CLAIMS = made(SIZES)


@pytest.mark.parametrize("n", [10, 60, 200, 600])
def test_any_beginning_of_the_sample_has_each_stratum_in_its_share(n: int) -> None:
    counts = in_order(CLAIMS, "x").head(n).group_by("outlet", "quotation").len().rows()
    dealt = {(outlet, quotation): count for outlet, quotation, count in counts}
    for stratum, size in SIZES.items():
        assert abs(dealt.get(stratum, 0) - n * size / 600) <= 1.01


def test_many_small_outlets_do_not_come_first() -> None:
    claims = made({("big", "direct"): 500} | {(f"o{n}", "direct"): 2 for n in range(250)})
    big = [in_order(claims, f"seed {n}").head(100).filter(outlet="big").height for n in range(5)]
    assert 45 < sum(big) / 5 < 55


def test_the_sample_is_one_whatever_the_order_of_rows_and_another_for_another_corpus() -> None:
    order = in_order(CLAIMS, "x")["claim_id"].to_list()
    assert in_order(CLAIMS.sample(fraction=1, shuffle=True, seed=3), "x")["claim_id"].to_list() == order
    assert in_order(CLAIMS, "y")["claim_id"].to_list() != order


def test_two_visitors_have_different_claims_until_one_has_been_away_for_long() -> None:
    dealer, order, one, other = Dealer(), pl.Series(["a", "b", "c"]), object(), object()
    assert dealer.deal(order, (), one, 0) == "a"
    assert dealer.deal(order, (), other, 1) == "b"
    assert dealer.deal(order, {"b"}, other, 2) == "c"
    assert dealer.deal(order, {"b", "c"}, other, 3) is None
    assert dealer.deal(order, {"b", "c"}, other, 2000) == "a"


def reviewed(*told: tuple[str, str]) -> pl.DataFrame:
    frame = pl.DataFrame(told, schema=["claim_id", "verdict"], orient="row")
    return frame.with_columns(kind=pl.lit(None, pl.String), note=pl.lit(None, pl.String))


def test_the_last_answer_counts_and_skipping_does_not() -> None:
    told = reviewed(("A1#direct", "no"), ("A2#direct", "skip"), ("A1#direct", "yes"), ("A2#direct", "skip"))
    assert answers(told, CLAIMS).select("claim_id", "verdict").rows() == [("A1#direct", "yes")]


def test_precision_weighs_outlets_by_their_claims() -> None:
    told = reviewed(*((f"A{n}#direct", "yes") for n in range(4)), *((f"B{n}#direct", "no") for n in range(8)))
    row = precision(answers(told, CLAIMS), CLAIMS).row(0, named=True)
    assert row["value"] == pytest.approx(0.6)  # A has 360 of 600 claims, though 4 of 12 answers
    assert (row["right"], row["n"]) == (4, 12)
    assert row["low"] < 0.36 < 0.81 < row["high"] + 0.03
    assert 300 < row["more"] < 700
    of_a = precision(answers(told, CLAIMS), CLAIMS, "outlet").row(0, named=True)
    assert (of_a["group"], of_a["value"], round(of_a["low"], 3), of_a["high"]) == ("A", 1.0, 0.51, 1.0)


def test_a_share_moves_by_what_the_review_found() -> None:
    told = reviewed(*((f"A{n}#direct", "no" if n % 2 else "yes") for n in range(40)))
    sources = pl.DataFrame({"source_id": ["s"], "kind": ["person"], "anonymous": [False]})
    articles = CLAIMS.select("article_id", "outlet").unique()
    table = corrected_kinds(answers(told, CLAIMS), CLAIMS, sources, articles)
    person = table.filter(outlet="A", kind="person").row(0, named=True)
    assert person["uncorrected"] == pytest.approx(0.5)
    assert person["value"] < 0.1  # each claim of a person that was read is none
    assert person["before_low"] < 0.5 < person["before_high"]
    assert table.filter(outlet="B")["value"].null_count() == table.filter(outlet="B").height
