"""The sample, read: every article comes out as data/planted.json plans it, and no leftover stays in a text."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analysis.articles import Reading, read_articles

DATA = Path(__file__).resolve().parent.parent / "data"
PLANTED = json.loads((DATA / "planted.json").read_text(encoding="utf-8"))
LEFTOVERS = [
    (trait["trait"], place["file"], place["phrase"].strip())
    for trait in PLANTED["traits"]
    if trait["trait"].startswith("leftover")
    for place in trait["places"]
]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_articles(DATA / "sample", story_from="folder", outlets=DATA / "sample" / "outlets.csv")


def origin_of(article: dict[str, Any]) -> str:
    path = (DATA / article["file"]).as_posix()
    return path if article["record"] is None else f"{path}#{article['record']}"


@pytest.mark.parametrize("article", PLANTED["articles"], ids=lambda a: f"{a['file']}#{a['record']}")
def test_article_is_read_as_planned(reading, article):
    (row,) = (row for row in reading.articles.to_dicts() if row["origin"] == origin_of(article))
    assert row["outlet"] == article["outlet"]
    assert row["story"] == article["story"]
    assert row["published_at"] == datetime.fromisoformat(article["published_at"])
    assert row["language"] == "en"
    for field in ("title", "byline", "dateline", "article_id"):
        if article.get(field) is not None:
            assert row[field] == article[field]
    assert set(article.get("credits", [])) <= set(row["credits"])
    assert ("starts_mid_sentence" in row["flags"]) == ("starts_mid_sentence" in article.get("flags", []))


def test_nothing_is_read_that_is_not_planned(reading):
    assert sorted(reading.articles["origin"]) == sorted(map(origin_of, PLANTED["articles"]))
    places = {trait["trait"]: trait["places"][0] for trait in PLANTED["traits"]}
    bad, double = places["bad record"], places["exact duplicate"]
    assert reading.rejected.select("origin", "record").rows() == [((DATA / bad["file"]).as_posix(), bad["record"])]
    path = (DATA / double["file"]).as_posix()
    kept, dropped = (f"{path}#{record}" for record in double["records"])
    assert reading.duplicates.select("origin", "kept_origin").rows() == [(dropped, kept)]


@pytest.mark.parametrize(("trait", "file", "phrase"), LEFTOVERS)
def test_no_leftover_stays_in_a_text(reading, trait, file, phrase):
    path = (DATA / file).as_posix()
    texts = [row["text"] for row in reading.articles.to_dicts() if row["origin"].split("#")[0] == path]
    assert texts
    assert not any(phrase in (text.split("\n") if phrase == "En" else text) for text in texts)
