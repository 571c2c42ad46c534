"""Builds: what is new is annotated, all of it becomes visible at once, and nothing that goes wrong costs a corpus."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from spacy.language import Language

from analysis import builder
from analysis.articles import iter_articles, languages
from analysis.articles.duplicates import Seen
from analysis.builder import build, run_build
from analysis.commits import Commit, CorpusError
from analysis.corpus import Corpus
from analysis.schema import TABLES, Tables

WORDS = "The tram depot on Mill Lane flooded on Tuesday night."
TEXTS = {
    "alpha": f"{WORDS} The mayor, Ida Holm, said the pumps had failed. Holm said repairs would take a week.",
    "bravo": f"{WORDS} Ida Holm told reporters that the pumps were old. Police spokesman Jan Vik said nobody was hurt.",
    "delta": f"{WORDS} According to Jan Vik, the lane stays closed until Friday. Residents carried sandbags.",
    "gamma": f"{WORDS} “We lost everything,” said Rosa Lund, of number 4. Lund said the water came at night.",
    "omega": f"{WORDS} Holm said the city would pay. The insurer declined to comment on the damage.",
}
READ = (
    "articles",
    "corrections",
    "story_links",
    "sentences",
    "entities",
    "claims",
    "sources",
    "passages",
    "rejected",
    "duplicates",
)


@pytest.fixture(autouse=True)
def shared_pipeline(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped model is loaded once for all builds."""
    monkeypatch.setattr(builder, "load_pipeline", lambda base, threads: nlp)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", *TEXTS)


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts in the order in which builds have them annotated."""
    texts: list[str] = []
    annotate = builder.annotate

    def spy(articles: pl.DataFrame, nlp: Language) -> Tables:
        texts.extend(articles["text"])
        return annotate(articles, nlp)

    monkeypatch.setattr(builder, "annotate", spy)
    return texts


def write(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(TEXTS[name], encoding="utf8")
    return folder


def snapshot(root: Path) -> dict[str, tuple[int, str]]:
    """Every file with its time and hash."""
    return {
        str(path.relative_to(root)): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def assert_same_tables(one: Corpus, other: Corpus) -> None:
    for table in READ:
        assert_frame_equal(one.read(table), other.read(table))


def test_from_files_to_claims_whose_sources_are_the_same_in_two_articles(folder: Path, tmp_path: Path) -> None:
    corpus = build(folder, tmp_path / "flood.corpus")
    assert corpus.name == "flood"
    assert sorted(corpus.articles["text"]) == sorted(TEXTS.values())
    assert corpus.rejected.is_empty()
    by_name = corpus.claims.join(corpus.sources, on="source_id").group_by("name").agg(pl.col("article_id").n_unique())
    assert dict(by_name.iter_rows())["Ida Holm"] == 3  # 'Holm' in omega is she
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for row in corpus.claims.drop_nulls("source_text").iter_rows(named=True):
        assert texts[row["article_id"]][row["source_start"] : row["source_end"]] == row["source_text"]
    for row in corpus.sentences.iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]].strip()


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_batch_size_changes_no_table(folder: Path, tmp_path: Path, size: int) -> None:
    whole = build(folder, tmp_path / "whole.corpus")
    parts = build(folder, tmp_path / "parts.corpus", batch_size=size)
    assert len(parts.commit.parts) == -(-len(TEXTS) // size)
    assert_same_tables(whole, parts)


def test_long_articles_make_short_batches(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "BATCH_CHARACTERS", 200)
    assert len(build(folder, tmp_path / "x.corpus").commit.parts) > 1


BUILD = "import sys; from analysis import builder; builder.build(sys.argv[1], sys.argv[2], threads=int(sys.argv[3]))"


def test_other_processes_threads_and_hash_seeds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        command = [sys.executable, "-c", BUILD, str(folder), str(tmp_path / number / "x.corpus"), number]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": number}, check=True)
    hashes = [{name: file[1] for name, file in snapshot(tmp_path / number).items()} for number in ("1", "2")]
    assert hashes[0] == hashes[1]


def test_building_again_writes_nothing(folder: Path, tmp_path: Path, annotated: list[str]) -> None:
    (folder / "empty.txt").write_text("")
    build(folder, tmp_path / "x.corpus")
    before = snapshot(tmp_path / "x.corpus")
    annotated.clear()
    corpus, summary = run_build(iter_articles(folder), tmp_path / "x.corpus")
    assert snapshot(tmp_path / "x.corpus") == before
    assert annotated == []
    assert (summary.known, summary.new, summary.read, summary.rejected) == (5, 0, 5, 1)
    assert corpus.commit.number == 1


def test_only_new_articles_are_annotated(tmp_path: Path, annotated: list[str]) -> None:
    folder = write(tmp_path / "texts", "alpha", "omega")
    build(folder, tmp_path / "x.corpus")
    before = snapshot(tmp_path / "x.corpus")
    annotated.clear()
    corpus = build(write(folder, *TEXTS), tmp_path / "x.corpus")
    assert sorted(annotated) == sorted(TEXTS[name] for name in ("bravo", "delta", "gamma"))
    assert sorted(corpus.articles["text"]) == sorted(TEXTS.values())
    after = snapshot(tmp_path / "x.corpus")
    assert {name: after[name] for name in before} == before


KILLED = """
import os, signal, sys
from analysis import builder
annotate, calls = builder.annotate, []
def killed(articles, nlp):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return annotate(articles, nlp)
builder.annotate = killed
builder.build(sys.argv[1], sys.argv[2], batch_size=1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_build_leaves_the_corpus_and_the_next_goes_on(tmp_path: Path, annotated: list[str]) -> None:
    folder, root = write(tmp_path / "texts", "alpha"), tmp_path / "x.corpus"
    before = build(folder, root)
    files = snapshot(root)
    annotated.clear()
    write(folder, *TEXTS)
    code = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(root)], check=False).returncode
    assert code == -signal.SIGKILL
    assert_same_tables(Corpus.open(root), before)
    left = snapshot(root)
    assert {name: left[name] for name in files} == files
    assert len(left) > len(files)  # two batches were done
    corpus = build(folder, root, batch_size=1)
    assert len(annotated) == 2  # not four
    assert_same_tables(corpus, build(folder, tmp_path / "whole.corpus"))


