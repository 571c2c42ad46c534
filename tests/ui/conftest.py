"""A real browser and a dashboard served to it on a free port of this machine."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from queue import Queue
from threading import Thread
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import panel as pn
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Dialog, Page, expect, sync_playwright

from dashboards.app import visit
from dashboards.desk import Desk
from dashboards.headers import add_headers
from dashboards.leaving import released

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HERE = {"localhost", "127.0.0.1"}
PATIENCE = 40_000  # milliseconds; a busy machine is no fault of the dashboard


@pytest.fixture(scope="session")
def stand_in() -> ModuleType:
    name = "dashboard_stand_in"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "dashboards" / "stand_in.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@contextmanager
def served(open_desk: Callable[[], Desk], **options: Any) -> Iterator[str]:
    """Serve a dashboard as it is served to others, in a thread, until the block ends; gives its address."""
    loop = asyncio.new_event_loop()
    bound: Queue[Any] = Queue()

    def work() -> None:
        asyncio.set_event_loop(loop)
        try:
            apps = {"/": lambda: released(visit(open_desk))}
            server = pn.serve(apps, port=0, address="localhost", show=False, start=False, verbose=False, **options)
            add_headers(server, [])
        except BaseException as error:
            bound.put(error)
            raise
        server.start()
        bound.put(server.port)
        loop.run_forever()
        server.stop()
        loop.close()

    thread = Thread(target=work)
    thread.start()
    port = bound.get(timeout=60)
    if isinstance(port, BaseException):
        raise port
    try:
        yield f"http://localhost:{port}/"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)


@dataclass
class Visitor:
    """One browser page on one dashboard, and what went on in it."""

    page: Page
    address: str
    hosts: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.page.on("dialog", self._dismiss)

    def open(self, query: str = "") -> None:
        """Go to a place and wait until the dashboard has drawn it."""
        self.page.goto(self.address + query)
        self.page.locator(".pages, .trouble").first.wait_for()

    def picture(self) -> Image.Image:
        """What the window shows once nothing moves in it any more, the pointer and what it points at left out."""
        self.page.mouse.move(0, 0)
        before = b""
        for _ in range(40):
            now = self.page.screenshot(animations="disabled", caret="hide")
            if now == before:
                break
            before = now
            self.page.wait_for_timeout(150)
        return Image.open(BytesIO(before)).convert("RGB")

    def query(self) -> dict[str, list[str]]:
        """What the address bar says now."""
        return parse_qs(urlsplit(self.page.url).query)

    def wait_for_query(self, **values: str) -> None:
        """Wait until the address bar says so."""
        wanted = urlencode(values)
        script = """wanted => [...new URLSearchParams(wanted)].every(
            ([name, value]) => new URLSearchParams(location.search).getAll(name).includes(value))"""
        self.page.wait_for_function(script, arg=wanted)

    def _note(self, url: str) -> None:
        host = urlsplit(url).hostname
        if host:
            self.hosts.add(host)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    """One browser for all tests; its cache saves each of them the dashboard's scripts."""
    if not CHROMIUM.exists():
        pytest.fail(
            f"{CHROMIUM} is missing. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started.new_context()
        started.close()


@pytest.fixture(scope="session", autouse=True)
def panel_state() -> Iterator[None]:
    """Leaves nothing of Panel's running, or the tests might never end."""
    yield
    pn.state.kill_all_servers()
    pn.state.reset()


@pytest.fixture(scope="session")
def ellis(stand_in: ModuleType) -> Iterator[str]:
    """The address of a dashboard of the stand-in corpus."""
    desk = Desk(stand_in.ellis())
    with served(lambda: desk) as address:
        yield address


@pytest.fixture
def visit_at(browser: BrowserContext) -> Iterator[Callable[..., Visitor]]:
    """Opens pages; afterwards nothing but this machine may have been asked, and no script may have failed."""
    visitors: list[Visitor] = []

    def at(address: str, width: int = 1440, height: int = 900) -> Visitor:
        visitors.append(Visitor(browser.new_page(), address))
        visitors[-1].page.set_viewport_size({"width": width, "height": height})
        return visitors[-1]

    yield at
    for visitor in visitors:
        visitor.page.close()
        assert visitor.hosts <= HERE
        assert visitor.dialogs == []
        assert visitor.errors == []


@pytest.fixture
def visitor(visit_at: Callable[..., Visitor], ellis: str) -> Visitor:
    """Somebody who opened the dashboard of the stand-in corpus."""
    return visit_at(ellis)


@pytest.fixture(scope="session")
def serve_desk() -> Callable[..., AbstractContextManager[str]]:
    """Serves any desk for as long as a test needs it."""
    return served
