"""How long others take: waits by hand, the curve against formulas, and what censoring does."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_story import articles, at, claims, day, links

from analysis import delay_curves, reporting_delay, reporting_waits
from analysis.articles.dates import is_known_before
from analysis.linking.clusters import connected
from analysis.metrics.survival import _drawn_curves, waiting_curve

Wait = tuple[float, bool]


def waits(table: pl.DataFrame, told: pl.DataFrame, linked: pl.DataFrame, **options: int) -> dict[str, list[Wait]]:
    found = defaultdict(list)
    for outlet, hours, happened in (
        reporting_waits(told, linked, table, **options).select("outlet", "hours", "happened").iter_rows()
    ):
        found[outlet].append((hours, happened))
    return {outlet: sorted(rows) for outlet, rows in found.items()}


@pytest.mark.parametrize(
    ("post", "globe", "expected"),
    [
        (at(1), at(4.5), {"Globe": [(3.5, True)]}),
        # of the same minute both follow at once, as nothing tells who was first
        (at(1), at(1), {"Globe": [(0, True)], "Post": [(0, True)]}),
        # by days: the same, the next
        (day(0), at(5), {"Globe": [(0, True)], "Post": [(0, True)]}),
        (day(0), day(1), {"Globe": [(24, True)]}),
        (at(3), day(1), {"Globe": [(24, True)]}),
        (day(0), at(25), {"Globe": [(24, True)]}),
        (None, at(4), {}),
    ],
)
def test_the_time_from_the_first_version_to_ones_own(
    post: datetime | None, globe: datetime | None, expected: dict[str, list[Wait]]
) -> None:
    table = articles(("a", "Post", post), ("b", "Globe", globe))
    assert waits(table, claims("a#0", "b#0"), links(("a#0", "b#0"))) == expected


def test_who_has_none_was_watched_until_its_last_article() -> None:
    table = articles(
        *(("a", "Post", at(1)), ("b", "Globe", at(4)), ("c", "Globe", at(9)), ("d", "Sun", at(0))),
        *(("e", "Herald", at(1)), ("f", "Mirror", None), ("g", "Star", day(0))),
    )
    # The Sun was done before the first version; when the Mirror's article appeared is not known.
    assert waits(table, claims("a#0"), links()) == {
        "Globe": [(8, False)],
        "Herald": [(0, False)],
        "Star": [(0, False)],
    }


def test_the_first_version_is_the_first_of_other_outlets() -> None:
    table = articles(("a", "Post", at(1)), ("b", "Globe", at(3)), ("c", "Globe", at(0)), ("d", "Sun", at(7)))
    told, linked = claims("a#0", "b#0", "d#0"), links(("a#0", "b#0"), ("b#0", "d#0"))
    assert waits(table, told, linked) == {"Globe": [(2, True)], "Sun": [(6, True)]}


def test_a_version_of_another_without_a_date_may_have_been_the_first() -> None:
    table = articles(("a", "Post", at(1)), ("b", "Globe", None), ("c", "Sun", at(7)), ("d", "Herald", at(8)))
    told, linked = claims("a#0", "b#0", "c#0"), links(("a#0", "b#0"), ("b#0", "c#0"))
    assert waits(table, told, linked) == {}


def test_only_what_others_have_so_many_times_counts_if_asked() -> None:
    table = articles(("a", "Post", at(1)), ("b", "Globe", at(2)), ("c", "Sun", at(4)))
    told, linked = claims("a#0", "a#1", "b#0", "c#0"), links(("a#0", "b#0"), ("b#0", "c#0"))
    assert waits(table, told, linked)["Sun"] == [(3, False), (3, True)]
    # of the Sun's two others both have the first claim; of the Globe's, the Post and the Sun
    assert waits(table, told, linked, others=2) == {"Sun": [(3, True)], "Globe": [(1, True)]}
    with pytest.raises(ValueError, match="others is 0"):
        reporting_waits(told, linked, table, others=0)


def test_the_same_claim_of_another_speaker_is_no_report_of_the_utterance() -> None:
    table = articles(("a", "Post", at(1)), ("b", "Globe", at(2)))
    # the Post was done before the Globe's
    assert waits(table, claims("a#0", "b#0"), links(("a#0", "b#0", "same_claim"))) == {"Globe": [(1, False)]}


MOMENTS = st.none() | st.sampled_from([day(0), day(1), day(3), *(at(hour) for hour in (0, 1, 12, 25, 26))])


@settings(max_examples=60, deadline=None)
@given(
    times=st.lists(st.tuples(st.sampled_from(["Post", "Globe", "Sun"]), MOMENTS), min_size=1, max_size=6),
    pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4),
    silent=st.sets(st.integers(0, 5), max_size=3),
)
def test_waits_are_those_of_going_through_every_article(
    times: list[tuple[str, datetime | None]], pairs: list[tuple[int, int]], silent: set[int]
) -> None:
    table = articles(*((f"a{number}", outlet, moment) for number, (outlet, moment) in enumerate(times)))
    telling = [number for number in range(len(times)) if number not in silent]
    tied = [(f"a{one}#0", f"a{other}#0") for one, other in pairs if one < other and {one, other} <= set(telling)]
    groups = connected(tied)
    groups += [[f"a{number}#0"] for number in telling if not any(f"a{number}#0" in group for group in groups)]
    expected = defaultdict(list)
    for group in groups:
        versions = [times[int(claim[1])] for claim in group]
        for outlet in {name for name, _ in times}:
            wait = walked(outlet, versions, [moment for name, moment in times if name == outlet])
            if wait:
                expected[outlet].append(wait)
    found = waits(table, claims(*(f"a{number}#0" for number in telling)), links(*tied))
    assert found == {outlet: sorted(rows) for outlet, rows in expected.items()}


def walked(outlet: str, versions: list[tuple[str, datetime | None]], own: list[datetime | None]) -> Wait | None:
    """The wait of one outlet, the slow way."""
    others = [moment for name, moment in versions if name != outlet]
    mine = [moment for name, moment in versions if name == outlet]
    if not others or None in others or None in mine:
        return None
    since = min(others)
    dated = [moment for moment in own if moment]
    if not mine and not dated:
        return None
    end = min(mine) if mine else max(dated, key=lambda m: m + timedelta(hours=23.99) * (m.time() == time()))
    if is_known_before(end, since):
        return None
    if time() in (end.time(), since.time()):
        return 24.0 * (end.date() - since.date()).days, bool(mine)
    return (end - since) / timedelta(hours=1), bool(mine)


def curve(rows: list[Wait], units: list[str] | None = None, resamples: int = 100) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"hours": pl.Float64, "happened": pl.Boolean}, orient="row")
    frame = frame.with_columns(article_id=pl.Series(units or [str(place) for place in range(len(rows))]))
    return waiting_curve(frame, ["article_id"], outlet="Post", interval=0.95, resamples=resamples, seed=0)


def test_the_curve_by_hand() -> None:
    # Ten waits: 2 of 10 happen at 1, one is censored then, 3 of 7 happen at 5, 1 of 2 at 9.
    rows = [(1, True)] * 2 + [(1, False)] + [(5, True)] * 3 + [(6, False)] * 2 + [(9, True), (12, False)]
    found = curve(rows)
    assert found.select("hours", "until", "n", "events").rows() == [(1, 5, 10, 2), (5, 9, 7, 3), (9, 12, 2, 1)]
    left = [0.8, 0.8 * 4 / 7, 0.8 * 4 / 7 / 2]
    assert found["value"].to_list() == pytest.approx([1 - share for share in left])


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(st.integers(0, 6).map(float), st.booleans()), min_size=1, max_size=30))
def test_the_curve_is_the_product_of_what_is_left(rows: list[Wait]) -> None:
    found = curve(rows)
    left, expected = 1.0, []
    for hours in sorted({hours for hours, happened in rows if happened}):
        watched = sum(other >= hours for other, _ in rows)
        left *= 1 - sum(other == hours and happened for other, happened in rows) / watched
        expected.append((hours, pytest.approx(1 - left), watched))
    assert found.select("hours", "value", "n").rows() == expected
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    assert found.select(pl.col("low", "high").is_between(0, 1).all()).row(0) == (True, True)
    twice = curve(rows * 2)
    assert twice["value"].to_list() == pytest.approx(found["value"].to_list())


def test_curves_drawn_anew_lie_about_the_curve() -> None:
    # Many are censored at the very times at which something happens, and between them: none may slip to the next.
    hours = np.tile([1.0, 1.0, 1.5, 2.0, 2.0, 2.5, 3.0, 3.0, 4.0], 40)
    happened = np.tile([True, False, False, True, False, False, True, False, False], 40)
    units, times = np.arange(len(hours)), np.array([1.0, 2.0, 3.0])
    drawn = _drawn_curves(units, hours, happened, times, "Post", 400, 0)
    left = np.cumprod([8 / 9, 5 / 6, 2 / 3])
    assert drawn.mean(axis=1) == pytest.approx(1 - left, abs=0.005)
    assert (np.diff(drawn, axis=0) >= 0).all()


def test_without_censoring_it_is_the_share_itself() -> None:
    found = curve([(1, True), (2, True), (2, True), (4, True)])
    assert found["value"].to_list() == pytest.approx([0.25, 0.75, 1])
    assert found["high"][-1] == 1
    assert found["low"][-1] < 1


def test_what_hangs_together_widens_the_band() -> None:
    # Ten articles with ten utterances each: all of an article's are taken up, or none.
    rows = [(1.0, bool(article % 2)) for article in range(10) for _ in range(10)]
    together = curve(rows, [str(article) for article in range(10) for _ in range(10)], 1000)
    apart = curve(rows, None, 1000)
    width = [float((table["high"] - table["low"])[0]) for table in (together, apart)]
    assert width[0] > 2 * width[1]


def test_drawn_anew_the_band_holds_the_truth_as_often_as_it_says() -> None:
    random, inside = np.random.default_rng(1), 0
    for _ in range(60):
        # exponential delays with a mean of 10 hours; watched for 2 to 20 hours
        delays, ends = random.exponential(10, 80), random.uniform(2, 20, 80)
        rows = [(min(delay, end), bool(delay <= end)) for delay, end in zip(delays, ends, strict=True)]
        row = curve(rows).filter(pl.col("hours") <= 8).row(-1, named=True)
        inside += row["low"] <= 1 - np.exp(-0.8) <= row["high"]
    assert inside >= 54


def delays(table: pl.DataFrame, *args: pl.DataFrame, **options: int) -> dict[tuple[str, str], dict]:
    found = reporting_delay(*args, table, resamples=100, **options)
    return {(row["outlet"], row["measure"]): row for row in found.iter_rows(named=True)}


def test_median_and_share_within_a_day() -> None:
    hours = [2, 4, 6, 30]
    every, told, linked = [], [], []
    for number, late in enumerate(hours):
        every += [(f"p{number}", "Post", at(0), f"s{number}"), (f"g{number}", "Globe", at(late), f"s{number}")]
        told += [f"p{number}#0", f"g{number}#0"]
        linked.append((f"p{number}#0", f"g{number}#0"))
    found = delays(articles(*every), claims(*told), links(*linked))
    median, within = found["Globe", "median hours"], found["Globe", "within 24 h"]
    assert (median["value"], median["n"], median["reported"], median["stories"]) == (4, 4, 4, 4)
    assert within["value"] == pytest.approx(0.75)
    assert within["low"] < 0.75 < within["high"]
    assert "only 4 articles" in within["note"]
    assert found["Post", "within 24 h"]["note"] == "nothing that another reported first"


@pytest.mark.parametrize(
    ("last", "value", "note"),
    [(at(9), None, "no outlet's article 24 h later"), (at(30), 0.0, "none in 1 articles: rule of three")],
)
def test_nothing_is_said_of_a_time_that_was_not_watched(last: datetime, value: float | None, note: str) -> None:
    found = delays(articles(("a", "Post", at(0)), ("b", "Globe", last)), claims("a#0"), links())
    assert found["Globe", "within 24 h"]["value"] == value
    assert note in found["Globe", "within 24 h"]["note"]
    assert found["Globe", "median hours"]["value"] is None
    assert "not reached" in found["Globe", "median hours"]["note"]


def test_days_alone_are_counted() -> None:
    table = articles(("a", "Post", day(0)), ("b", "Globe", day(1)), ("c", "Sun", at(30)))
    told, linked = claims("a#0", "b#0", "c#0"), links(("a#0", "b#0"), ("b#0", "c#0"))
    found = delays(table, told, linked)
    assert found["Sun", "within 24 h"]["by_day"] == 1
    assert "1 of 1 by days alone" in found["Sun", "within 24 h"]["note"]
    assert found["Sun", "median hours"]["value"] == 24


def test_curves_are_those_that_median_and_share_are_read_from() -> None:
    table = articles(("a", "Post", at(0)), ("b", "Globe", at(3)), ("c", "Globe", at(40)))
    told = claims("a#0", "a#1", "a#2", "b#0", "c#1")
    linked = links(("a#0", "b#0"), ("a#1", "c#1"))
    found = delay_curves(told, linked, table, resamples=100)
    assert found.select("outlet", "hours", "until", "n", "reported").rows() == [
        ("Globe", 3, 40, 3, 1),
        ("Globe", 40, 40, 2, 1),
    ]
    assert found["value"].to_list() == pytest.approx([1 / 3, 2 / 3])
    numbers = delays(table, told, linked)
    assert numbers["Globe", "within 24 h"]["value"] == found["value"][0]
    assert numbers["Globe", "median hours"]["value"] == 40
