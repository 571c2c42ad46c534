"""Exports hold what the corpus holds, whole, described, and harmless."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from pathlib import Path

import polars as pl
import pytest
from lxml import etree
from typer.testing import CliRunner

from analysis import Corpus, build, metrics
from analysis.cli import app
from analysis.export import ExportError, export_corpus, exporting
from analysis.export.cells import CELL, ROWS, fitting, harmless, plain
from analysis.export.contents import Content, Sheet
from analysis.export.exporting import WRITERS
from analysis.export.writing import whole
from analysis.schema import TABLES

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return build(SAMPLE, tmp_path_factory.mktemp("export") / "sample.corpus", story_from="folder")


@pytest.fixture(scope="session")
def exported(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for to, name in (("folder", "all"), ("sqlite", "s.db"), ("duckdb", "s.duckdb"), ("xlsx", "s.xlsx")):
        export_corpus(corpus, to, folder / name)
    return folder


def test_only_exports_are_left(exported: Path) -> None:
    assert {path.name for path in exported.iterdir()} == {"all", "s.db", "s.metadata.json", "s.duckdb", "s.xlsx"}


def test_parquet_and_csv_hold_every_row(corpus: Corpus, exported: Path) -> None:
    for name in TABLES:
        assert pl.read_parquet(exported / "all" / "parquet" / f"{name}.parquet").equals(corpus.read(name))
        with (exported / "all" / "csv" / f"{name}.csv").open(encoding="utf8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert len(rows) == corpus.read(name).height
    with (exported / "all" / "csv" / "articles.csv").open(encoding="utf8", newline="") as handle:
        assert [row["text"] for row in csv.DictReader(handle)] == harmless(corpus.articles)[0]["text"].to_list()


def test_the_dictionary_explains_every_column(exported: Path) -> None:
    words = pl.read_csv(exported / "all" / "dictionary.csv")
    there = {
        (path.stem, column)
        for path in (exported / "all" / "parquet").iterdir()
        for column in pl.read_parquet_schema(path)
    }
    assert set(words.select("table", "column").iter_rows()) == there
    assert words["meaning"].null_count() == 0
    assert words["row"].null_count() == 0
    assert not words["meaning"].str.starts_with("one of:").any()


def test_every_metric_is_there_or_left_out_for_a_reason(exported: Path) -> None:
    listed = pl.read_csv(exported / "all" / "contents.csv").filter(kind="metric")
    assert sorted(listed["table"]) == sorted(metrics.__all__)
    absent = set(listed.filter(pl.col("left_out").is_not_null())["table"])
    assert absent >= {"tone", "rows_behind", "occurrences"}
    assert not absent & {"source_counts", "source_overlap", "quotation_mix", "corroboration", "version_diffs"}


def test_sqlite_has_keys_views_and_search(corpus: Corpus, exported: Path) -> None:
    base = sqlite3.connect(exported / "s.db")
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {row[2] for row in base.execute("PRAGMA foreign_key_list(claims)")} >= {"articles", "sources", "sentences"}
    for name in TABLES:
        frame = plain(corpus.read(name))[0]
        assert base.execute(f'SELECT * FROM "{name}"').fetchall() == frame.rows()
    assert base.execute("SELECT count(*) FROM claims_with_articles").fetchone()[0] == corpus.claims.height
    wrong = """SELECT count(*) FROM entities e JOIN articles a USING (article_id)
               WHERE substr(a.text, e.start + 1, e."end" - e.start) <> e.text"""
    assert base.execute(wrong).fetchone()[0] == 0
    hits = base.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'saltmere'").fetchone()[0]
    assert 0 < hits <= corpus.articles.height
    base.close()
    described = json.loads((exported / "s.metadata.json").read_text(encoding="utf8"))["databases"]["s"]["tables"]
    assert described["claims"]["columns"]["cue_lemma"]


def test_duckdb_opens_with_the_same_tables(corpus: Corpus, exported: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(exported / "s.duckdb"), read_only=True) as base:
        for name in TABLES:
            rows = base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            assert rows == corpus.read(name).height
        texts = [row[0] for row in base.execute("SELECT text FROM articles ORDER BY article_id").fetchall()]
        assert texts == corpus.articles.sort("article_id")["text"].to_list()
        assert base.execute("SELECT count(*) FROM claims_with_articles").fetchone()[0] == corpus.claims.height


def test_nothing_is_overwritten_unasked(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(ExportError, match=r"is there already.*--force"):
        export_corpus(corpus, "sqlite", tmp_path / "mine.db")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds what no export wrote"):
        export_corpus(corpus, "folder", tmp_path / "mine", force=True)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == (tmp_path / "mine.db").read_text() == "mine"


def test_what_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt), whole(tmp_path / "old", ("old",), force=True) as aside:  # noqa: PT012
        (aside / "old").write_text("half")
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "old"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-1"])
def test_formulas_are_harmless_and_come_back(text: str) -> None:
    frame, notes = harmless(pl.DataFrame({"text": [text, "plain", None, "'quoted'"]}))
    assert frame["text"].to_list() == ["'" + text, "plain", None, "'quoted'"]
    assert "1 cells" in notes["text"]


def test_numbers_stay_numbers() -> None:
    assert harmless(plain(pl.DataFrame({"n": [-1.5]}))[0])[0]["n"].to_list() == [-1.5]


def test_control_characters_are_replaced_one_for_one() -> None:
    frame, notes = plain(pl.DataFrame({"text": ['a\x00b\n"c"'], "list": [["é", None]]}))
    assert frame.row(0) == ('a\ufffdb\n"c"', '["é", null]')
    assert set(notes) == {"text", "list"}


def test_what_excel_cannot_hold_is_cut_and_said() -> None:
    frame, notes = fitting(pl.DataFrame({"text": ["🙂" * CELL, "short"]}))
    assert [len(text) for text in frame["text"]] == [CELL // 2, 5]
    assert notes == {"text": "1 cells were cut after 32,767 characters"}
    many, said = fitting(pl.DataFrame({"n": pl.arange(0, ROWS + 1, eager=True)}))
    assert many.height == ROWS
    assert "of 1,048,576 rows" in said["n"]


HOSTILE = '=HYPERLINK("x")\r\n\'; DROP TABLE articles; --\x00\ufffe🙂,"_x0041_'


@pytest.fixture
def hostile() -> Content:
    sheets = {name: Sheet(name, "corpus", t.row, t.key, t.empty(), {}) for name, t in TABLES.items()}
    row = dict.fromkeys(TABLES["articles"].schema) | {"article_id": HOSTILE, "text": HOSTILE, "byline": [HOSTILE]}
    frame = pl.DataFrame([row], schema=TABLES["articles"].schema)
    for name, table in TABLES.items():
        shown = frame if name == "articles" else table.empty()
        meanings = {column.name: column.meaning for column in table.columns}
        sheets[name] = Sheet(name, "corpus", table.row, table.key, shown, meanings)
    return Content("=title", sheets)


def test_hostile_text_in_every_format(hostile: Content, tmp_path: Path) -> None:
    for to, write in WRITERS.items():
        (tmp_path / to).mkdir()
        write(hostile, tmp_path / to, "x")
    held = HOSTILE.replace("\x00", "\ufffd").replace("\ufffe", "\ufffd")
    with (tmp_path / "folder" / "x" / "csv" / "articles.csv").open(encoding="utf8", newline="") as handle:
        row = next(csv.DictReader(handle))
    assert (row["text"], json.loads(row["byline"])) == ("'" + held, [HOSTILE.replace("\ufffe", "\ufffd")])
    assert pl.read_parquet(tmp_path / "folder" / "x" / "parquet" / "articles.parquet")["text"].item() == HOSTILE
    base = sqlite3.connect(tmp_path / "sqlite" / "x")
    assert base.execute("SELECT text FROM articles").fetchall() == [(held,)]
    base.close()
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "duckdb" / "x"), read_only=True) as base:
        assert base.execute("SELECT text, byline FROM articles").fetchall() == [(HOSTILE, [HOSTILE])]
    with zipfile.ZipFile(tmp_path / "xlsx" / "x") as book:
        pages = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    cells = [cell for page in pages for cell in etree.fromstring(page).iter("{*}c")]
    assert not [cell for cell in cells if cell.find("{*}f") is not None]
    texts = ["".join(cell.itertext()).replace("_x000D_", "\r").replace("_x005F_", "_") for cell in cells]
    assert texts.count("'" + held) == 2
    assert HOSTILE not in texts


def test_half_a_surrogate_in_a_name_does_not_stop_an_export() -> None:
    from analysis.export.contents import readable

    assert readable("flood \ud800") == "flood ?"


def test_if_one_file_cannot_be_put_in_place_the_old_ones_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    rename = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "b":
            raise PermissionError(13, "no", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError), whole(tmp_path / "a", ("a", "b"), force=True) as aside:  # noqa: PT012
        for name in ("a", "b"):
            (aside / name).write_text("new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old", "b": "old"}


def test_the_command_says_what_it_wrote_and_replaces_when_told(corpus: Corpus, tmp_path: Path) -> None:
    order = ["export", str(corpus.path), "--to", "sqlite", "--out", str(tmp_path / "s.db")]
    first = CliRunner().invoke(app, order)
    assert first.exit_code == 0, first.output
    assert "left out: tone: it needs target" in first.stdout
    again = CliRunner().invoke(app, order)
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    (tmp_path / "s.db").write_text("old")
    assert CliRunner().invoke(app, [*order, "--force"]).exit_code == 0
    assert (tmp_path / "s.db").read_bytes().startswith(b"SQLite format 3")


def test_a_missing_package_is_named(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    with pytest.raises(ExportError, match=r"xlsxwriter is not installed. Run: pip install"):
        export_corpus(corpus, "xlsx", tmp_path / "s.xlsx")
