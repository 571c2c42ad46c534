"""Whom an article accuses, and whether it lets them answer."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.lexicons import load_lexicon
from analysis.metrics import accusations, right_of_reply

TEXT_OF_CUE = 10
NAMES = {
    "person:ada": "Ada Bell",
    "person:ivo": "Ivo Corr",
    "person:eve": "Eve Corr",
    "unnamed:aide@a": "spokesman for Corr",
    "person:corr@a": "Corr",
    "person:carl@a": "Carl Corr, the spokesman's brother",
    "unnamed:former@a": "former aide to Corr",
    "group:critics@a": "critics of Corr",
    "person:jr": "Ivo Corr Jr.",
    "organisation:office": "the office of Mayor Corr, Saltmere",
}
SOURCES = pl.DataFrame({"source_id": list(NAMES), "name": list(NAMES.values())}).with_columns(
    kind=pl.col("source_id").str.split(":").list.first(), anonymous=pl.lit(value=False)
)
ARTICLES = pl.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["Globe", "Globe", "Courier"]}).with_columns(
    text=pl.lit(
        "Ada blamed Ivo Corr and so did others, for he had sold the piers and nobody had been told of it before."
    )
)
IVO = ("a", 12, 20, "PERSON", "person:ivo", "Ivo Corr")


def claims(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    """Claims as article, source and verb; the verb ends after ten characters, the content after ninety."""
    return pl.DataFrame(
        [
            {
                "claim_id": f"{article}#{number}",
                "article_id": article,
                "source_id": source,
                "cue_lemma": verb,
                "cue_start": 4,
                "cue_end": TEXT_OF_CUE,
                "content_end": 90,
            }
            for number, (article, source, verb) in enumerate(rows)
        ],
        schema_overrides={"source_id": pl.String},
    )


def entities(*rows: tuple[str, int, int, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["article_id", "start", "end", "label", "entity_id", "entity"], orient="row")


@pytest.mark.parametrize(
    ("others", "heard"),
    [
        ([], False),
        ([("a", "person:ivo", "say")], True),
        ([("a", "person:ivo", "decline to comment")], True),
        # in another article
        ([("b", "person:ivo", "say")], False),
        # somebody who is called after the accused, and whoever else has that surname
        ([("a", "unnamed:aide@a", "say")], True),
        ([("a", "person:corr@a", "say")], True),
        ([("a", "person:eve", "say")], False),
        ([("a", "organisation:office", "say")], True),
        ([("a", "unnamed:former@a", "say")], False),
        ([("a", "group:critics@a", "say")], False),
        # those who accuse do not answer for the accused
        ([("a", "unnamed:aide@a", "accuse"), ("a", "unnamed:aide@a", "say")], False),
        ([("a", None, "say")], False),
    ],
)
def test_heard_is_who_speaks_in_the_same_article(others: list[tuple[str, str | None, str]], heard: bool) -> None:
    found = accusations(claims(("a", "person:ada", "accuse"), *others), SOURCES, entities(IVO), ARTICLES)
    assert found.row(0) == ("Globe", "a", "a#0", "person:ivo", "Ivo Corr", heard)
    son = entities(("a", 12, 24, "PERSON", "person:jr", "Ivo Corr, Jr."))
    expected = (
        heard and ("a", "person:ivo", "say") not in others and ("a", "person:ivo", "decline to comment") not in others
    )
    assert accusations(claims(("a", "person:ada", "accuse"), *others), SOURCES, son, ARTICLES)["heard"][0] is expected


@pytest.mark.parametrize(
    "said", ["Ada did not blame Ivo Corr", "Ada never blamed Ivo Corr", "Ada refused to blame Ivo Corr"]
)
def test_who_does_not_accuse_accuses_nobody(said: str) -> None:
    start = said.index("blame")
    end = start + len("blamed") if "blamed" in said else start + len("blame")
    one = claims(("a", "person:ada", "blame")).with_columns(
        cue_start=pl.lit(start, pl.Int64), cue_end=pl.lit(end, pl.Int64)
    )
    ivo = entities(("a", end + 1, end + 9, "PERSON", "person:ivo", "Ivo Corr"))
    assert accusations(one, SOURCES, ivo, ARTICLES.with_columns(text=pl.lit(said))).is_empty()
    meant = ARTICLES.with_columns(
        text=pl.lit(said.replace("not", "now").replace("never", "often").replace("refused", "meant"))
    )
    assert accusations(one, SOURCES, ivo, meant).height == 1


@pytest.mark.parametrize(
    ("mentions", "accused"),
    [
        ([IVO], ["person:ivo"]),
        # the first person behind the verb, not one before it, nor far behind it, nor the source, nor a body
        ([("a", 22, 30, "PERSON", "person:eve", "Eve Corr"), IVO], ["person:ivo"]),
        ([("a", 0, 8, "PERSON", "person:ivo", "Ivo Corr")], []),
        ([("a", 41, 49, "PERSON", "person:ivo", "Ivo Corr")], []),
        ([("a", 40, 49, "PERSON", "person:ivo", "Ivo Corr")], ["person:ivo"]),
        ([("a", 85, 93, "PERSON", "person:ivo", "Ivo Corr")], []),
        ([("a", 12, 20, "PERSON", "person:ada", "Ada Bell")], []),
        ([("a", 12, 20, "ORG", "org:quarry", "Quarry Board")], []),
        ([("b", 12, 20, "PERSON", "person:ivo", "Ivo Corr")], []),
    ],
)
def test_the_accused_is_the_first_person_right_behind_the_verb(
    mentions: list[tuple[str, int, int, str, str, str]], accused: list[str]
) -> None:
    found = accusations(claims(("a", "person:ada", "accuse")), SOURCES, entities(*mentions), ARTICLES)
    assert found["entity_id"].to_list() == accused


def test_an_accuser_may_be_nobody() -> None:
    found = accusations(claims(("a", None, "accuse")), SOURCES, entities(IVO), ARTICLES)
    assert found["entity_id"].to_list() == ["person:ivo"]


def test_shares_count_each_accused_once_an_article() -> None:
    rows = [("a", "person:ada", "accuse"), ("a", "person:ada", "blame"), ("a", "person:ivo", "say")]
    rows += [("b", "person:ada", "slam"), ("c", "person:ada", "say")]
    mentions = [IVO, ("b", *IVO[1:])]
    table = right_of_reply(claims(*rows), SOURCES, entities(*mentions), ARTICLES)
    assert table.select("outlet", "reply", "value", "n", "accused").rows() == [
        ("Courier", "heard", None, 0, 0),
        ("Courier", "not heard", None, 0, 0),
        ("Globe", "heard", 0.5, 2, 1),
        ("Globe", "not heard", 0.5, 2, 1),
    ]
    assert table.filter(outlet="Courier")["note"].to_list() == ["no accused"] * 2


def test_every_accusing_verb_is_a_reporting_verb() -> None:
    known = set(load_lexicon("reporting_verbs")["lemma"])
    assert set(load_lexicon("accusing_verbs")["lemma"]) <= known
