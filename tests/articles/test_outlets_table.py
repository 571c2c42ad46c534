"""The table of outlets that lies beside the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.articles.files import find_outlets


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (tmp_path / name / "deeper").mkdir(parents=True)
        (tmp_path / name / "deeper" / "outlets.csv").write_text("outlet,name\n")
    return tmp_path / "one", tmp_path / "two"


def test_it_is_found_in_a_folder_given_and_nowhere_below(folders: tuple[Path, Path]) -> None:
    one, two = folders
    assert find_outlets([one, two]) is None
    (one / "outlets.csv").write_text("outlet,name\n")
    for paths in (one, str(one), [one], [two, str(one)], [one, one / "."]):
        found = find_outlets(paths)
        assert found is not None
        assert found.samefile(one / "outlets.csv")


def test_it_is_not_looked_for_beside_files_and_globs(folders: tuple[Path, Path]) -> None:
    one, _ = folders
    (one / "outlets.csv").write_text("outlet,name\n")
    (one / "a.txt").write_text("Rain.")
    assert find_outlets([one / "a.txt", f"{one}/*.csv", "gone", "a\0b"]) is None


def test_two_of_them_are_no_guess(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        (folder / "outlets.csv").write_text("outlet,name\n")
    with pytest.raises(ValueError, match=r"one/outlets\.csv and .*two/outlets\.csv: say which"):
        find_outlets(folders)