def test_an_article_that_cannot_be_annotated_loses_no_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build(folder, tmp_path / "whole", progress=False)
    annotate = builder.annotate

    def failing(articles: pl.DataFrame, nlp: Language) -> Tables:
        if articles["text"].str.contains("Unlucky").any():
            raise IndexError("out of range")
        return annotate(articles, nlp)

    (folder / "unlucky.txt").write_text("Unlucky words, the mayor said.", encoding="utf8")
    rows = [{"outlet": "Post", "title": "T", "text": "Unlucky numbers, the governor said."}]
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    monkeypatch.setattr(builder, "annotate", failing)
    corpus = build(folder, tmp_path / "out", progress=False)
    for table in ("articles", "claims"):
        assert_frame_equal(corpus.read(table), whole.read(table))
    rejected = corpus.rejected.sort("origin").rows(named=True)
    assert [(Path(row["origin"]).name, row["record"]) for row in rejected] == [
        ("more.jsonl", "1"),
        ("unlucky.txt", None),
    ]
    assert all(row["reason"].startswith("annotating it failed (IndexError: out of range)") for row in rejected)
    monkeypatch.setattr(builder, "annotate", annotate)  # mended: what was rejected is read with its file
    mended = build(folder, tmp_path / "out", progress=False)
    assert mended.rejected.height == 0
    assert mended.articles.height == whole.articles.height + 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_build_that_fails_half_way_leaves_the_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    folder, root = write(tmp_path / "texts", "alpha"), tmp_path / "x.corpus"
    before = build(folder, root)

    def stop(*_: object, **__: object) -> None:
        raise error

    write(folder, *TEXTS)
    with monkeypatch.context() as patch:
        patch.setattr(builder, "join", stop)
        with pytest.raises(error):
            build(folder, root)
    assert_same_tables(Corpus.open(root), before)
    assert build(folder, root).articles.height == len(TEXTS)


