"""Serves corpora in the browser."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import panel as pn

from analysis.corpus import Corpus
from dashboards.app import front
from dashboards.desk import Desk
from dashboards.headers import add_headers
from dashboards.leaving import released
from dashboards.origins import check_origins, hosts, in_url, loopback
from dashboards.overview import prepare
from dashboards.shelf import Shelf
from dashboards.users import check_users

HERE = Path(__file__).parent
COOKIES = "PARALLAX_COOKIE_SECRET"
OAUTH = "PANEL_OAUTH_PROVIDER"


@cache
def desk(path: Path) -> Desk:
    """Open a corpus once for all visitors."""
    return Desk(Corpus.open(path))


def serve(
    corpora: str | Path | Sequence[str | Path],
    port: int = 5006,
    *,
    address: str = "localhost",
    allow_origin: Sequence[str] = (),
    read_only: bool = False,
    auth: Path | None = None,
    uploads: Path | None = None,
    show: bool = False,
) -> None:
    """Serve corpora until somebody stops it; says where once it is certain that it can.

    Args:
        corpora: folders of corpora.
        port: where to listen; 0 takes a free port.
        address: of this machine, to listen at; only this machine itself can reach the default.
        allow_origin: hosts (with port, if it is not the scheme's) under which people reach it otherwise, as behind a
            proxy, or whose pages show it.
        read_only: nobody may review claims.
        auth: a JSON file of names and passwords; without one nobody is asked.
        uploads: where corpora are built of articles that people upload; by default where the first corpus lies, or
            here, if only this machine can reach it, and else nobody may.
        show: open a browser.

    Raises:
        CorpusError: there is no corpus there.
        UsersError: the file of users cannot be used.
        OriginError: a host of ``allow_origin`` cannot be one.
        OSError: something else listens on the port.
    """
    paths = [corpora] if isinstance(corpora, str | Path) else list(corpora)
    if uploads is None and loopback(address):
        uploads = Path(paths[0]).resolve().parent if paths else Path.cwd()
    shelf = Shelf(paths, read_only=read_only, uploads=uploads)
    desks = [shelf.desk(name) for name in shelf.names]
    server = started(shelf, port, address=address, allow_origin=allow_origin, auth=auth, show=show)
    few = " and ".join(Path(path).name for path in paths) or "no corpus yet"
    names = few if len(paths) < 3 else f"{len(paths)} corpora"
    shown = "localhost" if loopback(address) else in_url(address)
    print(f"Serving {names} on http://{shown}:{server.port} - stop it with Ctrl-C.", flush=True)
    Thread(target=_prepare, args=(desks,), daemon=True).start()
    server.io_loop.start()


def _prepare(desks: Sequence[Desk]) -> None:
    """Work out what the first visitors will ask for."""
    for one in desks:
        with suppress(Exception):  # whoever opens the page is told of it
            prepare(one)


def started(
    shelf: Shelf,
    port: int,
    *,
    address: str = "localhost",
    allow_origin: Sequence[str] = (),
    auth: Path | None = None,
    show: bool = False,
) -> Any:
    """Make a server that listens already, in this thread's loop.

    Args:
        shelf: what to serve.
        port: as for ``serve``, as is the rest.
        address: where to listen.
        allow_origin: hosts under which people reach it otherwise.
        auth: a file of users.
        show: open a browser.

    Returns:
        Panel's server; its loop is still to be started.
    """
    options: dict[str, Any] = {"address": address, "title": "Parallax", "start": False, "verbose": False}
    options |= _login(auth)
    allowed = check_origins(allow_origin)
    if not loopback(address) and auth is None and OAUTH not in os.environ:
        _warn("listening beyond this machine: whoever reaches it can read everything and review. See --auth.")
    try:
        server = pn.serve({"/": lambda: released(front(shelf))}, port=port, show=show, **options)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OSError(
            f"port {port} cannot be used ({reason}). Choose another with --port; 0 takes a free one."
        ) from None
    # Which port was taken is known only now.
    origins = server._tornado.websocket_origins
    origins |= {f"{host}:{server.port}" for host in hosts(address)} | set(allowed)
    add_headers(server, allowed)
    server.start()
    return server


def _login(auth: Path | None) -> dict[str, Any]:
    """Options of Panel's own login: from a file of users, or from the environment for one of its providers."""
    if auth is None and OAUTH not in os.environ:
        return {}
    options: dict[str, Any] = {
        "cookie_secret": os.environ.get(COOKIES) or os.environ.get("PANEL_COOKIE_SECRET") or secrets.token_hex(32),
        "logout_template": str(HERE / "logout.html"),
    }
    if auth is None:
        return options | {"oauth_provider": os.environ[OAUTH]}
    for warning in check_users(auth):
        _warn(warning)
    return options | {"basic_auth": str(auth), "login_template": str(HERE / "login.html")}


def _warn(message: str) -> None:
    print(f"parallax: warning: {message}", file=sys.stderr, flush=True)
