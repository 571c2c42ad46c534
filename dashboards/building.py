"""Builds a corpus in a process of its own, and says on standard output how far it is, one JSON object a line.

``python -m dashboards.building < request.json``: a process can be stopped, and takes nothing of the server's time.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from analysis.articles import iter_articles
from analysis.articles.files import find_outlets
from analysis.builder import run_build
from analysis.commits import CorpusError
from analysis.language.encoder import ModelError
from analysis.progress import Progress

OFTEN = 0.2  # seconds between two lines


class Lines(Progress):
    """Tells progress by lines of JSON."""

    def __init__(self) -> None:
        super().__init__(shown=False)
        self._last = 0.0

    def step(self, doing: str, articles: int, words: int) -> None:
        """Say what is being done and how much of it is behind us."""
        self._say({"doing": doing, "articles": articles, "words": words})

    def part(self, doing: str, done: int, total: int) -> None:
        """Say what is being done and how many of all parts are behind us."""
        self._say({"doing": doing, "done": done, "total": total})

    def _say(self, said: dict[str, Any]) -> None:
        now = time.monotonic()
        if now - self._last >= OFTEN:
            self._last = now
            print(json.dumps(said), flush=True)


def main() -> None:
    """Read what to build from standard input and build it."""
    asked = json.load(sys.stdin)
    folders = "folder" if asked["folders"] else None
    try:
        outlets = find_outlets(asked["paths"])
        records = iter_articles(asked["paths"], columns=asked["columns"], outlet_from=folders, outlets=outlets)
        _, summary = run_build(records, asked["out"], outlets=outlets, progress=Lines())
    except (CorpusError, ModelError, ValueError, OSError) as error:
        print(json.dumps({"trouble": str(error)}), flush=True)
        sys.exit(1)
    print(json.dumps({"read": summary.read, "rejected": summary.rejected}), flush=True)


if __name__ == "__main__":
    main()
