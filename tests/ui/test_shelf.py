"""Serving as it is done for others: several corpora, passwords, origins, headers."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import panel as pn
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis import builder
from dashboards.server import started
from dashboards.shelf import Shelf

pytestmark = pytest.mark.ui


@contextmanager
def serving(shelf: Shelf, **options: Any) -> Iterator[str]:
    """Serve a shelf in a thread until the block ends."""
    loop = asyncio.new_event_loop()
    bound: Queue[Any] = Queue()

    def work() -> None:
        asyncio.set_event_loop(loop)
        try:
            server = started(shelf, 0, **options)
        except BaseException as error:
            bound.put(error)
            raise
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


@pytest.fixture(scope="module")
def corpora(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two corpora."""
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "a.txt").write_text("“We hold the port,” said Ida Holm.", encoding="utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", lambda base, threads: nlp)
        first = builder.build(str(folder / "a.txt"), folder / "port.corpus").path
    shutil.copytree(first, folder / "bridge.corpus")
    return [first, folder / "bridge.corpus"]


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.json"
    path.write_text(json.dumps({"Ana": "long and secret"}), encoding="utf8")
    path.chmod(0o600)
    return path


@pytest.fixture(autouse=True)
def config() -> Iterator[None]:
    """What a login changes in Panel's own configuration is taken back."""
    yield
    pn.config.cookie_secret = None
    pn.config.oauth_provider = None


def test_several_corpora_are_chosen_from_and_left_again(visit_at: Callable[..., Any], corpora: list[Path]) -> None:
    with serving(Shelf(corpora, read_only=True)) as address:
        visitor = visit_at(address)
        visitor.page.goto(address)
        expect(visitor.page.locator("h1")).to_have_text("2 corpora")
        visitor.page.locator(".shelf a", has_text="bridge").click()
        expect(visitor.page.locator(".corpus")).to_contain_text("bridge")
        visitor.page.locator("#nav-claims").click()
        visitor.wait_for_query(corpus="bridge", page="claims")
        expect(visitor.page.locator("h1")).to_have_text("1 claim")
        visitor.page.locator("#nav-review").click()
        expect(visitor.page.get_by_text("served read-only")).to_be_visible()
        visitor.page.get_by_text("All corpora").click()
        expect(visitor.page.locator("h1")).to_have_text("2 corpora")
        visitor.open("?corpus=%3Cb%3Egone")
        expect(visitor.page.get_by_role("alert")).to_contain_text("no corpus “<b>gone” here")


def log_in(visitor: Any, address: str, secret: str) -> None:
    visitor.page.goto(address)
    visitor.page.get_by_label("Name").fill("Ana")
    visitor.page.get_by_label("Password").fill(secret)
    visitor.page.get_by_role("button", name="Log in").click()


def test_who_has_no_password_sees_nothing_and_who_has_one_reviews_by_name(
    visit_at: Callable[..., Any], corpora: list[Path], users: Path
) -> None:
    with serving(Shelf(corpora[:1]), auth=users) as address:
        visitor = visit_at(address)
        log_in(visitor, address, "wrong")
        expect(visitor.page.get_by_role("alert")).to_have_text("Invalid username or password!")
        log_in(visitor, address, "long and secret")
        visitor.page.locator("#nav-review").click()
        expect(visitor.page.get_by_text("You are Ana.")).to_be_visible()
        visitor.page.get_by_text("Log out").click()
        expect(visitor.page.get_by_text("You are logged out.")).to_be_visible()
        visitor.page.goto(address)
        expect(visitor.page.get_by_label("Password")).to_be_visible()


def test_a_provider_of_accounts_is_asked_where_the_environment_names_one(
    corpora: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("PROVIDER", "github"),
        ("KEY", "our-key"),
        ("SECRET", "ours"),
        ("REDIRECT_URI", "http://here"),
    ):
        monkeypatch.setenv(f"PANEL_OAUTH_{name}", value)
    with serving(Shelf(corpora[:1])) as address:
        connection = HTTPConnection(address.split("/")[2], timeout=40)
        connection.request("GET", "/")
        sent_to = connection.getresponse().headers["Location"]
        connection.close()
        connection = HTTPConnection(address.split("/")[2], timeout=40)
        connection.request("GET", "/login")
        away = urlsplit(connection.getresponse().headers["Location"])
        connection.close()
    assert sent_to.startswith(("/login", "./login"))
    assert away.hostname == "github.com"
    assert parse_qs(away.query)["client_id"] == ["our-key"]


