"""Any frame, checked against a table that is declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from analysis.schema.tables import TABLES

AnyFrame: TypeAlias = IntoDataFrame | pl.LazyFrame | Mapping[str, Any]
"""What tables may come in as: polars (lazy too), pandas, pyarrow, or a dictionary of columns."""


class SchemaError(ValueError):
    """A frame lacks a column that its table has, or holds it in a dtype that cannot be converted."""


def conform(frame: AnyFrame, table: str, *, columns: tuple[str, ...] | None = None) -> pl.DataFrame:
    """Turn any frame that narwhals knows into polars and check it against a table.

    Args:
        frame: polars (lazy too), pandas or pyarrow table, or a dictionary of columns.
        table: name of a table in ``TABLES``.
        columns: check only these columns of the table (a metric needs few); all by default.

    Returns:
        A polars frame with the table's columns first, in their order and dtypes; extra columns stay behind them.

    Raises:
        SchemaError: a column is missing, cannot be converted, or holds nulls where the table allows none.
        ValueError: ``columns`` names one that the table does not declare.

    Example:
        >>> conform({"source_id": ["a"]}, "sources", columns=("source_id",))["source_id"].to_list()
        ['a']
    """
    declared = TABLES[table]
    unknown = sorted(set(columns or ()) - {c.name for c in declared.columns})
    if unknown:
        raise ValueError(f"table '{table}' declares no {', '.join(unknown)}; see analysis.schema.TABLES['{table}'].")
    wanted = [c for c in declared.columns if columns is None or c.name in columns]
    if isinstance(frame, Mapping):
        data = pl.DataFrame(dict(frame))
    elif isinstance(frame, pl.LazyFrame):
        data = frame.collect()
    else:
        data = nw.from_native(frame, eager_only=True).to_polars()
    missing = [c.name for c in wanted if c.name not in data.columns]
    if missing:
        raise SchemaError(
            f"table '{table}' lacks {', '.join(missing)}; it has {', '.join(data.columns) or 'no columns'}. "
            f"A row is {declared.row}; see analysis.schema.TABLES['{table}']."
        )
    try:
        data = data.with_columns(pl.col(c.name).cast(c.dtype) for c in wanted if data.schema[c.name] != c.dtype)
    except pl.exceptions.PolarsError as error:
        raise SchemaError(f"table '{table}': {error}") from error
    for column in wanted:
        nulls = data[column.name].null_count()
        if nulls and not column.null:
            raise SchemaError(
                f"table '{table}': {column.name} is null in {nulls} of {data.height} rows; it never may be."
            )
    names = [c.name for c in wanted]
    return data.select(*names, *(n for n in data.columns if n not in names))
