"""What goes wrong is said to the visitor in words."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import expect

from analysis.commits import CorpusError
from dashboards.desk import Desk
from dashboards.server import serve

pytestmark = pytest.mark.ui


def test_a_corpus_that_cannot_be_opened_is_named(visit_at: Callable[..., Any], serve_desk: Callable[..., Any]) -> None:
    def broken() -> Desk:
        raise CorpusError("kursk.corpus/parts/1/claims.parquet: missing. <b>Restore</b> it from a copy.")

    with serve_desk(broken) as address:
        visitor = visit_at(address)
        visitor.open()
        expect(visitor.page.get_by_role("alert")).to_contain_text("claims.parquet: missing. <b>Restore</b> it")


def test_a_page_that_fails_leaves_the_others_working(
    visit_at: Callable[..., Any], serve_desk: Callable[..., Any], stand_in: ModuleType
) -> None:
    class Torn(Desk):
        def reading(self, article_id: str) -> Any:
            raise OSError(f"{article_id}: the disk is gone")

    desk = Torn(stand_in.ellis())
    with serve_desk(lambda: desk) as address:
        visitor = visit_at(address)
        visitor.open("?page=reader&article=gazette-1")
        expect(visitor.page.get_by_role("alert")).to_contain_text("gazette-1: the disk is gone")
        visitor.page.locator("#nav-claims").click()
        expect(visitor.page.locator("h1")).to_have_text("9 claims")
        expect(visitor.page.get_by_role("alert")).to_have_count(0)


def test_a_missing_corpus_is_told_before_anything_listens(tmp_path: Any) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        serve(tmp_path / "nowhere.corpus", port=0)


def test_a_link_whose_message_is_lost_is_followed_all_the_same(visitor: Any) -> None:
    visitor.page.add_init_script(
        "const send = WebSocket.prototype.send;"
        "WebSocket.prototype.send = function (...data) { if (!window.lost) send.apply(this, data); };"
    )
    visitor.open()
    visitor.page.evaluate("window.lost = true; window.parallaxPatience = 100;")
    visitor.page.locator("#nav-claims").click()
    expect(visitor.page.locator("h1")).to_have_text("9 claims")
    assert visitor.query()["page"] == ["claims"]
