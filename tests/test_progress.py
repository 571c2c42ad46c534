"""The bar is for people at a terminal, and leaves what is printed alone."""

import sys

import pytest
from rich.console import Console

from analysis.progress import Progress


def test_what_is_printed_while_the_bar_stands_goes_where_it_was_sent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Console, "is_terminal", True)
    out, err = sys.stdout, sys.stderr
    with Progress() as progress:
        progress.step("Reading", 1, 2_000)
        assert (sys.stdout, sys.stderr) == (out, err)
        print("a line for a file")
    captured = capsys.readouterr()
    assert captured.out == "a line for a file\n"
    assert "Reading" in captured.err


@pytest.mark.parametrize(("terminal", "shown"), [(False, True), (True, False)])
def test_logs_and_pipes_get_no_bar(
    terminal: bool, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Console, "is_terminal", terminal)
    with Progress(shown) as progress:
        progress.step("Reading", 1, 2_000)
    assert capsys.readouterr().err == ""
