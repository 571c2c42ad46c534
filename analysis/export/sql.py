"""What SQLite and DuckDB share: names that are quoted, tables with their keys, and views."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.export.contents import Content, Sheet
from analysis.export.keys import key_of, references_of

VIEWS: dict[str, tuple[str, str]] = {
    "claims_with_articles": (
        "one claim with its article and its source",
        "SELECT a.outlet, a.story, a.title AS article_title, a.published_at, a.url, s.name AS source, "
        "s.kind AS source_kind, c.* FROM claims c JOIN articles a ON a.article_id = c.article_id "
        "LEFT JOIN sources s ON s.source_id = c.source_id",
    ),
    "claim_links_with_claims": (
        "two linked claims with their words and outlets",
        "SELECT l.*, x.outlet AS outlet_a, a.content_text AS content_a, y.outlet AS outlet_b, "
        "b.content_text AS content_b FROM claim_links l JOIN claims a ON a.claim_id = l.claim_a "
        "JOIN claims b ON b.claim_id = l.claim_b JOIN articles x ON x.article_id = a.article_id "
        "JOIN articles y ON y.article_id = b.article_id",
    ),
    "passages_with_text": (
        "one shared stretch of text with its words in both articles",
        "SELECT p.*, x.outlet AS outlet_a, substr(x.text, p.start_a + 1, p.end_a - p.start_a) AS text_a, "
        "y.outlet AS outlet_b, substr(y.text, p.start_b + 1, p.end_b - p.start_b) AS text_b FROM passages p "
        "JOIN articles x ON x.article_id = p.article_a JOIN articles y ON y.article_id = p.article_b",
    ),
}
"""Views by name: what a row is, and the query."""


def quoted(*names: str) -> str:
    """Names of tables or columns as SQL reads them, whatever is in them."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def table_of(sheet: Sheet, types: Mapping[str, str], content: Content) -> str:
    """The statement that creates a table with the keys that hold.

    Args:
        sheet: the table.
        types: the SQL type of each column.
        content: all tables.

    Returns:
        A ``CREATE TABLE``.
    """
    lines = [f"{quoted(name)} {kind}" for name, kind in types.items()]
    if key := key_of(sheet):
        lines.append(f"PRIMARY KEY ({quoted(*key)})")
    lines += [
        f"FOREIGN KEY ({quoted(*one.columns)}) REFERENCES {quoted(one.table)} ({quoted(*one.key)})"
        for one in references_of(sheet, content)
        if one.holds
    ]
    return f"CREATE TABLE {quoted(sheet.name)} (\n  " + ",\n  ".join(lines) + "\n)"
