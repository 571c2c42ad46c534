"""Every share in which two outlets may differ, compared; false discoveries are held down over all of them together."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from analysis import metrics
from analysis.metrics.significance import false_discovery
from analysis.report.selection import Story

RATE = 0.05

KINDS = {
    "person": "people",
    "organisation": "organisations",
    "government": "governments",
    "medium": "other media",
    "document": "documents",
    "group": "groups of people",
    "unnamed": "sources without a name",
    "none": "nobody that the text tells",
}
QUOTED = {
    "direct": "Words quoted word for word",
    "mixed": "Words quoted in part",
    "indirect": "Words of others retold",
    "none": "Words in the outlet’s own voice",
}
COPIED = {
    "wire": "Words from a wire",
    "copy": "Words that stand in another outlet’s article too",
    "quotation": "Words that both outlets quote",
}


@dataclass(frozen=True)
class Compared:
    """One row of ``differences`` with q over all subjects, and how to ask for the rows behind it."""

    row: dict[str, Any]
    q: float | None
    phrase: str
    figure: str
    unit: str
    behind: str
    category: dict[str, Any]
    metric: Callable[..., pl.DataFrame]
    tables: tuple[pl.DataFrame, ...]
    options: dict[str, Any]

    @property
    def pair(self) -> str:
        """The two outlets."""
        return f"{self.row['outlet_a']}\n{self.row['outlet_b']}"

    @property
    def differs(self) -> bool:
        """Whether the interval leaves 0 out, and so would many comparisons hardly by chance."""
        row = self.row
        return self.q is not None and self.q <= RATE and (row["low"] > 0 or row["high"] < 0)

    @property
    def verdict(self) -> str:
        """What the row says, where it does not say that they differ."""
        row = self.row
        if row["low"] is not None and (row["low"] > 0 or row["high"] < 0):
            return "among so many comparisons some are as large by chance"
        return str(row["verdict"]).removeprefix("cannot tell: ")


@dataclass(frozen=True)
class _Subject:
    """A metric of shares, and how its categories are told."""

    metric: Callable[..., pl.DataFrame]
    tables: Callable[[Story], tuple[pl.DataFrame, ...]]
    column: str
    phrase: Callable[[str], str]
    figure: str
    unit: str
    behind: str
    options: dict[str, Any] = field(default_factory=dict)


SUBJECTS = (
    _Subject(
        metrics.source_counts,
        lambda story: (story.claims, story.sources, story.compared),
        "kind",
        lambda kind: f"Claims of {KINDS.get(kind, kind)}",
        "sources",
        "claim",
        "claim",
    ),
    _Subject(
        metrics.quotation_mix,
        lambda story: (story.claims, story.compared),
        "quotation",
        lambda quotation: QUOTED.get(quotation, quotation),
        "quotation",
        "word",
        "passage",
    ),
    _Subject(
        metrics.reporting_verbs,
        lambda story: (story.claims, story.compared),
        "cue_class",
        lambda group: f"Claims reported with verbs of the class “{group}”",
        "verbs",
        "claim",
        "claim",
        {"by": "class"},
    ),
    _Subject(
        metrics.copied_text,
        lambda story: (story.passages, story.compared),
        "copied",
        lambda copied: COPIED.get(copied, copied),
        "copied",
        "word",
        "passage",
    ),
)


def compared_shares(story: Story) -> list[Compared]:
    """Compare every two outlets in every share.

    Args:
        story: whose outlets; at least two.

    Returns:
        Comparisons, the widest apart first; q is over all of them.
    """
    found: list[Compared] = []
    for subject in SUBJECTS:
        tables = subject.tables(story)
        table = metrics.differences(subject.metric, *tables, **subject.options)
        found += [_compared(row, subject, tables) for row in table.iter_rows(named=True) if _is_told(row)]
    p = np.array([math.nan if one.row["p"] is None else one.row["p"] for one in found])
    q = false_discovery(p) if len(found) else p
    told = [
        Compared(**(vars(one) | {"q": None if math.isnan(value) else float(value)}))
        for one, value in zip(found, q, strict=True)
    ]
    return sorted(told, key=lambda one: (-abs(one.row["value"]), one.figure, one.phrase, one.pair))


def _is_told(row: dict[str, Any]) -> bool:
    """Whether both outlets have a share, and either has any; what is an outlet's own is the rest of what is copied."""
    return row["value"] is not None and max(row["value_a"], row["value_b"]) > 0 and row.get("copied") != "own"


def _compared(row: dict[str, Any], subject: _Subject, tables: tuple[pl.DataFrame, ...]) -> Compared:
    category = str(row[subject.column])
    return Compared(
        row=row,
        q=None,
        phrase=subject.phrase(category),
        figure=subject.figure,
        unit=subject.unit,
        behind=subject.behind,
        category={subject.column: row[subject.column]},
        metric=subject.metric,
        tables=tables,
        options=subject.options,
    )
