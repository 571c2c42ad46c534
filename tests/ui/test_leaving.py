"""A visit that has ended leaves nothing in the server's memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any
from weakref import WeakSet

import pytest
from playwright.sync_api import expect

from dashboards.app import Frame
from dashboards.desk import Desk

pytestmark = pytest.mark.ui
SOON = {"unused_session_lifetime_milliseconds": 3000, "check_unused_sessions_milliseconds": 200}


def test_who_leaves_is_forgotten(
    visit_at: Callable[..., Any], stand_in: ModuleType, serve_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: WeakSet[Frame] = WeakSet()
    made = Frame.__init__

    def noted(frame: Frame, *args: Any, **values: Any) -> None:
        made(frame, *args, **values)
        frames.add(frame)

    monkeypatch.setattr(Frame, "__init__", noted)
    desk = Desk(stand_in.ellis())
    with serve_desk(lambda: desk, **SOON) as address:
        visitor = visit_at(address)
        visitor.open("?page=sources")
        expect(visitor.page.locator(".vega-embed svg").first).to_be_visible()
        assert len(frames) == 1
        visitor.page.goto("about:blank")
        until = time.monotonic() + 30
        while frames and time.monotonic() < until:
            time.sleep(0.2)
            gc.collect()
        assert len(frames) == 0
