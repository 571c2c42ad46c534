"""What happens between a page's being sent and its being there is not lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import WebSocketRoute, expect

from dashboards import overview
from dashboards.desk import Desk

pytestmark = pytest.mark.ui
READY = "document_ready"


class Held:
    """A browser whose word that the page is there is kept back, and all it says after that."""

    def __init__(self, page: Any) -> None:
        self._server: Any = None
        self._message: list[str | bytes] = []
        self.kept: list[str | bytes] = []
        self._open = False
        page.route_web_socket("**/ws**", self._route)

    def _route(self, socket: WebSocketRoute) -> None:
        self._server = socket.connect_to_server()
        socket.on_message(self._pass)

    def _pass(self, frame: str | bytes) -> None:
        """Pass messages on whole: header, metadata, content."""
        self._message.append(frame)
        if len(self._message) < 3:
            return
        message, self._message = self._message, []
        if READY in str(message[2]) and not self._open:
            self.kept += message
        else:
            for one in message:
                self._server.send(one)

    def release(self) -> None:
        self._open = True
        for one in self.kept:
            self._server.send(one)


def wait_for(page: Any, held: Held) -> None:
    for _ in range(200):
        if held.kept:
            return
        page.wait_for_timeout(100)
    pytest.fail("the browser never said that the page is there")


def test_what_is_clicked_before_the_page_is_there_is_followed(visit_at: Callable[..., Any], ellis: str) -> None:
    visitor = visit_at(ellis)
    held = Held(visitor.page)
    visitor.open()
    wait_for(visitor.page, held)
    visitor.page.evaluate("window.parallaxPatience = 1e6")  # else it would load the page anew
    visitor.page.locator("#nav-claims").click()
    visitor.page.wait_for_timeout(500)
    held.release()
    expect(visitor.page.locator("#nav-claims")).to_have_attribute("aria-current", "page")
    visitor.wait_for_query(page="claims")


def test_what_is_worked_out_before_the_page_is_there_is_shown(
    visit_at: Callable[..., Any], stand_in: ModuleType, serve_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Event()

    def found(*_: Any) -> list[Any]:
        known.wait(30)
        return []

    monkeypatch.setattr(overview, "found", found)
    desk = Desk(stand_in.ellis())
    with serve_desk(lambda: desk) as address:
        visitor = visit_at(address)
        held = Held(visitor.page)
        visitor.open()
        wait_for(visitor.page, held)
        expect(visitor.page.locator(".findings")).to_contain_text("Comparing")
        known.set()
        visitor.page.wait_for_timeout(1000)
        held.release()
        expect(visitor.page.locator(".findings")).to_contain_text("Nothing is told by enough claims")
