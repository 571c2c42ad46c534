"""A corpus: one folder of Parquet tables, made by ``parallax build`` and read by everything after it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from analysis.articles.outlets import read_outlets
from analysis.commits import FORMAT, Commit, CorpusError, create_exclusively, hash_of, latest_commit, read_table
from analysis.corrections.applying import correct_claims, correct_entities
from analysis.corrections.finding import CLAIM_COLUMNS
from analysis.corrections.reviews import REVIEWS_FILE, read_reviews, resolve_reviews
from analysis.linking.events import apply_event_links
from analysis.linking.sources import link_sources
from analysis.linking.stories import apply_story_links
from analysis.schema import SOURCES, TABLES

SUFFIX = ".corpus"
OUTLETS = "outlets.csv"


@dataclass(frozen=True)
class Corpus:
    """The tables of one commit of a corpus; what is added to the folder later does not change it.

    Example:
        >>> Corpus.open("nowhere.corpus")
        Traceback (most recent call last):
        analysis.commits.CorpusError: nowhere.corpus: no such folder. Make it with: ...
    """

    path: Path
    name: str
    commit: Commit = field(repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: str | Path) -> Corpus:
        """Open a corpus as its last finished build left it.

        Args:
            path: the folder.

        Returns:
            The corpus.

        Raises:
            CorpusError: it is not there, is no corpus, was written by a newer version, or no build into it has ended.
        """
        root = Path(path)
        settings = read_header(root)
        commit = latest_commit(root)
        if commit is None:
            raise CorpusError(f"{root}: no build has ended here yet. Run the same parallax build again: it goes on.")
        return cls(root, settings["name"], commit, settings["settings"])

    def scan(self, table: str) -> pl.LazyFrame:
        """A table as a lazy frame, for queries that need not read all of it.

        Args:
            table: name of a table, such as ``claims``.

        Returns:
            A lazy frame with the columns that ``analysis.schema.TABLES`` declares. In ``claims``, ``source_id`` is the
            source across the whole corpus; so are ``entity_id`` and ``entity`` in ``entities``, and in
            ``event_names`` ``event_id`` and ``event``. All but the last are as people corrected them, and claims that
            they dropped are left out. In ``articles``, ``story`` is filled from ``story_links`` where the input named
            none.

        Raises:
            CorpusError: the corpus has no such table, or one of its files is missing.
        """
        frame = self._scan_stored(table)
        if table == "reviews":
            return self.reviews.lazy()
        if table == "articles":
            return apply_story_links(frame, self._scan_stored("story_links"))
        if table == "claims":
            stored = ("source_links", "source_corrections", "claim_corrections")
            return correct_claims(frame, *map(self._scan_stored, stored))
        if table == "entities":
            return correct_entities(frame, *map(self._scan_stored, ("entity_links", "source_corrections")))
        if table == "event_names":
            return apply_event_links(frame, self._scan_stored("event_links"))
        if table == "claim_vectors":
            dropped = self._scan_stored("claim_corrections").filter("dropped")
            return frame.join(dropped, on="claim_id", how="anti", maintain_order="left")
        return frame

    def _scan_stored(self, table: str) -> pl.LazyFrame:
        if table not in TABLES:
            raise CorpusError(f"{self.path}: there is no table '{table}'; the tables are {', '.join(TABLES)}.")
        listed = self.commit.files(table)
        for name, _ in listed:
            if not (self.path / name).is_file():
                raise CorpusError(f"{self.path / name}: missing. Restore it from a copy, or build the corpus again.")
        if not listed:
            return TABLES[table].empty().lazy()
        # A corpus of an older version lacks columns that tables have been given since: they are null.
        files = [self.path / name for name, _ in listed]
        return pl.scan_parquet(files, schema=TABLES[table].schema, missing_columns="insert", extra_columns="ignore")

    def read(self, table: str) -> pl.DataFrame:
        """A whole table.

        Args:
            table: name of a table, such as ``claims``.

        Returns:
            The frame that ``scan`` describes.

        Raises:
            CorpusError: the corpus has no such table, or one of its files is missing or damaged.
        """
        try:
            return self.scan(table).collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            self.verify()
            raise CorpusError(f"{self.path}: table '{table}' cannot be read: {error}") from error

    @cached_property
    def articles(self) -> pl.DataFrame:
        """One row an article, in the order they were read; ``story`` is the input's or that of ``story_links``."""
        return self.read("articles")

    @cached_property
    def story_links(self) -> pl.DataFrame:
        """One row an article that was grouped into a story because the input named none, with the terms it shares."""
        return self.read("story_links")

    @cached_property
    def sentences(self) -> pl.DataFrame:
        """One row a sentence."""
        return self.read("sentences")

    @cached_property
    def entities(self) -> pl.DataFrame:
        """One row a mention of an entity; ``entity_id`` and ``entity`` are the same for one entity in all articles."""
        return self.read("entities")

    @cached_property
    def claims(self) -> pl.DataFrame:
        """One row an attributed statement; ``source_id`` is the same for one source across all articles."""
        return self.read("claims")

    @cached_property
    def claim_vectors(self) -> pl.DataFrame:
        """One row a claim: where its content stands among others."""
        return self.read("claim_vectors")

    @cached_property
    def event_names(self) -> pl.DataFrame:
        """One row a phrase that names an event; ``event_id`` is the same for one event in all articles of a story."""
        return self.read("event_names")

    @cached_property
    def clauses(self) -> pl.DataFrame:
        """One row a clause, or a noun, that says that somebody does something to somebody."""
        return self.read("clauses")

    @cached_property
    def quantities(self) -> pl.DataFrame:
        """One row a number in a text, with its unit and what it counts."""
        return self.read("quantities")

    @cached_property
    def sources(self) -> pl.DataFrame:
        """One row a source, across all articles."""
        return self.read("sources")

    @cached_property
    def passages(self) -> pl.DataFrame:
        """One row a stretch of text that two articles share: copied, from a wire, or the same quotation."""
        return self.read("passages")

    @cached_property
    def claim_links(self) -> pl.DataFrame:
        """One row a pair of claims of one story that belong together, with the reason."""
        return self.read("claim_links")

    @cached_property
    def utterances(self) -> pl.DataFrame:
        """One row a version of an utterance that several claims report, with the chain that it came by."""
        return self.read("utterances")

    @cached_property
    def number_ledger(self) -> pl.DataFrame:
        """One row a version of a number that two or more articles of a story give."""
        return self.read("number_ledger")

    @cached_property
    def corrections(self) -> pl.DataFrame:
        """One row a correction that people wrote into ``corrections.csv``, and what became of it."""
        return self.read("corrections")

    @property
    def reviews(self) -> pl.DataFrame:
        """One row an answer in ``reviews.csv`` as the file is now, with the claim of this commit that it is about."""
        claims = self._scan_stored("claims").select(CLAIM_COLUMNS).collect()
        return resolve_reviews(read_reviews(self.path / REVIEWS_FILE), claims)

    @cached_property
    def as_read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Claims and sources as the machine read and linked them, without what people corrected."""
        claims = self._scan_stored("claims").collect()
        cited = [read_table(self.path, part, "sources") for part in self.commit.parts]
        told = pl.concat([SOURCES.empty(), *cited], how="diagonal").drop("corrected")
        sources, links = link_sources(claims, told, self.articles.select("article_id", "story"))
        nothing = TABLES["source_corrections"].empty(), TABLES["claim_corrections"].empty()
        return correct_claims(claims, links, *nothing), sources

    @cached_property
    def rejected(self) -> pl.DataFrame:
        """One row a record that could not be read, with the reason."""
        return self.read("rejected")

    @cached_property
    def duplicates(self) -> pl.DataFrame:
        """One row a record left out because it repeats another, with the one that was kept."""
        return self.read("duplicates")

    @cached_property
    def outlets(self) -> pl.DataFrame | None:
        """What the table given to the build says of each outlet, all of it as strings; None without one."""
        path = self.path / OUTLETS
        return pl.read_csv(path, infer_schema=False) if path.is_file() else None

    def verify(self) -> None:
        """Check every file of the corpus against the hash that the commit lists.

        Raises:
            CorpusError: naming the first file that is missing or has other bytes than were written.
        """
        for part in (*self.commit.parts, self.commit.links):
            for table, file in part.tables.items():
                path = self.path / part.path_of(table)
                if not path.is_file():
                    raise CorpusError(f"{path}: missing. Restore it from a copy, or build the corpus again.")
                if hash_of(path) != file.sha256:
                    raise CorpusError(f"{path}: changed since it was written. Restore it, or build the corpus again.")


def read_header(root: Path) -> dict[str, Any]:
    """Read ``corpus.json``: format version, name and settings.

    Args:
        root: the corpus.

    Returns:
        A dictionary with ``format``, ``name`` and ``settings``.

    Raises:
        CorpusError: the folder is not there, is no corpus, or was written by a newer version.
    """
    path = root / "corpus.json"
    if not root.exists():
        raise CorpusError(f"{root}: no such folder. Make it with: parallax build PATH... --out {root}")
    if not path.is_file():
        raise CorpusError(f"{root}: not a corpus (it has no corpus.json). Give the folder that parallax build made.")
    try:
        value = json.loads(path.read_text(encoding="utf8"))
        version = int(value["format"])
        header = {"format": version, "name": str(value["name"]), "settings": dict(value["settings"])}
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}: damaged ({error!r}). Restore it from a copy, or build the corpus again.") from error
    if version > FORMAT:
        raise CorpusError(
            f"{root}: written by a newer Parallax (format {version}, this one reads up to {FORMAT}). "
            "Run: pip install --upgrade parallax-news"
        )
    return header


def create_header(root: Path, name: str | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Make a folder a corpus, or take it as it is if it is one.

    Args:
        root: the folder; made if it is not there.
        name: what to call the corpus; the folder's name without ``.corpus`` by default.
        settings: what later builds into it must keep to.

    Returns:
        The header on disk, as ``read_header`` gives it.

    Raises:
        CorpusError: the folder holds something else, or a corpus of a newer version.
    """
    path = root / "corpus.json"
    strange = root.exists() and (not root.is_dir() or any(not p.name.startswith(".") for p in root.iterdir()))
    if path.is_file():
        return read_header(root)
    if strange:
        raise CorpusError(f"{root}: holds something that is not a corpus. Give --out a new or empty folder.")
    name = name or root.resolve().name.removesuffix(SUFFIX)
    create_exclusively(path, {"format": FORMAT, "name": name, "settings": dict(settings)})
    return read_header(root)


def keep_outlets(root: Path, file: Path) -> None:
    """Keep what a table says about outlets in the corpus: one row an outlet, under the name that articles carry.

    Args:
        root: the corpus.
        file: the table, as ``read_outlets`` wants it.

    Raises:
        ValueError: a column is missing.
        OSError: the file cannot be opened, or the disk is full.
    """
    named = read_outlets(file).drop("outlet").rename({"name": "outlet"})
    content = named.unique("outlet", keep="first", maintain_order=True).write_csv().encode()
    target = root / OUTLETS
    if target.is_file() and target.read_bytes() == content:
        return
    with tempfile.NamedTemporaryFile(dir=root, prefix=".writing-", delete=False) as aside:
        aside.write(content)
    Path(aside.name).replace(target)
