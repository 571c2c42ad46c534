from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import tone, tone_words

PEOPLE = ("Ada Bell", "Ivo Corr")


def tables(text: str) -> tuple[pl.DataFrame, ...]:
    """One sentence without claims; every name in it is a mention."""
    rows = [
        ("a", at, at + len(name), "PERSON", name.lower(), name)
        for name in PEOPLE
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    entities = pl.DataFrame(rows, schema=["article_id", "start", "end", "label", "entity_id", "entity"], orient="row")
    sentences = pl.DataFrame({"article_id": ["a"], "sentence": [0], "start": [0], "end": [len(text)]})
    claims = pl.DataFrame({"article_id": [], "content_spans": [], "quotation": []})
    return sentences, entities, claims, pl.DataFrame({"article_id": ["a"], "outlet": ["Globe"], "text": [text]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the reckless Ada Bell spoke", [("reckless", -1)]),
        ("Ada Bell is a brilliant mayor", [("brilliant", 1)]),
        ("Ada Bell is not a brilliant mayor", [("brilliant", -1)]),
        ("Ada Bell’s reckless plan", [("reckless", -1)]),
        ("Ivo Corr slammed Ada Bell", [("slammed", -1)]),
        ("Ada Bell slammed Ivo Corr", []),  # whom it hits, not who does it
        ("Ada Bell was slammed by Ivo Corr", [("slammed", -1)]),
        ("Ada Bell boasted of it", [("boasted", -1)]),
        ("Ada Bell spoke; the reckless Ivo Corr left", []),
        ("the reckless Ivo Corr met Ada Bell", []),  # the nearest name has it
        ("“Reckless,” said Ada Bell", []),  # the speaker's word, of something else
    ],
)
def test_words_said_of_the_name(text: str, found: list[tuple[str, int]]) -> None:
    words = tone_words(*tables(text), "Ada Bell", "all")
    assert list(words.select("text", "sign").iter_rows()) == found
    assert [text[start:end] for start, end in words.select("start", "end").iter_rows()] == [word for word, _ in found]


def test_tone_by_hand() -> None:
    row = tone(*tables("the reckless Ada Bell is a brilliant mayor"), "ada bell").row(0, named=True)
    assert (row["value"], row["n"], row["good"], row["bad"], row["mentions"]) == (0, 2, 1, 1, 1)
    assert row["note"] == "one article: no interval"


def test_a_name_that_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing in entities is called 'Eve'"):
        tone(*tables("Ada Bell spoke"), "Eve")
