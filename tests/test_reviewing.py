"""Answers of reviewers on disk: with their corrections, of many writers at once, found again after a rebuild."""

from __future__ import annotations

import importlib.util
import multiprocessing
import sys
from pathlib import Path
from types import ModuleType

import pytest

from analysis.commits import CorpusError
from analysis.corpus import Corpus, create_header
from analysis.correcting import append_row, replay_corrections
from analysis.corrections.reviews import REVIEW_COLUMNS, REVIEWS_FILE, read_reviews
from analysis.reviewing import add_review, reviewer

WORDS = "“odd”, " * 200


def correcting_tests() -> ModuleType:
    """The two articles that tests of corrections have built by two versions of a pipeline."""
    name = "tests_of_correcting"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("test_correcting.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create_header(tmp_path / "x.corpus", None, {})
    path: Path = correcting_tests().read(tmp_path / "x.corpus", "older").path
    return path


def test_answers_are_found_again_by_a_newer_reading_and_their_corrections_followed(root: Path) -> None:
    claims = {row["claim_id"]: row for row in Corpus.open(root).claims.rows(named=True)}
    add_review(root, claims["a#0"], "yes", who="LK", when="2025-03-04T10:00:00Z")
    add_review(root, claims["a#1"], "no", who="LK")
    add_review(root, claims["b#0"], "speaker", who="LK", speaker="person:Rosa Lund")
    add_review(root, claims["b#1"], "span", who="LK", content=[(44, 50)])
    assert Corpus.open(root).claims.height == 4  # the tables follow with the next replay
    replayed = replay_corrections(root)
    assert replayed.claims["claim_id"].to_list() == ["a#0", "b#0", "b#1"]
    assert replayed.claims["content_text"].to_list()[-1] == "nobody"
    after = correcting_tests().read(root, "newer")
    told = after.reviews.select("claim_id", "verdict", "kind", "content", "note").rows()
    assert told == [
        ("a#1", "yes", None, None, None),
        ("a#2", "no", None, None, None),
        ("b#0", "speaker", "person", None, None),
        ("b#1", "span", None, "44-50", None),
    ]
    assert dict(after.claims.select("claim_id", "source_id").iter_rows())["b#0"] == "person:rosa-lund"
    read, sources = after.as_read
    assert read["claim_id"].to_list() == ["a#0", "a#1", "a#2", "b#0", "b#1"]  # what a person dropped was read
    assert "person:rosa-lund" not in sources["source_id"].to_list()


def test_an_answer_whose_correction_does_not_hold_is_not_kept(root: Path) -> None:
    claim = Corpus.open(root).claims.row(0, named=True)
    add_review(root, claim, "no", who="LK")
    add_review(root, claim, "no", who="MM")  # the same correction is not written twice, the answer is
    with pytest.raises(CorpusError, match="contradicts row 1"):
        add_review(root, claim, "speaker", who="MM", speaker="person:Rosa Lund")
    assert read_reviews(root / REVIEWS_FILE)["who"].to_list() == ["LK", "MM"]
    with pytest.raises(ValueError, match="verdict is 'perhaps'"):
        add_review(root, claim, "perhaps", who="MM")
    with pytest.raises(ValueError, match="needs the speaker"):
        add_review(root, claim, "speaker", who="MM")


def test_rows_that_say_nothing_are_told(root: Path) -> None:
    rows = ["a:10-30,the pumps had failed,maybe,LK", "a:10-30,the pumps had failed,yes,", "z:1-2,gone,yes,LK"]
    (root / REVIEWS_FILE).write_text("item,item_words,verdict,who\n" + "\n".join(rows), encoding="utf8")
    notes = Corpus.open(root).reviews["note"].to_list()
    assert [note[:20] for note in notes] == ["there is no verdict ", "who is missing: an a", "no claim of an artic"]


@pytest.mark.parametrize("name", ["", " \n", "...", "x" * 61])
def test_a_reviewer_has_a_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"Give a name|characters long"):
        reviewer(name)


def _write(path: Path, writer: int) -> None:
    for number in range(40):
        row = dict.fromkeys(REVIEW_COLUMNS) | {"item": f"a:{number}-{writer}", "verdict": "yes", "item_words": WORDS}
        append_row(path, REVIEW_COLUMNS, row | {"who": str(writer)})


def test_of_writers_in_several_processes_no_row_is_lost_or_torn(tmp_path: Path) -> None:
    path, context = tmp_path / REVIEWS_FILE, multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, writer)) for writer in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    rows = read_reviews(path)
    assert sorted(rows["item"]) == sorted(f"a:{number}-{writer}" for number in range(40) for writer in range(2))
    assert set(rows["item_words"]) == {WORDS.strip()}
    assert rows["note"].null_count() == 80
