"""The tables of what is linked across articles."""

from __future__ import annotations

import polars as pl

from analysis.schema.table import TIME, Column, Table

SOURCE_LINKS = Table(
    "source_links",
    "one source as annotate() names it, and the source it is across the corpus",
    ("source_id",),
    (
        Column("source_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the corpus-wide sources"),
        Column("corrected", pl.Int64, "row of corrections.csv by which a person decided so; else null", null=True),
    ),
)
ENTITY_LINKS = Table(
    "entity_links",
    "one entity as annotate() names it, and the entity it is across the corpus",
    ("entity_id",),
    (
        Column("entity_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id across the corpus, that of the source if it is cited"),
        Column("entity", pl.String, "its name across the corpus"),
    ),
)
STORY_LINKS = Table(
    "story_links",
    "one article that came without a story, and the story that it was grouped into",
    ("article_id",),
    (
        Column("article_id", pl.String, "the article; those that the input gave a story are not here"),
        Column(
            "story", pl.String, "terms that most of its articles share, and its first day: 'Cranes, port (2025-03-03)'"
        ),
        Column("shared", pl.List(pl.String), "terms that it shares with the others of its story, the strongest first"),
        Column("similarity", pl.Float64, "how alike it is to the others on average, 0 to 1; less from day to day"),
    ),
)
CLAIM_LINKS = Table(
    "claim_links",
    "two claims of one story that belong together",
    ("claim_a", "claim_b"),
    (
        Column("claim_a", pl.String, "the claim with the lower id"),
        Column("claim_b", pl.String, "the other claim"),
        Column("relation", pl.String, "same_utterance, same_claim (another source or occasion) or contradicts"),
        Column(
            "score",
            pl.Float64,
            "how likely that is, 0 to 1; of a denial the share that the other asserts, or how near they are",
        ),
        Column("why", pl.String, "what to check first: the sources, and the words in common; a person's own reason"),
        Column("corrected", pl.Int64, "row of corrections.csv by which a person decided so; else null", null=True),
    ),
)
UTTERANCES = Table(
    "utterances",
    "one version of an utterance that several claims report, and where it came from",
    ("utterance_id", "position"),
    (
        Column("utterance_id", pl.String, "the lowest id of its claims"),
        Column("claim_id", pl.String, "the claim that reports it"),
        Column("position", pl.Int64, "1 for the version published first; those without a date come last"),
        Column("chain", pl.Int64, "number of the chain that it belongs to; versions of one chain are not independent"),
        Column("pickup", pl.String, "none, credited, uncredited, shared (one medium or reporter) or same outlet"),
        Column("from_claim", pl.String, "the version that it was picked up from, or shares its origin with", null=True),
        Column("why", pl.String, "the evidence", null=True),
    ),
)
EVENT_LINKS = Table(
    "event_links",
    "one event as annotate() found it in an article, and the event it is in its story",
    ("event_id",),
    (
        Column("event_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the story"),
        Column("event", pl.String, "what most phrases in the story call it"),
        Column("why", pl.String, "why it is the same as in the other articles; null where it begins", null=True),
    ),
)
PASSAGES = Table(
    "passages",
    "one stretch of text that two articles share, small edits included",
    ("article_a", "start_a", "article_b", "start_b"),
    (
        Column("article_a", pl.String, "the article with the lower id"),
        Column("start_a", pl.Int64, "first character in it"),
        Column("end_a", pl.Int64, "one past its last character"),
        Column("article_b", pl.String, "the other article"),
        Column("start_b", pl.Int64, "first character in it"),
        Column("end_b", pl.Int64, "one past its last character"),
        Column("similarity", pl.Float64, "twice the words in common over the words of both spans, 0 to 1"),
        Column("kind", pl.String, "wire (an agency's, or at three outlets), quotation or copy"),
    ),
)
NUMBER_LEDGER = Table(
    "number_ledger",
    "one version of a number that two or more articles of a story give",
    ("number_id", "version"),
    (
        Column("number_id", pl.String, "the story, '#' and the number's place in it: the same for all its versions"),
        Column("story", pl.String, "its story"),
        Column("about", pl.String, "what is counted, as most versions have it"),
        Column("version", pl.Int64, "place among the versions, from 0: by as_of, then published_at"),
        Column("article_id", pl.String, "its article"),
        Column("outlet", pl.String, "who published it"),
        Column("start", pl.Int64, "first character of the number, as in quantities"),
        Column("end", pl.Int64, "one past its last character"),
        Column("value", pl.Float64, "as in quantities, as are all columns to as_of"),
        Column("value_high", pl.Float64, "the higher one of a range", null=True),
        Column("unit", pl.String, "its unit", null=True),
        Column("qualifier", pl.String, "how it is meant", null=True),
        Column("counted", pl.String, "what is counted here"),
        Column("as_of", pl.Date, "the day it holds for", null=True),
        Column("published_at", TIME, "when the article came out", null=True),
        Column("claim_id", pl.String, "the claim that gives it; null where it is the outlet's own", null=True),
        Column("source_id", pl.String, "who gives it, across articles; null where nobody is named", null=True),
        Column(
            "relation",
            pl.String,
            "first; agreeing with the version in force (both can be true), updated (another number of a later day, or "
            "a higher 'at least'), disagreeing (another number of the same or an unknown day, or one replaced before)",
        ),
        Column("against", pl.Int64, "the version in force that it is compared with; null for the first", null=True),
    ),
)
