"""Reviewing by keyboard alone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboards.desk import Desk

pytestmark = pytest.mark.ui


def test_claims_are_answered_by_keyboard_and_figures_follow(
    visit_at: Callable[..., Any], stand_in: ModuleType, serve_desk: Callable[..., Any], tmp_path: Path
) -> None:
    corpus = stand_in.ellis()
    corpus.path = tmp_path
    desk = Desk(corpus)
    with serve_desk(lambda: desk) as address:
        visitor = visit_at(address)
        visitor.open("?page=review")
        page = visitor.page
        page.locator("#field-who").fill("LK")
        page.locator("#field-who").press("Tab")
        page.keyboard.press("Enter")
        yes = page.get_by_role("button", name="Yes, right")
        for number in range(1, 4):
            expect(yes).to_be_visible()
            dealt = yes.get_attribute("data-field") or ""
            page.keyboard.press("y")
            expect(yes).not_to_have_attribute("data-field", dealt)
            expect(page.locator("tbody").first).to_contain_text(f"{number} of {number}")
        # the last answer is taken back, and asked again
        page.keyboard.press("u")
        expect(yes).to_have_attribute("data-field", dealt)
        assert corpus.reviews["claim_id"].n_unique() == 2
        page.keyboard.press("y")
        expect(yes).not_to_have_attribute("data-field", dealt)
        # letters typed into a field are words, not answers
        page.keyboard.press("s")
        expect(page.locator("#field-speaker")).to_be_focused()
        page.keyboard.type("yny")
        expect(page.locator("#field-speaker")).to_have_value("yny")
        assert corpus.reviews["verdict"].to_list() == ["yes"] * 3
        assert corpus.reviews["claim_id"].n_unique() == 3
