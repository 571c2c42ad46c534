import random
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.linking.clusters import average_link
from analysis.linking.neighbours import find_pairs
from analysis.linking.stories import apply_story_links, group_stories
from analysis.linking.terms import article_terms, weigh
from analysis.schema import STORY_LINKS

SPRING = datetime(2025, 3, 3, 9, tzinfo=UTC)
LEAK = [
    "Twelve people were hurt when ammonia leaked from the Dunmore plant in Saltmere, the port's fire brigade said.",
    "An ammonia leak at Dunmore sent twelve to hospital in Saltmere. The plant's owner promised an inquiry.",
    "Saltmere's mayor wants to know why the siren of the Dunmore plant was silent as ammonia drifted over the quay.",
]
TRAM = [
    "The airport tram will cost a third more than planned, says a secret audit that Minister Sandel has not published.",
    "Sandel denied hiding the audit of the airport tram, whose cost the auditors put at 38 million more.",
]


def article(name: str, text: str, day: float | None = 0, *, title: str = "", **more: Any) -> dict[str, Any]:
    when = None if day is None else SPRING + timedelta(days=day)
    row = {"article_id": name, "title": title, "text": text, "published_at": when, "language": "en", "story": None}
    return {**row, **more}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    types = {"published_at": pl.Datetime("us", "UTC"), "story": pl.String, "title": pl.String}
    return pl.DataFrame(list(rows), schema_overrides=types)


def groups(*rows: dict[str, Any]) -> list[str]:
    """The stories found, each as the names of its articles, sorted."""
    links = group_stories(frame(*rows))
    assert links.schema == STORY_LINKS.schema
    return sorted(
        "".join(sorted(members)) for (members,) in links.group_by("story").agg("article_id").drop("story").rows()
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0, 0, 1), ["abc"]),
        ((0, 3, 5), ["abc"]),
        # the same words in another month are another story
        ((0, 1, 40), ["ab"]),
        ((0, 40, 80), []),
        # who has no date joins those whom it is like, if that is very much
        ((0, 1, None), ["abc"]),
        ((None, None, None), ["abc"]),
    ],
)
def test_articles_belong_together_by_what_they_share_and_when(
    days: tuple[float | None, ...], expected: list[str]
) -> None:
    others = [article(name, text) for name, text in zip("xy", TRAM, strict=True)]
    rows = [article(name, text, day) for name, text, day in zip("abc", LEAK, days, strict=True)]
    assert groups(*rows, *others) == [*expected, "xy"]


def test_a_topic_that_goes_on_for_months_is_many_stories() -> None:
    # Each article repeats half of the one before: a chain without an end.
    words = [f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(400)]
    rows = [article(f"{n:02}", " ".join(words[6 * n : 6 * n + 24]), 2 * n) for n in range(60)]
    links = group_stories(frame(*rows))
    assert links["story"].value_counts()["count"].max() <= 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # words that all news has, and a name that much news has
        ("The president said on Monday that the government will act.", "On Monday the president said what he will do."),
        # two floods in different places on one day
        ("A flood in Brenn carried off two bridges and a mill.", "The Ostrava opera opens its season with a new cast."),
    ],
)
def test_what_is_common_makes_no_story(one: str, other: str) -> None:
    assert groups(article("a", one), article("b", other)) == []


def test_a_story_that_somebody_made_stays_as_it_is() -> None:
    mine = [article(name, text, story="mine") for name, text in zip("ab", LEAK[:2], strict=True)]
    articles = frame(*mine, article("c", LEAK[2]), article("d", LEAK[0]))
    links = group_stories(articles)
    assert links["article_id"].to_list() == ["c", "d"]
    assert "mine" not in links["story"]
    filled = apply_story_links(articles, links)
    assert filled.columns == articles.columns
    assert filled["story"].to_list() == ["mine", "mine", *links["story"]]


def test_a_name_that_somebody_gave_is_not_given_again() -> None:
    rows = [article(name, text) for name, text in zip("ab", LEAK, strict=False)]
    name = group_stories(frame(*rows))["story"][0]
    taken = article("z", "Nothing of the kind.", story=name)
    assert group_stories(frame(taken, *rows))["story"][0] not in (name, None)


