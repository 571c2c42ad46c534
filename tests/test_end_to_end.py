"""From files to tables: what was planted in the sample is found again, and every offset leads back to its words."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from spacy.language import Language

from analysis import Corpus, batches, build, builder
from analysis.schema import TABLES

DATA = Path(__file__).resolve().parent.parent / "data"
TRAITS = json.loads((DATA / "planted.json").read_text(encoding="utf-8"))["traits"]

# How a planted phrase stands to its statement: it is what was said, it is part of that, it holds the cue or source, or
# it stands in the cue's sentence.
PHRASES = {
    "one quotation told four ways: Ushakov": "content",
    "one quotation told four ways: Tilney": "content",
    "quotation over several paragraphs": "part",
    "nested quotation": "part",
    "mixed marks": "part",
    "loaded words of a source": "part",
    "anonymous source": "cue",
    "described source": "cue",
    "pronoun source": "cue",
    "title with surname": "cue",
    "denial": "cue",
    "declined to comment": "cue",
    "medium": "cue",
    "reported by another first": "sentence",
    "day it was said": "cue",
    "document as source": "cue",
    "told differently: one denial of danger": "cue",
}
IMPLIED = {
    "anonymous source": {"anonymous": True},
    "denial": {"denied": True},
    "declined to comment": {"denied": True},
    "document as source": {"act": "document"},
}
FIELDS = ("speaker", "quotation", "cue", "medium", "via", "said_on", "anonymous", "denied", "act")

RIGHT = {
    "statement": (67, 75),
    "speaker": (49, 56),
    "quotation": (6, 8),
    "cue": (9, 11),
    "medium": (6, 7),
    "via": (3, 6),
    "said_on": (4, 4),
    "anonymous": (6, 8),
    "denied": (8, 11),
    "act": (1, 2),
}
"""Of each field: how many of how many planted places come out right at least. Fewer is a regression."""
OUTLETS_OWN_WORDS = (5, 5)
EXCLUSIVE_SOURCES = (5, 6)


class Verdict(NamedTuple):
    trait: str
    phrase: str
    field: str
    expected: Any
    found: Any
    right: bool


@pytest.fixture(scope="module", autouse=True)
def shared_pipeline(nlp: Language) -> Iterator[None]:
    """The shipped model is loaded once for all builds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", lambda base, threads: nlp)
        yield


def build_sample(out: Path, **options: Any) -> Corpus:
    sample = DATA / "sample"
    return build(sample, out, story_from="folder", outlets=sample / "outlets.csv", progress=False, **options)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, shared_pipeline: None) -> Corpus:
    return build_sample(tmp_path_factory.mktemp("sample") / "sample.corpus")


# -- what was planted -------------------------------------------------------------------------------------------------


def places(trait: str) -> list[dict[str, Any]]:
    return next(t for t in TRAITS if t["trait"] == trait)["places"]


def clean(phrase: str) -> str:
    """The phrase as it is read: without tags and the marks of its format."""
    return html.unescape(re.sub(r"<[^>]+>", "", phrase)).strip()


def located(corpus: Corpus, place: dict[str, Any]) -> tuple[str, int, int]:
    """The article that holds a planted phrase, and where."""
    phrase = clean(place["phrase"])
    rows = corpus.articles.select("article_id", "text", "origin").iter_rows()
    ((article_id, start),) = [
        (article_id, text.index(phrase))
        for article_id, text, origin in rows
        if origin.split("#")[0].endswith(place["file"]) and phrase in text
    ]
    return article_id, start, start + len(phrase)


def shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def fits(claim: dict[str, Any], how: str, span: tuple[int, int]) -> bool:
    """Whether a claim may be the planted statement."""
    content = [(piece["start"], piece["end"]) for piece in claim["content_spans"]]
    common, length = sum(shared(piece, span) for piece in content), span[1] - span[0]
    if how == "content":
        return common >= 0.5 * (sum(end - start for start, end in content) + length - common)
    if how == "part":
        return common >= 0.8 * length
    if how == "sentence":
        return shared((claim["sentence_start"], claim["sentence_end"]), span) > 0
    source = claim["source_text"] and shared((claim["source_start"], claim["source_end"]), span)
    return bool(source or shared((claim["cue_start"], claim["cue_end"]), span))


def field_of(claim: dict[str, Any], field: str) -> Any:
    return claim["name"] if field == "speaker" else claim["cue_text"] if field == "cue" else claim[field]


