"""What became of the records of one build: how many were new, and which were left out and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from analysis.articles import Duplicate, Rejected
from analysis.intake import Taken, file_of

SHOWN = 5  # rejections that a summary spells out; the table has them all


@dataclass(slots=True)
class Summary:
    """What one build did: counts of records, the words annotated and the seconds it took."""

    new: int = 0
    changed: int = 0
    known: int = 0
    duplicates: int = 0
    rejected: int = 0
    words: int = 0
    seconds: float = 0.0
    reasons: list[str] = field(default_factory=list)  # the first rejections, as lines to print

    @property
    def read(self) -> int:
        """Records that are articles."""
        return self.new + self.changed + self.known + self.duplicates


@dataclass(slots=True)
class Log:
    """What became of the records of one build, with the files they came from."""

    summary: Summary = field(default_factory=Summary)
    files: set[str] = field(default_factory=set)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    duplicates: list[dict[str, Any]] = field(default_factory=list)

    def reject(self, item: Rejected) -> None:
        """Note a record that cannot be read."""
        self.summary.rejected += 1
        if len(self.summary.reasons) < SHOWN:
            self.summary.reasons.append(f"{item.origin}{'#' + item.record if item.record else ''}: {item.reason}")
        self.files.add(item.origin)
        self.rejected.append(asdict(item))

    def repeat(self, item: Duplicate) -> None:
        """Note a record that repeats another."""
        self.summary.duplicates += 1
        self.files.add(file_of(item.origin))
        self.duplicates.append(asdict(item))

    def take(self, taken: Taken) -> None:
        """Note an article."""
        origin = taken.article["origin"]
        self.files.add(file_of(origin))
        if taken.verdict == "duplicate" and taken.before:
            self.repeat(Duplicate(taken.before.article_id, origin, taken.before.origin))
        elif taken.verdict == "known":
            self.summary.known += 1
        elif taken.verdict == "changed":
            self.summary.changed += 1
        else:
            self.summary.new += 1
