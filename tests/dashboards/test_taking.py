"""Charts as files: what each form holds, and that no cell is a formula."""

from __future__ import annotations

import csv
import io
import json

import polars as pl
import pytest

from analysis.metrics import source_counts
from dashboards import charted, taking
from dashboards.desk import Desk
from dashboards.figures import Drawn, drawn
from dashboards.state import Scope


@pytest.fixture
def shown(desk: Desk) -> Drawn:
    return drawn(desk, Scope(), charted.SOURCE_COUNTS)


def test_a_csv_holds_the_metrics_table(desk: Desk, shown: Drawn) -> None:
    taken = taking.file(shown, "csv")
    rows = list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))
    table = source_counts(desk.claims(Scope()), desk.all_sources, desk.texts(Scope()))
    assert (taken.name, taken.type) == ("who-gets-cited.csv", "text/csv")
    assert [(row["outlet"], row["kind"], float(row["value"])) for row in rows] == table.select(
        "outlet", "kind", "value"
    ).rows()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    written = taking.csv(pl.DataFrame({"outlet": [text], "value": [-0.5]})).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written)))[1] == ["'" + text, "-0.5"]


def test_a_specification_holds_title_and_data(shown: Drawn) -> None:
    taken = taking.file(shown, "json")
    spec = json.loads(taken.content)
    assert taken.name == "who-gets-cited.vl.json"
    assert spec["title"]["text"] == "Who is cited"
    assert any("Gazette" in str(data) for data in spec["datasets"].values())


def test_pictures_are_pictures_with_their_title(shown: Drawn) -> None:
    assert taking.file(shown, "png").content.startswith(b"\x89PNG")
    picture = taking.file(shown, "svg").content.decode()
    assert picture.startswith("<svg")
    assert "Who is cited" in picture


@pytest.mark.parametrize("form", ["", "exe", "table"])
def test_what_is_no_form_is_refused(shown: Drawn, form: str) -> None:
    with pytest.raises(ValueError, match="no form"):
        taking.file(shown, form)


def test_the_table_shows_every_row_and_its_way_on(shown: Drawn) -> None:
    assert shown.table is not None
    html = taking.numbers(shown, lambda row: row["outlet"] == "Gazette")
    assert html.count('data-field="row"') == shown.table.filter(outlet="Gazette").height
    assert html.count("<tr>") == shown.table.height + 1


def test_a_long_table_says_where_the_rest_is(shown: Drawn) -> None:
    table = pl.DataFrame({"outlet": ["Gazette"] * (taking.MOST_ROWS + 1)})
    html = taking.numbers(Drawn(shown.recipe, Scope(), shown.chart, table), lambda row: False)
    assert html.count("<tr>") == taking.MOST_ROWS + 1
    assert f"The first {taking.MOST_ROWS} of {taking.MOST_ROWS + 1} rows; the CSV has all." in html
