"""Serves one corpus in the browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import panel as pn

from analysis.corpus import Corpus
from dashboards.app import visit
from dashboards.desk import Desk


@cache
def desk(path: Path) -> Desk:
    """Open a corpus once for all visitors."""
    return Desk(Corpus.open(path))


def serve(corpus_path: str | Path, port: int = 5006, show: bool = False) -> None:
    """Serve a corpus on this machine until somebody stops it; says where once it is certain that it can.

    Args:
        corpus_path: the corpus's folder.
        port: where to listen; 0 takes a free port.
        show: open a browser.

    Raises:
        CorpusError: there is no corpus there.
        OSError: something else listens on the port.
    """
    path = Path(corpus_path).resolve()
    desk(path)
    apps = {"/": lambda: visit(lambda: desk(path))}
    options = {"address": "localhost", "title": "Parallax", "start": False, "verbose": False}
    try:
        server = pn.serve(apps, port=port, show=show, **options)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OSError(
            f"port {port} cannot be used ({reason}). Choose another with --port; 0 takes a free one."
        ) from None
    server.start()
    print(f"Serving {path.name} on http://localhost:{server.port} - stop it with Ctrl-C.", flush=True)
    server.io_loop.start()
