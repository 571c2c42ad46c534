"""Paths, folders and globs to files that can be opened, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.articles.records import Rejected, Source

SUFFIXES = (".txt", ".md", ".html", ".htm", ".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".zip")
_GLOB = frozenset("*?[")
OUTLETS = "outlets.csv"

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


def find_files(paths: Paths, skip: str | Path | None = None) -> Iterator[Source | Rejected]:
    """Find the files to read: a folder stands for all files below it, sorted by name.

    Hidden files and folders are passed over. A file that two paths lead to is read once.

    Args:
        paths: files, folders and glob patterns.
        skip: a file that is no article (the outlets table).

    Yields:
        Each file; or a rejection where there is none, it may not be read, is a link that leads nowhere or is in a
        format that is not read.
    """
    listed = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    seen = {os.path.realpath(skip)} if skip else set()
    for given in listed:
        for item in _expand(os.fspath(given)):
            if isinstance(item, Rejected):
                yield item
                continue
            real = os.path.realpath(item)
            if real not in seen:
                seen.add(real)
                yield _open_check(item)


def find_outlets(paths: Paths) -> Path | None:
    """Find the table of outlets that lies directly in a folder to be read.

    Args:
        paths: as for ``find_files``.

    Returns:
        The file, or None where no folder given holds one.

    Raises:
        ValueError: two folders hold one each.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "outlets.csv").write_text("outlet,name")
        >>> find_outlets(folder).name
        'outlets.csv'
    """
    listed = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    folders = [Path(given) for given in listed if "\0" not in os.fspath(given)]
    tables = {os.path.realpath(table): table for table in (folder / OUTLETS for folder in folders) if table.is_file()}
    if len(tables) > 1:
        named = " and ".join(table.as_posix() for table in tables.values())
        raise ValueError(f"there are {named}: say which one names the outlets")
    return next(iter(tables.values()), None)


def _expand(given: str) -> Iterator[Path | Rejected]:
    """The files that one path stands for."""
    if "\0" in given:
        yield Rejected(given.replace("\0", "?"), None, "a path with a zero character in it: check its spelling")
        return
    path = Path(given)
    if path.is_dir():
        yield from _walk(path)
    elif os.path.lexists(path):
        yield path
    elif _GLOB.intersection(given):
        matches = sorted(glob.glob(given, recursive=True))
        for match in matches:
            yield from _walk(Path(match)) if os.path.isdir(match) else [Path(match)]
        if not matches:
            yield Rejected(given, None, "no file matches the pattern: check it, and quote it if the shell expands it")
    else:
        yield Rejected(given, None, "no such file or folder: check the path")


def _walk(folder: Path) -> Iterator[Path | Rejected]:
    """All files below a folder, sorted; links to folders are not followed, as they may lead round in a circle."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected(
            folder.as_posix(), None, f"the folder cannot be opened ({error.strerror}): check its permissions"
        )
        return
    for entry in found:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif entry.is_symlink() and path.is_dir():
            yield Rejected(path.as_posix(), None, "a link to a folder, which is not followed: pass that folder itself")
        else:
            yield path


def _open_check(path: Path) -> Source | Rejected:
    """The file as a source, if it is a regular one that may be read and is in a known format."""
    # What stands behind '#' is a record in the file, so the file's own name cannot hold one.
    origin = path.as_posix().replace("#", "%23").encode("utf-8", "replace").decode("utf-8")
    suffix = path.suffix.lower()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Rejected(origin, None, f"cannot be opened ({error.strerror}): it may be a link that leads nowhere")
    if not stat.S_ISREG(mode):
        return Rejected(origin, None, "no regular file: pass files and folders")
    if suffix not in SUFFIXES:
        known = " ".join(SUFFIXES)
        return Rejected(origin, None, f"the format '{suffix}' is not read: convert it to one of {known}")
    if not os.access(path, os.R_OK):
        return Rejected(origin, None, "may not be read: check its permissions")
    folders = tuple(part for part in Path(os.path.abspath(path)).parts[1:-1])
    return Source(origin, None, folders, suffix, path)
