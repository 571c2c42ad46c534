"""What two articles share, and who published it first."""

from __future__ import annotations

import pytest

from dashboards.copies import ordered_in_time
from dashboards.desk import Desk
from dashboards.sharing import counted_pairs, differences, shared
from dashboards.state import Filter, Scope


def test_passages_of_two_outlets_say_who_published_first(desk: Desk) -> None:
    rows = shared(desk, Scope())
    assert rows.select("text", "words", "first", "later").rows() == [
        ("Port Ellis on Monday as 400 dockers", 7, "Gazette", "Herald"),
        ("said Ruth Okafor", 3, None, None),
    ]
    assert ordered_in_time(rows.row(1, named=True), "a", "b").endswith("Tribune gives no time.")


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        (Filter(), ["copy", "quotation"]),
        (Filter(outlet=("Gazette",)), ["copy", "quotation"]),
        (Filter(outlet=("Gazette", "Tribune")), ["quotation"]),
        (Filter(outlet=("Herald", "Tribune")), []),
        (Filter(copied="copy"), ["copy"]),
        (Filter(first="Gazette"), ["copy"]),
        (Filter(first="none"), ["quotation"]),
    ],
)
def test_a_filter_leaves_the_passages_it_names(desk: Desk, chosen: Filter, kinds: list[str]) -> None:
    assert shared(desk, Scope(), chosen)["kind"].to_list() == kinds


def test_a_scope_has_the_passages_whose_articles_are_both_in_it(desk: Desk) -> None:
    assert shared(desk, Scope("", ("Gazette", "Herald")))["kind"].to_list() == ["copy"]


def test_every_number_of_a_pair_leads_to_as_many_passages(desk: Desk) -> None:
    pairs = counted_pairs(shared(desk, Scope()))
    assert pairs.height == 2
    for row in pairs.iter_rows(named=True):
        for kind in ("wire", "quotation", "copy"):
            chosen = Filter(outlet=tuple(row["outlets"]), copied=kind, first=row["first"] or "none")
            assert shared(desk, Scope(), chosen).height == row[kind]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The port is shut.", "the PORT is shut", []),
        ("The port is shut", "The old port is shut", [("", "old")]),
        ("They won’t sail today", "They won't sail", [("today", "")]),
        ("Vos said no", "Okafor said yes", [("Vos", "Okafor"), ("no", "yes")]),
        ("", "all of it", [("", "all of it")]),
    ],
)
def test_differences_are_told_word_by_word(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    a, b = f"Before. {one}", f"Long before. {other}"
    found = differences(a, (8, len(a)), b, (13, len(b)))
    assert [(a[slice(*mine)], b[slice(*theirs)]) for mine, theirs in found] == expected
