"""Files that are uploaded: how they are read before they are built, and what becomes of a build."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboards.jobs import _RUNNING, Job
from dashboards.preview import MOST_READ, preview
from dashboards.shelf import Shelf
from dashboards.upload import Upload, progress

ODD = "Kop,Inhoud,Blad\nPort <b>opens</b>,“We hold it”,Globe\nPort opens,“We hold it”,Globe\n"
PORT = "title,text,outlet,date\nPort opens,The port opened. Ida Holm said it was safe.,Globe,2024-03-01\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf8")
    return path


def test_columns_that_nothing_names_are_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path, "odd.csv", ODD)
    found = preview([file], {}, folders=False)
    assert (found.articles, len(found.rejected)) == ([], 1)
    html = found.html()
    assert "odd.csv: no column holds the text" in html
    assert "Say below which it is." in html
    assert "--column" not in html
    assert str(tmp_path) not in html
    assert found.columns["column"].to_list() == ["Kop", "Inhoud", "Blad"]


def test_columns_that_are_named_are_read_and_escaped(tmp_path: Path) -> None:
    file = written(tmp_path, "odd.csv", ODD)
    found = preview([file], {"text": "Inhoud", "title": "Kop", "outlet": "Blad"}, folders=False)
    assert [(row["outlet"], row["text"]) for row in found.articles] == [("Globe", "“We hold it”")] * 2
    assert found.columns["field"].to_list() == ["title", "text", "outlet"]
    assert "2 have no date" in found.html()
    assert "Port &lt;b&gt;opens" in found.html()


def test_of_many_articles_the_first_are_shown(tmp_path: Path) -> None:
    rows = "".join(f"Title {n},Text number {n} is here.,Globe,2024-03-01\n" for n in range(MOST_READ + 1))
    found = preview([written(tmp_path, "many.csv", "title,text,outlet,date\n" + rows)], {}, folders=False)
    assert f"The first {MOST_READ} articles of 1 outlet" in found.html()


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("My story", "my-story.corpus"),
        ("../../etc/x", "etc-x.corpus"),
        ("", "corpus.corpus"),
        ("/", "corpus.corpus"),
        ("é" * 99, "é" * 60 + ".corpus"),
        ("taken", "taken-2.corpus"),
    ],
)
def test_a_corpus_is_built_among_the_uploaded_ones_whatever_its_name(tmp_path: Path, name: str, folder: str) -> None:
    (tmp_path / "taken.corpus").mkdir()
    assert Shelf(uploads=tmp_path).free(name) == tmp_path / folder


def test_where_nothing_is_written_nothing_is_uploaded(tmp_path: Path) -> None:
    shelf = Shelf(read_only=True, uploads=tmp_path)
    assert shelf.uploads is None
    with pytest.raises(ValueError, match="Nothing may be uploaded"):
        shelf.free("x")


def test_dropped_files_are_kept_by_name_alone_and_let_go_when_taken_back(tmp_path: Path) -> None:
    page = Upload(Shelf(uploads=tmp_path))

    async def dropped() -> None:
        await page._dropped(type("Event", (), {"new": {"../../a.csv": PORT, "b.csv": PORT.encode()}})())
        assert [path.name for path in page._files] == ["a.csv", "b.csv"]
        assert "1 article of 1 outlet" in page._plan.html
        assert "1 was there twice" in page._plan.html
        await page._dropped(type("Event", (), {"new": {}})())
        assert page._files == []

    asyncio.run(dropped())


def built(shelf: Shelf, paths: list[Path], out: Path) -> Job:
    """Build in the background and wait for the end."""

    async def wait() -> Job:
        job = Job(shelf, paths, out, {}, folders=False)
        job.start()
        await asyncio.gather(*_RUNNING)
        return job

    return asyncio.run(wait())


def test_a_build_in_the_background_ends_on_the_shelf(tmp_path: Path) -> None:
    shelf = Shelf(uploads=tmp_path)
    job = built(shelf, [written(tmp_path, "port.csv", PORT)], shelf.free("port"))
    assert (job.trouble, job.corpus, shelf.names) == ("", "port", ["port"])
    assert shelf.desk("port").all_articles["title"].to_list() == ["Port opens"]
    assert 'href="./?corpus=port"' in progress(job)


def test_what_a_build_cannot_do_is_said(tmp_path: Path) -> None:
    shelf = Shelf(uploads=tmp_path)
    job = built(shelf, [written(tmp_path, "odd.csv", ODD)], shelf.free("odd"))
    assert re.match("no article could be read, nothing was written", job.trouble)
    assert shelf.names == []


def test_a_build_that_is_stopped_before_it_begins_makes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(uploads=tmp_path)

    async def stopped() -> Job:
        job = Job(shelf, [written(tmp_path, "port.csv", PORT)], shelf.free("port"), {}, folders=False)
        job.start()
        job.stop()
        await asyncio.gather(*_RUNNING)
        return job

    job = asyncio.run(stopped())
    assert job.trouble.startswith("Stopped.")
    assert not (tmp_path / "port.corpus").exists()


def piece(name: str, chunk: int, of: int, size: int) -> SimpleNamespace:
    data = {"name": name, "chunk": chunk, "total_chunks": of, "data": b"x" * size, "type": "application/zip"}
    return SimpleNamespace(event_name="upload_event", data=data)


def test_the_server_refuses_more_than_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.upload.LARGEST", 1)
    monkeypatch.setattr(Upload, "_dropped", lambda page, event: None)  # reading is not what this is about
    page = Upload(Shelf(uploads=tmp_path))
    dropper = page._dropper
    for chunk in (1, 2, 3, 4):
        dropper._process_event(piece("big.zip", chunk, 4, 400_000))
    assert dropper.value == {}
    assert "More than 1 MB cannot be uploaded" in page._plan.html
    dropper._process_event(piece("small.zip", 1, 1, 900_000))
    assert list(dropper.value) == ["small.zip"]
    dropper._process_event(piece("next.zip", 1, 1, 200_000))
    assert list(dropper.value) == ["small.zip"]
