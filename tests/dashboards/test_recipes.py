"""A chart of a page, told as code: the code runs where the corpus lies, and draws the same."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from spacy.language import Language

from analysis import builder
from analysis.charts import chart_spec
from analysis.corpus import Corpus
from dashboards import charted, figures
from dashboards.desk import Desk
from dashboards.figures import drawn
from dashboards.recipes import Recipe
from dashboards.state import Scope

RECIPES = {value.key: value for value in vars(charted).values() if isinstance(value, Recipe)}
STORY = "Harbour 'strike' \\"
GLOBE = "Ida's Globe"
TEXT = (
    "“We hold the port,” said Ida Holm, the harbour's director. The board claimed 400 dockers had left. "
    "Rosa Lund, according to a report by Reuters, denied the outrageous strike. Police arrested two men on {}. "
    "The walkout may clearly hurt trade. A docker was beaten, {} said."
)
SCOPES = (Scope(), Scope(STORY), Scope(STORY, (GLOBE, "Courier")))
RAID = {"Ida's Globe": "The strike began at dawn. ", "Courier": "The walkout began at dawn. "}


@pytest.fixture(scope="module")
def corpus(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Two outlets that tell one story, and an article on another one."""
    rows = [
        {
            "outlet": outlet,
            "story": STORY if day < 4 else "bridge",
            "date": f"2024-03-0{day}",
            "title": f"Dockers on day {day}",
            "credits": ["Reuters"],
            "text": RAID[outlet] + TEXT.format(f"day {day}", outlet) + f" Piet Vos said {day} ships wait.",
        }
        for outlet in RAID
        for day in (1, 2, 3, 4)
    ]
    articles = tmp_path_factory.mktemp("articles") / "all.jsonl"
    articles.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", lambda base, threads: nlp)
        return builder.build(str(articles), tmp_path_factory.mktemp("out") / "it's.corpus")


@pytest.fixture(scope="module")
def desk(corpus: Corpus) -> Desk:
    return Desk(corpus)


def spec(chart: alt.TopLevelMixin) -> Any:
    """What is drawn, without the numbers that a process gives its views."""
    return json.loads(re.sub(r"view_\d+", "view", json.dumps(chart_spec(chart))))


@pytest.mark.parametrize("key", RECIPES)
@pytest.mark.parametrize(
    "scope", [Scope(), Scope(STORY), Scope(STORY, (GLOBE, "Courier"))], ids=["all", "story", "two"]
)
def test_the_code_draws_what_the_page_draws(
    desk: Desk, corpus: Corpus, key: str, scope: Scope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = drawn(desk, scope, RECIPES[key])
    assert shown.chart is not None, shown.note
    lines = shown.recipe.code(corpus.path.name, shown.scope, shown.outlets).splitlines()
    script = tmp_path / "chart.py"
    script.write_text("\n".join([*lines[:-1], f"chart = {lines[-1]}"]), encoding="utf8")
    monkeypatch.chdir(corpus.path.parent)
    assert spec(runpy.run_path(str(script))["chart"]) == spec(shown.chart)


@pytest.mark.parametrize("key", [key for key, recipe in RECIPES.items() if recipe.by and key != "coverage"])
def test_every_row_of_wording_leads_to_what_it_counts(desk: Desk, key: str) -> None:
    recipe = RECIPES[key]
    table = figures.table_of(desk, Scope(), recipe)
    counted = next(name for name in ("uses", "clauses", "n") if name in table.columns)
    tables = figures.Tables(desk, Scope())
    for row in table.iter_rows(named=True):
        found = recipe.behind(row, tables)
        assert set(found["outlet"]) <= {row["outlet"]}
        assert found.height == row[counted]


@pytest.mark.parametrize(
    ("recipe", "note"),
    [
        (charted.SOURCE_OVERLAP, "One outlet alone shares nothing. Choose two or more outlets."),
        (charted.WORDS, "Words set an outlet apart from others. Choose two or more outlets."),
    ],
)
def test_one_outlet_alone_is_told_why_nothing_is_drawn(desk: Desk, recipe: Recipe, note: str) -> None:
    shown = drawn(desk, Scope("", ("Courier",)), recipe)
    assert (shown.chart, shown.note) == (None, note)


def test_nothing_is_drawn_of_nothing(desk: Desk) -> None:
    shown = drawn(desk, Scope("no such story"), charted.COVERAGE)
    assert (shown.chart, shown.note) == (None, "No article is in this choice of story and outlets.")
