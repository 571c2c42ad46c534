"""The corpus on disk: commits are exclusive, parts complete, and what is broken is named."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import polars as pl
import pyarrow.parquet
import pytest

from analysis import commits
from analysis.commits import Commit, CorpusError, create_commit, create_exclusively, digest, latest_commit, write_part
from analysis.corpus import Corpus, create_header
from analysis.joining import linked_sources
from analysis.schema import TABLES, conform


def claim(number: int, source: str | None) -> dict[str, object]:
    """A row of claims with the columns that matter here."""
    row: dict[str, object] = dict.fromkeys(TABLES["claims"].schema.names())
    return row | {
        "claim_id": f"a#{number}",
        "article_id": "a",
        "sentence": number,
        "source_id": source,
        "content_spans": [],
    }


def source_link(source: str, linked: str) -> dict[str, str]:
    return {"source_id": source, "linked_id": linked}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two parts, whose second speaker is the first under a shorter name."""
    root = tmp_path / "small.corpus"
    create_header(root, None, {"base": None})
    parts = []
    for number, source in enumerate(["person:anna berg", "person:berg", None]):
        frame = pl.DataFrame([claim(number, source)], schema=TABLES["claims"].schema)
        parts.append(write_part(root, f"parts/{digest(number)}", {"claims": frame}, "mark"))
    linked = [source_link("person:anna berg", "person:anna berg"), source_link("person:berg", "person:anna berg")]
    links = {"source_links": pl.DataFrame(linked, schema=TABLES["source_links"].schema)}
    assert create_commit(root, Commit(1, tuple(parts), write_part(root, "links/one", links, "")))
    return root


def test_claims_carry_the_source_across_articles_in_order_of_reading(corpus: Path) -> None:
    opened = Corpus.open(corpus)
    expected = ["person:anna berg", "person:anna berg", None]
    assert opened.claims["source_id"].to_list() == expected
    assert opened.scan("claims").collect()["source_id"].to_list() == expected
    assert opened.claims.schema == TABLES["claims"].schema
    assert opened.claims["claim_id"].to_list() == ["a#0", "a#1", "a#2"]


def test_a_corpus_of_an_older_version_has_nulls_in_newer_columns(corpus: Path) -> None:
    links = pl.DataFrame({"source_id": ["person:berg"], "linked_id": ["person:anna berg"]})
    head = latest_commit(corpus)
    assert head
    part = write_part(corpus, "parts/old", {"claims": pl.DataFrame([claim(9, None)]).drop("corrected", "via")}, "mark")
    linked = write_part(corpus, "links/two", {"source_links": links}, "")
    assert create_commit(corpus, Commit(2, (part, *head.parts), linked))
    opened = Corpus.open(corpus)
    assert opened.claims.schema == TABLES["claims"].schema
    assert opened.claims["source_id"].to_list() == [None, "person:anna berg", "person:anna berg", None]


def test_parts_of_older_versions_are_linked_although_they_know_no_gender(corpus: Path) -> None:
    claims = pl.DataFrame([claim(1, "person:anna berg"), claim(2, "person:berg")], schema=TABLES["claims"].schema)
    told = {"kind": "person", "anonymous": False, "aliases": []}
    older = pl.DataFrame([{"source_id": "person:anna berg", "name": "Anna Berg", **told}])
    newer = pl.DataFrame([{"source_id": "person:anna berg", "name": "Anna Berg", "gender": "female", **told}])
    tables = [conform(frame, "sources", columns=tuple(frame.columns)) for frame in (older, newer)]
    parts = [
        write_part(corpus, f"parts/{name}", {"sources": sources, "claims": claims[at : at + 1]}, "mark")
        for at, (name, sources) in enumerate(zip(("old", "new"), tables, strict=True))
    ]
    placed = claims.select("article_id", story=pl.lit("flood")).unique()
    _, sources, _ = linked_sources(corpus, parts, placed)
    assert sources.select("source_id", "gender").rows() == [("person:anna berg", "female")]
    assert sources.schema == TABLES["sources"].schema


def test_a_table_nobody_wrote_is_empty_and_typed(corpus: Path) -> None:
    opened = Corpus.open(corpus)
    assert opened.articles.height == 0
    assert opened.articles.schema == TABLES["articles"].schema
    assert opened.name == "small"
    assert opened.outlets is None


def test_any_other_reader_sees_plain_parquet(corpus: Path) -> None:
    path = corpus / Corpus.open(corpus).commit.files("claims")[0][0]
    assert pyarrow.parquet.read_table(path).column("claim_id").to_pylist() == ["a#0"]


def test_the_same_frame_gives_the_same_bytes(tmp_path: Path) -> None:
    frame = pl.DataFrame([claim(n, f"person:{n % 7}") for n in range(5000)], schema=TABLES["claims"].schema)
    once = write_part(tmp_path / "one", "parts/x", {"claims": frame}, "mark")
    again = write_part(tmp_path / "two", "parts/x", {"claims": pl.concat([frame[:17], frame[17:]])}, "mark")
    assert once == again
    assert once.tables["claims"].rows == 5000


