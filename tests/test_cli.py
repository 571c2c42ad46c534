"""The command: what it prints, what it returns, and one plain line for everything that goes wrong."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from typer.testing import CliRunner, Result

from analysis import builder, cli
from analysis.cli import app
from analysis.corpus import Corpus

SAID = "The mayor, Ida Holm, said the pumps had failed."
MESSY = f"🙂 Depot floods\r\n\r\n{SAID}\r\n\r\n“We lost everything,” said Rosa Lund.\r\n"


@pytest.fixture(autouse=True)
def shared_pipeline(nlp: Language, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The shipped model is loaded once for all commands, unless a test names another pipeline."""
    if "own_pipeline" not in request.fixturenames:
        for module in (builder, cli):
            monkeypatch.setattr(module, "load_pipeline", lambda base, threads: nlp)


@pytest.fixture
def own_pipeline() -> None:
    """Leaves loading as it is."""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text(MESSY, encoding="utf8", newline="")
    (folder / "second.txt").write_text(f"{SAID} Holm said repairs would take a week.", encoding="utf8")
    return folder


def parallax(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def assert_plain_error(result: Result, message: str, code: int = 1) -> None:
    assert result.exit_code == code, result.output
    assert re.search(message, " ".join(result.stderr.split())), result.stderr
    assert "Traceback" not in result.stderr


def test_claims_as_json_count_in_the_file_as_it_is_on_disk(texts: Path) -> None:
    result = parallax("claims", texts / "first.txt", texts / "second.txt", "--json")
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["article"] for line in lines] == ["first", "second"]

    def words(spans: list[list[int]]) -> str:
        return " ".join(MESSY[start:end] for start, end in spans)

    found = {words(a["content"]).strip("“”, "): a for a in lines[0]["attributions"]}
    assert words(found["the pumps had failed"]["cue"]) == "said"
    assert "Ida Holm" in words(found["the pumps had failed"]["source"])
    assert words(found["We lost everything"]["source"]) == "Rosa Lund"
    assert set(lines[1]["attributions"][0]) == {"source", "cue", "content"}


def test_entities_as_json_count_in_the_file_as_it_is_on_disk(texts: Path) -> None:
    result = parallax("entities", texts / "first.txt", "--json")
    line = json.loads(result.stdout)
    assert line["article"] == "first"
    named = {(MESSY[e["start"] : e["end"]], e["label"]) for e in line["entities"]}
    assert {("Ida Holm", "PERSON"), ("Rosa Lund", "PERSON")} <= named


def test_claims_and_entities_for_people(texts: Path) -> None:
    claims = " ".join(parallax("claims", texts / "second.txt").stdout.split())
    assert "Holm" in claims
    assert "say" in claims
    entities = parallax("entities", texts / "second.txt").stdout
    assert re.search(r"PERSON\s+│ Ida Holm\s+│ 11-19", entities)


def test_what_an_article_holds_does_not_command_the_terminal(texts: Path) -> None:
    (texts / "hostile.txt").write_text("Officials in [red]Ida \x1b[31mHolm\x9b said [link=x]no.", encoding="utf8")
    for command in ("claims", "entities"):
        for option in ([], ["--json"]):
            shown = parallax(command, texts / "hostile.txt", *option)
            assert shown.exit_code == 0, shown.output
            assert "\x1b" not in shown.stdout
            assert "\x9b" not in shown.stdout