def test_two_writers_at_once_both_land(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [write(tmp_path / "one", "alpha", "bravo", "omega"), write(tmp_path / "two", "gamma", "delta", "bravo")]
    root, together, join = tmp_path / "x.corpus", threading.Barrier(2, timeout=120), builder.join

    def join_together(*arguments: Any, **options: Any) -> object:
        together.wait()  # both have annotated before either commits
        return join(*arguments, **options)

    monkeypatch.setattr(builder, "join", join_together)
    writers = [threading.Thread(target=build, args=(folder, root)) for folder in folders]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    corpus = Corpus.open(root)
    corpus.verify()
    assert corpus.commit.number == 2
    assert sorted(corpus.articles["text"]) == sorted(TEXTS.values())  # bravo once
    assert corpus.claims["claim_id"].is_unique().all()
    assert set(corpus.claims["source_id"].drop_nulls()) <= set(corpus.sources["source_id"])


def article(**fields: object) -> dict[str, object]:
    """A record as ``iter_articles`` yields it."""
    empty: dict[str, object] = dict.fromkeys(TABLES["articles"].schema.names())
    lists: dict[str, object] = {"byline": [], "credits": [], "flags": []}
    defaults = {
        "article_id": "1",
        "outlet": "The Herald",
        "language": "en",
        "text": TEXTS["alpha"],
        "n_words": 20,
        "origin": "a.csv#1",
    }
    return empty | lists | defaults | fields


def test_the_same_text_with_other_particulars_replaces_the_older_version(tmp_path: Path) -> None:
    root = tmp_path / "x.corpus"
    run_build([article(), article(article_id="2", text=TEXTS["bravo"], origin="a.csv#2")], root)
    corpus, summary = run_build([article(title="Depot floods")], root)
    assert (summary.changed, summary.new, summary.rejected) == (1, 0, 0)
    assert sorted(corpus.articles.select("article_id", "title").iter_rows()) == [("1", "Depot floods"), ("2", None)]
    assert corpus.claims["claim_id"].is_unique().all()
    assert set(corpus.claims["article_id"]) == {"1", "2"}
    assert set(corpus.sources["source_id"]) == set(corpus.claims["source_id"].drop_nulls())
    before = snapshot(root)
    run_build([article(title="Depot floods")], root)
    assert snapshot(root) == before


def test_a_record_read_with_other_settings_replaces_itself_under_its_new_id(tmp_path: Path) -> None:
    run_build([article(article_id="unknown-1", outlet="unknown")], tmp_path / "x.corpus")
    corpus, _ = run_build([article(article_id="herald-1")], tmp_path / "x.corpus")
    assert corpus.articles["article_id"].to_list() == ["herald-1"]


def test_a_text_under_another_articles_id_gets_its_own_as_in_one_build(tmp_path: Path) -> None:
    other = article(text=TEXTS["bravo"], origin="b.csv#7")
    run_build([article()], tmp_path / "x.corpus")
    corpus, summary = run_build([other], tmp_path / "x.corpus")
    assert summary.new == 1
    together = Seen()
    admitted = [together.admit(article()), together.admit(other)]
    ids = [kept["article_id"] for kept in admitted if isinstance(kept, dict)]
    assert corpus.articles["article_id"].to_list() == ids
    assert corpus.articles["flags"].to_list() == [[], ["id_clash"]]
    before = snapshot(tmp_path / "x.corpus")
    run_build([other], tmp_path / "x.corpus")
    assert snapshot(tmp_path / "x.corpus") == before


def test_the_same_article_from_another_file_is_a_duplicate(tmp_path: Path) -> None:
    run_build([article()], tmp_path / "x.corpus")
    corpus, summary = run_build([article(origin="b.csv#7")], tmp_path / "x.corpus")
    assert corpus.duplicates.rows() == [("1", "b.csv#7", "a.csv#1")]
    assert (corpus.articles.height, summary.duplicates, summary.read) == (1, 1, 1)


def test_rejected_records_stay_until_their_file_is_read_again(tmp_path: Path) -> None:
    folder, root = write(tmp_path / "texts", "alpha"), tmp_path / "x.corpus"
    bad = folder / "bad.txt"
    bad.write_bytes(b"")
    assert [Path(origin).name for origin in build(folder, root).rejected["origin"]] == ["bad.txt"]
    assert build(write(tmp_path / "more", "bravo"), root).rejected.height == 1
    bad.write_text(TEXTS["gamma"], encoding="utf8")
    corpus = build(folder, root)
    assert corpus.rejected.is_empty()
    assert corpus.articles.height == 3


def test_files_whose_names_hold_the_mark_of_records_are_told_apart(tmp_path: Path) -> None:
    folder, root = tmp_path / "texts", tmp_path / "x.corpus"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"part #{number}.txt").write_bytes(b"")
    (folder / "part #3.txt").write_text(TEXTS["alpha"], encoding="utf8")
    assert build(folder, root).rejected.height == 2
    (folder / "part #1.txt").write_text(TEXTS["bravo"], encoding="utf8")
    corpus = build(folder / "part #1.txt", root)
    assert [Path(origin).name for origin in corpus.rejected["origin"]] == ["part %232.txt"]


