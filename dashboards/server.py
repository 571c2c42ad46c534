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
    """Serve a corpus on this machine until somebody stops it.

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
    try:
        pn.serve({"/": lambda: visit(lambda: desk(path))}, port=port, address="localhost", show=show, title="Parallax")
    except OSError as error:
        raise OSError(f"Port {port} cannot be used ({error}). Choose another with --port.") from error
