"""The sample holds what data/planted.json says, checked with plain text and the standard library only."""

from __future__ import annotations

import csv
import difflib
import html
import importlib.util
import io
import json
import re
import zipfile
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLE = DATA / "sample"
PLANTED = json.loads((DATA / "planted.json").read_text(encoding="utf-8"))
ARTICLES, TRAITS = PLANTED["articles"], PLANTED["traits"]
PLACES = [(trait, place) for trait in TRAITS for place in trait["places"]]
ENCODINGS = {"clamour-door-slammed.html": "windows-1252", "meridian-0821-medvedev.txt": "utf-16"}
TEXT_COLUMNS = {"text", "body", "content", "maintext", "Full Text"}


class Article(NamedTuple):
    file: str
    record: str | None
    text: str


def trait_named(name: str) -> dict:
    return next(trait for trait in TRAITS if trait["trait"] == name)


def decoded(path: Path) -> str:
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))


def raw(path: Path) -> str:
    """The file's characters, with only the quoting of its format undone."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    text = decoded(path).replace("\r\n", "\n")
    if path.suffix in (".json", ".jsonl"):
        return text.replace('\\"', '"').replace("\\n", "\n")
    if path.suffix == ".csv":
        return text.replace('""', '"').removeprefix("\ufeff")
    return html.unescape(text) if path.suffix == ".html" else text


def after_front_matter(text: str) -> str:
    return text.split("---\n", 2)[2]


def records(path: Path) -> list[Article]:
    """The body texts of one file, with leftovers still in."""
    name = str(path.relative_to(DATA))
    if path.suffix in (".txt", ".md"):
        return [Article(name, None, after_front_matter(decoded(path)))]
    if path.suffix == ".html":
        paragraphs = re.findall(r"<(?:p|h2)>(.*?)</(?:p|h2)>", decoded(path).split("<h1", 1)[1], re.DOTALL)
        return [Article(name, None, "\n".join(html.unescape(re.sub(r"<[^>]+>", "", p)) for p in paragraphs))]
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [Article(name, m, after_front_matter(archive.read(m).decode())) for m in archive.namelist()]
    if path.suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(decoded(path).removeprefix("\ufeff"), newline="")))
    elif path.suffix == ".jsonl":
        rows = [json.loads(line) for line in decoded(path).splitlines()]
    else:
        loaded = json.loads(decoded(path))
        rows = loaded if isinstance(loaded, list) else loaded["articles"]
    found = []
    for number, row in enumerate(rows, start=1):
        (column,) = TEXT_COLUMNS & row.keys()
        found.append(Article(name, str(number), row[column]))
    return found


FILES = sorted(path for path in SAMPLE.glob("*/*") if path.is_file())
RECORDS = {(record.file, record.record): record.text for path in FILES for record in records(path)}


def text_of(article: dict) -> str:
    return RECORDS[article["file"], article["record"]]


def plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", plain(text).lower())


def test_sample_is_large_enough_to_compare_outlets():
    outlets = Counter(article["outlet"] for article in ARTICLES)
    stories = Counter(article["story"] for article in ARTICLES)
    assert len(ARTICLES) >= 36
    assert len(outlets) == 7
    assert min(outlets.values()) >= 5
    assert len(stories) == 3
    assert all(len({a["outlet"] for a in ARTICLES if a["story"] == story}) == 7 for story in stories)


def test_every_record_is_planned_as_article_duplicate_or_reject():
    planned = {(article["file"], article["record"]) for article in ARTICLES}
    assert len(planned) == len(ARTICLES)
    (duplicate,) = trait_named("exact duplicate")["places"]
    (bad,) = trait_named("bad record")["places"]
    dropped = {(duplicate["file"], duplicate["records"][1]), (bad["file"], bad["record"])}
    assert set(RECORDS) == planned | dropped
    first, second = (RECORDS[duplicate["file"], number] for number in duplicate["records"])
    assert first == second
    assert RECORDS[bad["file"], bad["record"]] == ""


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: f"{a['file']}#{a['record']}")
def test_article_has_the_length_of_a_news_article_and_lies_in_its_story(article):
    assert 200 <= len(words(text_of(article))) <= 500
    assert Path(article["file"]).parts[1] == article["story"]


def test_published_times_are_in_utc_and_spread_over_days():
    times = [article["published_at"] for article in ARTICLES]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:00Z", time) for time in times)
    for story in {article["story"] for article in ARTICLES}:
        assert len({a["published_at"][:10] for a in ARTICLES if a["story"] == story}) >= 4


@pytest.mark.parametrize(("trait", "place"), PLACES, ids=lambda x: x.get("trait") or x["phrase"][:30])
def test_planted_phrase_is_in_its_file(trait, place):
    assert place["phrase"] in raw(DATA / place["file"])


def test_phrases_of_page_furniture_stand_outside_the_article():
    for place in trait_named("leftover: page furniture")["places"]:
        body = decoded(DATA / place["file"])
        inside = re.search(r'<div class="(?:article-body|body)".*</div>\n</article>', body, re.DOTALL)
        paragraphs = re.findall(r"<p>(.*?)</p>", inside[0] if inside else body.split("</div>", 2)[2])
        assert not any(place["phrase"] in paragraph for paragraph in paragraphs if "<" not in paragraph)


@pytest.mark.parametrize("name", [t["trait"] for t in TRAITS if "encoding" in t])
def test_encodings_are_what_they_are_said_to_be(name):
    trait = trait_named(name)
    data = (DATA / trait["places"][0]["file"]).read_bytes()
    assert data.decode(trait["encoding"])
    if trait["encoding"] == "utf-8-sig":
        assert data.startswith(b"\xef\xbb\xbf")
    else:
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")


def changed(original: str, copy: str) -> float:
    """Share of the words of two texts that do not match, as difflib aligns them."""
    matcher = difflib.SequenceMatcher(None, words(original), words(copy), autojunk=False)
    return 1 - matcher.ratio()


LEFTOVERS = re.compile(
    r"^(?:[A-Z, a-z0-9]+\(Meridian\) - |- .*|En$|ALSO READ.*|Share .*|Meridian contributed.*|\(Reporting.*)",
    re.MULTILINE,
)


def test_wire_copies_change_5_to_15_percent_of_the_words():
    places = trait_named("wire copy")["places"]
    assert [place["role"] for place in places] == ["original", "credited", "credited", "uncredited"]
    original, *copies = (LEFTOVERS.sub("", RECORDS[place["file"], None]) for place in places)
    for copy in copies:
        assert 0.05 <= changed(original, copy) <= 0.15


@pytest.mark.parametrize("place", trait_named("wire copy")["places"][1:], ids=lambda p: p["file"])
def test_wire_copies_credit_the_agency_or_not(place):
    credited = re.search(r"^- Source:Meridian|^Meridian contributed", raw(DATA / place["file"]), re.MULTILINE)
    assert bool(credited) == (place["role"] == "credited")


def groups_of_copies() -> list[set[str]]:
    updated = [place["file"] for place in trait_named("updated article")["places"]]
    return [{place["file"] for place in trait_named("wire copy")["places"]}, set(updated[:2]), set(updated[2:])]


PROMPTS = {"Sign up for our newsletter and get Dag Ferrow in your inbox every Friday."}


def long_sentences(text: str) -> set[tuple[str, ...]]:
    sentences = re.split(r"(?<=[.!?])[\"”’)]*\s+|\n+", text)
    return {tuple(words(s)) for s in sentences if len(words(s)) >= 12 and s.strip() not in PROMPTS}


def test_only_planted_copies_share_long_sentences():
    seen = [(article["file"], long_sentences(text_of(article))) for article in ARTICLES]
    for (one, left), (other, right) in combinations(seen, 2):
        if not any({one, other} <= group for group in groups_of_copies()):
            assert not left & right, (one, other)


def test_updated_articles_share_an_address_and_differ_in_what_was_corrected():
    for place in trait_named("late correction")["places"]:
        group = next(group for group in groups_of_copies() if place["file"] in group)
        (earlier,) = group - {place["file"]}
        assert place["before"] in raw(DATA / earlier)
        assert place["after"] not in raw(DATA / earlier)
        assert place["after"] in raw(DATA / place["file"])
        assert place["before"] not in raw(DATA / place["file"])


@pytest.mark.parametrize("name", ["Ushakov", "Tilney"])
def test_one_quotation_is_told_four_ways(name):
    places = trait_named(f"one quotation told four ways: {name}")["places"]
    assert {place["quotation"] for place in places} == {"direct", "mixed", "indirect"}
    assert len({article["outlet"] for article in ARTICLES for p in places if article["file"] == p["file"]}) >= 4
    for place in places:
        marks = re.findall(r"[\"“”]", plain(place["phrase"]))
        assert bool(marks) == (place["quotation"] == "mixed")
        line = next(line for line in raw(DATA / place["file"]).splitlines() if place["phrase"] in line)
        assert place["cue"] in line


def test_paragraphs_of_one_quotation_open_and_only_the_last_closes():
    text = RECORDS[trait_named("quotation over several paragraphs")["places"][0]["file"], None]
    start = text.index("She said: “")
    first, second, last = text[start:].split("\n")[:3]
    assert [p.count("“") for p in (first, second, last)] == [1, 1, 1]
    assert [p.count("”") for p in (first, second, last)] == [0, 0, 1]


def test_exclusive_sources_are_exclusive():
    for place in trait_named("source only in one outlet")["places"]:
        outlets = {article["outlet"] for article in ARTICLES if place["phrase"] in text_of(article)}
        assert outlets == {place["outlet"]}


def test_company_is_heard_in_some_outlets_only():
    trait = trait_named("right of reply")
    leak = [article for article in ARTICLES if article["story"] == "saltmere-leak"]
    heard = {article["outlet"] for article in leak if trait["name"] in text_of(article)}
    assert {p["outlet"] for p in trait["places"]} - {"Meridian News Agency"} <= heard
    assert not heard & set(trait["silent"])


def test_outlets_table_names_every_outlet_once():
    with (SAMPLE / "outlets.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["name"] for row in rows} == {article["outlet"] for article in ARTICLES}
    assert len({row["outlet"].lower() for row in rows}) == len(rows)
    kinds = {(row["name"], row["country"], row["kind"], row["leaning"]) for row in rows}
    assert len(kinds) == len({row["name"] for row in rows})


def test_archive_is_what_the_script_makes():
    spec = importlib.util.spec_from_file_location("make_sample_archives", DATA / "make_sample_archives.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for archive, folder in script.ARCHIVES.items():
        assert (DATA / archive).read_bytes() == script.pack(DATA / folder)


def test_readme_describes_every_file_and_trait():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        assert f"`{path.relative_to(SAMPLE)}`" in readme
    for trait in TRAITS:
        assert f"| {trait['trait']} |" in readme
