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
