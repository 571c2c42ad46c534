"""What travels between the readers: a file to read, a record read, a record rejected."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1024 * 1024
LARGEST_FILE = 200 * MEGABYTE
"""Bytes that one file, or one member of a zip, may have. Parquet files are streamed and may be larger."""
LARGEST_ARCHIVE = 2048 * MEGABYTE
"""Bytes that all members of one zip may unpack to."""
LARGEST_TEXT = 50 * 1000 * 1000
"""Characters that one article may have."""


class UnreadableError(ValueError):
    """A file or record cannot be read; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that could not be read: a row of the table ``rejected``.

    Attributes:
        origin: the file.
        record: which record in it (row, line or member name); None for the whole file.
        reason: what is wrong with it, and what would help.
    """

    origin: str
    record: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file, on disk or inside a zip, that a reader can open.

    Attributes:
        origin: the file, as it is shown to people.
        member: its name inside the zip, or None.
        folders: names of the folders above it, outermost first.
        suffix: its extension in lower case, with the dot.
        path: where it is on disk (the zip itself for a member).
        data: the bytes of a member; None for a file on disk.
    """

    origin: str
    member: str | None
    folders: tuple[str, ...]
    suffix: str
    path: Path
    data: bytes | None = None

    def open(self) -> BinaryIO:
        """Open it for reading bytes; the caller closes it."""
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)

    def read(self) -> bytes:
        """All its bytes.

        Raises:
            UnreadableError: it is larger than ``LARGEST_FILE``.
        """
        with self.open() as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UnreadableError(
                f"larger than {LARGEST_FILE // MEGABYTE} MB: split it into several files, or convert it to Parquet"
            )
        return data

    def name_of(self, number: str | None) -> str | None:
        """The name of a record in it: the member, the number, or both."""
        return "#".join(part for part in (self.member, number) if part is not None) or None

    def reject(self, reason: str, number: str | None = None) -> Rejected:
        """A rejection of record ``number``, or of the whole file."""
        return Rejected(self.origin, self.name_of(number), reason)

    def record(self, fields: dict[str, object], number: str | None = None) -> Record:
        """A record read from it."""
        name = self.name_of(number)
        return Record(fields, self.origin if name is None else f"{self.origin}#{name}", self, number)


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file gave it.

    Attributes:
        fields: values by the names in ``columns.FIELDS``, of whatever type the file holds.
        origin: the file, and the record within it after '#'.
        source: the file.
        number: which record in it, or None where the file is one record.
    """

    fields: dict[str, object]
    origin: str
    source: Source
    number: str | None


Readings = Iterator[Record | Rejected]
