"""Every table declared once: its columns, their dtypes, units and meaning.

Names of tables and columns are public. All offsets are half-open, in Unicode code points into ``articles.text``.
"""

from analysis.schema.conforming import AnyFrame, SchemaError, conform
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
from analysis.schema.table import SPANS, TIME, Column, Table
from analysis.schema.tables import TABLES, Tables
from analysis.schema.values import ACTIONS, ENTITY_LABELS, FLAGS, RELATIONS, VERDICTS

__all__ = [
    "ACTIONS",
    "ARTICLES",
    "CLAIMS",
    "CLAIM_CORRECTIONS",
    "CLAIM_LINKS",
    "CLAIM_VECTORS",
    "CLAUSES",
    "CORRECTIONS",
    "DUPLICATES",
    "ENTITIES",
    "ENTITY_LABELS",
    "ENTITY_LINKS",
    "EVENT_LINKS",
    "EVENT_NAMES",
    "FLAGS",
    "NUMBER_LEDGER",
    "PASSAGES",
    "QUANTITIES",
    "REJECTED",
    "RELATIONS",
    "REVIEWS",
    "SENTENCES",
    "SOURCES",
    "SOURCE_CORRECTIONS",
    "SOURCE_LINKS",
    "SPANS",
    "STORY_LINKS",
    "TABLES",
    "TIME",
    "UTTERANCES",
    "VERDICTS",
    "AnyFrame",
    "Column",
    "SchemaError",
    "Table",
    "Tables",
    "conform",
]
