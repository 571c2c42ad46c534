"""Pictures of every page at two widths, of a dashboard that is being served: screenshots.py URL [FOLDER [QUERY...]]."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, sync_playwright

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


def picture(browser: Browser, url: str, width: int, target: Path, whole: bool = True) -> list[str]:
    """Photograph one address; the window is made as high as the page. Returns what the browser complained of."""
    page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    page.locator("h1, .trouble").last.wait_for()
    page.wait_for_function("document.querySelector('#loader').style.display === 'none'")
    page.wait_for_load_state("networkidle")
    if whole:
        height = page.locator(".main-content").evaluate("element => element.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(6000, max(WIDTHS[width], int(height) + 80))})
    page.wait_for_timeout(600)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        complaints.append(f"{wide} pixels wide in a window of {width}")
    page.screenshot(path=target)
    page.close()
    return complaints


def main() -> None:
    url = sys.argv[1]
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else ".screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for width in WIDTHS:
            for name in (*PAGES, *sys.argv[3:]):
                address = urljoin(url, name if name.startswith("?") else f"?page={name}")
                short = name if name in PAGES else f"extra{sys.argv[3:].index(name)}"
                for complaint in picture(browser, address, width, folder / f"{short}-{width}.png"):
                    print(f"{short} at {width}: {complaint}")
        browser.close()


if __name__ == "__main__":
    main()
