"""The documents name what is there, and what they show runs."""

import ast
import re
import runpy
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer.main

import analysis
from analysis import charts, metrics
from analysis.cli import app
from analysis.corrections.file import COLUMNS
from analysis.corrections.finding import KINDS
from analysis.language.labels import LABELS
from analysis.schema import ACTIONS, ENTITY_LABELS, RELATIONS, TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf8")
DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "data/README.md",
    "docs/corrections.md",
    "docs/export.md",
    "docs/report.md",
    "docs/review.md",
]


def commands() -> list[str]:
    return sorted(typer.main.get_command(app).commands)


@pytest.mark.parametrize("command", commands())
def test_readme_shows_every_command(command: str) -> None:
    assert f"parallax {command}" in README


@pytest.mark.parametrize("name", sorted(set(metrics.__all__ + charts.__all__) - {"enable_theme", "occurrences"}))
def test_readme_names_every_metric_and_chart(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"source_links", "entity_links", "event_links"}))
def test_architecture_names_every_table(table: str) -> None:
    assert f"`{table}`" in ARCHITECTURE


def test_the_page_of_corrections_names_every_action_column_and_relation() -> None:
    page = (ROOT / "docs" / "corrections.md").read_text(encoding="utf8")
    assert [name for name in (*ACTIONS, *COLUMNS, *RELATIONS) if f"`{name}`" not in page] == []
    assert [kind for kind in KINDS if kind not in page.split("Kinds are ")[1].split(".")[0]] == []


def test_architecture_gives_every_dependency_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    section = ARCHITECTURE.split("## Dependencies")[1]
    missing = [name for name in (re.split(r"[><=\[]", entry)[0] for entry in wanted) if name not in section]
    assert not missing


def test_architecture_tells_what_becomes_of_every_label() -> None:
    section = ARCHITECTURE.split("## The labels of entities")[1].split("##")[0]
    rows = dict(re.findall(r"^\| ([A-Z]+|no row) \| (.+) \|$", section, re.MULTILINE))
    assert set(rows) == {*ENTITY_LABELS, "no row"}
    assert set(LABELS.values()) == {*ENTITY_LABELS, ""}
    told = {(label, target) for target, words in rows.items() for label in re.findall(r"\b[A-Z_]{3,}\b", words)}
    model = {f"{place} {target}" for target, words in rows.items() for place in re.findall(r"Location", words)}
    short = {label for label in LABELS if label.title() not in ("Organization", "Facility")}
    assert told == {(label, LABELS[label] or "no row") for label in short}
    assert model == {"Location GPE", "Location LOC"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_readmes_example_runs(tmp_path, monkeypatch) -> None:
    example = re.search(r"```python\n(.+?)```", README, re.DOTALL)[1]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sample").symlink_to(ROOT / "data" / "sample")
    (tmp_path / "example.py").write_text(example, encoding="utf8")
    names = runpy.run_path(str(tmp_path / "example.py"))
    assert names["overlap"].filter(outlet_a="Carrow Public Radio", outlet_b="Saltmere Post")["value"].item() > 0


def test_public_names_are_there_and_documented() -> None:
    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__ or name == "TABLES", name


FREE = ["schema", "lexicons", "elements"]
READING = [
    "articles",
    "language",
    "events",
    "clauses",
    "quantities",
    "article_rows",
    "annotate",
    "linking",
    "corrections",
    "metrics",
    "charts",
]
KEEPING = [
    "commits",
    "corpus",
    "fingerprint",
    "intake",
    "log",
    "batches",
    "joining",
    "correcting",
    "reviewing",
    "progress",
    "builder",
    "export",
    "report",
    "printing",
    "cli",
]
ORDER = READING + KEEPING


def imports(path: Path) -> set[str]:
    """The parts of ``analysis``, and other packages, that a module imports anywhere in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return {".".join(name.split(".")[:2]) if name.startswith("analysis.") else name.split(".")[0] for name in names}


@cache
def parts() -> dict[str, set[str]]:
    """What each part of ``analysis`` imports of the others."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        part = path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")
        found.setdefault(part, set()).update(name.removeprefix("analysis.") for name in imports(path))
    return found


def test_every_module_has_its_place() -> None:
    assert set(parts()) == {*ORDER, *FREE, "__init__"}


@pytest.mark.parametrize("part", [*FREE, *ORDER])
def test_modules_import_only_from_the_left(part: str) -> None:
    right = set(ORDER if part in FREE else ORDER[ORDER.index(part) + 1 :]) | {"dashboards", "analysis"}
    assert parts()[part] & right == ({"dashboards"} if part == "cli" else set())
