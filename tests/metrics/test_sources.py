from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import source_counts
from analysis.schema import SchemaError


def test_shares_by_hand(claims, sources, articles) -> None:
    table = source_counts(claims, sources, articles)
    # Globe, 8 claims: mayor 3 + chief 1 = 4 persons, dam 1, aide 1, nobody 2.
    # Courier, 5: 1 person, dam 2, unit 1, aide 1.
    assert table.filter(outlet="Globe").select("kind", "value", "claims", "n", "articles").rows() == [
        ("government", 0, 0, 8, 2),
        ("none", 2 / 8, 2, 8, 2),
        ("organisation", 1 / 8, 1, 8, 2),
        ("person", 4 / 8, 4, 8, 2),
        ("unnamed", 1 / 8, 1, 8, 2),
    ]
    assert table.filter(outlet="Courier").select("kind", "value", "claims", "n").rows() == [
        ("government", 1 / 5, 1, 5),
        ("none", 0, 0, 5),
        ("organisation", 2 / 5, 2, 5),
        ("person", 1 / 5, 1, 5),
        ("unnamed", 1 / 5, 1, 5),
    ]


def test_claims_without_source_keep_their_share(claims, sources, articles) -> None:
    table = source_counts(claims, sources, articles).filter(pl.col("n") > 0)
    assert table.group_by("outlet").agg(pl.sum("value"))["value"].to_list() == pytest.approx([1, 1])


def test_an_outlet_without_claims_has_rows_that_say_so(claims, sources, articles) -> None:
    table = source_counts(claims, sources, articles).filter(outlet="Herald")
    assert table.height == 5
    assert table.select("value", "low", "high", "n", "note").unique().rows() == [(None, None, None, 0, "no claims")]


def test_claims_of_a_source_that_is_not_there_are_refused(claims, sources, articles) -> None:
    with pytest.raises(SchemaError, match=r"lacks source_id 'mayor', which 4 claims name"):
        source_counts(claims, sources.filter(pl.col("source_id") != "mayor"), articles)


def test_by_side_title_and_anonymity_by_hand(claims, sources, articles) -> None:
    more = sources.with_columns(
        side=pl.when(pl.col("source_id") == "unit").then(pl.lit("Norland")),
        title=pl.when(pl.col("source_id") == "mayor")
        .then(pl.lit("Mayor"))
        .when(pl.col("kind") == "person")
        .then(pl.lit("mayor")),
    )

    def counted(by: str) -> list[tuple[str, int, int]]:
        table = source_counts(claims, more, articles, by).filter(outlet="Courier")
        return table.select(by, "claims", "n").rows()

    # Courier: mayor 1, dam 2, unit 1, aide 1; nobody is somebody's word in the Globe only
    assert counted("side") == [("Norland", 1, 5), ("none", 4, 5)]
    assert counted("title") == [("mayor", 1, 5), ("none", 4, 5)]
    assert counted("anonymity") == [("anonymous", 1, 5), ("named", 4, 5), ("none", 0, 5)]


def test_by_gender_unknown_people_and_what_is_no_person_are_told_apart(claims, sources, articles) -> None:
    told = {"mayor": "female", "aide": "male"}
    more = sources.with_columns(gender=pl.col("source_id").replace_strict(told, default=None, return_dtype=pl.String))
    table = source_counts(claims, more, articles, "gender").filter(outlet="Globe")
    # Globe, 8 claims: the mayor 3, an aide 1, the chief 1, the dam 1, nobody 2
    assert table.select("gender", "claims", "n").rows() == [
        ("female", 3, 8),
        ("male", 1, 8),
        ("no person", 1, 8),
        ("none", 2, 8),
        ("unknown", 1, 8),
    ]


def test_words_given_to_sources_by_hand(claims, sources, articles) -> None:
    worded = claims.with_columns(n_words=pl.when(pl.col("source_id") == "dam").then(30).otherwise(10).cast(pl.Int64))
    table = source_counts(worded, sources, articles, "kind", "words").filter(outlet="Courier")
    assert table.filter(pl.col("words") > 0).select("kind", "words", "n").rows() == [
        ("government", 10, 90),
        ("organisation", 60, 90),
        ("person", 10, 90),
        ("unnamed", 10, 90),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "age"}, "by is 'age'; it must be one of kind, side, title, anonymity, gender"),
        ({"counted": "lines"}, "counted is 'lines'; it must be one of claims, words"),
    ],
)
def test_other_options_are_refused(options: dict[str, str], message: str, claims, sources, articles) -> None:
    with pytest.raises(ValueError, match=message):
        source_counts(claims, sources, articles, **options)
