"""Every format gives the same article."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from analysis.articles import iter_articles, read_articles
from analysis.schema import ARTICLES, conform

BODY = (
    "The ferry between Norrvik and Osthamn was stopped on Tuesday after divers found a crack in its hull.\n"
    "“Nobody was in danger,” said harbour master Lena Dahl, who closed the quay at noon.\n"
    "The company said that it would run buses until the weekend."
)
ROW = {
    "id": "ferry-1",
    "Headline": "Ferry stopped after crack is found",
    "publisher": "The Norrvik Courier",
    "Publish Date": "2024-05-14T10:30:00+02:00",
    "author": "Mats Ek and Ida Sand",
    "link": "https://www.norrvikcourier.example/ferry",
    "body": BODY,
}
FRONT = """---
id: ferry-1
title: Ferry stopped after crack is found
source: The Norrvik Courier
date: 2024-05-14T10:30:00+02:00
author: Mats Ek and Ida Sand
url: https://www.norrvikcourier.example/ferry
---
"""
PAGE = """<html lang="en"><head><title>Ferry stopped after crack is found</title>
<meta property="og:title" content="Ferry stopped after crack is found">
<meta property="og:site_name" content="The Norrvik Courier">
<meta name="author" content="Mats Ek; Ida Sand">
<meta property="article:published_time" content="2024-05-14T10:30:00+02:00">
<link rel="canonical" href="https://www.norrvikcourier.example/ferry"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Ferry stopped after crack is found</h1>{body}</article>
<footer>Terms and conditions</footer></body></html>"""


def write(folder: Path, suffix: str) -> Path:
    file = folder / f"ferry{suffix}"
    frame = pl.DataFrame([ROW])
    if suffix in (".txt", ".md"):
        file.write_text(FRONT + BODY.replace("\n", "\n\n"), encoding="utf-8")
    elif suffix in (".html", ".htm"):
        body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
        file.write_text(PAGE.format(body=body), encoding="utf-8")
    elif suffix == ".csv":
        frame.write_csv(file)
    elif suffix == ".parquet":
        frame.write_parquet(file)
    elif suffix == ".json":
        file.write_text(json.dumps([ROW]), encoding="utf-8")
    elif suffix in (".jsonl", ".ndjson"):
        file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    else:
        write(folder, ".csv")
        with zipfile.ZipFile(file, "w") as archive:
            archive.write(folder / "ferry.csv", "inside/ferry.csv")
        (folder / "ferry.csv").unlink()
    return file


SUFFIXES = (".txt", ".md", ".html", ".htm", ".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".zip")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_all_formats_give_the_same_article(tmp_path: Path, suffix: str) -> None:
    reading = read_articles(write(tmp_path, suffix))
    assert reading.rejected.rows() == []
    (article,) = conform(reading.articles, "articles").to_dicts()
    assert article["text"].replace("\n\n", "\n") == BODY  # a page has no blank lines
    assert article["title"] == "Ferry stopped after crack is found"
    assert article["byline"] == ["Mats Ek", "Ida Sand"]
    assert article["published_at"] == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)
    assert article["published_text"] == "2024-05-14T10:30:00+02:00"
    assert article["url"] == "https://www.norrvikcourier.example/ferry"
    assert article["language"] == "en"
    assert article["outlet"] == "The Norrvik Courier"
    assert article["n_words"] == 44
    assert article["flags"] == []
    if suffix not in (".html", ".htm"):
        assert article["article_id"] == "ferry-1"


def test_an_object_with_articles_in_it_and_a_single_object(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"status": "ok", "articles": [ROW, {**ROW, "id": "b", "body": "Other."}]})
    )
    (tmp_path / "b.json").write_text(json.dumps({**ROW, "id": "c", "body": "A third one."}))
    articles = read_articles(tmp_path).articles
    assert articles["article_id"].to_list() == ["ferry-1", "b", "c"]
    names = [origin.removeprefix(f"{tmp_path.as_posix()}/") for origin in articles["origin"]]
    assert names == ["a.json#1", "a.json#2", "b.json"]


def test_a_folder_is_read_in_order_hidden_files_passed_over_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt", ".hidden/4.txt", "a/.5.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The council met in room {name} on Monday.")
    expected = ["a/1.txt", "b/2.txt", "c.txt"]
    for paths in (tmp_path, [tmp_path, tmp_path / "c.txt"], f"{tmp_path}/**/*.txt"):
        reading = read_articles(paths)
        assert [Path(o).relative_to(tmp_path).as_posix() for o in reading.articles["origin"]] == expected
        assert reading.duplicates.height == 0


def test_the_user_says_which_column_holds_the_text(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text,Fulltext_2,where\nteaser only,The whole article about a bridge.,Norrvik Radio\n")
    article = read_articles(file, columns={"content": "fulltext_2", "outlet": "where"}).articles.to_dicts()[0]
    assert (article["text"], article["outlet"]) == ("The whole article about a bridge.", "Norrvik Radio")
    with pytest.raises(ValueError, match=r"no field 'txet'.*text"):
        read_articles(file, columns={"txet": "Fulltext_2"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters_and_fields_with_line_breaks(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "a.csv"
    rows = [["title", "text"], ["Bridge", '"The bridge, it said, is ""safe"".\nTraffic; goes | on\tnow."']]
    file.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert read_articles(file).articles["text"].to_list() == [
        'The bridge, it said, is "safe".\nTraffic; goes | on now.'
    ]


def test_the_first_filled_column_of_a_field_counts() -> None:
    from analysis.articles.columns import map_columns, pick

    mapped = map_columns(["Body", "TEXT", "Source", "domain"], {})
    assert pick({"Body": "b", "TEXT": " ", "Source": "nan", "domain": "x.example"}, mapped) == {
        "text": "b",
        "outlet": "x.example",
    }


def test_feeds_with_nested_outlets_authors_and_markup(tmp_path: Path) -> None:
    item = {
        "source": {"id": None, "name": "Norrvik Radio"},
        "author": [{"name": "Ida Sand"}, {"name": "Mats Ek"}],
        "content": "<p>Bridge is <b>safe</b>, Dahl&#39;s office said.</p><p>Traffic goes on.</p><script>x()</script>",
        "published": 1715675400,
    }
    (tmp_path / "a.json").write_text(json.dumps(item))
    article = read_articles(tmp_path).articles.to_dicts()[0]
    assert article["outlet"] == "Norrvik Radio"
    assert article["byline"] == ["Ida Sand", "Mats Ek"]
    assert article["text"] == "Bridge is safe, Dahl's office said.\nTraffic goes on."
    assert article["published_at"] == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("title: Bridge closed", "Bridge closed"),
        ('title: "Bridge: closed"', "Bridge: closed"),
        ("title: Bridge: closed", "Bridge: closed"),
        ("Headline: '007'", "007"),
    ],
)
def test_front_matter(tmp_path: Path, matter: str, title: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"---\n{matter}\nid: 007\n---\nThe **bridge** is [closed](https://b.example), it said.\n")
    article = read_articles(file).articles.to_dicts()[0]
    assert (article["article_id"], article["title"]) == ("007", title)
    assert article["text"] == "The bridge is closed, it said."


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("---\nThe bridge stays closed, the town of Norrvik said on Monday.\n---\nIt will open in May.\n")
    text = read_articles(file).articles["text"][0]
    assert "The bridge stays closed" in text
    assert "It will open in May." in text


def test_iterating_gives_the_rows_one_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        "\n".join(json.dumps({"id": str(n), "text": f"Text number {n} about the bridge."}) for n in range(5))
    )
    rows = iter_articles(file)
    first = next(rows)
    assert isinstance(first, dict)
    assert list(first) == ARTICLES.schema.names()
    # The file may change while it is read: nothing has been read ahead into memory that is large.
    assert sum(1 for _ in rows) == 4