def is_right(expected: Any, found: Any, field: str) -> bool:
    if field in ("speaker", "cue"):
        return found is not None and expected.casefold() in found.casefold()
    return expected == found


def rows_of_claims(corpus: Corpus) -> dict[str, list[dict[str, Any]]]:
    """Claims by article, each with its source's name, its cue's words and its sentence's place."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    sentences = corpus.sentences.select("article_id", "sentence", sentence_start="start", sentence_end="end")
    sources = corpus.sources.select("source_id", "name", "anonymous")
    rows = corpus.claims.join(sources, on="source_id", how="left").join(sentences, on=["article_id", "sentence"])
    found = defaultdict(list)
    for row in rows.iter_rows(named=True):
        row["cue_text"] = texts[row["article_id"]][row["cue_start"] : row["cue_end"]]
        found[row["article_id"]].append(row)
    return found


def judge(corpus: Corpus) -> Iterator[Verdict]:
    """Compare every planted statement with the claim that fits it best."""
    claims = rows_of_claims(corpus)
    for trait, how in PHRASES.items():
        for place in places(trait):
            article_id, *span = located(corpus, place)
            expected = {f: place[f] for f in FIELDS if f in place} | IMPLIED.get(trait, {})
            best, right = None, -1
            for claim in (claim for claim in claims[article_id] if fits(claim, how, tuple(span))):
                score = sum(is_right(value, field_of(claim, field), field) for field, value in expected.items())
                best, right = (claim, score) if score > right else (best, right)
            yield Verdict(trait, clean(place["phrase"]), "statement", True, best is not None, best is not None)
            for field, value in expected.items():
                got = field_of(best, field) if best else None
                yield Verdict(trait, clean(place["phrase"]), field, value, got, is_right(value, got, field))


def test_links_are_the_same_however_many_stories_are_read_at_a_time(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "TOGETHER", 1)
    other = build_sample(tmp_path / "other.corpus")
    for table in ("claim_links", "event_names", "number_ledger", "utterances"):
        assert corpus.read(table).height
        assert_frame_equal(other.read(table), corpus.read(table))


@pytest.fixture(scope="module")
def verdicts(corpus: Corpus) -> list[Verdict]:
    return list(judge(corpus))


@pytest.mark.parametrize("field", RIGHT)
def test_planted_statements_come_out(verdicts: list[Verdict], field: str) -> None:
    asked = [verdict for verdict in verdicts if verdict.field == field]
    least, total = RIGHT[field]
    wrong = "\n".join(str(verdict) for verdict in asked if not verdict.right)
    assert len(asked) == total
    assert len(asked) - sum(not verdict.right for verdict in asked) >= least, wrong


def test_a_quotation_over_several_paragraphs_is_one_claim(corpus: Corpus) -> None:
    claims, found = rows_of_claims(corpus), set()
    for place in places("quotation over several paragraphs"):
        article_id, *span = located(corpus, place)
        found |= {claim["claim_id"] for claim in claims[article_id] if fits(claim, "part", tuple(span))}
    assert len(found) == 1


def test_a_heading_inside_the_text_is_a_sentence_of_its_own(corpus: Corpus) -> None:
    spans = set(corpus.sentences.select("article_id", "start", "end").rows())
    assert {located(corpus, place) for place in places("heading inside the text")} <= spans


def test_loaded_words_of_the_outlet_are_in_nobodys_mouth(corpus: Corpus) -> None:
    claims, own = rows_of_claims(corpus), []
    for place in places("loaded words in the outlet's own voice"):
        article_id, *span = located(corpus, place)
        own.append(not any(fits(claim, "part", tuple(span)) for claim in claims[article_id]))
    assert len(own) == OUTLETS_OWN_WORDS[1]
    assert sum(own) >= OUTLETS_OWN_WORDS[0]


def cited(corpus: Corpus) -> pl.DataFrame:
    """Outlet, story and name of everybody cited."""
    claims = corpus.claims.join(corpus.articles.select("article_id", "outlet", "story"), on="article_id")
    return claims.join(corpus.sources.select("source_id", "name"), on="source_id").select("outlet", "story", "name")


def outlets_citing(corpus: Corpus, name: str) -> set[str]:
    return set(cited(corpus).filter(pl.col("name").str.contains(name, literal=True))["outlet"])


def test_exclusive_sources_are_cited_by_their_outlet_alone(corpus: Corpus) -> None:
    found = [(outlets_citing(corpus, p["phrase"]), {p["outlet"]}) for p in places("source only in one outlet")]
    assert all(outlets <= expected for outlets, expected in found)
    assert len(found) == EXCLUSIVE_SOURCES[1]
    assert sum(outlets == expected for outlets, expected in found) >= EXCLUSIVE_SOURCES[0]


def test_the_company_speaks_where_it_was_asked(corpus: Corpus) -> None:
    assert outlets_citing(corpus, "Peter Vance") == {"Saltmere Post", "The Carrow Chronicle", "Carrow Public Radio"}


def test_a_person_in_several_articles_is_one_source(corpus: Corpus) -> None:
    people = {place["speaker"] for trait in TRAITS for place in trait["places"] if "speaker" in place}
    surnames = [person.split()[-1] for person in people if len(person.split()) == 2]
    names = corpus.sources["name"].to_list()
    assert len(surnames) == 20
    assert all(sum(name.endswith(surname) for name in names) == 1 for surname in surnames)


# -- two articles as a scraper left them ------------------------------------------------------------------------------

CUT = (
    "ning of the strait to trawlers was put off again on Tuesday, when a top aide to President Oleg "
    "Varnas ruled out a bargain with Dorvia while its patrol boats stay. The aide said that Lutavian "
    'crews in the northern grounds were bracing for new searches after "a dozen" incidents at the '
    'weekend. He noted that the mood at sea was “tense" but that nobody had been hurt.\n'
    "Mikas Rudden, a senior adviser to Lutavian President Oleg Varnas, said that a meeting in "
    "Sandholm was off the table for now. “As long as they board our boats, we are not talking about "
    "fish,” he told the Norpress news agency. Rudden said the offer made in April was still valid.\n"
    "Varnas has said that Dorvia wants to strengthen its hand before the talks.\n"
    "Navy spokeswoman Irena Kolt accused Dorvia of plans to cut the undersea cable, as reported by "
    "Reuters on Sept. 14.\n"
    "Norpress and Belltower contributed to this report.\n"
)
STAMPED = (
    "- By Sunil Marwah\n"
    "- Thu, 18 Sep 2025 06:40 PM (IST)\n"
    "- Source:BTW\n"
    "En\n"
    "Former Lutavian President Karol Benda on Thursday said that there would be no talks with Dorvia "
    '"until the last patrol boat is gone".\n'
    "Benda, who is now the deputy head of Lutavia's maritime council, wrote on the Telegram messaging"
    ' app that his country had nearly walked into a “ceasefire trap".\n'
    '“Nobody will shake hands over a sunken trawler," Benda wrote.\n'
    "The former president continued, adding that the patrols had made any bargain pointless.\n"
    "Accusations Against Foreign Navies\n"
    "Dorvia claimed that the coast guard of Lutavia had fired first, according to a report by the "
    "newspaper Tidewater.\n"
    "“The ships were sent with the help of two foreign navies,” the newspaper Tidewater cited the "
    "intelligence agency as saying.\n"
    "President Varnas visited the port of Kelm on Wednesday. The two countries had planned to meet in"
    " Sandholm this month.\n"
    "Also Read: Cod prices rise for the third week\n"
)


class Said(NamedTuple):
    file: str
    content: str
    source_text: str
    name: str
    quotation: str
    medium: str | None = None
    via: str | None = None
    said_on: str | None = None


SCRAPED = {
    "cut.txt": f"---\noutlet: Harbour Gazette\ntitle: No fishing talks, says aide\ndate: 2025-09-16\n---\n\n{CUT}",
    "stamped.txt": f"---\noutlet: Daily Lantern\n---\n\n{STAMPED}",
}
SAID = [
    Said(
        "cut.txt",
        'that Lutavian crews in the northern grounds were bracing for new searches after "a dozen" incidents '
        "at the weekend",
        "The aide",
        "Mikas Rudden",
        "mixed",
    ),
    Said("cut.txt", 'that the mood at sea was “tense" but that nobody had been hurt', "He", "Mikas Rudden", "mixed"),
    Said(
        "cut.txt",
        "that a meeting in Sandholm was off the table for now",
        "Mikas Rudden, a senior adviser to Lutavian President Oleg Varnas,",
        "Mikas Rudden",
        "indirect",
    ),
    Said(
        "cut.txt",
        "“As long as they board our boats, we are not talking about fish,”",
        "he",
        "Mikas Rudden",
        "direct",
        medium="Norpress",
    ),
    Said("cut.txt", "the offer made in April was still valid", "Rudden", "Mikas Rudden", "indirect"),
    Said("cut.txt", "that Dorvia wants to strengthen its hand before the talks", "Varnas", "Oleg Varnas", "indirect"),
    Said(
        "cut.txt",
        "Dorvia of plans to cut the undersea cable",
        "Navy spokeswoman Irena Kolt",
        "Irena Kolt",
        "indirect",
        via="Reuters",
        said_on="2025-09-14",
    ),
    Said(
        "stamped.txt",
        'that there would be no talks with Dorvia "until the last patrol boat is gone"',
        "Former Lutavian President Karol Benda",
        "Karol Benda",
        "mixed",
        said_on="2025-09-18",
    ),
    Said(
        "stamped.txt",
        'that his country had nearly walked into a “ceasefire trap"',
        "Benda, who is now the deputy head of Lutavia's maritime council,",
        "Karol Benda",
        "mixed",
        medium="Telegram",
    ),
    Said("stamped.txt", '“Nobody will shake hands over a sunken trawler,"', "Benda", "Karol Benda", "direct"),
    Said(
        "stamped.txt",
        "that the patrols had made any bargain pointless",
        "The former president",
        "Karol Benda",
        "indirect",
    ),
    Said(
        "stamped.txt",
        "that the coast guard of Lutavia had fired first",
        "Dorvia",
        "Dorvia",
        "indirect",
        via="Tidewater",
    ),
    Said(
        "stamped.txt",
        "“The ships were sent with the help of two foreign navies,”",
        "the intelligence agency",
        "intelligence agency",
        "direct",
        via="Tidewater",
    ),
]


@pytest.fixture(scope="module")
def scraped(tmp_path_factory: pytest.TempPathFactory, shared_pipeline: None) -> Corpus:
    folder = tmp_path_factory.mktemp("scraped")
    for name, text in SCRAPED.items():
        (folder / name).write_text(text, encoding="utf-8")
    return build(folder, folder / "out.corpus", progress=False)


def article_of(corpus: Corpus, file: str) -> dict[str, Any]:
    return corpus.articles.filter(pl.col("origin").str.ends_with(file)).row(0, named=True)


def test_a_text_cut_in_mid_sentence_keeps_its_credits_as_fields(scraped: Corpus) -> None:
    article = article_of(scraped, "cut.txt")
    assert article["text"] == CUT.rsplit("\n", 2)[0]
    assert article["credits"] == ["Norpress", "Belltower"]
    assert article["flags"] == ["starts_mid_sentence"]
    assert article["published_at"] == datetime(2025, 9, 16, tzinfo=UTC)


def test_a_stamped_text_gives_byline_date_and_credit(scraped: Corpus) -> None:
    article = article_of(scraped, "stamped.txt")
    assert article["text"].split("\n") == STAMPED.split("\n")[4:-2]
    assert article["byline"] == ["Sunil Marwah"]
    assert article["published_at"] == datetime(2025, 9, 18, 13, 10, tzinfo=UTC)
    assert article["published_text"] == "Thu, 18 Sep 2025 06:40 PM (IST)"
    assert article["credits"] == ["BTW"]
    assert article["flags"] == []


RELAYED = {
    "that the coast guard of Lutavia had fired first",
    "Dorvia of plans to cut the undersea cable",
}
"""What a medium relays, so close that a processor's last digits decide where it ends, or whether the medium said it."""


