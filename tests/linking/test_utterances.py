"""Chains of one utterance: who had it first, who took it from whom, and what shows it."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import polars as pl
import pytest

from analysis.articles.outlets import UNKNOWN
from analysis.linking.utterances import trace_utterances
from analysis.schema import PASSAGES, UTTERANCES

SOURCES = pl.DataFrame(
    [("medium:globe", "the Globe", "medium"), ("medium:sun", "the Sun", "medium"), ("person:globe", "Globe", "person")],
    schema=["source_id", "name", "kind"],
    orient="row",
)
UNTOLD = {name: pl.lit(None, dtype=pl.String) for name in ("via", "medium", "source_id")}
MORNING = datetime(2025, 3, 3, 6, tzinfo=UTC)


def trace(
    *versions: dict[str, Any], copied: tuple[tuple[str, str], ...] = (), kind: str = "wire", at: int = 0
) -> dict[str, tuple[int, int, str, str | None]]:
    """Position, chain, pick-up and origin of each version, by its article's name; all told at characters 0 to 100."""
    told = [
        {"hour": 0, "via": None, "medium": None, "source": None, "credits": [], "outlet": v["name"].title(), **v}
        for v in versions
    ]
    claims = pl.DataFrame(
        [
            {
                "claim_id": f"{v['name']}#0",
                "article_id": v.get("article", v["name"]),
                "content_start": 0,
                "content_end": 100,
                "via": v["via"],
                "medium": v["medium"],
                "source_id": v["source"],
            }
            for v in told
        ],
        schema_overrides={"via": pl.String, "medium": pl.String, "source_id": pl.String},
    )
    articles = pl.DataFrame(
        [
            {
                "article_id": v["name"],
                "outlet": v["outlet"],
                "published_at": None if v["hour"] is None else MORNING + timedelta(hours=v["hour"]),
                "credits": v["credits"],
            }
            for v in told
        ],
        schema_overrides={"published_at": pl.Datetime("us", "UTC"), "credits": pl.List(pl.String)},
    )
    links = pl.DataFrame(
        [
            {"claim_a": f"{a}#0", "claim_b": f"{b}#0", "relation": "same_utterance"}
            for a, b in combinations(sorted(v["name"] for v in told), 2)
        ]
    )
    rows = [(*sorted(pair), kind) for pair in copied]
    passages = pl.DataFrame(
        [(a, at, at + 100, b, at, at + 100, 1.0, kind) for a, b, kind in rows], schema=PASSAGES.schema, orient="row"
    )
    found = trace_utterances(links, claims, articles, passages, SOURCES)
    assert found.schema == UTTERANCES.schema
    assert (found["from_claim"].is_null() == (found["pickup"] == "none")).all()
    assert (found["why"].is_null() == (found["pickup"] == "none")).all()
    return {
        claim.removesuffix("#0"): (position, chain, pickup, origin and origin.removesuffix("#0"))
        for _, claim, position, chain, pickup, origin, _ in found.iter_rows()
    }


def test_versions_that_nothing_ties_are_chains_of_their_own() -> None:
    assert trace({"name": "post", "hour": 2}, {"name": "globe", "hour": 1}, {"name": "sun", "hour": None}) == {
        "globe": (1, 1, "none", None),
        "post": (2, 2, "none", None),
        "sun": (3, 3, "none", None),
    }


@pytest.mark.parametrize(
    ("later", "copied", "pickup"),
    [
        ({"via": "the Globe"}, False, "credited"),
        ({"via": "Globe"}, False, "credited"),
        ({"via": "Reuters"}, False, "none"),
        # "the Globe reports that"; a person of that name is no outlet
        ({"source": "medium:globe"}, False, "credited"),
        ({"source": "medium:sun"}, False, "none"),
        ({"source": "person:globe"}, False, "none"),
        ({"credits": ["Globe"]}, True, "credited"),
        ({}, True, "uncredited"),
        # it credits somebody for other things: nothing says that this came from there
        ({"credits": ["Globe"]}, False, "none"),
        ({"credits": ["Reuters"]}, True, "uncredited"),
        ({"medium": "Telegram"}, False, "none"),
    ],
)
def test_a_pick_up_is_credited_or_not_by_what_the_later_one_prints(
    later: dict[str, Any], copied: bool, pickup: str
) -> None:
    found = trace(
        {"name": "globe"}, {"name": "post", "hour": 1, **later}, copied=(("globe", "post"),) if copied else ()
    )
    assert found["post"] == (2, 1 if pickup != "none" else 2, pickup, "globe" if pickup != "none" else None)


def test_two_who_copy_one_agency_share_a_chain() -> None:
    found = trace(
        {"name": "globe", "credits": ["AFP"]},
        {"name": "post", "hour": 1, "credits": ["AFP"]},
        copied=(("globe", "post"),),
    )
    assert found["post"] == (2, 1, "credited", "globe")


