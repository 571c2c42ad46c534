from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

pytestmark = pytest.mark.ui
SOMETHING, NOTHING = 0.02, 0.0005  # shares of a window's pixels
CHARTED = {"overview", "sources", "claims", "copies"}  # the words of the stand-in are too few to draw
PAGES = ("overview", "compare", "sources", "claims", "words", "copies", "reader", "review", "data")
CLAIM = "?page=reader&article=gazette-1&claim=" + quote("gazette-1#2")


def differing(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that are not the same in two pictures."""
    assert one.size == other.size
    unlike = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 24 else 0)
    return unlike.histogram()[255] / (one.width * one.height)


def drawn_whole(visitor: Any, page: str) -> Image.Image:
    """A picture of the window once what is drawn after the page itself is there, too."""
    expect(visitor.page.get_by_text("Comparing …")).to_have_count(0)
    if page in CHARTED:
        expect(visitor.page.locator(".vega-embed svg, .vega-embed canvas").first).to_be_visible()
    return visitor.picture()


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("overview", "All stories"),
        ("compare", "8 claims compared"),
        ("sources", "4 sources"),
        ("claims", "9 claims"),
        ("words", "Words"),
        ("copies", "2 shared passages"),
        ("reader", "Reader"),
        ("review", "Review"),
        ("data", "Data"),
    ],
)
def test_every_page_opens_from_its_url_and_from_the_navigation(visitor: Any, page: str, heading: str) -> None:
    visitor.open("?page=claims" if page == "overview" else "")
    expect(visitor.page.locator("h1")).to_be_visible()
    visitor.page.locator(f"#nav-{page}").click()
    expect(visitor.page.locator("h1")).to_have_text(heading)
    expect(visitor.page.locator(f"#nav-{page}")).to_have_attribute("aria-current", "page")
    visitor.page.locator(f"#nav-{page}").blur()
    arrived = drawn_whole(visitor, page)
    visitor.open(f"?page={page}")
    expect(visitor.page.locator("h1")).to_have_text(heading)
    opened = drawn_whole(visitor, page)
    assert differing(opened, Image.new("RGB", opened.size, opened.getpixel((4, opened.height - 4)))) > SOMETHING
    assert differing(arrived, opened) < NOTHING


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [1440, 400])
def test_nothing_is_wider_than_the_window(visit_at: Callable[..., Any], ellis: str, page: str, width: int) -> None:
    visitor = visit_at(ellis, width)
    visitor.open(CLAIM if page == "reader" else f"?page={page}")
    expect(visitor.page.locator("h1")).to_be_visible()
    if page in {"overview", "sources", "claims"}:
        expect(visitor.page.locator(".vega-embed svg, .vega-embed canvas").first).to_be_visible()
    widest = visitor.page.locator(".main-content").evaluate(
        "main => Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth)"
    )
    assert widest <= 0
    for link in visitor.page.locator(".pages a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width


def test_two_clicks_lead_from_a_number_to_the_sentence(visitor: Any) -> None:
    visitor.open("?page=sources")
    mark = visitor.page.locator("[aria-label*='outlet: Herald'][aria-label*='kind: organisation']").last
    mark.click()
    visitor.wait_for_query(page="claims", outlet="Herald", kind="organisation")
    rows = visitor.page.locator(".table tbody tr")
    expect(rows).to_have_count(1)
    rows.first.click()
    visitor.wait_for_query(page="reader", article="herald-1", claim="herald-1#0")
    expect(visitor.page.locator("#vg-tooltip-element.visible")).to_have_count(0)
    active = visitor.page.locator(".text .active.content")
    expect(active).to_have_text(["The strike costs ", "Port Ellis", " a million a day"])
    expect(active.first).to_be_in_viewport()


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_every_headline_number_leads_to_as_many_rows(visitor: Any, number: int) -> None:
    visitor.open("?story=Harbour+strike")
    headline = visitor.page.locator(".numbers a").nth(number)
    counted = int(headline.locator("b").inner_text())
    headline.click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(counted)


def test_a_bar_of_coverage_lists_its_articles(visitor: Any) -> None:
    visitor.open()
    visitor.page.locator(
        "[aria-roledescription='rect mark'][aria-label*='outlet: Herald'][aria-label*='articles: 1']"
    ).first.click(force=True)
    visitor.wait_for_query(outlet="Herald", since="2024-03-05", until="2024-03-05")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(1)
    expect(visitor.page.locator(".table tbody tr")).to_contain_text("Strike costs the harbour")


def test_filters_are_shown_and_can_be_taken_away(visitor: Any) -> None:
    visitor.open("?page=claims&outlet=Gazette&source=okafor&quotation=direct")
    chips = visitor.page.locator(".chip")
    expect(chips).to_have_count(3)
    expect(visitor.page.locator(".table tbody tr")).to_have_count(1)
    chips.filter(has_text="quoted").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(2)
    visitor.page.get_by_text("Clear all").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(9)
    expect(chips).to_have_count(0)
    assert visitor.query() == {"page": ["claims"]}


def test_fields_filter_claims(visitor: Any) -> None:
    visitor.open("?page=claims")
    visitor.page.locator("#field-source").select_option("vos")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(2)
    words = visitor.page.locator("#field-text")
    words.fill("door")
    words.press("Enter")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(1)
    visitor.wait_for_query(source="vos", text="door")
    words.fill("nothing like it")
    words.press("Enter")
    expect(visitor.page.get_by_text("No claim matches.")).to_be_visible()
    visitor.page.get_by_text("Clear the filter").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(9)


def test_story_and_outlets_narrow_everything(visitor: Any) -> None:
    visitor.open("?page=claims")
    visitor.page.locator("#field-story").select_option("Harbour strike")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(8)
    visitor.page.locator(".outlets a", has_text="Herald").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(2)
    visitor.page.locator(".outlets a", has_text="Tribune").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(3)
    visitor.page.locator("#nav-overview").click()
    expect(visitor.page.locator("h1")).to_have_text("Harbour strike")
    expect(visitor.page.locator(".numbers b").first).to_have_text("2")


def test_tables_sort_by_their_headings(visitor: Any) -> None:
    visitor.open("?page=sources")
    first = visitor.page.locator(".table tbody tr").first
    expect(first).to_contain_text("Ruth Okafor")
    visitor.page.locator("#sort-source").click()
    expect(first).to_contain_text("An official")
    expect(visitor.page.locator("th").first).to_have_attribute("aria-sort", "ascending")
    visitor.page.locator("#sort-source").click()
    expect(first).to_contain_text("the harbour board")


def test_the_reader_marks_claims_and_says_what_is_known_of_one(visitor: Any) -> None:
    visitor.open("?page=reader&article=gazette-1")
    text = visitor.page.locator(".text")
    expect(text.locator("p:not(.legend) .content")).to_have_count(3)
    expect(text.locator("p:not(.legend) .source")).to_have_count(3)
    expect(text.locator("p:not(.legend) .entity").first).to_have_text("Port Ellis")
    text.locator(".content", has_text="refused to meet").click()
    panel = visitor.page.locator(".claim")
    expect(panel.locator("h2")).to_have_text("the harbour board")
    expect(panel).to_contain_text("71% sure")
    expect(panel).to_contain_text("denies")
    panel.get_by_text("Next →").click()
    expect(panel.locator("h2")).to_have_text("Piet Vos")
    for known in ("Radio Ellis", "2024-03-03", "“Its chairman, Piet Vos”", "partly quoted"):
        expect(panel).to_contain_text(known)
    panel.get_by_text("All claims of this source").click()
    expect(visitor.page.locator(".table tbody tr")).to_have_count(2)


def test_a_claim_is_reached_with_the_keyboard(visitor: Any) -> None:
    visitor.open("?page=reader&article=gazette-2")
    visitor.page.locator("a.cue").first.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".claim h2")).to_have_text("Ruth Okafor")
    visitor.wait_for_query(claim="gazette-2#0")


def test_a_shared_url_shows_the_same_to_somebody_else(visit_at: Callable[..., Any], ellis: str) -> None:
    one, other = visit_at(ellis), visit_at(ellis)
    one.open("?page=claims&story=Harbour+strike")
    one.page.locator(".table tbody tr", has_text="three separate offers").click()
    one.wait_for_query(claim="herald-1#1")
    other.page.goto(one.page.url)
    expect(other.page.locator(".claim h2")).to_have_text("Piet Vos")
    expect(other.page.locator(".text h1")).to_have_text("Strike costs the harbour a million a day")
    expect(other.page.locator("#field-story")).to_have_value("Harbour strike")


def test_the_back_button_goes_back(visitor: Any) -> None:
    visitor.open("?page=claims")
    visitor.page.locator(".table tbody tr").first.click()
    visitor.wait_for_query(page="reader")
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text("9 claims")


def test_places_that_are_not_there_are_named(visitor: Any) -> None:
    visitor.open("?page=reader&article=gone")
    expect(visitor.page.get_by_text("There is no article “gone” in this corpus.")).to_be_visible()
    visitor.open("?story=gone")
    expect(visitor.page.get_by_text("No article is in this choice")).to_be_visible()
    visitor.open("?page=claims&outlets=gone")
    expect(visitor.page.get_by_text("No claim matches.")).to_be_visible()


def test_a_claim_opened_on_a_phone_is_not_behind_what_is_told_of_it(visit_at: Any, ellis: str) -> None:
    visitor = visit_at(ellis, width=400, height=560)
    visitor.open("?page=claims&source=vos")
    visitor.page.locator(".table tbody tr").first.click()
    sheet = visitor.page.locator(".claim")
    expect(sheet.get_by_role("heading", name="Piet Vos")).to_be_visible()
    behind = """sheet => {
        const marks = [...sheet.getRootNode().querySelectorAll(".text p:not(.legend) .active")];
        const edge = sheet.getBoundingClientRect().top;
        return marks.length > 0 && marks.every(mark => {
            const box = mark.getBoundingClientRect();
            return box.top > 60 && box.bottom <= edge;
        });
    }"""
    handle = sheet.element_handle()
    visitor.page.wait_for_function(behind, arg=handle)


def test_stories_are_listed_with_when_they_began(visitor: Any) -> None:
    visitor.open()
    listed = ["All stories", "Bridge collapse · May 2024 · 1 article", "Harbour strike · Mar 2024 · 4 articles"]
    stories = visitor.page.locator("#field-story option")
    expect(stories).to_have_text(listed)
    visitor.page.locator("#field-story").select_option("Harbour strike")
    expect(visitor.page.locator("h1")).to_have_text("Harbour strike")
    expect(stories).to_have_text(listed)  # also where one is chosen, each once and in its place
    expect(visitor.page.locator("#field-story")).to_have_value("Harbour strike")


def test_a_story_of_another_corpus_has_a_way_out(visitor: Any) -> None:
    visitor.open("?story=gone")
    expect(visitor.page.locator("#field-story option:checked")).to_have_text("gone · not in this corpus")
    visitor.page.get_by_text("Show all articles").click()
    expect(visitor.page.locator("h1")).to_have_text("All stories")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(5)


def test_from_a_pair_to_a_passage_in_both_articles_to_the_reader(visitor: Any) -> None:
    visitor.open("?page=copies")
    pair = visitor.page.locator(".table tbody tr", has_text="first in Gazette").first
    pair.locator("td[data-title='Other shared text'] a").click()
    visitor.wait_for_query(outlet="Herald", copied="copy", first="Gazette")
    visitor.page.locator(".table tbody tr", has_text="Port Ellis on Monday").locator("a").first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.wait_for_query(passage="gazette-1:22:herald-1:17")
    opened = visitor.page.locator(".passage")
    expect(opened).to_contain_text("Gazette published first.")
    expect(opened.locator(".box").nth(1).locator(".differs")).to_have_text("a million a day")
    opened.locator(".ways a").nth(1).click()
    visitor.wait_for_query(page="reader", article="herald-1", at="17-43")
    expect(visitor.page.locator(".text .active").first).to_have_text("Port Ellis")


def test_data_is_filtered_and_kept_as_a_file(visitor: Any) -> None:
    visitor.open("?page=data&table=claims&source=okafor")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(3)
    with visitor.page.expect_download() as download:
        visitor.page.locator("#data-csv").click()
    assert download.value.suggested_filename == "claims.csv"
    assert Path(download.value.path()).read_text("utf-8-sig").count("okafor") == 3
    visitor.page.locator("#table-sentences").click()
    visitor.wait_for_query(table="sentences")
    visitor.page.locator(".table tbody tr").nth(1).locator("a").first.click()
    visitor.wait_for_query(page="reader", article="gazette-1")


def test_marks_are_switched_on_and_off(visitor: Any) -> None:
    visitor.open("?page=reader&article=gazette-1")
    text = visitor.page.locator(".text")
    expect(text.locator("p:not(.legend) .content")).to_have_count(3)
    expect(text.locator("p:not(.legend) .copied")).to_have_count(0)
    visitor.page.locator("#marks-claims").click()
    expect(text.locator("p:not(.legend) .content")).to_have_count(0)
    visitor.page.locator("#marks-names").click()
    expect(text.locator("p:not(.legend) span")).to_have_count(0)
    visitor.page.locator("#marks-copies").click()
    expect(visitor.page.locator("#marks-copies")).to_have_attribute("aria-checked", "true")
    visitor.wait_for_query(marks="copies")
    text.locator(".copied", has_text="Port Ellis on Monday").click()
    visitor.wait_for_query(page="copies", passage="gazette-1:22:herald-1:17")


def test_keys_lead_from_claim_to_claim(visitor: Any) -> None:
    visitor.open("?page=reader&article=gazette-1")
    expect(visitor.page.locator(".claim.none")).to_be_visible()
    for key, claim in (("n", "gazette-1#0"), ("n", "gazette-1#1"), ("n", "gazette-1#2"), ("p", "gazette-1#1")):
        visitor.page.keyboard.press(key)
        visitor.wait_for_query(claim=claim)
        expect(visitor.page.locator(".claim dd code")).to_have_text(claim)
