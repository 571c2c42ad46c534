"""The report of one story: the same file each time, whole or not at all, and nothing in it runs but its own scripts."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import nbformat
import polars as pl
import pytest
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright
from spacy.language import Language
from typer.testing import CliRunner

from analysis import builder
from analysis.cli import app
from analysis.corpus import Corpus
from analysis.report import write_report
from analysis.report.method import figures_of_the_card
from analysis.report.notebook import plain

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
SCRIPT = "</script><script>window.ran=1</script><!--"
IMAGE = "<img src=x onerror='window.ran=1'>"
EXPRESSION = "{{datum}} ${alert(1)} datum['constructor']('window.ran=1')()"
HOSTILE = f"{SCRIPT} {IMAGE} {EXPRESSION}"
TEXT = "“We hold the port,” said Ida Holm. {} The harbour board said 400 dockers had left. Rosa Lund denied it."

BRIDGE = "The bridge board said “it must close” on Monday. {} Engineers warned of cracks, according to a report."


@pytest.fixture(scope="module")
def corpus(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Two outlets, one with a hostile name, and two stories, one with a hostile name."""
    folder = tmp_path_factory.mktemp("articles")
    rows = [
        {
            "outlet": outlet,
            "title": f"Dockers leave {HOSTILE}",
            "story": story,
            "date": f"2024-03-0{day}",
            "url": "javascript:window.ran=1",
            "text": (BRIDGE if story == "bridge" and day == 3 else TEXT).format(
                f"{HOSTILE} said Ida Holm on day {day} to {outlet[:5]} of {story[:6]}."
            ),
        }
        for story in (f"Harbour {HOSTILE}", "bridge")
        for day, outlet in enumerate(("Globe", "Globe", f"Courier {HOSTILE}", f"Courier {HOSTILE}"), 1)
        if story != "bridge" or day in (1, 3)
    ]
    (folder / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", lambda base, threads: nlp)
        return builder.build(str(folder / "all.jsonl"), tmp_path_factory.mktemp("out") / "h.corpus")


@pytest.fixture(scope="module")
def story(corpus: Corpus) -> str:
    return str(corpus.articles.filter(pl.col("story") != "bridge")["story"][0])


@pytest.fixture(scope="module")
def written(corpus: Corpus, story: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "report.html"
    write_report(corpus, out, story=story, notebook_out=out.with_suffix(".ipynb"))
    return out


def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus, story: str, written: Path, tmp_path: Path) -> None:
    write_report(corpus, tmp_path / "again.html", story=story)
    assert (tmp_path / "again.html").read_bytes() == written.read_bytes()
    assert written.stat().st_size < 5_000_000


def test_outlets_with_one_article_each_have_no_interval(corpus: Corpus, tmp_path: Path) -> None:
    write_report(corpus, tmp_path / "r.html", story="bridge")
    text = (tmp_path / "r.html").read_text(encoding="utf8")
    assert "have no interval, because an outlet has one article" in text
    assert "one article: no interval" in text
    assert "They differ" not in text


def test_headings_are_in_order_and_anchors_lead_somewhere(written: Path) -> None:
    text = re.sub(r"<script.*?</script>", "", written.read_text(encoding="utf8"), flags=re.DOTALL)
    levels = [int(level) for level in re.findall(r"<h(\d)[ >]", text)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids
    assert "javascript:" not in re.findall(r'href="([^"]*)"', text)


def test_excerpts_stand_where_they_say(corpus: Corpus, written: Path) -> None:
    text = written.read_text(encoding="utf8")
    quoted = re.findall(r"characters ([\d,]+)–([\d,]+)</small></p><blockquote>.*?<mark>(.*?)</mark>", text, re.DOTALL)
    assert quoted
    texts = corpus.articles["text"].to_list()
    for start, end, words in quoted:
        first, last = int(start.replace(",", "")), int(end.replace(",", ""))
        assert any(one[first:last].startswith(unescape(words)) for one in texts)


@pytest.mark.ui
def test_nothing_runs_but_the_charts_and_nothing_is_fetched(written: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 400, "height": 900})
        asked, refused = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: refused.append(error.message))
        page.goto(written.as_uri())
        page.wait_for_selector("html[data-drawn=all]", timeout=40_000)
        assert page.locator(".chart").count() == page.locator(".chart svg").count() > 5
        page.locator("[aria-roledescription='circle']").first.hover()
        assert page.evaluate("window.ran") is None
        assert (asked, refused) == ([written.as_uri()], [])
        assert page.evaluate("document.documentElement.scrollWidth") == 400
        # The policy itself holds, whatever the text: a script put in later does not run.
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran=2'}))")
        assert page.evaluate("window.ran") is None
        assert page.pdf(format="A4").startswith(b"%PDF")
        page.emulate_media(media="print")
        wide = "[...document.querySelectorAll('.chart svg')].every(s => s.clientWidth <= s.parentNode.clientWidth + 1)"
        assert page.evaluate(wide)
        browser.close()


def test_the_notebook_runs(written: Path) -> None:
    path = written.with_suffix(".ipynb")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    done = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    kinds = [kind for output in outputs for kind in output.get("data", {})]
    assert kinds.count("image/png") > 5
    assert "<script" not in "".join(cell.source for cell in done.cells if cell.cell_type == "markdown")


def parallax(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, " ".join(result.stderr.split())


def test_stories_are_listed_and_near_ones_named(corpus: Corpus, tmp_path: Path) -> None:
    code, said = parallax("report", corpus.path, "--out", tmp_path / "r.html")
    assert code == 1
    assert re.search(r"2 stories; name one with --story: Harbour .*\(4 articles\) bridge \(2 articles\)", said)
    code, said = parallax("report", corpus.path, "--story", "bridges", "--out", tmp_path / "r.html")
    assert (code, list(tmp_path.iterdir())) == (1, [])
    assert "no story 'bridges'. Near it: bridge (2 articles)" in said


def test_a_file_that_is_there_is_kept(corpus: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    out.write_text("mine")
    code, said = parallax("report", corpus.path, "--story", "bridge", "--out", out)
    assert (code, out.read_text()) == (1, "mine")
    assert "is there already" in said
    assert parallax("report", corpus.path, "--story", "bridge", "--out", out, "--force")[0] == 0
    assert "<h1>Bridge</h1>" in out.read_text(encoding="utf8") or "<h1>bridge</h1>" in out.read_text(encoding="utf8")
    assert list(tmp_path.iterdir()) == [out]


def test_the_cards_figures_are_found() -> None:
    assert len(figures_of_the_card()) == 5
    assert all(0 < value <= 100 for _, value, _, _ in figures_of_the_card())


def test_markdown_stays_text() -> None:
    assert plain("<b> [a](b)\n# c") == r"&lt;b&gt; \[a\]\(b\) \# c"
