"""Charts taken along from a page, and everything that a mark tells reached by keyboard alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.ui


def taken(visitor: Any, key: str, form: str) -> tuple[str, bytes]:
    """Ask for a chart as a file."""
    with visitor.page.expect_download() as download:
        visitor.page.locator(f"#{key}-{form}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_chart_leaves_the_house_in_every_form(visitor: Any) -> None:
    visitor.open("?page=sources")
    name, picture = taken(visitor, "who-gets-cited", "png")
    assert (name, picture[:4]) == ("who-gets-cited.png", b"\x89PNG")
    name, drawing = taken(visitor, "shared-sources", "svg")
    assert (name, drawing[:4]) == ("shared-sources.svg", b"<svg")
    name, numbers = taken(visitor, "who-gets-cited", "csv")
    assert {row["outlet"] for row in csv.DictReader(io.StringIO(numbers.decode("utf-8-sig")))} == {
        "Gazette",
        "Herald",
        "Tribune",
    }
    name, spec = taken(visitor, "who-gets-cited", "json")
    assert (name, json.loads(spec)["title"]["text"]) == ("who-gets-cited.vl.json", "Who is cited")


def test_a_chart_is_told_as_code(visitor: Any) -> None:
    visitor.open("?page=sources&story=Harbour+strike")
    visitor.page.locator("#who-gets-cited-code").click()
    code = visitor.page.locator("pre.code")
    expect(code).to_contain_text("pl.col(\"story\") == 'Harbour strike'")
    expect(code).to_contain_text("analysis.source_counts_chart(table, ['Gazette', 'Herald', 'Tribune'])")
    visitor.page.locator("#who-gets-cited-code").click()
    expect(code).to_have_count(0)


def test_the_keyboard_alone_leads_from_a_number_to_the_sentence(visitor: Any) -> None:
    visitor.open("?page=sources")
    visitor.page.locator("#who-gets-cited-table").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="Rows behind Herald, organisation").focus()
    visitor.page.keyboard.press("Enter")
    visitor.wait_for_query(page="claims", outlet="Herald", kind="organisation")
    rows = visitor.page.locator(".table tbody tr")
    expect(rows).to_have_count(1)
    rows.first.locator("a").first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.wait_for_query(page="reader", article="herald-1", claim="herald-1#0")


def test_sources_are_divided_as_chosen(visitor: Any) -> None:
    visitor.open("?page=sources")
    visitor.page.locator("#by-anonymity").click()
    visitor.wait_for_query(by="anonymity")
    visitor.page.locator("#who-gets-cited-table").click()
    visitor.page.get_by_role("button", name="Rows behind Gazette, anonymous").click()
    visitor.wait_for_query(page="claims", outlet="Gazette", group="anonymity:anonymous")
    expect(visitor.page.locator(".table tbody tr")).to_have_count(1)
    expect(visitor.page.locator(".chip")).to_have_text(["Gazette×", "anonymous×"])


def test_what_only_one_outlet_has_leads_to_its_claims(visitor: Any) -> None:
    visitor.open("?page=sources")
    visitor.page.locator("#exclusive-sources-table").click()
    visitor.page.get_by_role("button", name="Rows behind Gazette").last.click()
    visitor.wait_for_query(page="claims", outlet="Gazette", group="exclusive:true")


def test_a_mark_of_wording_leads_to_its_sentences(visitor: Any) -> None:
    visitor.open("?page=words")
    visitor.page.locator("#topic-certainty").click()
    expect(visitor.page.locator("#topic-certainty")).to_have_attribute("aria-current", "true")
    visitor.page.locator("#voice-all").click()
    visitor.wait_for_query(topic="certainty", voice="all")
    visitor.page.locator("#certainty-table").click()
    visitor.page.get_by_role("button", name="Rows behind Tribune, modal").click()
    visitor.wait_for_query(mark="class=modal", outlet="Tribune")
    rows = visitor.page.locator(".table tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.locator(".used")).to_have_text("could")
    rows.locator("a").first.click()
    visitor.wait_for_query(page="reader", article="tribune-1")
