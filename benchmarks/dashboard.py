"""How fast the dashboard is on 12,000 articles, and what a further visitor takes, with a real browser.

Run: python benchmarks/dashboard.py CORPUS [--articles 12000] [--sessions 20]

The tables are the corpus's own, repeated under new names up to that many articles. A process serves them; it first
times filters at the server, each of a page that is drawn already. Then Chromium opens the first page (until its
heading, its chart, its findings are drawn), clicks a filter, and opens as many pages at once as there are sessions.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from playwright.sync_api import Page, sync_playwright

from analysis import Corpus

IDS = ("article_id", "article_a", "article_b")
CLAIM_IDS = ("claim_id", "claim_a", "claim_b", "from_claim", "utterance_id")
PATIENCE = 120_000  # milliseconds
CHANGED = """whole => {
    const find = root => [...root.querySelectorAll("*")].some(
        (element) => (element.tagName === "H1" && element.textContent !== whole)
            || (element.shadowRoot && find(element.shadowRoot)));
    return find(document);
}"""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@dataclass
class Repeated:
    """A corpus's tables, several times over."""

    corpus: Corpus
    times: int
    name: str = "repeated"
    path: Path | None = None

    def __post_init__(self) -> None:
        self._kept: dict[str, pl.DataFrame] = {}

    def __getattr__(self, name: str) -> Any:
        """A table by its name."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._kept:
            self._kept[name] = repeated(self.corpus.read(name), self.times)
        return self._kept[name]

    @property
    def as_read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Claims and sources."""
        return self.claims, self.sources

    def scan(self, name: str) -> pl.LazyFrame:
        """One table."""
        return getattr(self, name).lazy()


def repeated(frame: pl.DataFrame, times: int) -> pl.DataFrame:
    """A table several times over, each time of other articles and stories."""
    own = [name for name in frame.columns if name in IDS + CLAIM_IDS] + (["story"] if "story" in frame.columns else [])
    if not own:
        return frame
    copies = []
    for number in range(times):
        names = [
            pl.col(name).str.replace("#", f"~{number}#", literal=True)
            if name in CLAIM_IDS
            else pl.col(name) + f"~{number}"
            for name in own
        ]
        copies.append(frame.with_columns(names))
    return pl.concat(copies)


def serve(path: str, articles: int) -> None:
    """What the serving process does: load, time filters, serve, and answer until it is stopped."""
    import panel as pn

    from dashboards.app import visit
    from dashboards.desk import Desk

    corpus = Corpus.open(path)
    tables = Repeated(corpus, -(-articles // corpus.articles.height))
    desk = Desk(tables)
    tables.sentences, tables.claim_links  # noqa: B018  (read here, as a corpus on disk would be mapped)
    print(f"{tables.articles.height:,} articles, {tables.claims.height:,} claims", flush=True)
    at_the_server(desk)
    server = pn.serve(
        {"/": lambda: visit(lambda: desk)}, port=0, address="localhost", show=False, start=False, verbose=False
    )
    server.start()
    print(f"ready {server.port}", flush=True)
    server.io_loop.start()


def at_the_server(desk: Any) -> None:
    """Time what each filter takes on a page that is drawn."""
    from dashboards.app import Frame
    from dashboards.state import State

    story = desk.stories()[0][0]
    outlet = desk.outlets()[0][0]
    changes: dict[str, dict[str, Any]] = {
        "claims: one outlet": {"page": "claims", "outlet": [outlet]},
        "claims: a verb": {"page": "claims", "outlet": [], "cue": "say"},
        "claims: words": {"page": "claims", "cue": "", "text": "president"},
        "claims: days": {"page": "claims", "text": "", "since": "2012-01-01"},
        "overview: days": {"page": "overview", "since": "2013-01-01"},
        "data: claims of an outlet": {"page": "data", "table": "claims", "outlet": [outlet], "since": ""},
        "compare: contradicted": {"page": "compare", "outlet": [], "disputed": True},
        "copies: wire": {"page": "copies", "copied": "wire"},
        "one story": {"page": "claims", "story": story, "disputed": False, "copied": ""},
    }
    frame = Frame(desk, State())
    for name in ("claims", "overview", "compare", "copies", "data"):
        took = seconds(lambda name=name: frame.state.param.update(page=name))
        print(f"server  page {name} drawn first: {took:.2f} s", flush=True)
    for label, values in changes.items():
        if values.get("page") not in (None, frame.state.page):
            frame.state.param.update(page=values["page"])
        print(f"server  {label}: {seconds(lambda values=values: frame.state.param.update(**values)):.3f} s", flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def resident(pid: int) -> float:
    """Memory that a process holds, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def first_page(page: Page, address: str) -> dict[str, float]:
    """Seconds until parts of the first page are there."""
    begun = time.perf_counter()
    page.goto(address, timeout=PATIENCE)
    told = {}
    for part, where in (("heading", "h1"), ("chart", ".vega-embed svg"), ("findings", "ol.findings li")):
        page.locator(where).first.wait_for(timeout=PATIENCE)
        told[part] = time.perf_counter() - begun
    return told


def browse(address: str, pid: int, sessions: int) -> None:
    """What visitors see."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for label in ("first visitor", "second visitor"):
            page = browser.new_page()
            said = ", ".join(f"{part} {took:.2f} s" for part, took in first_page(page, address).items())
            print(f"browser {label}: {said}")
        page.goto(address + "?page=claims", timeout=PATIENCE)
        page.locator(".table tbody tr").first.wait_for(timeout=PATIENCE)
        whole = page.locator("h1").inner_text()

        def narrowed() -> None:
            page.locator("#field-quotation").select_option("direct")
            page.wait_for_function(CHANGED, arg=whole, timeout=PATIENCE)

        print(f"browser a filter, from the choice to the page: {seconds(narrowed):.2f} s")
        before = resident(pid)
        pages = [browser.new_page() for _ in range(sessions)]
        begun = time.perf_counter()
        for one in pages:
            one.goto(address + "?page=claims", timeout=PATIENCE, wait_until="commit")
        for one in pages:
            one.locator(".table tbody tr").first.wait_for(timeout=PATIENCE)
        took = time.perf_counter() - begun
        more = (resident(pid) - before) / sessions
        print(f"browser {sessions} sessions at once: all drawn after {took:.1f} s; {more:.1f} MB a session")
        print(f"server  {resident(pid):,.0f} MB in all")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=12_000)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.corpus, asked.articles)
        return
    command = [sys.executable, __file__, asked.corpus, "--articles", str(asked.articles), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or []:
                if line.startswith("ready"):
                    browse(f"http://localhost:{line.split()[1]}/", process.pid, asked.sessions)
                    break
                print(line, end="", flush=True)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
