"""The rows of any table of a corpus that a scope and filter let through, and where a row of it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboards.desk import Desk
from dashboards.state import NO_FILTER, Filter, Scope


def rows_of(desk: Desk, name: str, scope: Scope, chosen: Filter) -> pl.DataFrame:
    """Give a table's rows as the page is filtered.

    Args:
        desk: the corpus.
        name: one of ``dashboards.state.TABLES``.
        scope: which articles.
        chosen: which of them by outlet and day; of claims, sources and links all that a filter says counts.

    Returns:
        The table with the columns that it has in the corpus, articles without their text.
    """
    key = ("data", name, scope, chosen)
    return desk.keep(key, lambda: _rows(desk, name, scope, chosen))


def _rows(desk: Desk, name: str, scope: Scope, chosen: Filter) -> pl.DataFrame:
    articles = desk.listed(scope, chosen)
    inside = articles["article_id"].implode()
    if name == "articles":
        return articles.drop("day")
    if name == "passages":
        shared = desk.table("passages")
        return shared.filter(pl.col("article_a").is_in(inside), pl.col("article_b").is_in(inside))
    whole = desk.table(name) if name in ("claim_links", "utterances") else None
    if whole is None and name not in ("claims", "sources"):
        return desk.rows(name, scope).filter(pl.col("article_id").is_in(inside))
    claims = desk.claims(scope, chosen)
    told = claims["claim_id"].implode()
    if name == "claims":
        return claims.drop("day")
    if name == "sources":
        return desk.all_sources.filter(pl.col("source_id").is_in(claims["source_id"].drop_nulls().implode()))
    if name == "claim_links":
        return whole.filter(pl.col("claim_a").is_in(told), pl.col("claim_b").is_in(told))
    return whole.filter(pl.col("claim_id").is_in(told))


def leads_to(row: Mapping[str, Any]) -> dict[str, Any]:
    """Say where a row leads: to its claim, its place in an article, its article, or the claims of its source.

    Args:
        row: a row of any table.

    Returns:
        Values of the state.

    Example:
        >>> leads_to({"article_id": "a", "start": 3, "end": 9})["at"]
        '3-9'
    """
    reader = {"page": "reader", "claim": "", "at": ""}
    claim = row.get("claim_a") or row.get("claim_id")
    if claim:
        return reader | {"article": claim.rpartition("#")[0], "claim": claim}
    if row.get("article_a"):
        return reader | {"article": row["article_a"], "at": f"{row['start_a']}-{row['end_a']}"}
    if row.get("article_id"):
        place = {"at": f"{row['start']}-{row['end']}"} if row.get("start") is not None else {}
        return reader | {"article": row["article_id"]} | place
    return {"page": "claims", **NO_FILTER, "source": row.get("source_id") or ""}
