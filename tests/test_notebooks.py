"""Notebooks are committed as they ran: nbval compares what is there, so what is not there would pass unseen."""

from pathlib import Path

import nbformat
import pytest

from analysis.articles import iter_articles
from analysis.corpus import Corpus

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_executed_from_top_to_bottom(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    # Only the cell of imports shows nothing.
    assert [number for number, cell in enumerate(cells) if not cell.outputs] == [0]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_can_be_compared_and_seen(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds == {"text/plain", "text/html", "image/png"}
    assert not [cell for cell in cells if "nbval-skip" in cell.metadata.get("tags", []) or "NBVAL" in cell.source]


def test_there_is_a_notebook() -> None:
    assert [path.name for path in NOTEBOOKS] == ["01_first_story.ipynb"]


def test_the_reading_that_was_kept_is_of_the_sample_as_it_is() -> None:
    data = Path(__file__).parents[1] / "data"
    kept = Corpus.open(data / "sample-read")
    kept.verify()
    outlets = data / "sample" / "outlets.csv"
    read = [
        row for row in iter_articles(data / "sample", story_from="folder", outlets=outlets) if isinstance(row, dict)
    ]
    columns = ("article_id", "outlet", "story", "text")
    assert kept.articles.select(columns).sort("article_id").rows() == sorted(
        tuple(row[name] for name in columns) for row in read
    )