def test_only_pages_of_known_hosts_reach_the_server(corpora: list[Path]) -> None:
    def status(address: str, origin: str) -> int:
        headers = {
            "Origin": origin,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        }
        host, port = address.split("/")[2].split(":")
        lines = ["GET /ws HTTP/1.1", f"Host: {host}:{port}", *(f"{name}: {value}" for name, value in headers.items())]
        with socket.create_connection((host, int(port)), 20) as connection:
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            return int(connection.recv(20).split()[1])

    with serving(Shelf(corpora[:1]), allow_origin=["news.example"]) as address:
        assert status(address, "http://evil.example") == 403
        assert status(address, "https://news.example") != 403
        assert status(address, address.rstrip("/")) != 403


def test_every_answer_says_what_browsers_must_refuse(corpora: list[Path]) -> None:
    with serving(Shelf(corpora[:1]), allow_origin=["news.example"]) as address:
        for path in ("", "static/js/bokeh.min.js", "nothing"):
            connection = HTTPConnection(address.split("/")[2], timeout=40)
            connection.request("GET", f"/{path}")
            headers = connection.getresponse().headers
            connection.close()
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy.replace("style-src 'self' 'unsafe-inline'", "")
            assert "connect-src 'self' blob:" in policy
            assert policy.endswith("frame-ancestors 'self' news.example")
            assert headers["X-Content-Type-Options"] == "nosniff"


def test_scripts_in_a_page_have_the_nonce_of_this_one_answer(corpora: list[Path]) -> None:
    def fetched(address: str) -> tuple[str, str]:
        connection = HTTPConnection(address.split("/")[2], timeout=40)
        connection.request("GET", "/")
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        assert answer.headers["Cache-Control"] == "no-store"
        assert int(answer.headers["Content-Length"]) == len(page.encode())
        return re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[0], page

    with serving(Shelf(corpora[:1])) as address:
        (first, page), (second, _) = fetched(address), fetched(address)
    assert first != second
    assert page.count("<script") == page.count(f'<script nonce="{first}"') > 3


def test_a_page_works_under_its_policy(visit_at: Callable[..., Any], corpora: list[Path]) -> None:
    with serving(Shelf(corpora[:1])) as address:
        visitor = visit_at(address)
        refused: list[str] = []
        visitor.page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        for page in ("overview", "sources", "claims"):
            visitor.open(f"?page={page}")
            expect(visitor.page.locator(".vega-embed svg, .vega-embed canvas").first).to_be_visible()
        assert refused == []
        stopped = "fetch('http://elsewhere.example/').then(() => 'sent', () => 'stopped')"
        assert visitor.page.evaluate(stopped) == "stopped"
        assert any("connect-src" in text for text in refused)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_before_the_pages(
    visit_at: Callable[..., Any], corpora: list[Path], tmp_path: Path, scheme: str
) -> None:
    with serving(Shelf(corpora, uploads=tmp_path)) as address:
        visitor = visit_at(address)
        visitor.page.emulate_media(color_scheme=scheme)
        for query, heading in (("", "2 corpora"), ("?upload=1", "Add articles")):
            visitor.page.goto(address + query)
            expect(visitor.page.locator("h1")).to_have_text(heading)
            visitor.page.wait_for_load_state("networkidle")
            found = Axe().run(visitor.page).response["violations"]
            assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_articles_are_dropped_read_built_and_looked_at(visit_at: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Kop,Inhoud\nPort opens,The port opened. Ida Holm said it was safe.\n", encoding="utf8")
    (tmp_path / "built").mkdir()
    with serving(Shelf(uploads=tmp_path / "built")) as address:
        visitor = visit_at(address)
        visitor.page.goto(address)
        visitor.page.get_by_text("Add articles").click()
        visitor.page.locator("input[type=file]").set_input_files([file])
        expect(visitor.page.get_by_text("no column holds the text")).to_be_visible()
        visitor.page.get_by_label("Text").select_option("Inhoud")
        expect(visitor.page.get_by_role("heading", name="1 article of 1 outlet")).to_be_visible()
        visitor.page.locator("#field-name").fill("At the port")
        visitor.page.locator("#field-name").press("Enter")
        visitor.page.locator("#build").click()
        visitor.page.locator("#look").click()
        expect(visitor.page.locator(".numbers a").first).to_contain_text("1")
        assert visitor.query() == {"corpus": ["at-the-port"]}
