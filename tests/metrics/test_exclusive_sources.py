from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from analysis.metrics import differences, exclusive_sources

FAST = {"permutations": 50, "resamples": 100}


def cited(**by_article: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims of articles, a letter a source, and these sources, all of them named."""
    rows = [(article, source) for article, sources in by_article.items() for source in sources]
    claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row")
    return claims, claims.select("source_id", kind=pl.lit("person"), anonymous=pl.lit(False)).unique()


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        # named in the Globe: mayor in 3 claims, chief in 1, dam in 1; in the Courier: mayor in 1, dam in 2, unit in 1
        ("sources", [("Courier", 1 / 3, 3, 1), ("Globe", 1 / 3, 3, 1), ("Herald", None, 0, 0)]),
        ("claims", [("Courier", 1 / 4, 4, 1), ("Globe", 1 / 5, 5, 1), ("Herald", None, 0, 0)]),
        ("words", [("Courier", 7 / 16, 16, 7), ("Globe", 3 / 15, 15, 3), ("Herald", None, 0, 0)]),
    ],
)
def test_shares_by_hand(claims, sources, articles, counted: str, expected) -> None:
    words = pl.when(pl.col("source_id") == "unit").then(7).otherwise(3).cast(pl.Int64)
    table = exclusive_sources(claims.with_columns(n_words=words), sources, articles, counted, **FAST)
    assert table.select("outlet", "value", "n", counted).rows() == expected
    nothing = table.filter(outlet="Herald").select("low", "expected", "p", "q", "note").row(0)
    assert nothing == (None, None, None, None, f"no {counted}")


def test_chance_is_every_way_to_deal_the_articles(claims, sources, articles) -> None:
    table = exclusive_sources(claims, sources, articles, permutations=6000, resamples=100)
    hands = {"g1": {"mayor"}, "g2": {"mayor", "chief", "dam"}, "c1": {"mayor", "dam"}, "c2": {"dam", "unit"}}
    ways = []
    for one in combinations(hands, 2):
        mine, theirs = (
            set().union(*(hands[name] for name in hands if (name in one) == here)) for here in (True, False)
        )
        ways.append(len(mine - theirs) / len(mine))
    row = table.filter(outlet="Globe").row(0, named=True)
    assert row["expected"] == pytest.approx(np.mean(ways), abs=0.01)  # 11 / 36
    assert (row["expected_low"], row["expected_high"]) == (min(ways), max(ways))
    assert row["p"] == 1  # five of six ways give as much or more, five as much or less


def test_p_is_how_rarely_chance_gives_as_much() -> None:
    claims, sources = cited(**{f"a{i}": "a" for i in range(4)}, **{f"b{i}": "b" for i in range(4)})
    articles = {"article_id": [f"{o}{i}" for o in "ab" for i in range(4)], "outlet": ["A"] * 4 + ["B"] * 4}
    table = exclusive_sources(claims, sources, articles, permutations=6000, resamples=100)
    # of 70 ways two leave each outlet with a source of its own
    assert table["value"].to_list() == [1, 1]
    assert table["p"].to_list() == pytest.approx([2 * 2 / 70] * 2, abs=0.012)
    assert table["q"].to_list() == pytest.approx([max(table["p"])] * 2)


def test_outlets_that_do_not_matter_are_rarely_called_so() -> None:
    random = np.random.default_rng(5)
    found = []
    for _ in range(60):
        rows = [(f"{o}{i}", f"s{s}") for o in "ABC" for i in range(8) for s in random.zipf(1.6, 4) % 30]
        claims = pl.DataFrame(rows, schema=["article_id", "source_id"], orient="row")
        sources = claims.select("source_id", kind=pl.lit("person"), anonymous=pl.lit(False)).unique()
        articles = claims.select("article_id", outlet=pl.col("article_id").str.head(1)).unique()
        found += exclusive_sources(claims, sources, articles, permutations=100, resamples=100)["p"].to_list()
    assert np.mean(np.array(found) <= 0.05) <= 0.09


def test_stories_are_kept_apart_and_those_of_one_outlet_left_out() -> None:
    claims, sources = cited(a1="xy", b1="x", a2="x", b2="z", a3="pq")
    articles = pl.DataFrame(
        {"article_id": ["a1", "b1", "a2", "b2", "a3"], "outlet": list("ABABA"), "story": ["1", "1", "2", "2", "3"]}
    )
    # A: on story 1 x (also in B) and y, on story 2 x; story 3 is A's alone
    table = exclusive_sources(claims, sources, articles, **FAST)
    assert table.select("outlet", "sources", "n").rows() == [("A", 2, 3), ("B", 1, 2)]
    # as one story: of x, y, p, q all but x
    together = exclusive_sources(claims, sources, articles.drop("story"), **FAST)
    assert together.select("outlet", "sources", "n").rows() == [("A", 3, 4), ("B", 1, 2)]


def test_a_source_counts_once_however_many_articles_cite_it_and_stands_where_it_has_most_claims() -> None:
    claims, sources = cited(a1="xxy", a2="x", b1="y")
    articles = {"article_id": ["a1", "a2", "b1"], "outlet": list("AAB")}
    row = exclusive_sources(claims, sources, articles, **FAST).row(0, named=True)
    assert (row["value"], row["n"], row["sources"], row["articles"]) == (1 / 2, 2, 1, 1)


def test_what_one_article_alone_calls_so_cannot_be_exclusive() -> None:
    claims = pl.DataFrame({"article_id": ["a", "a", "b"], "source_id": ["ada", "group:critics@a", "ada"]})
    sources = {"source_id": ["ada", "group:critics@a"], "kind": ["person", "group"], "anonymous": [False] * 2}
    table = exclusive_sources(claims, sources, {"article_id": ["a", "b"], "outlet": ["A", "B"]}, **FAST)
    assert table.select("value", "n").rows() == [(0, 1), (0, 1)]


def test_what_counts_once_in_several_articles_cannot_be_compared_by_articles(claims, sources, articles) -> None:
    claims = claims.with_row_index("claim_id").with_columns(pl.col("claim_id").cast(pl.String))
    with pytest.raises(ValueError, match="must be one of shares"):
        differences(exclusive_sources, claims, sources, articles)
    table = differences(exclusive_sources, claims, sources, articles, counted="claims").filter("exclusive")
    assert table.filter(outlet_b="Globe")["value"].to_list() == pytest.approx([1 / 4 - 1 / 5])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"counted": "lines"}, "counted is 'lines'; it must be one of sources, claims, words"),
        ({"permutations": 0}, "permutations is 0"),
        ({"resamples": 5}, "resamples is 5"),
    ],
)
def test_other_options_are_refused(options, message: str, claims, sources, articles) -> None:
    with pytest.raises(ValueError, match=message):
        exclusive_sources(claims, sources, articles, **options)
