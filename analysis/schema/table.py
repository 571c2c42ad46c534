"""What a table is: a name, what a row of it is, its columns and the columns that identify a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

SPANS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64}))
TIME = pl.Datetime("us", "UTC")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, dtype, what it means (units and range included) and whether it may be null."""

    name: str
    dtype: Any
    meaning: str
    null: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns and the columns that identify a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        """The polars schema, in column order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return pl.DataFrame(schema=self.schema)