@pytest.mark.parametrize(
    ("first", "second", "pickup"),
    [
        # it says itself from whom it has it, though the agency's own page is later
        ({"credits": ["Sun"]}, {"name": "sun", "hour": 1}, "shared"),
        ({"via": "Sun"}, {"name": "sun", "hour": 1}, "shared"),
        # nothing tells which was first
        ({}, {"name": "sun"}, "shared"),
        ({}, {"name": "sun", "hour": None}, "shared"),
        # midnight stands for a day without a time
        ({"hour": -6}, {"name": "sun", "hour": 0}, "shared"),
        ({"hour": -6}, {"name": "sun", "hour": 18}, "uncredited"),
        ({}, {"name": "sun", "hour": 1}, "uncredited"),
        # two names of one agency
        ({"credits": ["AP"]}, {"name": "sun", "hour": 1, "credits": ["Associated Press"]}, "credited"),
    ],
)
def test_nobody_is_said_to_copy_whom_the_other_credits_or_without_a_time(
    first: dict[str, Any], second: dict[str, Any], pickup: str
) -> None:
    found = trace({"name": "globe", **first}, second, copied=(("globe", "sun"),))
    assert found["sun"] == (2, 1, pickup, "globe")


@pytest.mark.parametrize("what", ["via", "medium"])
def test_who_has_it_from_the_same_place_shares_a_chain(what: str) -> None:
    found = trace({"name": "globe", what: "Izvestia"}, {"name": "post", "hour": 1, what: "Izvestia"}, {"name": "sun"})
    assert found["post"][1:] == (1, "shared", "globe")
    assert found["sun"][1:] == (2, "none", None)


def test_a_quotation_in_common_and_text_elsewhere_are_no_pick_up() -> None:
    versions = ({"name": "globe"}, {"name": "post", "hour": 1})
    assert trace(*versions, copied=(("globe", "post"),), kind="quotation")["post"][2] == "none"
    assert trace(*versions, copied=(("globe", "post"),), at=60)["post"][2] == "none"
    assert trace(*versions, copied=(("globe", "post"),), at=50)["post"][2] == "uncredited"


def test_the_strongest_tie_counts_and_chains_go_on() -> None:
    found = trace(
        {"name": "globe"},
        {"name": "post", "hour": 1},
        {"name": "sun", "hour": 2, "via": "Post"},
        {"name": "wire", "hour": 3},
        copied=(("globe", "sun"), ("sun", "wire")),
    )
    assert found == {
        "globe": (1, 1, "none", None),
        "post": (2, 2, "none", None),
        "sun": (3, 2, "credited", "post"),
        "wire": (4, 2, "uncredited", "sun"),
    }


@pytest.mark.parametrize(("outlet", "chains"), [("Post", [1, 1]), ("unknown", [1, 2])])
def test_one_outlet_telling_it_again_is_one_chain(outlet: str, chains: list[int]) -> None:
    found = trace({"name": "a", "outlet": outlet}, {"name": "b", "hour": 1, "outlet": outlet})
    assert [chain for _, chain, *_ in found.values()] == chains


def test_one_article_telling_it_twice_is_one_chain() -> None:
    links = pl.DataFrame({"claim_a": ["a#0"], "claim_b": ["a#1"], "relation": ["same_utterance"]})
    claims = pl.DataFrame(
        {"claim_id": ["a#0", "a#1"], "article_id": "a", "content_start": [0, 50], "content_end": [9, 70]}
    ).with_columns(**UNTOLD)
    articles = pl.DataFrame({"article_id": ["a"], "outlet": ["unknown"], "published_at": [None], "credits": [[]]})
    found = trace_utterances(links, claims, articles, PASSAGES.empty(), SOURCES)
    assert found["pickup"].to_list() == ["none", "same outlet"]
    assert found["chain"].to_list() == [1, 1]


def test_utterances_stay_apart_and_other_relations_out() -> None:
    links = pl.DataFrame(
        [
            ("a#0", "b#0", "same_utterance"),
            ("b#0", "c#0", "same_utterance"),
            ("d#0", "e#0", "same_utterance"),
            ("a#0", "d#0", "same_claim"),
            ("f#0", "g#0", "contradicts"),
        ],
        schema=["claim_a", "claim_b", "relation"],
        orient="row",
    )
    names = list("abcdefg")
    claims = pl.DataFrame({"claim_id": [f"{n}#0" for n in names], "article_id": names}).with_columns(
        content_start=0, content_end=9, **UNTOLD
    )
    articles = pl.DataFrame({"article_id": names, "outlet": names}).with_columns(
        published_at=pl.lit(None, dtype=pl.Datetime("us", "UTC")), credits=pl.lit([], dtype=pl.List(pl.String))
    )
    found = trace_utterances(links, claims, articles, PASSAGES.empty(), SOURCES)
    grouped = dict(found.group_by("utterance_id", maintain_order=True).agg("claim_id").iter_rows())
    assert grouped == {"a#0": ["a#0", "b#0", "c#0"], "d#0": ["d#0", "e#0"]}
    turned = trace_utterances(links[::-1], claims[::-1], articles[::-1], PASSAGES.empty(), SOURCES)
    assert turned.equals(found)


def test_two_articles_that_name_no_outlet_are_not_known_to_be_of_one() -> None:
    nameless = [{"name": name, "outlet": UNKNOWN, "hour": hour} for hour, name in enumerate("ab")]
    assert trace(*nameless, copied=(("a", "b"),))["b"] == (2, 1, "uncredited", "a")
