"""Text from outside never becomes part of the page, and nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from dashboards.desk import Desk

pytestmark = pytest.mark.ui
SCRIPT = "<script>alert('script')</script>"
IMAGE = "<img src=x onerror=\"alert('image')\">"
CLOSING = "\"'></p></a></div><svg onload=\"alert('svg')\">"
LINK = "[link](javascript:alert('link')) ![x](http://evil.example/x.png)"
TEMPLATE = "{{ constructor.constructor('alert(1)')() }} ${alert(1)} :material/home:"
EVERYTHING = " ".join((SCRIPT, IMAGE, CLOSING, LINK, TEMPLATE))
PASSAGE = f"a:0:b:{EVERYTHING.index(IMAGE)}"


@pytest.fixture(scope="module")
def hostile(stand_in: ModuleType, request: pytest.FixtureRequest) -> Iterator[str]:
    """A corpus in which every text that comes from outside is an attack."""
    from_outside = f"{EVERYTHING} said {EVERYTHING}."
    spec = (
        "a",
        EVERYTHING,
        "s",
        "said",
        EVERYTHING,
        "neutral",
        EVERYTHING,
        "direct",
        {"medium": IMAGE, "via": SCRIPT, "said_on": IMAGE},
    )
    articles = [
        stand_in.article(
            key,
            f"{key} {EVERYTHING}",
            f"Story {EVERYTHING}",
            EVERYTHING,
            datetime(2024, 1, day, tzinfo=UTC),
            from_outside,
            byline=[IMAGE],
            credits=[SCRIPT],
            dateline=CLOSING,
            url="javascript:alert('url')",
            flags=[IMAGE],
        )
        for day, key in ((1, "a"), (2, "b"))
    ]
    claims = [stand_in.claim(0, from_outside, spec), stand_in.claim(0, from_outside, ("b", *spec[1:]))]
    table = stand_in.tabled(
        articles,
        stand_in.sentences("a", from_outside),
        [stand_in.entity("a", from_outside, IMAGE, SCRIPT)],
        claims,
        [stand_in.source("s", EVERYTHING, "person", False, IMAGE, CLOSING)],
        name=EVERYTHING,
        passages=[stand_in.passage({"a": from_outside, "b": from_outside}, "a", SCRIPT, "b", IMAGE, "copy", 0.5)],
    )
    desk = Desk(table)
    served = request.getfixturevalue("serve_desk")
    with served(lambda: desk) as address:
        yield address


@pytest.mark.parametrize(
    "query",
    [
        "?page=overview",
        "?page=compare",
        f"?page=compare&claim={quote(EVERYTHING)}&text={quote(EVERYTHING)}",
        "?page=sources",
        "?page=claims",
        "?page=words&voice=all&word=alert",
        "?page=copies",
        f"?page=copies&passage={PASSAGE}",
        f"?page=copies&passage={quote(EVERYTHING)}&first={quote(EVERYTHING)}&outlet={quote(EVERYTHING)}",
        "?page=reader",
        "?page=review",
        "?page=reader&article=a&claim=a%230",
        "?page=reader&article=" + quote(EVERYTHING),
        f"?page=claims&text={quote(EVERYTHING)}&cue={quote(EVERYTHING)}&source={quote(EVERYTHING)}&kind={quote(SCRIPT)}",
        f"?page=words&word={quote(EVERYTHING)}",
        f"?story={quote(EVERYTHING)}&outlets={quote(EVERYTHING)}",
        "?page=words&topic=names&voice=all",
        "?page=words&topic=frames&voice=all",
        f"?page=words&topic=loaded&outlet={quote(EVERYTHING)}&mark={quote('class=' + EVERYTHING)}",
        f"?page=words&topic=names&event={quote(EVERYTHING)}",
        "?page=sources&by=side",
        f"?page=claims&group={quote('title:' + EVERYTHING)}",
        f"?corpus={quote(EVERYTHING)}&topic={quote(EVERYTHING)}&by={quote(EVERYTHING)}",
        *(f"?page=data&table={table}" for table in ("articles", "claims", "sources", "entities", "passages")),
    ],
)
def test_nothing_hostile_becomes_part_of_the_page(visit_at: Callable[..., Any], hostile: str, query: str) -> None:
    visitor = visit_at(hostile)
    visitor.open(query)
    expect(visitor.page.locator("h1")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    for node in ("img[src='x']", "svg[onload]", "script:text('alert')", "a[href^='javascript']", "[onerror]"):
        assert visitor.page.locator(node).count() == 0, node
    assert visitor.page.locator("body").evaluate("() => document.title").count("alert") <= EVERYTHING.count("alert")


def test_a_chart_taken_along_holds_text(visit_at: Callable[..., Any], hostile: str) -> None:
    visitor = visit_at(hostile)
    visitor.open("?page=sources")
    visitor.page.locator("#who-gets-cited-table").click()
    expect(visitor.page.locator(".scroll tbody td").first).to_contain_text(EVERYTHING)
    visitor.page.locator("#who-gets-cited-code").click()
    expect(visitor.page.locator("pre.code")).to_contain_text("<script>")
    with visitor.page.expect_download() as download:
        visitor.page.locator("#who-gets-cited-svg").click()
    drawing = Path(download.value.path()).read_text("utf8")
    assert "<script" not in drawing
    assert "onerror" not in drawing.replace("&lt;img src=x onerror=", "")
    for node in ("img[src='x']", "svg[onload]", "script:text('alert')", "[onerror]"):
        assert visitor.page.locator(node).count() == 0, node


def test_hostile_text_is_shown_as_it_is(visit_at: Callable[..., Any], hostile: str) -> None:
    visitor = visit_at(hostile)
    visitor.open("?page=reader&article=a&claim=a%230")
    expect(visitor.page.locator(".text h1")).to_have_text(EVERYTHING)
    expect(visitor.page.locator(".text > p").last).to_have_text(f"{EVERYTHING} said {EVERYTHING}.")
    expect(visitor.page.locator(".claim")).to_contain_text(SCRIPT)


def test_tooltips_of_charts_are_text(visit_at: Callable[..., Any], hostile: str) -> None:
    visitor = visit_at(hostile)
    visitor.open("?page=sources")
    visitor.page.locator("[aria-roledescription='circle']").first.hover()
    tip = visitor.page.locator("#vg-tooltip-element")
    expect(tip).to_contain_text("<script>alert('script')</script>")
    assert tip.locator("script, img, svg").count() == 0


def test_a_claim_opened_in_the_comparison_stays_text(
    visit_at: Callable[..., Any], stand_in: ModuleType, serve_desk: Any
) -> None:
    desk = Desk(stand_in.quay(SCRIPT + IMAGE))
    with serve_desk(lambda: desk) as address:
        visitor = visit_at(address, 400)
        visitor.open("?page=compare")
        visitor.page.locator(".table tbody tr a").first.focus()
        visitor.page.keyboard.press("Enter")
        opened = visitor.page.locator(".opened")
        expect(opened).to_contain_text(f"same words {SCRIPT}{IMAGE}")
        expect(opened.locator(".version")).to_have_count(2)
        expect(visitor.page.locator("#opened-claim")).to_be_focused()
        assert visitor.page.locator("img[src='x'], script:text('alert'), [onerror]").count() == 0
        opened.get_by_role("link", name="Read the sentence").last.click()
        visitor.wait_for_query(page="reader", article="tribune", claim="tribune#0")
