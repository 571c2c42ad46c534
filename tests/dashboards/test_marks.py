"""What is marked in an article."""

from __future__ import annotations

from types import ModuleType

from dashboards.desk import Desk
from dashboards.marks import loaded_words, marks_of, switched_on, switches
from dashboards.reader import Reader
from dashboards.state import State


def reader(desk: Desk, marks: str) -> Reader:
    return Reader(desk, State(marks=marks))


def marked(desk: Desk, marks: str, article: str = "gazette-1") -> dict[str, list[str]]:
    """The words marked, by what they are marked as."""
    reading = desk.reading(article)
    assert reading is not None
    found: dict[str, list[str]] = {}
    for mark in marks_of(reader(desk, marks), reading):
        found.setdefault(mark.kind, []).append(reading.article["text"][mark.start : mark.end])
    return found


def test_each_kind_is_marked_alone(desk: Desk) -> None:
    assert set(marked(desk, "claims")) == {"source", "cue", "content"}
    assert set(marked(desk, "names")) == {"entity"}
    between_outlets = ["Port Ellis on Monday as 400 dockers", "said Ruth Okafor"]
    assert marked(desk, "copies") == {"copied": between_outlets}
    assert marked(desk, "") == marked(desk, "no such kind") == {}


def test_a_passage_is_marked_on_either_side(desk: Desk) -> None:
    assert marked(desk, "copies", "herald-1") == {"copied": ["Port Ellis a million a day"]}


def test_loaded_words_are_found_whoever_says_them(stand_in: ModuleType) -> None:
    text = "Bell slammed the plan. “A reckless sham,” she said."
    article = stand_in.article("a", "Globe", None, None, None, text)
    desk = Desk(stand_in.tabled([article], stand_in.sentences("a", text), [], [], []))
    reading = desk.reading("a")
    assert reading is not None
    assert [text[start:end] for start, end in loaded_words(desk, reading)] == ["slammed", "reckless", "sham"]


def test_a_switch_turns_only_its_own_kind(desk: Desk) -> None:
    page = reader(desk, "claims,loaded")
    assert switched_on(page) == {"claims", "loaded"}
    shown = switches(page)
    assert "marks=loaded" in shown
    assert "marks=claims%2Cnames%2Cloaded" in shown
    assert shown.count('aria-checked="true"') == 2