@pytest.mark.parametrize(
    "said", [said for said in SAID if said.content not in RELAYED], ids=lambda said: said.content[:40]
)
def test_who_said_what_where_and_when(scraped: Corpus, said: Said) -> None:
    article = article_of(scraped, said.file)
    claims = rows_of_claims(scraped)[article["article_id"]]
    (claim,) = [claim for claim in claims if claim["content_text"] == said.content]
    assert {field: claim[field] for field in Said._fields[2:]} == {f: getattr(said, f) for f in Said._fields[2:]}
    assert article["text"][claim["source_start"] : claim["source_end"]] == said.source_text


@pytest.mark.parametrize("said", [said for said in SAID if said.content in RELAYED], ids=lambda said: said.content[:40])
def test_what_a_medium_relays_is_found_and_goes_to_nobody_else(scraped: Corpus, said: Said) -> None:
    article = article_of(scraped, said.file)
    start = article["text"].index(said.content)
    end = start + len(said.content)
    claims = rows_of_claims(scraped)[article["article_id"]]
    found = [
        claim
        for claim in claims
        if 2 * (min(end, claim["content_end"]) - max(start, claim["content_start"])) > len(said.content)
    ]
    assert found
    for claim in found:
        assert claim["name"] is None or said.name in claim["name"] or str(said.via) in claim["name"], claim


