"""Which rows a scope and a filter let through."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboards.state import NO_SOURCE, Filter, Scope


def in_scope(frame: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Keep the rows of a scope's articles."""
    conditions = []
    if scope.story:
        conditions.append(pl.col("story") == scope.story)
    if scope.outlets:
        conditions.append(pl.col("outlet").is_in(list(scope.outlets)))
    return frame.filter(*conditions)


def on_days(chosen: Filter) -> list[pl.Expr]:
    """Conditions on outlet and day, which articles and claims share."""
    conditions = []
    if chosen.outlet:
        conditions.append(pl.col("outlet").is_in(list(chosen.outlet)))
    if since := _day(chosen.since):
        conditions.append(pl.col("day") >= since)
    if until := _day(chosen.until):
        conditions.append(pl.col("day") <= until)
    return conditions


def _day(written: str) -> date | None:
    """Read a day from a URL; nonsense there filters nothing."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def passing_claims(claims: pl.DataFrame, chosen: Filter) -> pl.DataFrame:
    """Keep the claims that a filter lets through."""
    conditions = on_days(chosen)
    if chosen.source:
        conditions.append(_is_or_none("source_id", chosen.source))
    if chosen.kind:
        conditions.append(_is_or_none("kind", chosen.kind))
    if chosen.cue:
        conditions.append(pl.col("cue_lemma") == chosen.cue)
    if chosen.quotation:
        conditions.append(pl.col("quotation") == chosen.quotation)
    if chosen.text:
        searched = pl.concat_str("content_text", "source", "source_text", separator="\n", ignore_nulls=True)
        conditions.append(searched.str.to_lowercase().str.contains(chosen.text.lower(), literal=True))
    frame = claims.filter(*conditions)
    if chosen.shared and chosen.outlet:
        frame = frame.filter(~pl.col("anonymous"), pl.col("kind") != "unnamed")  # as the overlap itself counts
        citing = frame.group_by("source_id").agg(pl.col("outlet").n_unique())
        everywhere = citing.filter(pl.col("outlet") == len(set(chosen.outlet)))["source_id"]
        frame = frame.filter(pl.col("source_id").is_in(everywhere.implode()))
    return frame


def _is_or_none(column: str, value: str) -> pl.Expr:
    """Equal to a value, or null where 'none' asks for claims whose source nobody knows."""
    return pl.col(column).is_null() if value == NO_SOURCE else pl.col(column) == value
