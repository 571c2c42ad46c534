"""What an export holds: the tables of a corpus, the metric tables that can be made of it, and what is left out."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from analysis import metrics
from analysis.corpus import Corpus
from analysis.export.meanings import first_line, meanings_of
from analysis.schema import TABLES, SchemaError

GIVEN: dict[str, dict[str, str]] = {"coverage_over_time": {"by": "auto"}}
"""Options of metrics that a corpus of any length needs otherwise than by default."""
_MADE_OF_A_METRIC = {"versions": "quotation_versions"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to export: what a row is, its key, its rows and what its columns mean."""

    name: str
    kind: str
    row: str
    key: tuple[str, ...]
    frame: pl.DataFrame
    meanings: Mapping[str, str]


@dataclass(slots=True)
class Content:
    """What goes into an export, and why some metrics do not."""

    title: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def gather(corpus: Corpus, step: Callable[[str, int, int], None]) -> Content:
    """Read every table of a corpus and make every metric table that needs nothing else.

    Args:
        corpus: the corpus.
        step: told before each table: its name, how many are behind us and how many there are.

    Returns:
        The content; metrics that need more than tables, cannot be made or have no row are left out with the reason.

    Raises:
        CorpusError: a table cannot be read.
    """
    content = Content(readable(corpus.name))
    total = len(TABLES) + len(metrics.__all__)
    for number, (name, table) in enumerate(TABLES.items()):
        step(name, number, total)
        meanings = {column.name: column.meaning for column in table.columns}
        content.sheets[name] = Sheet(name, "corpus", table.row, table.key, corpus.read(name), meanings)
    if corpus.outlets is not None:
        told = dict.fromkeys(corpus.outlets.columns, "as the table of outlets given to the build says")
        told["outlet"] = "the outlet, as in articles"
        content.sheets["outlets"] = Sheet("outlets", "corpus", "one outlet", ("outlet",), corpus.outlets, told)
    # Metrics made of other metrics come last.
    ordered = sorted(metrics.__all__, key=lambda name: ("versions" in _needed(name), name))
    for number, name in enumerate(ordered, len(TABLES)):
        step(name, number, total)
        _add_metric(content, name)
    return content


def readable(text: str) -> str:
    """A text as UTF-8 can hold it: a name in JSON may have half of a pair of surrogates."""
    return text.encode("utf8", "replace").decode("utf8")


def _needed(name: str) -> list[str]:
    """The parameters that a metric cannot do without, but for those given here."""
    parameters = inspect.signature(getattr(metrics, name)).parameters.values()
    required = [p.name for p in parameters if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    return [one for one in required if one not in GIVEN.get(name, {})]


def _add_metric(content: Content, name: str) -> None:
    metric = getattr(metrics, name)
    wanted = [_MADE_OF_A_METRIC.get(one, one) for one in _needed(name)]
    asked = [one for one in wanted if one not in TABLES and one not in metrics.__all__]
    if asked:
        content.left_out[name] = f"it needs {' and '.join(asked)}, which you choose: analysis.{name}()"
        return
    missing = [one for one in wanted if one not in content.sheets]
    if missing:
        content.left_out[name] = f"it is made of {' and '.join(missing)}, which is left out"
        return
    try:
        frame = metric(*(content.sheets[one].frame for one in wanted), **GIVEN.get(name, {}))
    except (SchemaError, ValueError) as error:
        content.left_out[name] = str(error)
        return
    if frame.is_empty():
        content.left_out[name] = "this corpus has nothing that it counts"
        return
    row = f"metric: {first_line(metric)}"
    content.sheets[name] = Sheet(name, "metric", row, (), frame, meanings_of(metric, frame.columns))
