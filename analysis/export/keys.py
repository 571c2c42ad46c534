"""Which columns lead to a row of another table, and which of these keys hold in an export."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.export.contents import Content, Sheet

LEADS_TO: dict[tuple[str, ...], str] = {
    ("article_id",): "articles",
    ("article_a",): "articles",
    ("article_b",): "articles",
    ("article_id", "sentence"): "sentences",
    ("claim_id",): "claims",
    ("claim_a",): "claims",
    ("claim_b",): "claims",
    ("claim",): "claims",
    ("from_claim",): "claims",
    ("utterance_id",): "claims",
    ("source_id",): "sources",
    ("corrected",): "corrections",
}
"""Columns of this name, in any table, name a row of that table by its key."""
OF_ONE_ARTICLE = {("source_links", ("source_id",)), ("source_corrections", ("source_id",))}
"""Ids as annotate() gave them: they are not those of ``sources``."""
FIRST = ("articles", "corrections", "sources", "sentences", "claims")
"""Tables that others lead to, each behind those that it leads to itself."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values are keys of another table."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]
    holds: bool


def in_order(content: Content) -> list[Sheet]:
    """The tables, each behind those that it leads to."""
    names = [*FIRST, *(name for name in content.sheets if name not in FIRST)]
    return [content.sheets[name] for name in names]


def key_of(sheet: Sheet) -> tuple[str, ...]:
    """The columns that identify a row; none where they do not: a record may lack a name in its file."""
    if not sheet.key:
        return ()
    key = sheet.frame.select(sheet.key)
    whole = not any(key.null_count().row(0)) and key.n_unique() == key.height
    return sheet.key if whole else ()


def references_of(sheet: Sheet, content: Content) -> list[Reference]:
    """Columns of a table that lead to another one.

    Args:
        sheet: the table.
        content: all tables.

    Returns:
        One reference for each; it holds if the other table has a row for every value that is not null.
    """
    found = []
    for columns, name in LEADS_TO.items():
        parent = content.sheets[name]
        if name == sheet.name or (sheet.name, columns) in OF_ONE_ARTICLE:
            continue
        if any(sheet.frame.schema.get(c) != parent.frame.schema[k] for c, k in zip(columns, parent.key, strict=True)):
            continue
        values = sheet.frame.select(columns).drop_nulls().unique()
        lost = values.join(parent.frame, left_on=columns, right_on=parent.key, how="anti")
        found.append(Reference(columns, name, parent.key, key_of(parent) == parent.key and lost.is_empty()))
    return found


def dictionary_of(content: Content, notes: dict[tuple[str, str], str]) -> pl.DataFrame:
    """Say of every column of every table what it holds.

    Args:
        content: all tables.
        notes: by table and column, what the format changes about its values.

    Returns:
        table, kind (corpus or metric), row (what a row of the table is), rows, column, dtype (of polars, as in the
        Parquet files), key (whether it is part of the key), refers_to (table and column that it leads to), meaning,
        note (null, or what is special about its values in this export); one row a column.
    """
    rows = []
    for sheet in content.sheets.values():
        key, references = key_of(sheet), references_of(sheet, content)
        for column, dtype in sheet.frame.schema.items():
            leads = [r for r in references if r.columns == (column,)]
            lost = [f"not every value is in {r.table}" for r in leads if not r.holds]
            said = [*lost, *filter(None, [notes.get((sheet.name, column))])]
            rows.append(
                {
                    "table": sheet.name,
                    "kind": sheet.kind,
                    "row": sheet.row,
                    "rows": sheet.frame.height,
                    "column": column,
                    "dtype": str(dtype),
                    "key": column in key,
                    "refers_to": next((f"{r.table}.{r.key[0]}" for r in leads if r.holds), None),
                    "meaning": sheet.meanings[column],
                    "note": "; ".join(said) or None,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"refers_to": pl.String, "note": pl.String})


def contents_of(content: Content) -> pl.DataFrame:
    """List the tables of an export and what is left out.

    Args:
        content: all tables.

    Returns:
        table, kind (corpus or metric), row (what a row of it is; null if left out), rows (null if left out), left_out
        (why; else null); one row a table.
    """
    there = [(s.name, s.kind, s.row, s.frame.height, None) for s in content.sheets.values()]
    absent = [(name, "metric", None, None, reason) for name, reason in content.left_out.items()]
    schema = {"table": pl.String, "kind": pl.String, "row": pl.String, "rows": pl.Int64, "left_out": pl.String}
    return pl.DataFrame(there + absent, schema=schema, orient="row")