def test_a_story_is_called_by_what_its_articles_share_as_printed() -> None:
    links = group_stories(frame(*(article(name, text, 1) for name, text in zip("abc", LEAK, strict=True))))
    assert links["story"].unique().to_list() == ["Ammonia, Saltmere, Dunmore (2025-03-04)"]
    assert set(links["shared"][0]) >= {"ammonia", "Dunmore", "Saltmere"}
    assert links["similarity"].is_between(0.11, 1).all()


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        "<b>[red](x)</b> $^ .* \\d+ (((",
        "İİİ ııı",
        "a" * 5_000,
        "— … “”",
        "\x00\x1b[31m",
        "日本語のニュースです",
    ],
)
def test_odd_texts_are_grouped_without_trouble(hostile: str) -> None:
    rows = [article(name, f"{hostile} {LEAK[0]}", title=hostile) for name in "ab"]
    assert groups(*rows, article("c", hostile), article("d", hostile, title=None))[0].startswith("ab")


def test_other_languages_and_an_empty_corpus_have_no_stories() -> None:
    assert groups(*(article(name, text, language="de") for name, text in zip("ab", LEAK, strict=False))) == []
    assert group_stories(frame(article("a", LEAK[0])).clear()).height == 0
    assert group_stories(frame(article("a", LEAK[0]))).height == 0


WORDS = [first + second for first in ("bra", "clu", "dro", "fli", "gre") for second in ("vost", "mund", "kell", "pirt")]


@st.composite
def corpora(draw: st.DrawFn) -> list[dict[str, Any]]:
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), max_size=8), max_size=14))
    days = draw(st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=len(texts), max_size=len(texts)))
    return [article(f"{n:02}", " ".join(words), day) for n, (words, day) in enumerate(zip(texts, days, strict=True))]


@settings(max_examples=40, deadline=None)
@given(rows=corpora(), order=st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_articles(rows: list[dict[str, Any]], order: random.Random) -> None:
    turned = list(rows)
    order.shuffle(turned)
    empty = frame(article("a", "")).clear()
    assert group_stories(pl.concat([empty, frame(*turned)]) if turned else empty).equals(
        group_stories(pl.concat([empty, frame(*rows)]) if rows else empty)
    )


@settings(max_examples=40, deadline=None)
@given(rows=corpora())
def test_every_story_has_two_articles_and_days_that_allow_it(rows: list[dict[str, Any]]) -> None:
    links = group_stories(frame(article("zz", "zulu"), *rows))
    assert links["article_id"].is_unique().all()
    assert (links.group_by("story").len()["len"] >= 2).all()
    assert links["similarity"].is_between(0, 1).all()
    assert (links["shared"].list.len() > 0).all()


def test_unrelated_articles_change_no_story_and_no_name() -> None:
    rows = [article(name, text, n) for n, (name, text) in enumerate(zip("abcxy", LEAK + TRAM, strict=True))]
    alone = group_stories(frame(*rows))
    others = [article(f"n{n}", f"zug{chr(97 + n % 26)}wang{chr(97 + n // 26)} nothing shared", n) for n in range(200)]
    beside = group_stories(frame(*others, *rows)).filter(pl.col("article_id").is_in(list("abcxy")))
    assert beside.select("article_id", "story").equals(alone.select("article_id", "story"))


@pytest.mark.parametrize(
    ("pairs", "least", "expected"),
    [
        ([], 0.5, []),
        ([(3, 7, 0.5)], 0.5, [[3, 7]]),
        ([(3, 7, 0.49)], 0.5, []),
        # 2 is near 1 alone: on average 0.3 from the pair
        ([(0, 1, 0.9), (1, 2, 0.6)], 0.31, [[0, 1]]),
        ([(0, 1, 0.9), (1, 2, 0.6)], 0.3, [[0, 1, 2]]),
        # the best pair merges first, and what is left must do with it
        ([(0, 1, 0.6), (1, 2, 0.8), (2, 3, 0.6)], 0.35, [[1, 2]]),
        # of equal ones the first
        ([(0, 1, 0.6), (1, 2, 0.6)], 0.5, [[0, 1]]),
    ],
)
def test_groups_are_alike_on_average(
    pairs: list[tuple[int, int, float]], least: float, expected: list[list[int]]
) -> None:
    assert average_link(pairs, least) == expected
    assert average_link(reversed(pairs), least) == expected


def test_each_pair_is_found_once() -> None:
    texts = [*LEAK, *TRAM, LEAK[0]]
    vectors = weigh(article_terms(pl.DataFrame({"title": [""] * len(texts), "text": texts})), len(texts))
    days = pl.Series([0.0, 1.0, 2.0, 2.0, 3.0, float("nan")]).to_numpy()
    pairs = find_pairs(vectors, days, 10, 0.01, np.ones_like)
    assert pairs.select("one", "other").is_unique().all()
    assert (pairs["one"] < pairs["other"]).all()
    assert pairs["similarity"].is_between(0.01, 1).all()
    # the first text and its copy, which has no date
    assert pairs.sort("similarity").select("one", "other").row(-1) == (0, 5)
