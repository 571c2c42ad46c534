"""Zip archives, unpacked in memory only: nothing is written to disk, and headers are not believed."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from analysis.articles.records import (
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    MEGABYTE,
    Rejected,
    Source,
    UnreadableError,
)

_CHUNK = MEGABYTE
_RATIO = 250
_FREE = 16 * MEGABYTE
_MOST_MEMBERS = 200_000
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError)
# What damaged headers raise inside zipfile, before it can tell that they are damaged.
_DAMAGED = (struct.error, ValueError, OverflowError, UnicodeDecodeError, IndexError, KeyError)


@dataclass(slots=True)
class _Budget:
    """Bytes that the members of one archive may still unpack to."""

    left: int


def members(archive: Source) -> Iterator[Source | Rejected]:
    """Open the members of a zip one after the other, in order of name.

    Args:
        archive: the zip.

    Yields:
        Each member as a source of its own; or a rejection where its name points outside, it is a zip itself, is
        encrypted or broken, or unpacks to more than text does.

    Raises:
        UnreadableError: it is no zip.
    """
    budget = _Budget(LARGEST_ARCHIVE)
    with archive.open() as stream:
        try:
            opened = zipfile.ZipFile(stream)
        except (*_BROKEN, *_DAMAGED) as error:
            raise UnreadableError(f"no zip that can be opened ({str(error)[:100]}): fetch or pack it again") from error
        with opened as file:
            if len(file.infolist()) > _MOST_MEMBERS:
                raise UnreadableError(f"more than {_MOST_MEMBERS} files: split it")
            for info in sorted(file.infolist(), key=lambda member: member.filename):
                parts = PurePosixPath(info.filename).parts
                if info.is_dir() or _is_hidden(parts):
                    continue
                name = "".join(character if character.isprintable() else "?" for character in info.filename[:300])
                try:
                    _check(info)
                    data = _unpack(file, info, budget)
                except UnreadableError as error:
                    yield Rejected(archive.origin, name, str(error))
                except (*_BROKEN, *_DAMAGED) as error:
                    yield Rejected(archive.origin, name, f"cannot be unpacked ({str(error)[:100]}): pack it again")
                else:
                    folders = (*archive.folders, archive.path.stem, *parts[:-1])
                    yield Source(archive.origin, name, folders, PurePosixPath(name).suffix.lower(), archive.path, data)
                if budget.left <= 0:
                    limit = f"{LARGEST_ARCHIVE // MEGABYTE} MB"
                    yield Rejected(
                        archive.origin, None, f"it unpacks to more than {limit}; what follows {name} was not read"
                    )
                    return


def _is_hidden(parts: tuple[str, ...]) -> bool:
    """Is a member one of those that systems add: '.DS_Store', '__MACOSX/...'?"""
    return "__MACOSX" in parts or (bool(parts) and parts[-1].startswith(".") and not parts[-1].startswith(".."))


def _check(info: zipfile.ZipInfo) -> None:
    """Refuse a member by what its header says."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise UnreadableError(
            "its name points outside the archive; nothing is unpacked to disk, but it cannot be trusted"
        )
    if name.lower().endswith(".zip"):
        raise UnreadableError("a zip inside a zip: unpack it and pass its files")
    if info.flag_bits & 1:
        raise UnreadableError("encrypted: unpack it with its password first")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableError("a symbolic link: pack the file itself")


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """The bytes of a member, counted while they come."""
    allowed = min(LARGEST_FILE, _FREE + _RATIO * max(info.compress_size, 1))
    chunks: list[bytes] = []
    size = 0
    with file.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            budget.left -= len(chunk)
            chunks.append(chunk)
            if size > allowed:
                raise UnreadableError(
                    f"it unpacks to more than {allowed // MEGABYTE} MB from {info.compress_size} bytes, as no text does"
                    if allowed < LARGEST_FILE
                    else f"larger than {LARGEST_FILE // MEGABYTE} MB: split it into several files"
                )
            if budget.left <= 0:
                raise UnreadableError("the archive is too large as a whole")
    return b"".join(chunks)