# -- offsets and repetition -------------------------------------------------------------------------------------------


def test_every_span_leads_to_its_words(corpus: Corpus) -> None:
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for row in corpus.entities.iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"] != ""
    for row in corpus.sentences.iter_rows(named=True):
        sentence = texts[row["article_id"]][row["start"] : row["end"]]
        assert sentence == sentence.strip() != ""
    for row in corpus.claims.iter_rows(named=True):
        text = texts[row["article_id"]]
        pieces = [(piece["start"], piece["end"]) for piece in row["content_spans"]]
        assert " ... ".join(text[start:end] for start, end in pieces) == row["content_text"]
        assert (pieces[0][0], pieces[-1][1]) == (row["content_start"], row["content_end"])
        assert all(0 <= start < end <= len(text) for start, end in pieces)
        assert all(one[1] <= other[0] for one, other in pairwise(pieces))
        assert 0 <= row["cue_start"] < row["cue_end"] <= len(text)
        if row["source_text"] is not None:
            assert text[row["source_start"] : row["source_end"]] == row["source_text"] != ""


def test_sentences_follow_one_another_and_hold_their_entities_and_cues(corpus: Corpus) -> None:
    sentences = corpus.sentences.sort("article_id", "sentence")
    for _, rows in sentences.group_by("article_id"):
        assert rows["sentence"].to_list() == list(range(rows.height))
        assert (rows["start"][1:] >= rows["end"][:-1]).all()
    spans = sentences.select("article_id", "sentence", first="start", last="end")
    entities = corpus.entities.join(spans, on=["article_id", "sentence"])
    assert entities.height == corpus.entities.height
    assert entities.select((pl.col("first") <= pl.col("start")) & (pl.col("end") <= pl.col("last"))).to_series().all()
    claims = corpus.claims.join(spans, on=["article_id", "sentence"])
    assert claims.height == corpus.claims.height
    assert claims.select(pl.col("cue_start").is_between("first", "last", closed="left")).to_series().all()


