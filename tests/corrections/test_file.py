"""The file may come from any spreadsheet or hand; no row of it is lost without a word."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles.records import UnreadableError
from analysis.corrections.file import COLUMNS, read_corrections, safe_cell

TEXT = (
    "action,item,item_words,other,who,when,why\n"
    'drop_claim,a:1-9,"“Nein”, sagte er",,Zoë,2025-03-04,"no, a headline"\n'
    "\n"
    "merge_sources,person:vik@a,Vik,person:jan-vik,LK,04.03.2025,one man\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_usual_way_to_save_it_reads_the_same(tmp_path: Path, encoding: str, delimiter: str, newline: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(csv.reader(io.StringIO(TEXT)))
    (tmp_path / "c.csv").write_bytes(out.getvalue().encode(encoding))
    rows = read_corrections(tmp_path / "c.csv")
    assert rows["row"].to_list() == [1, 3]
    assert rows["item_words"].to_list() == ["“Nein”, sagte er", "Vik"]
    assert rows["who"].to_list() == ["Zoë", "LK"]
    assert rows["why"].to_list() == ["no, a headline", "one man"]
    assert rows["relation"].null_count() == rows["note"].null_count() == 2


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("drop_claim,a:1-9,words,,LK,2025-03-04,no, a headline", "it has 8 cells under 7 columns"),
        ('drop_claim,a:1-9,"words,,LK,2025-03-04,no', "this row and all below it cannot be read"),
        ('drop_claim,a:1-9,"wo"rds,,LK,2025-03-04,no', "this row and all below it cannot be read"),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_with_the_reason(tmp_path: Path, line: str, note: str) -> None:
    (tmp_path / "c.csv").write_text(f"{TEXT}{line}\ndrop_claim,b:1-9,w,,LK,2025-03-04,no\n", encoding="utf8")
    rows = read_corrections(tmp_path / "c.csv")
    assert rows["note"][:2].null_count() == 2
    assert rows["row"][2] == 4
    assert rows["note"][2].startswith(note)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnreadableError):
        read_corrections(tmp_path / "c.csv")


@pytest.mark.parametrize("text", ["", "\n", "action\n", "action,item"])
def test_a_file_without_rows_corrects_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.csv").write_text(text)
    assert read_corrections(tmp_path / "c.csv").is_empty()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["=1+1", "-no-", "@home", "+5 dead", "'tis", "'-", "yes"]), min_size=9, max_size=9))
def test_words_that_look_like_a_formula_come_back_as_they_were(values: list[str]) -> None:
    cells = [safe_cell(value) for value in values]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.csv"
        with path.open("w", encoding="utf8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, cells])
        assert list(read_corrections(path).select(COLUMNS).row(0)) == values
