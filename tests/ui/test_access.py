"""Pages that everybody can use: what axe-core finds, light and dark, wide and narrow; times in the reader's zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.ui
PAGES = (
    "?page=overview",
    "?page=compare",
    "?page=compare&row=gazette-1%230",
    "?page=sources",
    "?page=claims",
    "?page=words",
    "?page=words&topic=certainty&voice=all&outlet=Tribune&mark=class%3Dmodal",
    "?page=copies",
    "?page=copies&passage=gazette-1:22:herald-1:17",
    "?page=reader",
    "?page=reader&article=gazette-1&claim=gazette-1%232",
    "?page=reader&article=gazette-1&marks=claims%2Cnames%2Ccopies%2Cloaded",
    "?page=review",
    "?page=data&table=claims",
)
BAD = ("serious", "critical")


def violations(page: Any) -> list[str]:
    """What axe-core finds that keeps people from using a page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['html'][:200]} {[reason['message'] for reason in node['any']]}"
        for one in found
        if one["impact"] in BAD
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("query", PAGES)
def test_axe_finds_nothing_serious(visitor: Any, query: str) -> None:
    visitor.open(query)
    expect(visitor.page.locator("h1").first).to_be_visible()
    if query == "?page=sources":
        visitor.page.locator("#who-gets-cited-table").click()
        expect(visitor.page.locator(".scroll table")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        assert (scheme, violations(visitor.page)) == (scheme, [])


@pytest.mark.parametrize("query", ["?page=claims", "?page=compare", "?page=reader&article=gazette-1"])
def test_axe_finds_nothing_serious_on_a_phone(visit_at: Callable[..., Any], ellis: str, query: str) -> None:
    visitor = visit_at(ellis, 400)
    visitor.open(query)
    expect(visitor.page.locator("h1").first).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    assert violations(visitor.page) == []


def test_who_prefers_dark_reads_light_on_dark(visitor: Any) -> None:
    def lightness(script: str) -> float:
        red, green, blue = visitor.page.evaluate(f"() => ({script}).match(/\\d+/g).slice(0, 3).map(Number)")
        return (red + green + blue) / 765

    background = "getComputedStyle(document.body).backgroundColor"
    visitor.open("?page=sources")
    expect(visitor.page.locator(".vega-embed svg").first).to_be_visible()
    assert lightness(background) > 0.9
    visitor.page.emulate_media(color_scheme="dark")
    assert lightness(background) < 0.2
    heading, label = (visitor.page.locator(where).first for where in ("h1", ".vega-embed svg .role-axis-label text"))
    for element, name in ((heading, "color"), (label, "fill")):
        script = f"(element) => getComputedStyle(element).{name}.match(/\\d+/g).slice(0, 3).map(Number)"
        assert sum(element.evaluate(script)) / 765 > 0.7


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", "4 Mar 2024, 08:00 UTC"),
        ("America/New_York", "Mar 4, 2024, 3:00 AM (4 Mar 2024, 08:00 UTC)"),
        ("Asia/Kolkata", "Mar 4, 2024, 1:30 PM (4 Mar 2024, 08:00 UTC)"),
    ],
)
def test_times_are_the_readers_with_utc_beside(browser: BrowserContext, ellis: str, zone: str, shown: str) -> None:
    assert browser.browser is not None
    context = browser.browser.new_context(timezone_id=zone, locale="en-US")
    page = context.new_page()
    page.goto(ellis + "?page=reader&article=gazette-1")
    time = page.locator(".facts time").first
    time.wait_for()
    assert " ".join(time.inner_text().split()) == shown
    context.close()


def test_the_keyboard_skips_what_is_above_the_page(visitor: Any) -> None:
    visitor.open("?page=claims")
    visitor.page.locator(".skip").focus()
    expect(visitor.page.locator(".skip")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("h1")).to_be_focused()


def test_findings_lead_to_their_chart_and_to_the_text(visitor: Any) -> None:
    visitor.open("?story=Harbour+strike")
    findings = visitor.page.locator("ol.findings > li")
    expect(findings.first).to_be_visible()
    told = findings.filter(has_text="What it rests on").first
    told.locator("summary").press("Enter")
    expect(told.locator("details")).to_have_attribute("open", "")
    told.locator("details a").first.click()
    visitor.wait_for_query(page="reader")
    expect(visitor.page.locator(".text .active").first).to_be_in_viewport()
