"""All tables by name, and those that annotate() fills."""

from __future__ import annotations

from dataclasses import dataclass, fields

import polars as pl

from analysis.schema.corrected import CLAIM_CORRECTIONS, CORRECTIONS, REVIEWS, SOURCE_CORRECTIONS
from analysis.schema.linked import (
    CLAIM_LINKS,
    ENTITY_LINKS,
    EVENT_LINKS,
    NUMBER_LEDGER,
    PASSAGES,
    SOURCE_LINKS,
    STORY_LINKS,
    UTTERANCES,
)
from analysis.schema.read import (
    ARTICLES,
    CLAIM_VECTORS,
    CLAIMS,
    CLAUSES,
    DUPLICATES,
    ENTITIES,
    EVENT_NAMES,
    QUANTITIES,
    REJECTED,
    SENTENCES,
    SOURCES,
)
from analysis.schema.table import Table

_READ_FROM_ARTICLES = (ARTICLES, SENTENCES, ENTITIES, CLAIMS, CLAIM_VECTORS, EVENT_NAMES, CLAUSES, QUANTITIES, SOURCES)
_LINKED = (STORY_LINKS, SOURCE_LINKS, ENTITY_LINKS, EVENT_LINKS, PASSAGES, CLAIM_LINKS, UTTERANCES)
_CORRECTED = (CORRECTIONS, CLAIM_CORRECTIONS, SOURCE_CORRECTIONS, REVIEWS)
_MADE_OF_THESE = (*_LINKED, *_CORRECTED, NUMBER_LEDGER, REJECTED, DUPLICATES)
TABLES: dict[str, Table] = {t.name: t for t in (*_READ_FROM_ARTICLES, *_MADE_OF_THESE)}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that annotate() fills."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    entities: pl.DataFrame
    claims: pl.DataFrame
    claim_vectors: pl.DataFrame
    event_names: pl.DataFrame
    clauses: pl.DataFrame
    quantities: pl.DataFrame
    sources: pl.DataFrame

    def items(self) -> list[tuple[str, pl.DataFrame]]:
        """Pairs of table name and frame, in the order of the tables."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]