def test_claims_and_sources_need_one_another(corpus: Corpus) -> None:
    assert corpus.claims["claim_id"].is_unique().all()
    assert corpus.sources["source_id"].is_unique().all()
    assert set(corpus.claims["source_id"].drop_nulls()) == set(corpus.sources["source_id"])
    articles = set(corpus.articles["article_id"])
    assert all(set(frame["article_id"]) <= articles for frame in (corpus.claims, corpus.entities, corpus.sentences))


def test_passages_are_the_wire_copies_the_corrected_versions_and_a_quotation(corpus: Corpus) -> None:
    outlets = dict(corpus.articles.select("article_id", "outlet").iter_rows())
    found = defaultdict(set)
    for a, b, kind in corpus.passages.select("article_a", "article_b", "kind").iter_rows():
        found[kind].add(frozenset((outlets[a], outlets[b])))
    copiers = ("Daily Clamour", "Meridian News Agency", "National Standard", "Saltmere Post")
    assert found["wire"] == set(map(frozenset, combinations(copiers, 2)))
    assert found["copy"] == {frozenset(("Saltmere Post",)), frozenset(("The Carrow Chronicle",))}
    assert found["quotation"] == {frozenset(("Counterweight", "National Standard"))}


def parts_of(corpus: Corpus) -> dict[str, bytes]:
    return {str(p.relative_to(corpus.path)): p.read_bytes() for p in sorted(corpus.path.rglob("*.parquet"))}


def test_the_same_articles_give_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    again = parts_of(build_sample(tmp_path / "again.corpus"))
    assert parts_of(corpus) == again
    assert {Path(name).stem for name in again} >= {"articles", "sentences", "entities", "claims", "sources"}


def test_the_batch_size_changes_no_table(corpus: Corpus, tmp_path: Path) -> None:
    single = build_sample(tmp_path / "single.corpus", batch_size=1)
    for table in ("articles", "sentences", "entities", "claims", "sources", "passages", "rejected", "duplicates"):
        key = list(TABLES[table].key)
        assert_frame_equal(single.read(table).sort(key), corpus.read(table).sort(key))
