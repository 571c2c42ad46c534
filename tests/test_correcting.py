"""Corrections on disk: written whole, replayed with every build, never lost."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

from analysis import cli
from analysis.commits import CorpusError, write_part
from analysis.corpus import Corpus, create_header
from analysis.correcting import add_correction, replay_corrections
from analysis.corrections.file import COLUMNS, FILE
from analysis.joining import join
from analysis.schema import DUPLICATES, REJECTED, TABLES, Tables

DECIDED = {"who": "LK", "why": "read it", "when": "2025-03-04"}
CLAIMED = [("a", 10, "the pumps had failed", "person:ida-holm"), ("a", 60, "=1+1 “is” two", "person:holm@a")]
CLAIMED += [("b", 5, "the pumps were old", "person:idda-holm"), ("b", 44, "nobody was hurt", None)]
NAMES = {"person:ida-holm": "Ida Holm", "person:holm@a": "Holm", "person:idda-holm": "Idda Brink"}


def text_of(article: str, claims: list[dict[str, Any]]) -> str:
    """A text in which the claims of an article stand where they say."""
    text = "said " * 20
    for row in claims:
        if row["article_id"] == article:
            text = text[: row["content_start"]] + row["content_text"] + text[row["content_end"] :]
    return text


def tables(version: str) -> dict[str, pl.DataFrame]:
    """Two articles as one version of a pipeline reads them: the newer one finds a claim more, and ends others later."""
    claims = [("a", 0, "It rained", None), *CLAIMED] if version == "newer" else CLAIMED
    rows: list[dict[str, Any]] = []
    for article, start, words, source in claims:
        longer = f"{words} then" if version == "newer" else words
        place = {"content_start": start, "content_end": start + len(longer), "content_text": longer}
        number = sum(row["article_id"] == article for row in rows)
        rows.append({"claim_id": f"{article}#{number}", "article_id": article, "source_id": source} | place)
    named = [
        {"source_id": key, "name": name, "kind": "person", "anonymous": False, "aliases": []}
        for key, name in NAMES.items()
    ]
    article = {"outlet": "Post", "byline": [], "credits": [], "flags": [], "language": "en"}
    articles = [{"article_id": key, "text": text_of(key, rows)} | article for key in "ab"]
    filled = {
        "articles": articles,
        "claims": rows,
        "sources": named,
        "entities": [
            {
                "article_id": "b",
                "start": 0,
                "end": 4,
                "label": "PERSON",
                "entity_id": "person:idda-holm",
                "entity": "Idda Brink",
            }
        ],
    }
    names = [field.name for field in fields(Tables)]
    return {name: pl.DataFrame(filled.get(name, []), schema=TABLES[name].schema) for name in names}


def read(root: Path, version: str) -> Corpus:
    """Build the two articles into a corpus."""
    part = write_part(root, f"parts/{version}", tables(version), version)
    join(root, [part], replaced=["a", "b"], rejected=REJECTED.empty(), duplicates=DUPLICATES.empty())
    return Corpus.open(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create_header(tmp_path / "x.corpus", None, {})
    return read(tmp_path / "x.corpus", "older").path


def snapshot(root: Path) -> dict[str, str]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def speakers(corpus: Corpus) -> dict[str, str | None]:
    """Who says what."""
    return dict(corpus.claims.select("content_text", "source_id").iter_rows())


def test_a_correction_survives_a_rebuild_that_numbers_and_bounds_claims_anew(root: Path) -> None:
    add_correction(root, "set_speaker", "b#1", "person:Rosa Lund", **DECIDED)
    add_correction(root, "drop_claim", "a:10-30", **DECIDED)
    before = add_correction(root, "merge_sources", "Idda Brink", "Ida Holm", **DECIDED)
    assert speakers(before) == {
        "=1+1 “is” two": "person:ida-holm",
        "the pumps were old": "person:ida-holm",
        "nobody was hurt": "person:rosa-lund",
    }
    assert before.claims["corrected"].to_list() == [None, 3, 1]
    assert before.entities["entity"].to_list() == ["Ida Holm"]
    after = read(root, "newer")
    assert speakers(after) == {"It rained then": None} | {f"{key} then": who for key, who in speakers(before).items()}
    assert after.claims["claim_id"].to_list() == ["a#0", "a#2", "b#0", "b#1"]
    assert after.corrections["applied"].to_list() == [True, True, True]
    assert after.corrections["note"].to_list() == ["the claim is now at b:44-64", "the claim is now at a:10-35", None]


def test_words_survive_a_rebuild_and_the_claim_can_be_named_by_its_new_place(root: Path) -> None:
    before = add_correction(root, "set_content", "a#0", "the pumps ... failed", **DECIDED)
    written = (root / FILE).read_text(encoding="utf-8-sig").splitlines()[1]
    assert written == "set_content,a:10-30,the pumps had failed,10-19+24-30,the pumps ... failed,,LK,2025-03-04,read it"
    told = before.claims.select("content_text", "content_start", "content_end", "n_words", "quotation", "reworded")
    assert told.row(0) == ("the pumps ... failed", 10, 30, 3, "indirect", 1)
    assert before.claims["content_spans"][0].to_list() == [{"start": 10, "end": 19}, {"start": 24, "end": 30}]
    assert before.as_read[0]["content_text"][0] == "the pumps had failed"
    add_correction(root, "set_content", "b:5-23", "the pumps", **DECIDED)
    again = add_correction(root, "link_claims", "b:5-14", "a#0", relation="same_claim", **DECIDED)  # its place by now
    assert again.claim_links.select("claim_a", "claim_b").rows() == [("a#0", "b#0")]
    with pytest.raises(CorpusError, match=r"row 1 of corrections\.csv says so already"):
        add_correction(root, "set_content", "a#0", "10-19+24-30", **DECIDED)
    with pytest.raises(CorpusError, match="it contradicts row 1"):
        add_correction(root, "set_content", "a#0", "the pumps", **DECIDED)
    after = read(root, "newer")
    assert after.corrections["applied"].to_list() == [True, True, True]
    assert after.claims.filter(reworded=1).select("claim_id", "content_text").row(0) == ("a#1", "the pumps ... failed")


def test_a_person_links_claims_and_unlinks_them_again(root: Path) -> None:
    linked = add_correction(root, "link_claims", "b#0", "a#0", relation="same_claim", **DECIDED)
    assert linked.claim_links.rows() == [("a#0", "b#0", "same_claim", 1.0, "read it", 1)]
    assert linked.claim_links.schema == TABLES["claim_links"].schema
    text = (root / FILE).read_text(encoding="utf-8-sig")
    (root / FILE).write_text(text.replace("link_claims", "unlink_claims"), encoding="utf8")
    assert replay_corrections(root).claim_links.is_empty()


def test_what_is_written_is_text_that_says_what_it_is_about(root: Path) -> None:
    add_correction(root, "drop_claim", "a#1", **DECIDED | {"when": None})
    add_correction(root, "merge_sources", "Idda Brink", "person:ida-holm", **DECIDED)
    text = (root / FILE).read_bytes().decode("utf-8-sig")
    assert (root / FILE).read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel spoils the quotation marks
    today = r"\d{4}-\d\d-\d\d"
    assert re.fullmatch(
        f"{','.join(COLUMNS)}\n"
        f"drop_claim,a:60-73,'=1\\+1 “is” two,,,,LK,{today},read it\n"  # no spreadsheet takes it for a formula
        "merge_sources,person:idda-holm,Idda Brink,person:ida-holm,Ida Holm,,LK,2025-03-04,read it\n",
        text,
    )


def test_the_same_corrections_give_the_same_bytes_and_replaying_writes_nothing(root: Path, tmp_path: Path) -> None:
    add_correction(root, "merge_sources", "Idda Brink", "Ida Holm", **DECIDED)
    before = snapshot(root)
    replay_corrections(root)
    read(root, "older")
    assert snapshot(root) == before
    create_header(tmp_path / "y.corpus", None, {})
    (tmp_path / "y.corpus" / FILE).write_bytes((root / FILE).read_bytes())
    read(tmp_path / "y.corpus", "older")
    one, other = Corpus.open(root), Corpus.open(tmp_path / "y.corpus")
    assert one.commit.links == other.commit.links


def test_taking_the_corrections_away_gives_back_what_the_machine_read(root: Path) -> None:
    before = {name: Corpus.open(root).read(name) for name in TABLES}
    add_correction(root, "drop_claim", "a#1", **DECIDED)
    add_correction(root, "split_source", "Ida Holm@a", **DECIDED)
    (root / FILE).unlink()
    after = replay_corrections(root)
    for name, frame in before.items():
        assert_frame_equal(after.read(name), frame)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("drop_claim", "a#9"), "the corpus has no claim 'a#9'. Give its claim_id"),
        (("link_claims", "a#0"), "the corpus has no claim ''"),
        (("set_speaker", "a#0", "Zoe"), "no source 'Zoe' is in the corpus: .* kind:Name"),
        (("merge_sources", "Ida Holm", "Zoe"), "no source 'Zoe'"),
        (("forget", "a#0"), "there is no action 'forget'"),
        (("drop_claim", "b#1"), "row 1 of corrections.csv says so already"),
        (("set_speaker", "b#1", "Ida Holm"), "it contradicts row 1"),
    ],
)
def test_a_correction_that_does_not_hold_is_not_written(root: Path, arguments: tuple[str, ...], told: str) -> None:
    add_correction(root, "drop_claim", "b#1", **DECIDED)
    before = snapshot(root)
    with pytest.raises(CorpusError, match=f"nothing was written: .*{told}"):
        add_correction(root, *arguments, **DECIDED)
    assert snapshot(root) == before


def test_rows_go_where_the_file_has_its_columns(root: Path) -> None:
    (root / FILE).write_text("checked;WHY;Who;when;item;item_words;action", encoding="utf8")
    add_correction(root, "drop_claim", "a#0", **DECIDED | {"why": "no; never"})
    assert (root / FILE).read_text(encoding="utf8").splitlines()[1] == (
        ';"no; never";LK;2025-03-04;a:10-30;the pumps had failed;drop_claim'
    )
    with pytest.raises(CorpusError, match="the header lacks other, other_words, so nothing was written"):
        add_correction(root, "merge_sources", "Idda Brink", "Ida Holm", **DECIDED)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "action,why\ndrop_claim,“no”\n".encode("cp1252"),
            "not in UTF-8, so nothing was written. Save it",
        ),
        (b'action,why\ndrop_claim,"no\n', r"row 1: this row and all below it cannot be read .* Mend it first"),
    ],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(root: Path, data: bytes, told: str) -> None:
    (root / FILE).write_bytes(data)
    with pytest.raises(CorpusError, match=told):
        add_correction(root, "drop_claim", "a#0", **DECIDED)
    assert (root / FILE).read_bytes() == data


def test_of_many_writers_at_once_every_row_stays(root: Path) -> None:
    start = threading.Barrier(4)

    def write(claim: str) -> None:
        start.wait()
        add_correction(root, "drop_claim", claim, **DECIDED)

    writers = [threading.Thread(target=write, args=(claim,)) for claim in ("a#0", "a#1", "b#0", "b#1")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    corpus = replay_corrections(root)
    assert sorted(corpus.corrections["item_id"]) == ["a#0", "a#1", "b#0", "b#1"]
    assert corpus.claims.is_empty()
    assert corpus.sources.is_empty()


def test_a_build_goes_on_without_the_rows_that_conflict(root: Path) -> None:
    rows = ["drop_claim,a:10-30,the pumps had failed,LK,2025-03-04,no", "drop_claim,a:10-30,the pumps had failed,LK,,"]
    (root / FILE).write_text("action,item,item_words,who,when,why\n" + "\n".join(rows), encoding="utf8")
    corpus = read(root, "newer")
    assert corpus.corrections["applied"].to_list() == [True, False]
    assert corpus.claims.height == 4
    (root / FILE).write_bytes(bytes(range(256)) * 40)
    with pytest.raises(CorpusError, match=r"corrections\.csv: not text: .*Mend it, or take it out"):
        read(root, "older")
    assert_frame_equal(Corpus.open(root).claims, corpus.claims)


def test_the_command_adds_replays_and_reports(root: Path) -> None:
    def correct(*arguments: str) -> Any:
        result = CliRunner().invoke(cli.app, ["correct", str(root), *arguments])
        return result, " ".join(result.output.split())

    who = ("--who", "LK", "--why", "read it")
    result, shown = correct("drop_claim", "a#0", *who)
    assert result.exit_code == 0
    assert shown.endswith("corrections.csv: 1 applied, 0 conflicts.")
    result, shown = correct("drop_claim", "a#1")
    assert (result.exit_code, "who and why missing" in shown) == (1, True)
    with (root / FILE).open("a", encoding="utf8") as file:
        file.write("drop_claim,a:60-73,\x1b[31mred,,,,LK,2025-03-04,no\n" * 7)
    shown = " ".join(CliRunner().invoke(cli.app, ["info", str(root)]).output.split())
    assert "corrections │ 1 applied, 0 conflicts" in shown
    assert "corrections.csv has changed since: run parallax correct" in shown
    result, shown = correct()
    assert result.exit_code == 0
    assert "1 applied, 7 conflicts" in shown
    assert "conflict: corrections.csv, row 2: no claim of article 'a' stands at a:60-73 or says" in shown
    assert "... and 2 more: the table 'corrections' of the corpus has all" in shown
    assert "\x1b" not in shown
