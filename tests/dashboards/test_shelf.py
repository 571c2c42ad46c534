"""Several corpora: their names, what is said of them, and that a build is noticed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from analysis import builder
from analysis.commits import CorpusError
from dashboards.app import Frame
from dashboards.shelf import Shelf
from dashboards.shelf_page import shelf_page
from dashboards.state import State


def write(folder: Path, *days: int) -> Path:
    """Articles of one outlet, one a day."""
    rows = [{"outlet": "Globe", "text": f"Ida Holm said on day {day}: no.", "date": f"2024-03-0{day}"} for day in days]
    path = folder / f"{len(days)}.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf8")
    return path


@pytest.fixture
def quick(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building takes the pipeline that is loaded already."""
    monkeypatch.setattr(builder, "load_pipeline", lambda base, threads: nlp)


@pytest.fixture
def port(quick: None, tmp_path: Path) -> Path:
    return builder.build(str(write(tmp_path, 1, 2)), tmp_path / "port.corpus").path


def test_corpora_of_one_name_are_numbered_and_one_is_there_once(port: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "port.corpus"
    shutil.copytree(port, other)
    shelf = Shelf([port, other, port])
    assert shelf.names == ["port", "port-2"]
    assert shelf.desk("port-2").folder == other.resolve()


def test_what_is_no_corpus_is_not_put_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        Shelf([tmp_path / "nowhere"])


def test_a_name_that_is_not_there_is_said_with_those_that_are(port: Path) -> None:
    with pytest.raises(CorpusError, match=r"no corpus “<x>” here; those served are: port\."):
        Shelf([port]).desk("<x>")
    with pytest.raises(CorpusError, match="those served are: none"):
        Shelf().desk()


def test_a_corpus_that_was_deleted_and_built_anew_is_noticed(port: Path, tmp_path: Path) -> None:
    shelf = Shelf([port])
    before = shelf.desk()
    shutil.rmtree(port)
    builder.build(str(write(tmp_path, 1, 2, 3)), port)
    assert shelf.changed("port", before)
    assert [desk.all_articles.height for desk in (before, shelf.desk())] == [2, 3]


def test_a_build_is_noticed_and_what_is_open_stays_as_it_was(port: Path, tmp_path: Path) -> None:
    shelf = Shelf([port])
    desk = shelf.desk()
    assert shelf.desk("port") is desk
    frame = Frame(desk, State(), changed=lambda: shelf.changed("", desk))
    frame.draw()
    assert "built anew" not in frame._trouble.html
    builder.build(str(write(tmp_path, 1, 2, 3)), port)
    frame.draw()
    assert "built anew" in frame._trouble.html
    assert desk.all_articles.height == 2
    assert shelf.desk().all_articles.height == 3
    assert shelf.changed("port", desk)
    assert not shelf.changed("port", shelf.desk())


def test_a_corpus_is_described_before_it_is_opened(port: Path) -> None:
    shelf = Shelf([port])
    assert shelf.listed() == [("port", 2, 1, date(2024, 3, 1), date(2024, 3, 2), "")]
    shown = shelf_page(shelf)
    assert 'href="./?corpus=port"' in shown
    assert "2 articles of 1 outlet" in shown


def test_a_damaged_corpus_does_not_hide_the_others(port: Path, tmp_path: Path) -> None:
    other = tmp_path / "b<b>.corpus"
    shutil.copytree(port, other)
    shelf = Shelf([port, other])
    shutil.rmtree(other / "parts")
    shown = shelf_page(shelf)
    assert "2 articles of 1 outlet" in shown
    assert "missing" in shown
    assert "b<b>" not in shown


def test_reading_only_holds_for_every_corpus(port: Path) -> None:
    assert Shelf([port], read_only=True).desk().read_only
