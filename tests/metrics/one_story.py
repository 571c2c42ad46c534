"""Small tables of one story, as several tests of claims across outlets need them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

MORNING = datetime(2025, 3, 3, 6, tzinfo=UTC)
TIME = pl.Datetime("us", "UTC")


def articles(*rows: tuple[str, str, datetime | None] | tuple[str, str, datetime | None, str]) -> pl.DataFrame:
    """Articles as id, outlet, time and, where it is not "bridge", story."""
    told = [(*row, "bridge")[:4] for row in rows]
    schema = {"article_id": pl.String, "outlet": pl.String, "published_at": TIME, "story": pl.String}
    return pl.DataFrame(told, schema=schema, orient="row")


def at(hours: float | None) -> datetime | None:
    """So many hours after six in the morning of a Monday."""
    return None if hours is None else MORNING + timedelta(hours=hours)


def day(number: int) -> datetime:
    """A day alone: midnight, so many days after that Monday."""
    return datetime(2025, 3, 3 + number, tzinfo=UTC)


def claims(*ids: str, **more: Any) -> pl.DataFrame:
    """Direct quotations, each of the article that its id names."""
    rows = [(each, each.partition("#")[0], "direct", "said") for each in ids]
    schema = dict.fromkeys(("claim_id", "article_id", "quotation", "act"), pl.String)
    told = pl.DataFrame(rows, schema=schema, orient="row")
    return told.with_columns(**{name: pl.Series(values) for name, values in more.items()})


def links(*pairs: tuple[str, str] | tuple[str, str, str]) -> pl.DataFrame:
    """Links of one utterance, unless a third says of which kind."""
    rows = [(*pair, "same_utterance")[:3] for pair in pairs]
    return pl.DataFrame(rows, schema=dict.fromkeys(("claim_a", "claim_b", "relation"), pl.String), orient="row")


def utterances(**chains: int) -> pl.DataFrame:
    """One utterance, whose versions' ids end in '#0': the article of each, and its chain."""
    rows = [("u", f"{article}#0", chain) for article, chain in chains.items()]
    schema = {"utterance_id": pl.String, "claim_id": pl.String, "chain": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
