"""The files of a corpus: parts under names made from their content, and commits that say which of them count.

A writer writes parts under new names and then creates the next commit file exclusively, so that a reader sees all of a
build or nothing of it, and of two writers one is first and the other tries again on top. No file is ever overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

FORMAT = 1


class CorpusError(Exception):
    """A corpus cannot be read or written; the message says which file, why and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file of a part: its rows and the SHA-256 of its bytes."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of Parquet files, one a table, that are visible together.

    ``folder`` is relative to the corpus; ``fingerprint`` names the pipeline that made the tables.
    """

    folder: str
    fingerprint: str
    tables: dict[str, File]

    def path_of(self, table: str) -> str:
        """Path of a table's file relative to the corpus."""
        return f"{self.folder}/{table}.parquet"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a corpus holds: the parts in order of reading, and the corpus-wide tables made from them."""

    number: int
    parts: tuple[Part, ...]
    links: Part

    def files(self, table: str) -> list[tuple[str, File]]:
        """Paths of a table's files relative to the corpus, in order, each with its rows and hash.

        A corpus-wide table takes the place of those that the parts have under its name.
        """
        parts = (self.links,) if table in self.links.tables else self.parts
        return [(part.path_of(table), part.tables[table]) for part in parts if table in part.tables]


def digest(*values: object) -> str:
    """A short hash of JSON-like values: the same for the same values on every machine."""
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write_part(root: Path, folder: str, tables: Mapping[str, pl.DataFrame], fingerprint: str) -> Part:
    """Write tables as one part, or take the part of that name if it is there.

    The files are written aside and their folder renamed, so a part that exists is complete.

    Args:
        root: the corpus.
        folder: name of the part relative to the corpus, made from what it is made of.
        tables: frames by table name.
        fingerprint: of the pipeline that made them.

    Returns:
        The part, with rows and hashes as they are on disk.

    Raises:
        CorpusError: a part of that name is there and cannot be read.
    """
    target = root / folder
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=target.parent))
        try:
            aside.chmod(0o755)
            for name, frame in tables.items():
                path = aside / f"{name}.parquet"
                frame.write_parquet(
                    path, compression="zstd", compression_level=3, statistics=True, row_group_size=100_000
                )
                sync(path)
            try:
                aside.rename(target)
            except OSError:
                # Another writer with the same articles was first: its files are the same.
                if not target.is_dir():
                    raise
            sync(target.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return existing_part(root, folder, fingerprint)


def existing_part(root: Path, folder: str, fingerprint: str) -> Part:
    """Describe a part that is on disk already.

    Args:
        root: the corpus.
        folder: name of the part relative to the corpus.
        fingerprint: of the pipeline that made it.

    Returns:
        The part with the rows and hash of each file.

    Raises:
        CorpusError: one of its files cannot be read.
    """
    files = {}
    for path in sorted((root / folder).glob("*.parquet")):
        files[path.stem] = File(rows_of(path), hash_of(path))
    return Part(folder, fingerprint, files)


def read_table(root: Path, part: Part, table: str, columns: list[str] | None = None) -> pl.DataFrame:
    """Read one table of one part.

    Args:
        root: the corpus.
        part: one of its parts.
        table: name of a table that the part has.
        columns: only these; all by default.

    Returns:
        The frame as it was written.

    Raises:
        CorpusError: the file is missing or damaged.
    """
    path = root / part.path_of(table)
    try:
        return pl.read_parquet(path, columns=columns)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise CorpusError(f"{path}: {error}. Restore it from a copy, or build the corpus again.") from error


def rows_of(path: Path) -> int:
    """Count the rows of a Parquet file from its footer."""
    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise CorpusError(
            f"{path}: not a whole Parquet file ({error}). Remove the folder {path.parent} and build again."
        ) from error


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make what was written to a file or folder outlast a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps folders in order by itself and refuses to open them.
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_exclusively(path: Path, value: Mapping[str, Any]) -> bool:
    """Create a JSON file that must not exist yet; it appears whole or not at all.

    Args:
        path: the file.
        value: what to write.

    Returns:
        Whether this writer made it; False where another was first.
    """
    return create_text_exclusively(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def create_text_exclusively(path: Path, text: str) -> bool:
    """Create a text file in UTF-8 that must not exist yet; it appears whole or not at all.

    Args:
        path: the file.
        text: what to write.

    Returns:
        Whether this writer made it; False where another was first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf8", newline="\n") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        aside.chmod(0o644)
        try:
            path.hardlink_to(aside)
        except FileExistsError:
            return False
        except OSError:
            return _create_without_links(path, text)
    finally:
        aside.unlink()
    sync(path.parent)
    return True


def _create_without_links(path: Path, text: str) -> bool:
    """The same for file systems without hard links (exFAT, some network shares)."""
    try:
        with path.open("x", encoding="utf8", newline="\n") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
    except FileExistsError:
        return False
    return True


def latest_commit(root: Path) -> Commit | None:
    """Read the highest commit of a corpus.

    Args:
        root: the corpus.

    Returns:
        The commit, or None where no build has ended yet.

    Raises:
        CorpusError: the commit file is damaged.
    """
    numbers = [int(path.stem) for path in (root / "commits").glob("*.json") if path.stem.isdecimal()]
    if not numbers:
        return None
    path = commit_path(root, max(numbers))
    try:
        value = json.loads(path.read_text(encoding="utf8"))
        return Commit(value["number"], tuple(_part(part) for part in value["parts"]), _part(value["links"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{path}: damaged ({error!r}). Restore it from a copy, or remove it to go back to the commit before."
        ) from error


def create_commit(root: Path, commit: Commit) -> bool:
    """Make a commit the latest one, if nobody else has made one with its number.

    Args:
        root: the corpus.
        commit: what the corpus holds from now on.

    Returns:
        False where another writer took the number: read the latest commit and try on top of it.
    """
    value = {
        "number": commit.number,
        "parent": commit.number - 1 or None,
        "parts": [asdict(part) for part in commit.parts],
        "links": asdict(commit.links),
    }
    return create_exclusively(commit_path(root, commit.number), value)


def commit_path(root: Path, number: int) -> Path:
    """Where a commit's file is."""
    return root / "commits" / f"{number:06d}.json"


def _part(value: Mapping[str, Any]) -> Part:
    return Part(value["folder"], value["fingerprint"], {name: File(**file) for name, file in value["tables"].items()})
