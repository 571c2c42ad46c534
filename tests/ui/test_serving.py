"""The dashboard as people start it: through Panel's own command, and from Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from analysis.builder import build

pytestmark = pytest.mark.ui
ROOT = Path(__file__).parents[2]


@contextmanager
def started(*command: str) -> Iterator[str]:
    """Run a server until the block ends; gives the address it says it listens at."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment.pop("PARALLAX_CORPUS", None)
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        lines = []
        try:
            for line in process.stdout:
                lines.append(line)
                if found := re.search(r"http://localhost:\d+\S*", line):
                    yield found.group()
                    break
            else:
                pytest.fail("".join(lines))
        finally:
            process.terminate()
            process.communicate()


def test_panel_serves_the_script(visit_at: Callable[..., Any]) -> None:
    with started("panel", "serve", "dashboards/coverage.py", "--port", "0") as address:
        visitor = visit_at(address)
        visitor.open()
        expect(visitor.page.get_by_role("alert")).to_contain_text("--args CORPUS")


def test_the_script_says_which_corpus_is_missing(visit_at: Callable[..., Any], tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.corpus"
    with started("panel", "serve", "dashboards/coverage.py", "--port", "0", "--args", str(missing)) as address:
        visitor = visit_at(address)
        visitor.open()
        expect(visitor.page.get_by_role("alert")).to_contain_text("nowhere.corpus")


def test_parallax_says_once_where_it_serves_and_what_keeps_it_from_it(
    visit_at: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The mayor said the port would open on Monday.", encoding="utf8")
    corpus = tmp_path / "note.corpus"
    build(tmp_path / "note.txt", corpus, progress=False)
    with started("analysis.cli", "serve", str(corpus), "--port", "0") as address:
        visitor = visit_at(address)
        visitor.open()
        expect(visitor.page.locator("h1")).not_to_be_empty()
        port = address.rpartition(":")[2]
        again = [sys.executable, "-m", "analysis.cli", "serve", str(corpus), "--port", port]
        refused = subprocess.run(again, capture_output=True, text=True, check=False, cwd=ROOT)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(f"parallax: port {port} cannot be used (")
    assert refused.stderr.count("\n") == 1
