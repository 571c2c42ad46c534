"""Dates, outlets, identifiers, cleaning: one table each."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analysis.articles import Duplicate, iter_articles, read_articles
from analysis.articles.cleaning import clean_text, count_words, unwrap
from analysis.articles.dates import read_date
from analysis.articles.languages import detect_language
from analysis.articles.outlets import outlet_of, registered_domain

DATES = {
    "Wed, 21 Aug 2024 02:25 PM (IST)": "2024-08-21T08:55",
    "2024-08-21T08:55:00Z": "2024-08-21T08:55",
    "2024-08-21 14:25:00 +05:30": "2024-08-21T08:55",
    "2024-08-21": "2024-08-21T00:00",
    "20240821": "2024-08-21T00:00",
    "1724230500": "2024-08-21T08:55",
    "1724230500000": "2024-08-21T08:55",
    "August 21, 2024 at 2:25 p.m. EDT": "2024-08-21T18:25",
    "Published 3:45 PM ET, Wed August 21, 2024": "2024-08-21T19:45",
    "3:45 PM ET, Wed January 10, 2024": "2024-01-10T20:45",
    "Aug. 21, 2024, 10:00 BST": "2024-08-21T09:00",
    "21 August 2024 10:00 CEST": "2024-08-21T08:00",
    "Updated: 21 Aug 2024, 10:00 GMT+3": "2024-08-21T07:00",
    "21 Aug 2024 | 10:00 MSK": "2024-08-21T07:00",
    "21 août 2024": "2024-08-21T00:00",
    "21. August 2024": "2024-08-21T00:00",
    "2024年8月21日": "2024-08-21T00:00",
    "21/08/2024": "2024-08-21T00:00",
    "Wednesday 21st August 2024 10.15am": "2024-08-21T10:15",
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_read_to_utc(text: str) -> None:
    published = read_date(text)
    assert published.at is not None
    assert published.at.isoformat(timespec="minutes") == f"{DATES[text]}+00:00"
    assert published.text == text
    assert published.flags == ()


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2 days ago",
        "an hour ago",
        "March 1",
        "August 2024",
        "2024",
        "10:30 AM",
        "2024-13-45",
        "30 February 2024",
        "soon",
    ],
)
def test_relative_and_incomplete_dates_are_not_read(text: str) -> None:
    assert read_date(text) == type(read_date(text))(None, text, ("unread_date",))


def test_dates_that_may_be_two_days_are_marked() -> None:
    assert read_date("03/04/2024").flags == ("ambiguous_date",)
    assert read_date("04/04/2024").flags == ()
    assert read_date("13/04/2024").flags == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2024, 8, 21, 8, 55), datetime(2024, 8, 21, 8, 55, tzinfo=UTC)),
        (date(2024, 8, 21), datetime(2024, 8, 21, tzinfo=UTC)),
        (1724230500, datetime(2024, 8, 21, 8, 55, tzinfo=UTC)),
        (None, None),
        (True, None),
        (float("inf"), None),
        (datetime.max, None),
        (date.min, None),
    ],
)
def test_values_that_are_no_text(value: object, expected: datetime | None) -> None:
    assert read_date(value).at == expected


@pytest.mark.parametrize(
    ("named", "url", "folder", "site", "expected"),
    [
        ("The Courier", "https://x.example/a", "f", "s", "The Courier"),
        ("www.courier.co.uk", None, None, None, "courier.co.uk"),
        ("https://edition.courier.com/world", None, None, None, "courier.com"),
        (None, "https://news.courier.com.au/a?b=c", "f", "s", "courier.com.au"),
        (None, "http://localhost/a", "f", "s", "f"),
        (None, "http://[broken", None, None, "unknown"),
        (None, "file:///home/x.html", None, "The Courier", "The Courier"),
        (None, None, None, None, "unknown"),
        ("Notizie.it", None, None, None, "notizie.it"),
    ],
)
def test_outlets(named: str | None, url: str | None, folder: str | None, site: str | None, expected: str) -> None:
    assert outlet_of(named, url, folder, site) == expected


def test_domains_are_found_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert registered_domain("https://a.b.courier.org.nz") == "courier.org.nz"


def test_folders_name_outlets_and_stories(tmp_path: Path) -> None:
    file = tmp_path / "bridge" / "courier" / "1.txt"
    file.parent.mkdir(parents=True)
    file.write_text("The bridge is closed, the council said on Monday.")

    def read(**options: str) -> tuple[str, str | None]:
        return read_articles(tmp_path, **options).articles.select("outlet", "story").row(0)

    assert read() == ("unknown", None)
    assert read(outlet_from="folder") == ("courier", None)
    assert read(story_from="folder") == ("unknown", "courier")
    assert read(outlet_from="folder", story_from="folder") == ("courier", "bridge")


def test_the_outlets_table_gives_names_and_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "outlets.csv").write_text(
        "Outlet,Name,country\ncourier.com,The Courier,NO\nRADIO,Norrvik Radio,NO\n,x,y\n"
    )
    (tmp_path / "a.jsonl").write_text(
        '{"url": "https://www.courier.com/1", "text": "One text."}\n'
        '{"source": "Radio", "text": "Another text."}\n{"source": "Post", "text": "A third text."}\n'
    )
    reading = read_articles(tmp_path, outlets=tmp_path / "outlets.csv")
    assert reading.articles["outlet"].to_list() == ["The Courier", "Norrvik Radio", "Post"]
    assert reading.rejected.height == 0
    (tmp_path / "outlets.csv").write_text("domain,title\nx,y\n")
    with pytest.raises(ValueError, match="needs the columns outlet and name; it has domain, title"):
        read_articles(tmp_path, outlets=tmp_path / "outlets.csv")


def test_ids_are_kept_or_made_of_outlet_url_and_text(tmp_path: Path) -> None:
    rows = [
        '{"id": "a-1", "text": "One text."}',
        '{"id": 12.0, "text": "Two texts."}',
        '{"id": "", "text": "Three texts.", "url": "https://x.example/1"}',
        '{"text": "Three texts.", "url": "https://x.example/2"}',
        '{"id": "' + "x" * 300 + '", "text": "Four texts."}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    (tmp_path / "b.jsonl").write_text("\n".join(reversed(rows)))
    first = read_articles(tmp_path / "a.jsonl").articles
    second = read_articles(tmp_path / "b.jsonl").articles
    assert first["article_id"][:2].to_list() == ["a-1", "12"]
    assert first["article_id"].str.len_chars()[2:].to_list() == [16, 16]
    assert set(first["article_id"]) - {first["article_id"][2]} == set(second["article_id"]) - {second["article_id"][1]}


def test_exact_duplicates_are_kept_once_and_reported(tmp_path: Path) -> None:
    text = "The bridge is closed, the council said on Monday."
    for name, content in {
        "a.txt": text,
        "b.txt": f"By Ida Sand\n{text}\r\n",
        "c.txt": f"---\nsource: The Courier\n---\n{text}",
        "d.txt": f"---\ntitle: Bridge\n---\n{text}",
    }.items():
        (tmp_path / name).write_text(content)
    reading = read_articles(tmp_path)
    assert [Path(o).name for o in reading.articles["origin"]] == ["a.txt", "c.txt", "d.txt"]
    ((kept, origin, kept_origin),) = reading.duplicates.rows()
    assert kept == reading.articles["article_id"][0]
    assert (Path(origin).name, Path(kept_origin).name) == ("b.txt", "a.txt")


def test_another_text_under_a_known_id_gets_its_own_and_a_known_text_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge is closed, the council said on Monday.")
    (tmp_path / "b.json").write_text('[{"id": 1, "text": "One."}, {"id": 1, "text": "Two."}]')
    (tmp_path / "c.json").write_text('[{"id": 1, "text": "Two."}, {"id": 1, "text": "Three."}]')
    read = list(iter_articles(tmp_path))
    assert [type(item) for item in read] == [dict, dict, dict, Duplicate, dict]
    assert read[3].article_id == read[2]["article_id"]
    articles = [item for item in read if isinstance(item, dict)]
    assert [article["flags"] for article in articles] == [[], [], ["id_clash"], ["id_clash"]]
    assert len({article["article_id"] for article in articles}) == 4


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("e\u0301te\u0301", "été"),
        ("a\u200bb\ufeffc\u00add\u202ee\u2066f", "abcdef"),
        ("a\u00a0\t b\u3000c", "a b c"),
        ("a&nbsp;b &amp; c&#8217;s &lt;d&gt; AT&T &unknown1;", "a b & c’s <d> AT&T &unknown1;"),
        ("\x00a\x07b\x1f", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("on\u200dline", "online"),
        ("a\n\n\n\n b \n", "a\n\nb"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_cleaning(given: str, expected: str) -> None:
    assert clean_text(given) == expected


def test_unwrapping_leaves_lines_that_are_paragraphs() -> None:
    lines = (
        "Roses are red,\nviolets are blue.\n\nThe bridge between the towns is closed\nThe quay is open\nBoats go on."
    )
    assert unwrap(lines) == lines
    assert unwrap("The bridge between the towns\nis closed.\nThe quay:\nopen.") == (
        "The bridge between the towns is closed.\nThe quay:\nopen."
    )
    wrapped = (
        "The council of Norrvik closed the bridge on Monday after\n"
        "divers found a crack in one of its piers, the\nmayor said.\n\nIt stays closed."
    )
    assert unwrap(wrapped).count("\n") == 2
    assert unwrap(wrapped).startswith("The council of Norrvik closed the bridge on Monday after divers")


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("— …", 0), ("don't stop", 2), ("U.S. 3.5 percent", 3), ("well-known", 1), ("渡轮停航", 4), ("a渡b", 3)],
)
def test_counting_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council closed the bridge on Monday after divers found a crack.", "en"),
        ("Der Rat hat die Brücke am Montag wegen eines Risses gesperrt.", "de"),
        ("Рада закрила міст у понеділок через тріщину, повідомив мер.", "uk"),
        ("理事会星期一因裂缝关闭了大桥。", "zh"),
        ("Yes.", "und"),
        ("12.5.2024 – 14:30", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language