def test_a_part_is_never_overwritten(tmp_path: Path) -> None:
    first = write_part(tmp_path, "parts/x", {"rejected": TABLES["rejected"].empty()}, "mark")
    other = pl.DataFrame([{"origin": "a", "record": None, "reason": "b"}], schema=TABLES["rejected"].schema)
    assert write_part(tmp_path, "parts/x", {"rejected": other}, "mark") == first


def test_a_reader_keeps_the_commit_it_opened(corpus: Path) -> None:
    before = Corpus.open(corpus)
    assert create_commit(corpus, Commit(2, before.commit.parts[:1], before.commit.links))
    assert before.claims.height == 3
    assert Corpus.open(corpus).claims.height == 1


def test_of_two_writers_of_one_number_one_is_first(corpus: Path) -> None:
    head = latest_commit(corpus)
    assert head
    assert create_commit(corpus, Commit(2, head.parts[:1], head.links))
    assert not create_commit(corpus, Commit(2, head.parts[:2], head.links))
    assert Corpus.open(corpus).claims.height == 1


@pytest.mark.parametrize("links", [True, False])
def test_of_many_writers_at_once_exactly_one_is_first(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:  # as on exFAT
        monkeypatch.setattr(Path, "hardlink_to", lambda *_: (_ for _ in ()).throw(PermissionError("no links here")))
    start, made = threading.Barrier(8), []

    def write(number: int) -> None:
        start.wait()
        if create_exclusively(tmp_path / "commits" / "000001.json", {"writer": number, "padding": "x" * 100_000}):
            made.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert json.loads((tmp_path / "commits" / "000001.json").read_text())["writer"] == made[0]
    assert os.listdir(tmp_path / "commits") == ["000001.json"]


def test_a_writer_that_fails_half_way_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(commits, "sync", full)
    with pytest.raises(OSError, match="No space left"):
        write_part(tmp_path, "parts/x", {"rejected": TABLES["rejected"].empty()}, "mark")
    assert list((tmp_path / "parts").iterdir()) == []


def damage_commit(root: Path) -> None:
    (root / "commits" / "000001.json").write_text('{"number": 1, "parts"')


def remove_part(root: Path) -> None:
    next(root.glob("parts/*/claims.parquet")).unlink()


def flip_byte(root: Path) -> None:
    path = root / Corpus.open(root).commit.files("claims")[0][0]
    path.write_bytes(path.read_bytes()[:-30] + b"?" * 30)


def newer_format(root: Path) -> None:
    (root / "corpus.json").write_text(json.dumps({"format": 2, "name": "x", "settings": {}}))


def no_header(root: Path) -> None:
    (root / "corpus.json").unlink()


def empty_header(root: Path) -> None:
    (root / "corpus.json").write_text("")


def no_commit(root: Path) -> None:
    (root / "commits" / "000001.json").unlink()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (damage_commit, r"000001\.json: damaged .* Restore"),
        (remove_part, r"claims\.parquet: missing\. Restore"),
        (flip_byte, r"claims\.parquet: changed since it was written\. Restore"),
        (newer_format, r"newer Parallax \(format 2.*pip install --upgrade"),
        (no_header, r"not a corpus \(it has no corpus\.json\)\. Give"),
        (empty_header, r"corpus\.json: damaged"),
        (no_commit, r"no build has ended here yet\. Run"),
    ],
)
def test_what_is_broken_is_named_with_a_remedy(corpus: Path, damage: object, message: str) -> None:
    assert callable(damage)
    damage(corpus)
    with pytest.raises(CorpusError, match=message):
        _ = Corpus.open(corpus).claims


def test_verify_finds_a_changed_file_that_still_reads(corpus: Path) -> None:
    opened = Corpus.open(corpus)
    opened.verify()
    TABLES["claims"].empty().write_parquet(corpus / opened.commit.files("claims")[1][0])
    with pytest.raises(CorpusError, match="changed since it was written"):
        opened.verify()


def test_unknown_table_and_missing_folder(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no table 'speakers'; the tables are articles, "):
        Corpus.open(corpus).scan("speakers")
    with pytest.raises(CorpusError, match="no such folder"):
        Corpus.open(tmp_path / "nowhere")


def test_a_folder_of_something_else_does_not_become_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds something that is not a corpus"):
        create_header(tmp_path, None, {})
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_the_header_of_a_corpus_stays(tmp_path: Path) -> None:
    root = tmp_path / "kursk.corpus"
    assert create_header(root, None, {"base": None}) == create_header(root, "other", {"base": "x"})
    assert create_header(root, None, {})["name"] == "kursk"