def test_a_pipeline_that_does_not_load_does_not_become_the_corpuss(folder: Path, tmp_path: Path) -> None:
    def missing(base: str | None, threads: int) -> Language:
        raise OSError(f"the spaCy pipeline '{base}' is not installed")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", missing)
        with pytest.raises(OSError, match="'en_other' is not installed"):
            build(folder, tmp_path / "x.corpus", base="en_other")
    assert not (tmp_path / "x.corpus").exists()


def test_outlets_go_with_the_corpus(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    rows = ["Outlet, name ,country", "texts, The  Herald ,SE", "herald.example,The Herald,SE,extra", "nameless,,NO"]
    table.write_text("\n".join(rows), encoding="utf8")
    corpus = build(folder, tmp_path / "x.corpus", outlet_from="folder", outlets=table)
    assert corpus.outlets is not None
    assert corpus.outlets.columns == ["outlet", "country"]
    assert corpus.outlets.rows() == [("The Herald", "SE")]
    assert set(corpus.articles["outlet"]) == {"The Herald"}


def test_what_cannot_be_read_at_all_makes_no_corpus(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    for paths in (tmp_path / "nowhere", tmp_path / "empty.txt"):
        with pytest.raises(CorpusError, match=f"(?s)no article could be read.*{paths.name}: "):
            build(paths, tmp_path / "x.corpus")
    assert not (tmp_path / "x.corpus").exists()


def test_an_article_in_a_language_that_is_not_read_is_known_again(tmp_path: Path) -> None:
    foreign = article(language="sv", text="Borgmästaren sade att pumparna var gamla.")
    run_build([foreign], tmp_path / "x.corpus")
    corpus, summary = run_build([foreign], tmp_path / "x.corpus")
    assert (summary.known, corpus.commit.number) == (1, 1)


def test_records_in_another_order_are_known(tmp_path: Path) -> None:
    """A file to which records were added at the top."""
    run_build([article(), article(article_id="2", text=TEXTS["bravo"], origin="a.csv#2")], tmp_path / "x.corpus")
    moved = [article(article_id="2", text=TEXTS["bravo"], origin="a.csv#1"), article(origin="a.csv#2")]
    corpus, summary = run_build(moved, tmp_path / "x.corpus")
    assert (summary.known, summary.duplicates, corpus.commit.number) == (2, 0, 1)


def test_what_reading_takes_is_let_go_before_linking(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    join = builder.join

    def spy(*arguments: Any, **options: Any) -> Commit:
        held.append(languages._identifier.cache_info().currsize)
        return join(*arguments, **options)

    monkeypatch.setattr(builder, "join", spy)
    languages.detect_language("The port reopened on Monday.")
    build(folder, tmp_path / "out")
    assert held == [0]


def test_one_corpus_one_pipeline(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "x.corpus")
    with pytest.raises(CorpusError, match=r"annotated with the shipped pipeline, not with en_other.*another folder"):
        build(folder, tmp_path / "x.corpus", base="en_other")


def records() -> Iterator[dict[str, object]]:
    for number in range(6):
        yield article(article_id=str(number), text=f"Text {number}.", origin=f"a.csv#{number}")


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.integers(1, 4)), min_size=1, max_size=4))
def test_any_order_of_builds_holds_every_article_once(
    tmp_path_factory: pytest.TempPathFactory, nlp: Language, steps: list[tuple[set[int], int]]
) -> None:
    every, root = list(records()), tmp_path_factory.mktemp("any") / "x.corpus"
    for chosen, size in steps:
        corpus, _ = run_build([every[number] for number in sorted(chosen)], root, batch_size=size)
    wanted = set().union(*(chosen for chosen, _ in steps))
    assert sorted(corpus.articles["article_id"]) == sorted(map(str, wanted))
    assert set(corpus.sentences["article_id"]) == set(map(str, wanted))
    assert corpus.articles["article_id"].is_unique().all()


def test_articles_without_a_story_are_grouped_and_a_given_story_stays(folder: Path, tmp_path: Path) -> None:
    (folder / "mine.json").write_text(f'[{{"text": "{TEXTS["alpha"]} More soon.", "story": "depot"}}]', encoding="utf8")
    corpus = build(folder, tmp_path / "a.corpus", progress=False)
    stories = dict(corpus.articles.select("article_id", "story").iter_rows())
    grouped = dict(corpus.story_links.select("article_id", "story").iter_rows())
    assert len(grouped) == len(TEXTS)
    assert len(set(grouped.values())) == 1
    assert {story for key, story in stories.items() if key not in grouped} == {"depot"}
    assert {key: stories[key] for key in grouped} == grouped
