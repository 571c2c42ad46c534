"""Pictures of every page, light and dark, at two widths: screenshots.py CORPUS|URL [FOLDER [QUERY...]].

A corpus is served while they are taken. What the browser complains of, and what is wider than its window, is printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = {1440: 900, 400: 860}
PAGES = ("overview", "compare", "sources", "claims", "words", "copies", "reader", "review", "data")
TOPICS = tuple(f"?page=words&topic={topic}" for topic in ("names", "loaded", "certainty", "agency", "frames"))
HIGHEST = 6000


@contextmanager
def served(corpus: str) -> Iterator[str]:
    """Serve a corpus until the block ends; gives its address. An address is given as it is."""
    if corpus.startswith("http"):
        yield corpus
        return
    command = [sys.executable, "-u", "-m", "analysis.cli", "serve", corpus, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", line)
        try:
            if found:
                yield found.group() + "/"
        finally:
            process.terminate()


def picture(browser: Browser, url: str, width: int, scheme: str, target: Path) -> list[str]:
    """Photograph one address; the window is made as high as the page. Returns what the browser complained of."""
    page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    page.locator("h1, .trouble").last.wait_for()
    page.wait_for_function("document.querySelector('#loader').style.display === 'none'")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)  # charts that are drawn in turn
    height = page.locator(".main-content").evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(HIGHEST, max(WIDTHS[width], int(height) + 80))})
    page.wait_for_timeout(500)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        complaints.append(f"{wide} pixels wide in a window of {width}")
    page.screenshot(path=target)
    page.close()
    return complaints


def main() -> None:
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else ".screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    queries = sys.argv[3:] or [*(f"?page={page}" for page in PAGES), *TOPICS]
    with served(sys.argv[1]) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for query in queries:
            name = re.sub(r"\W+", "-", query.replace("page=", "").replace("topic=", "")).strip("-")
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    target = folder / f"{name}-{width}-{scheme}.png"
                    for complaint in picture(browser, urljoin(url, query), width, scheme, target):
                        print(f"{target.name}: {complaint}")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}.")


if __name__ == "__main__":
    main()
