"""Who was first, where times tie, are days alone, or are missing."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_story import TIME, articles, at, claims, day, links

from analysis import first_reports
from analysis.articles.dates import is_known_before
from analysis.metrics.times import last_moment

MOMENTS = st.none() | st.sampled_from([day(0), day(1), day(2), *(at(hour) for hour in (0, 1, 12, 25, 26))])


@settings(max_examples=100, deadline=None)
@given(one=MOMENTS, other=MOMENTS)
def test_last_moments_say_what_is_known_before(one: datetime | None, other: datetime | None) -> None:
    times = pl.DataFrame({"one": [one], "other": [other]}, schema={"one": TIME, "other": TIME})
    before = times.select((last_moment(pl.col("one")) < pl.col("other")).fill_null(value=False)).item()
    assert before == is_known_before(one, other)


@pytest.mark.parametrize(
    ("post", "globe", "turns"),
    [
        (at(1), at(2), ("first", "later")),
        (at(2), at(1), ("later", "first")),
        (at(1), at(1), ("not known", "not known")),
        (day(0), at(1), ("not known", "not known")),
        (at(1), day(0), ("not known", "not known")),
        (day(0), day(0), ("not known", "not known")),
        (day(0), day(1), ("first", "later")),
        (at(1), day(1), ("first", "later")),
        (None, at(1), ("not known", "not known")),
        (None, None, ("not known", "not known")),
    ],
)
def test_turns_of_two(post: datetime | None, globe: datetime | None, turns: tuple[str, str]) -> None:
    table = articles(("a", "Post", post), ("b", "Globe", globe))
    assert turns_of(table) == {"Post": turns[0], "Globe": turns[1]}


def turns_of(table: pl.DataFrame) -> dict[str, str]:
    """The turn of each outlet with the one utterance that all articles have; stories must tell the same."""
    ids = [f"{article}#0" for article in table["article_id"]]
    linked = links(*((ids[0], other) for other in ids[1:]))
    found = first_reports(claims(*ids), linked, table, resamples=100).filter(pl.col("reports") > 0)
    stories = first_reports(claims(), links(), table, "stories", resamples=100).filter(pl.col("reports") > 0)
    assert found.equals(stories)
    assert set(found["n"]) <= {1}
    return dict(found.select("outlet", "turn").iter_rows())


@settings(max_examples=60, deadline=None)
@given(times=st.lists(st.tuples(st.sampled_from(["Post", "Globe", "Sun"]), MOMENTS), min_size=2, max_size=6))
def test_turns_are_those_of_comparing_every_pair(times: list[tuple[str, datetime | None]]) -> None:
    table = articles(*((f"a{number}", outlet, moment) for number, (outlet, moment) in enumerate(times)))
    outlets = {outlet for outlet, _ in times}
    expected = {}
    for outlet in outlets if len(outlets) > 1 else ():
        own = [moment for name, moment in times if name == outlet]
        others = [moment for name, moment in times if name != outlet]
        if any(all(is_known_before(mine, theirs) for theirs in others) for mine in own):
            expected[outlet] = "first"
        elif any(all(is_known_before(theirs, mine) for mine in own) for theirs in others):
            expected[outlet] = "later"
        else:
            expected[outlet] = "not known"
    assert turns_of(table) == expected


def test_shares_by_hand() -> None:
    table = articles(
        *(("a", "Post", at(1)), ("b", "Globe", at(2)), ("c", "Post", at(3)), ("d", "Sun", at(9))),
        *(("x", "Post", at(9), "tram"), ("y", "Globe", day(0), "tram")),
    )
    told = claims("a#0", "b#0", "b#1", "c#1", "d#0", "x#0", "y#0", "a#9")
    linked = links(("a#0", "b#0"), ("b#0", "d#0"), ("b#1", "c#1"), ("x#0", "y#0"), ("a#9", "c#1", "same_claim"))
    found = first_reports(told, linked, table, resamples=100)
    counts = {row[:2]: row[2:] for row in found.select("outlet", "turn", "reports", "n").iter_rows()}
    assert counts == {
        ("Post", "first"): (1, 3),
        ("Post", "later"): (1, 3),
        ("Post", "not known"): (1, 3),
        ("Globe", "first"): (1, 3),
        ("Globe", "later"): (1, 3),
        ("Globe", "not known"): (1, 3),
        ("Sun", "first"): (0, 1),
        ("Sun", "later"): (1, 1),
        ("Sun", "not known"): (0, 1),
    }


def test_what_no_other_has_counts_for_nothing() -> None:
    table = articles(("a", "Post", at(1)), ("b", "Post", at(2)), ("c", "Globe", at(3)))
    found = first_reports(claims("a#0", "b#0"), links(("a#0", "b#0")), table, resamples=100)
    assert found["n"].unique().to_list() == [0]
    assert set(found["note"]) == {"no reports"}


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="of is 'claims'; it must be one of utterances, stories"):
        first_reports(claims(), links(), articles(), "claims")
