from __future__ import annotations

from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest

from dashboards import charted, figures
from dashboards.desk import MOST_OUTLETS, UNASKED, Desk
from dashboards.state import NO_FILTER, Filter, Scope, State
from dashboards.uses import uses


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), 9),
        (Filter(outlet=("Gazette",)), 5),
        (Filter(outlet=("Gazette", "Herald")), 8),
        (Filter(source="okafor"), 3),
        (Filter(source="none"), 1),
        (Filter(kind="person"), 5),
        (Filter(kind="none"), 1),
        (Filter(cue="according to"), 1),
        (Filter(quotation="mixed"), 3),
        (Filter(text="HOLD OUT"), 1),
        (Filter(text="chairman, piet"), 1),
        (Filter(text="(["), 0),
        (Filter(outlet=("Gazette", "Herald"), shared=True), 4),
        (Filter(since="2024-03-05", until="2024-03-06"), 4),
        (Filter(since="yesterday"), 9),
        (Filter(outlet=("Nobody",)), 0),
        (Filter(group="anonymity:anonymous"), 1),
        (Filter(group="anonymity:named", outlet=("Gazette",)), 4),
        (Filter(group="exclusive:false"), 7),
        (Filter(group="exclusive"), 0),
        (Filter(group="claim_id:gazette-1#0"), 0),
    ],
)
def test_filters_leave_the_claims_they_name(desk: Desk, chosen: Filter, expected: int) -> None:
    assert desk.claims(Scope(), chosen).height == expected


def test_a_scope_is_a_story_and_outlets(desk: Desk) -> None:
    scope = Scope("Harbour strike", ("Herald",))
    assert desk.articles(scope)["article_id"].to_list() == ["herald-1"]
    assert desk.claims(scope)["source"].to_list() == ["the harbour board", "Piet Vos"]
    assert desk.stories() == [("Bridge collapse", 1, date(2024, 5, 1)), ("Harbour strike", 4, date(2024, 3, 4))]
    assert desk.outlets("Bridge collapse") == [("Herald", 1)]


@pytest.mark.parametrize(
    ("stories", "only"), [(["Strike"] * 2, "Strike"), (["Strike", "Bridge"], ""), (["Strike", None], ""), ([None], "")]
)
def test_a_corpus_of_one_story_is_that_story(stand_in: ModuleType, stories: list[str | None], only: str) -> None:
    articles = [stand_in.article(str(n), "Gazette", story, "Title", None, "Text.") for n, story in enumerate(stories)]
    assert Desk(stand_in.tabled(articles, [], [], [], [])).only_story() == only


@pytest.mark.parametrize("story", ["17", "2b95d2cf-e979-4f9c-ae27-9a5370934f23"])
def test_a_story_that_only_has_an_id_is_called_by_its_first_headline(stand_in: ModuleType, story: str) -> None:
    days = [(datetime(2024, 1, day, tzinfo=UTC), f"Headline {day}") for day in (3, 2)]
    articles = [stand_in.article(title, "Gazette", story, title, when, "Text.") for when, title in days]
    desk = Desk(stand_in.tabled(articles, [], [], [], []))
    assert desk.story_name(story) == "“Headline 2”"
    assert desk.story_name("Harbour strike 2024") == "Harbour strike 2024"
    assert desk.story_name("harbour-strike_2024") == "Harbour strike 2024"
    assert desk.story_name("") == ""


def test_the_claims_behind_an_overlap_are_of_the_sources_it_counts(desk: Desk) -> None:
    overlap = desk.claims(Scope(), Filter(**_tuples(figures.claims_of({"outlet_a": "Herald", "outlet_b": "Gazette"}))))
    assert sorted(set(overlap["source_id"])) == ["board", "vos"]


def test_every_mark_of_a_chart_leads_to_as_many_rows_as_it_counts(desk: Desk) -> None:
    from analysis.metrics import reporting_verbs, source_counts

    claims, articles = desk.claims(Scope()), desk.texts(Scope())
    for table in (source_counts(claims, desk.all_sources, articles), reporting_verbs(claims, articles)):
        for row in table.iter_rows(named=True):
            chosen = State(**figures.claims_of(row)).filter
            assert desk.claims(Scope(), chosen).height == row["claims"], row


def test_every_bar_of_coverage_leads_to_as_many_articles_as_it_counts(desk: Desk) -> None:
    table = figures.table_of(desk, Scope(), charted.COVERAGE).drop_nulls("day")
    assert table["value"].sum() == 4
    for row in table.iter_rows(named=True):
        fields = {"outlet": row["outlet"], "bucket": row["day"].isoformat()}
        chosen = State(**figures.articles_of(desk, Scope(), fields)).filter
        assert desk.listed(Scope(), chosen).height == row["value"]


def test_a_mark_that_is_not_in_the_chart_leads_nowhere(desk: Desk) -> None:
    assert figures.articles_of(desk, Scope(), {"outlet": "Gazette", "bucket": "never"}) == {}
    assert figures.claims_of({"vgsid": 4}) == {}


def test_the_reader_gets_claims_in_the_order_of_the_text(desk: Desk) -> None:
    reading = desk.reading("gazette-1")
    assert reading is not None
    assert [row["cue_lemma"] for row in reading.claims] == ["say", "deny", "tell"]
    assert [row["text"] for row in reading.entities] == ["Port Ellis", "Ruth Okafor"]
    assert desk.reading("no such article") is None


def test_uses_of_a_word_come_with_their_sentence(desk: Desk) -> None:
    found = uses(desk, Scope(), "ship", "outlet")
    texts = [row["text"][row["sentence_start"] : row["sentence_end"]] for row in found.iter_rows(named=True)]
    assert texts == ["Three days in, no ship has left."]
    assert uses(desk, Scope(), "ship", "all").height == 2
    assert uses(desk, Scope(), "nowhere", "all").is_empty()


def test_of_very_many_outlets_charts_show_the_ones_with_most_articles(stand_in: ModuleType) -> None:
    names = [f"Outlet {number:02}" for number in range(MOST_OUTLETS + 3)]
    articles = [
        stand_in.article(f"{name}-{copy}", name, None, None, None, "Nothing was said.")
        for number, name in enumerate(names)
        for copy in range(1 + (number > 2))
    ]
    desk = Desk(stand_in.tabled(articles, [], [], [], []))
    assert desk.compared(Scope()).outlets == tuple(names[3 : 3 + UNASKED])
    assert desk.coloured(Scope()) == names[3 : 3 + UNASKED]
    assert desk.compared(Scope("", tuple(names[:MOST_OUTLETS]))).outlets == tuple(names[:MOST_OUTLETS])
    shown = figures.drawn(desk, Scope(), charted.COVERAGE)
    assert shown.chart is not None
    assert "5 more" in shown.note
    silent = figures.drawn(desk, Scope(), charted.SOURCE_COUNTS)
    assert (silent.chart, silent.note) == (None, "No claim was found in these articles.")


def test_an_empty_corpus_is_no_error(stand_in: ModuleType) -> None:
    desk = Desk(stand_in.tabled([], [], [], [], []))
    assert desk.outlets() == []
    assert figures.drawn(desk, Scope(), charted.COVERAGE).chart is None
    assert desk.sources(Scope()).is_empty()


def test_results_are_kept_and_the_oldest_given_up(stand_in: ModuleType) -> None:
    desk, calls = Desk(stand_in.ellis()), []
    for number in (1, 1, *range(2, 250), 1):
        desk.keep((number,), lambda number=number: calls.append(number))
    assert calls.count(1) == 2


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    assert set(values) <= set(NO_FILTER)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