def test_build_says_what_it_did_and_info_what_there_is(texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_text("")
    out = tmp_path / "flood.corpus"
    built = parallax("build", texts, "--out", out, "--name", "flood", "--outlet-from", "folder")
    assert built.exit_code == 0, built.output
    assert "Read 2 articles (2 new); 0 duplicates left out, 1 record rejected." in built.stdout
    assert re.search(r"rejected: \S*empty\.txt: ", built.stdout)
    assert re.search(r"Annotated \d+ words in \d+ s \([\d,]+ words/s\)", built.stdout)
    corpus = Corpus.open(out)
    assert f"holds 2 articles, {corpus.sentences.height} sentences, {corpus.claims.height} claims" in built.stdout
    again = parallax("build", texts, "--out", out, "--outlet-from", "folder")
    assert "Read 2 articles (2 there already)" in again.stdout
    shown = " ".join(parallax("info", out).stdout.split())
    for row in (
        "name │ flood",
        "articles │ 2 (",
        "outlets │ texts 2",
        "passages │ 0",
        "rejected │ 1 record",
        "commit │ 1 ",
    ):
        assert row in shown


def test_a_corpus_of_an_older_pipeline_says_so(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(builder, "fingerprint", lambda base: "older")
        assert "another version" in parallax("build", texts / "first.txt", "--out", tmp_path / "x.corpus").stdout
    assert "another version" in parallax("build", texts, "--out", tmp_path / "x.corpus").stdout
    assert "another version" not in parallax("build", texts, "--out", tmp_path / "y.corpus").stdout
    assert re.search(r"annotated by │ 2 versions", " ".join(parallax("info", tmp_path / "x.corpus").stdout.split()))


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(f'Kop,Brodtext\nDepot floods,"{SAID}"\n', encoding="utf8")
    out = tmp_path / "x.corpus"
    built = parallax("build", tmp_path / "news.csv", "--out", out, "--column", "text=Brodtext", "--column", "title=Kop")
    assert built.exit_code == 0, built.output
    assert Corpus.open(out).articles.select("title", "text").rows() == [("Depot floods", SAID)]


def test_a_build_that_reads_nothing_ends_with_code_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = parallax("build", tmp_path / "empty.txt", "--out", tmp_path / "x.corpus")
    assert_plain_error(result, r"no article could be read.*empty\.txt: ")
    assert_plain_error(parallax("build", tmp_path / "nowhere", "--out", tmp_path / "y.corpus"), "nowhere")


@pytest.mark.parametrize("column", ["text", "=Body", "text=", "colour=Body"])
def test_a_column_that_is_none_is_refused(texts: Path, tmp_path: Path, column: str) -> None:
    assert_plain_error(parallax("build", texts, "--out", tmp_path / "x", "--column", column), "--column", code=2)


def test_what_is_no_corpus_is_named(texts: Path, tmp_path: Path) -> None:
    assert_plain_error(parallax("info", texts), r"parallax: \S*texts: not a corpus")
    assert_plain_error(
        parallax("info", tmp_path / "x"), r"parallax: \S*x: no such folder\. Make it with: parallax build"
    )
    (tmp_path / "outlets.csv").write_text("outlet\nx\n")
    wrong = parallax("build", texts, "--out", tmp_path / "x", "--outlets", tmp_path / "outlets.csv")
    assert_plain_error(wrong, "--outlets.*needs the columns", code=2)
    assert_plain_error(parallax("build", texts, "--out", texts), "holds something that is not a corpus")


def test_outlets_beside_the_articles_are_used(texts: Path, tmp_path: Path) -> None:
    (texts / "outlets.csv").write_text("outlet,name,country\ntexts,The Herald,SE\n")
    built = parallax("build", texts, "--out", tmp_path / "x.corpus", "--outlet-from", "folder")
    assert "0 records rejected" in built.stdout
    corpus = Corpus.open(tmp_path / "x.corpus")
    assert set(corpus.articles["outlet"]) == {"The Herald"}
    assert corpus.outlets is not None
    assert corpus.outlets["country"].to_list() == ["SE"]
    (texts / "outlets.csv").write_text("outlet\ntexts\n")
    assert_plain_error(parallax("build", texts, "--out", tmp_path / "y.corpus"), "--outlets.*needs the columns", code=2)
    assert not (tmp_path / "y.corpus").exists()


def test_claims_of_what_cannot_be_read_end_with_code_1(texts: Path, tmp_path: Path) -> None:
    some = parallax("claims", texts / "first.txt", tmp_path / "gone.txt")
    assert_plain_error(some, r"^parallax: \S*gone\.txt: no such file")
    assert "Rosa Lund" in some.stdout
    (tmp_path / "empty").mkdir()
    assert_plain_error(parallax("claims", tmp_path / "empty"), "^parallax: no article there: give files")
    assert_plain_error(parallax("entities", tmp_path / "empty"), "Is a directory: give the files in it")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The pumps of the depot were old and nobody had money for new ones.", "nobody is reported to say anything"),
        ("Die Pumpen des Lagers seien alt, sagte die Bürgermeisterin am Montag in Berlin.", "its language is 'de'"),
    ],
)
def test_an_article_without_claims_says_why(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    result = parallax("claims", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(reason)


def test_files_that_are_no_text_are_named(tmp_path: Path) -> None:
    assert_plain_error(parallax("claims", tmp_path / "x.txt", "--json"), r"x\.txt: No such file or directory")
    (tmp_path / "latin.txt").write_bytes("Ångström said no.".encode("latin1"))
    assert_plain_error(parallax("claims", tmp_path / "latin.txt", "--json"), r"latin\.txt: not UTF-8 .* Convert it")


@pytest.mark.usefixtures("own_pipeline")
def test_a_pipeline_that_is_not_installed_names_its_install_command(texts: Path) -> None:
    result = parallax("entities", texts / "first.txt", "--json", "--base", "en_core_web_none")
    assert_plain_error(result, "python -m spacy download en_core_web_none")


def test_serve_hands_the_corpus_to_the_dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[dict[str, Any]] = []

    def serve(corpora: list[Path], port: int, **options: Any) -> None:
        served.append({"corpora": corpora, "port": port, **options})

    monkeypatch.setattr("dashboards.server.serve", serve)
    origins = ("--allow-origin", "a.example", "--allow-origin", "b.example:80")
    result = parallax(
        *("serve", tmp_path, tmp_path / "b", "--port", 5999, "--show", "--read-only", "--address", "192.0.2.1"),
        *origins,
        *("--auth", tmp_path / "users.json"),
    )
    assert served == [
        {
            "corpora": [tmp_path, tmp_path / "b"],
            "port": 5999,
            "address": "192.0.2.1",
            "allow_origin": ["a.example", "b.example:80"],
            "read_only": True,
            "auth": tmp_path / "users.json",
            "uploads": None,
            "show": True,
        }
    ]
    assert result.stdout == ""  # only the server knows that it listens, and where


STOPPED = """
import os, signal
from analysis import builder, cli
def stopped(*_):
    os.kill(os.getpid(), signal.SIGINT)
builder.annotate = stopped
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to itself")
def test_ctrl_c_ends_with_130_and_says_what_is_kept(texts: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", STOPPED, "build", str(texts), "--out", str(tmp_path / "x.corpus")]
    stopped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert stopped.returncode == 128 + signal.SIGINT
    assert re.fullmatch(r"Stopped\. What was annotated is kept: .* is as it was before\.\n", stopped.stderr)


def test_reading_claims_needs_no_dashboard() -> None:
    seen = "import sys, analysis.cli; print(sorted({'panel', 'bokeh', 'torch'} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
