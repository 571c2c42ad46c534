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
