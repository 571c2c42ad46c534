"""The same event in different articles of a story, and what only looks like it."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.linking.events import apply_event_links, link_events
from analysis.schema import EVENT_LINKS, EVENT_NAMES

ARTICLES = pl.DataFrame({"article_id": list("abcde"), "story": ["raid", "raid", "raid", "strike", None]})


def name(article: str, text: str, head: str, *names: str, start: int = 0, **more: Any) -> dict[str, Any]:
    """One phrase that begins an event of its article."""
    row = {"article_id": article, "sentence": 0, "start": start, "end": start + len(text), "text": text, "head": head}
    row |= {"kind": "event", "form": "definite", "plural": False, "names": sorted(names), "targets": [], "details": []}
    row |= {"voice": "outlet", "claim_id": None, "event_id": f"{article}@{start}", "event": text, "why": None}
    return {**row, **more}


def link(*rows: dict[str, Any]) -> pl.DataFrame:
    links = link_events(pl.DataFrame(list(rows), schema=EVENT_NAMES.schema), ARTICLES)
    assert links.schema == EVENT_LINKS.schema
    return links


RAID = name("a", "Norland's raid on Saltmere", "raid", "norland", "saltmere", targets=["saltmere"])


@pytest.mark.parametrize(
    ("other", "why"),
    [
        # one noun, and a name or another noun in common
        (name("b", "the Saltmere raid", "raid", "saltmere"), "both 'raid', saltmere"),
        # one noun that the story uses for nothing else
        (name("b", "the raid", "raid"), "'raid': the story has hardly another"),
        # two nouns for one thing, and two names
        (name("b", "Norland's invasion of Saltmere", "invasion", "norland", "saltmere"), None),
        # false friends: one name alone, another place, several, other people, another kind, another story, no story
        (name("b", "the Saltmere invasion", "invasion", "saltmere"), "apart"),
        (name("b", "Norland's raid on Dunmore", "raid", "norland", "dunmore", targets=["dunmore"]), "apart"),
        (name("b", "Norland's raids on Saltmere", "raid", "norland", "saltmere", plural=True), "apart"),
        (name("b", "Sudland's raid", "raid", "sudland"), "apart"),
        (name("b", "Norland's speech in Saltmere", "speech", "norland", "saltmere"), "apart"),
        (name("b", "a raid", "raid", form="indefinite"), "apart"),
        (name("d", "the Saltmere raid", "raid", "saltmere"), "apart"),
        (name("e", "the Saltmere raid", "raid", "saltmere"), "apart"),
    ],
)
def test_what_is_the_same_as_the_raid(other: dict[str, Any], why: str | None) -> None:
    links = link(RAID, other)
    expected = why or "'invasion' and 'raid', norland, saltmere"
    assert links["why"].drop_nulls().to_list() == ([] if why == "apart" else [expected])
    assert set(links["linked_id"]) == (set() if why == "apart" else {"a@0"})


def test_a_bare_noun_joins_nothing_where_two_events_fit() -> None:
    dunmore = name("b", "Norland's raid on Dunmore", "raid", "norland", "dunmore", targets=["dunmore"])
    assert link(RAID, dunmore, name("c", "the raid", "raid")).is_empty()


def test_a_noun_for_anything_joins_nothing_by_itself() -> None:
    assert link(name("a", "the matter", "matter"), name("b", "the matter", "matter")).is_empty()
    assert link(name("a", "the coup", "coup"), name("b", "the coup", "coup")).height == 2


def test_an_event_joins_by_any_of_the_nouns_that_its_article_uses_for_it() -> None:
    rows = [
        RAID,
        name("a", "the disgrace", "disgrace", start=50, event_id="a@0", why="called"),
        name("b", "the disgrace", "disgrace"),
    ]
    links = link(*rows)
    assert links.select("event_id", "linked_id").rows() == [("a@0", "a@0"), ("b@0", "a@0")]
    assert links["event"].unique().to_list() == ["Norland's raid on Saltmere"]


def test_a_link_stays_within_two_articles_that_agree() -> None:
    # 'invasion' is one noun of the first event among others: one name is too little to join by it
    rows = [
        RAID,
        name("a", "the raid", "raid", start=40, event_id="a@0", why="again"),
        name("a", "the invasion", "invasion", start=50, event_id="a@0", why="after"),
        name("b", "an invasion of Saltmere's fish market", "invasion", "saltmere", form="indefinite"),
    ]
    assert link(*rows).is_empty()


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: random.Random) -> None:
    rows = [
        RAID,
        name("b", "the Saltmere raid", "raid", "saltmere"),
        name("b", "the attack by Norland in Saltmere", "attack", "norland", "saltmere", start=30),
        name("c", "the raid", "raid"),
        name("c", "the strike", "strike", start=20),
        name("a", "a strike", "strike", start=60, form="indefinite"),
    ]
    expected = link(*rows)
    assert expected["linked_id"].n_unique() > 1
    shuffled = chance.sample(rows, len(rows))
    assert link(*shuffled).equals(expected)


def test_links_reach_the_phrases() -> None:
    rows = [RAID, name("b", "the raid", "raid"), name("b", "the move", "move", start=9, event_id="b@0", why="after")]
    names = pl.DataFrame(rows, schema=EVENT_NAMES.schema)
    linked = apply_event_links(names, link(*rows))
    assert linked.schema == names.schema
    assert linked["event_id"].to_list() == ["a@0"] * 3
    assert linked["why"].to_list() == [None, "'raid': the story has hardly another", "after"]


def test_nothing_gives_nothing() -> None:
    assert link().is_empty()
