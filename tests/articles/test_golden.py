"""Messy files kept in the repository give what is kept beside them."""

import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "golden" / "regenerate_articles.py"
SPEC = importlib.util.spec_from_file_location("regenerate_articles", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
regenerate_articles = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(regenerate_articles)


@pytest.mark.parametrize("table", ["articles", "rejected", "duplicates"])
def test_messy_files_are_read_as_before(table: str) -> None:
    expected = json.loads(regenerate_articles.EXPECTED.read_text(encoding="utf-8"))
    assert regenerate_articles.read()[table] == expected[table]


def test_every_messy_file_is_in_what_is_expected() -> None:
    expected = regenerate_articles.EXPECTED.read_text(encoding="utf-8")
    files = [file.name for file in regenerate_articles.FOLDER.iterdir() if file != regenerate_articles.EXPECTED]
    assert len(files) == 9
    assert [name for name in files if name not in expected] == []
