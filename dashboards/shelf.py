"""The corpora that are served: each opened once for all visitors, and anew when a build has changed it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.commits import Commit, CorpusError, latest_commit
from analysis.corpus import Corpus
from dashboards.desk import Desk


class Listed(NamedTuple):
    """What there is to say of a corpus before it is opened."""

    name: str
    articles: int
    outlets: int
    first: date | None
    last: date | None
    trouble: str = ""


class Shelf:
    """Corpora by name."""

    def __init__(
        self, paths: Iterable[str | Path] = (), *, read_only: bool = False, uploads: Path | None = None
    ) -> None:
        self.read_only = read_only
        self.uploads = None if read_only else uploads
        self.building = asyncio.Lock()
        self._paths: dict[str, Path] = {}
        self._open: dict[str, tuple[Commit, Desk]] = {}
        for path in paths:
            self.add(path)

    @property
    def names(self) -> list[str]:
        """What the corpora are called in a URL, in the order they were added."""
        return list(self._paths)

    def add(self, path: str | Path) -> str:
        """Put a corpus on the shelf.

        Args:
            path: its folder.

        Returns:
            Its name: that of the folder, numbered if another one has it.

        Raises:
            CorpusError: there is no corpus there.
        """
        folder = Path(path).resolve()
        if folder in self._paths.values():
            return next(name for name, known in self._paths.items() if known == folder)
        Corpus.open(folder)
        plain = folder.name.removesuffix(".corpus") or "corpus"
        name, number = plain, 1
        while name in self._paths:
            number += 1
            name = f"{plain}-{number}"
        self._paths[name] = folder
        return name

    def free(self, name: str) -> Path:
        """Find a folder for a new corpus among the uploaded ones.

        Args:
            name: what somebody wants to call it.

        Returns:
            A path at which nothing is yet, in ``uploads``, whatever the name holds.

        Raises:
            ValueError: nothing may be uploaded here.
        """
        if self.uploads is None:
            raise ValueError("Nothing may be uploaded here.")
        plain = re.sub(r"[^\w-]+", "-", name).strip("-").lower()[:60] or "corpus"
        folder, number = self.uploads / f"{plain}.corpus", 1
        while folder.exists():
            number += 1
            folder = self.uploads / f"{plain}-{number}.corpus"
        return folder

    def desk(self, name: str = "") -> Desk:
        """Open a corpus as it is now; what was opened before is taken unless a build has ended since.

        Args:
            name: one of ``names``; may be left out where there is one.

        Returns:
            The corpus, shared by all who open it until it changes.

        Raises:
            CorpusError: there is no such corpus, or it is damaged.
        """
        if not name and len(self._paths) == 1:
            name = next(iter(self._paths))
        if name not in self._paths:
            known = ", ".join(self._paths) or "none"
            raise CorpusError(f"there is no corpus “{name}” here; those served are: {known}.")
        if name not in self._open or self._open[name][0] != self._latest(name):
            corpus = Corpus.open(self._paths[name])
            self._open[name] = corpus.commit, Desk(corpus, name=name, read_only=self.read_only)
        return self._open[name][1]

    def changed(self, name: str, desk: Desk) -> bool:
        """Whether a build has ended since somebody opened a corpus."""
        name = name or next(iter(self._paths), "")
        if name not in self._paths:
            return False
        commit, opened = self._open.get(name, (None, None))
        return opened is not desk or commit != self._latest(name)

    def listed(self) -> list[Listed]:
        """Say of every corpus what it holds, or why it cannot be opened."""
        return [self._about(name) for name in self._paths]

    def _latest(self, name: str) -> Commit | None:
        """The last commit, whole: a corpus that was deleted and built anew begins to count its commits anew."""
        return latest_commit(self._paths[name])

    def _about(self, name: str) -> Listed:
        try:
            day = pl.col("published_at").dt.date()
            counted = (
                Corpus.open(self._paths[name])
                .scan("articles")
                .select(
                    pl.len(),
                    pl.col("outlet").n_unique().alias("outlets"),
                    day.min().alias("first"),
                    day.max().alias("last"),
                )
            )
            return Listed(name, *counted.collect().row(0))
        except (CorpusError, pl.exceptions.PolarsError, OSError) as error:
            return Listed(name, 0, 0, None, None, str(error))
