"""What a number counts and when it held, read from trees."""

import datetime as dt

import polars as pl
import pytest
import spacy
from spacy.language import Language

from analysis.annotate import annotate
from analysis.language.words import read_words
from analysis.quantities import Quantity, read_quantities
from analysis.schema import ARTICLES

DAY = dt.date(2024, 8, 21)


def article(text: str) -> pl.DataFrame:
    told = {"outlet": "Courier", "language": "en", "origin": "a.txt", "n_words": len(text.split())}
    empty: dict[str, list[str]] = {"byline": [], "credits": [], "flags": []}
    when = {"published_at": dt.datetime(2024, 8, 21, tzinfo=dt.UTC)}
    row = {"article_id": "a", "text": text, **told, **empty, **when}
    return pl.DataFrame([row], schema=ARTICLES.schema)


def read(nlp: Language, text: str) -> list[Quantity]:
    return read_quantities(read_words(nlp(text)), DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 soldiers were killed in the raid.", [(12, "people", "at least", "soldier killed")]),
        ("The blast killed 12 people.", [(12, "people", None, "person killed")]),
        ("The fire left 40 people dead.", [(40, "people", None, "person dead")]),
        ("The army seized 28 settlements.", [(28, None, None, "settlement seized")]),
        ("Thousands of Danish troops crossed the river.", [(2000, "people", "at least", "Danish troop crossed")]),
        ("They hold more than 1,000 square kilometres.", [(1000, "km²", "more than", "square kilometre")]),
        ("Officials began a three-day visit.", [(3, "days", None, "visit")]),
        ("Unemployment fell to 5.2 percent.", [(5.2, "%", None, "unemployment")]),
        ("About 40 percent of voters stayed away.", [(40, "%", "about", "voter stayed")]),
        ("They asked for $5 million in aid.", [(5e6, "USD", None, "aid")]),
        ("A 7-year-old girl was found.", [(7, "years", None, "age of girl")]),
        ("Ada Bell, 34, ran for mayor.", [(34, "years", None, "age of Ada Bell")]),
        ("The inspector read a four-page letter.", [(4, None, None, "page of letter")]),
        ("Officials read the 48-page indictment of the mayor.", [(48, None, None, "page of indictment")]),
        ("The death toll rose to 15.", [(15, "people", None, "death toll")]),
        ("Police arrested three women.", [(3, "people", None, "woman arrested")]),
        ("One person was hurt.", [(1, "people", None, "person hurt")]),
    ],
)
def test_what_is_counted(nlp: Language, text: str, expected: list[tuple]) -> None:
    assert [(q.value, q.unit, q.qualifier, q.counted) for q in read(nlp, text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "One of the men left.",
        "No one said so, and one day they will.",
        "They flew a Boeing 737 and an F-16.",
        "He lives at No. 10 and reads page 12.",
        "She joined the Group of Seven after World War Two.",
        "It is open 24/7 since 9/11.",
        "19, a senior aide ruled out a sale.",
        "It was a one-on-one match on a two-way street.",
    ],
)
def test_idioms_and_names_are_no_quantities(nlp: Language, text: str) -> None:
    assert [text[q.start : q.end] for q in read(nlp, text)] == []


def test_the_day_is_named_in_the_sentence_or_the_articles(nlp: Language) -> None:
    text = "On Monday 12 ships left. Then 13 ships came. In 2015, 14 ships sank."
    assert [q.as_of for q in read(nlp, text)] == [dt.date(2024, 8, 19), DAY, dt.date(2015, 12, 31)]
    assert [q.as_of for q in read_quantities(read_words(nlp("Then 13 ships came.")), None)] == [None]


def test_a_number_belongs_to_the_claim_that_holds_it(nlp: Language) -> None:
    text = "The army lost 12 ships, Governor Ada Bell said. Three ships burned."
    tables = annotate(article(text), nlp)
    rows = {row["value"]: row for row in tables.quantities.iter_rows(named=True)}
    assert rows[12]["claim_id"] == tables.claims["claim_id"][0]
    assert rows[3]["claim_id"] is None
    assert (rows[12]["sentence"], rows[3]["sentence"]) == (0, 1)
    for row in rows.values():
        assert row["scope_start"] <= row["start"] < row["end"] <= row["scope_end"] <= len(text)


def test_a_pipeline_without_trees_still_gives_values() -> None:
    (found,) = read_quantities(read_words(spacy.blank("en")("At least 12 ships left.")), None)
    assert (found.value, found.qualifier, found.counted) == (12, "at least", None)
