"""The wheel: it holds all that a user's machine needs, nothing else, and works without the repository."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped(folder: str) -> set[str]:
    """Files of a folder of the repository, as the wheel names them, without what Python leaves behind."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_code_model_lexicons_and_sample(names: set[str]) -> None:
    assert names >= shipped("analysis") | shipped("dashboards")
    assert {name.replace("data/sample", "analysis/sample") for name in shipped("data/sample")} <= names
    assert {"analysis/py.typed", "analysis/language/english/model.int8.onnx"} <= names
    assert any(name.startswith("analysis/lexicons/") and name.endswith(".csv") for name in names)


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"analysis", "dashboards", f"parallax_news-{PROJECT['version']}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".ipynb"))]


def test_the_wheel_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True)
    environment = os.environ | {"PYTHONPATH": str(site)}
    where = "import analysis, analysis.builder as b; print(analysis.__file__); print(b.sample_path())"
    command = [sys.executable, "-P", "-c", where]
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    package, sample = map(Path, found.splitlines())
    assert package.is_relative_to(site)
    assert sample == site / "analysis" / "sample"
    command = [sys.executable, "-m", "analysis.cli", "build", str(sample), "--out", "sample.corpus"]
    built = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "sample.corpus" / "commits" / "000001.json").is_file()


def distributions(*folders: str, without: str = "nothing") -> set[str]:
    """What the modules of some folders import, beside Python's own and each other."""
    paths = [path for f in folders for path in (ROOT / f).rglob("*.py") if not path.is_relative_to(ROOT / without)]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_bytes()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    known = importlib.metadata.packages_distributions()
    own = {"analysis", "dashboards", *(path.stem for path in paths)}
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - own
    return {known.get(top, [top])[0].lower().replace("_", "-") for top in tops}


def test_what_is_imported_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    runtime, test, training, benchmark, export = (
        {name.partition(">=")[0].partition("==")[0].lower() for name in names}
        for names in (
            PROJECT["dependencies"],
            extras["test"],
            extras["training"],
            extras["benchmark"],
            extras["export"],
        )
    )
    assert distributions("analysis", "dashboards", without="analysis/language/training") <= runtime | export
    assert distributions("analysis/language/training") <= runtime | training
    assert distributions("tests", "benchmarks", "notebooks", "data") <= runtime | test | training | benchmark


def test_every_dependency_is_pinned_and_no_index_is_named() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf8").splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert {name.partition(">=")[0].lower() for name in wanted} <= pinned
    assert all("==" in line for line in lines if line and not line.startswith("#"))
    assert not [line for line in lines if "://" in line or line.startswith("-")]
