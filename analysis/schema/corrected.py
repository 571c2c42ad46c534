"""The tables of what people decided and answered."""

from __future__ import annotations

import polars as pl

from analysis.schema.table import SPANS, Column, Table

CORRECTIONS = Table(
    "corrections",
    "one row of corrections.csv, and what became of it",
    ("row",),
    (
        Column("row", pl.Int64, "number of the row below the header, from 1"),
        Column("action", pl.String, "what to do, from ACTIONS", null=True),
        Column("item", pl.String, "the claim or source that it is about, as written in the file", null=True),
        Column("item_words", pl.String, "the claim's words or the source's name, to know it again", null=True),
        Column("other", pl.String, "the other claim or source", null=True),
        Column("other_words", pl.String, "its words or name", null=True),
        Column("relation", pl.String, "of two claims: same_utterance, same_claim or contradicts", null=True),
        Column("who", pl.String, "who decided it", null=True),
        Column("when", pl.String, "the day, as written", null=True),
        Column("why", pl.String, "the reason", null=True),
        Column("applied", pl.Boolean, "whether the tables follow it; false for a conflict"),
        Column("item_id", pl.String, "claim_id or source_id of the item in this commit", null=True),
        Column("other_id", pl.String, "claim_id or source_id of the other one in this commit", null=True),
        Column("n_claims", pl.Int64, "claims that it decides"),
        Column("note", pl.String, "of a conflict: what is wrong and what would help; else what is odd", null=True),
    ),
)
CLAIM_CORRECTIONS = Table(
    "claim_corrections",
    "one claim that a person dropped, or whose speaker or words a person named",
    ("claim_id",),
    (
        Column("claim_id", pl.String, "the claim, as annotate() numbers it"),
        Column("dropped", pl.Boolean, "it is no claim: claims and claim_vectors of the corpus have no row for it"),
        Column("source_id", pl.String, "who said it; null if nobody is named, or it is dropped", null=True),
        Column("corrected", pl.Int64, "row of corrections.csv that drops it or names who said it", null=True),
        Column("content_start", pl.Int64, "first character of what was said; null if as read", null=True),
        Column("content_end", pl.Int64, "one past its last character", null=True),
        Column("content_spans", SPANS, "the pieces of the content, in order", null=True),
        Column("content_text", pl.String, "the pieces joined by ' ... '", null=True),
        Column("n_words", pl.Int64, "words in the pieces", null=True),
        Column("quotation", pl.String, "direct, mixed or indirect", null=True),
        Column("reworded", pl.Int64, "row of corrections.csv that names the words", null=True),
    ),
)
SOURCE_CORRECTIONS = Table(
    "source_corrections",
    "one source as annotate() names it that a person took for somebody else in one article",
    ("article_id", "source_id"),
    (
        Column("article_id", pl.String, "the article"),
        Column("source_id", pl.String, "id that annotate() gave"),
        Column("linked_id", pl.String, "id in the corpus-wide sources"),
        Column("name", pl.String, "name of that source"),
        Column("corrected", pl.Int64, "row of corrections.csv"),
    ),
)
REVIEWS = Table(
    "reviews",
    "one answer of a person to whether a claim is right, from reviews.csv",
    ("row",),
    (
        Column("row", pl.Int64, "number of the row below the header, from 1"),
        Column("item", pl.String, "the claim's place, ARTICLE:START-END of its content", null=True),
        Column("item_words", pl.String, "the first of its words, to know it again", null=True),
        Column("verdict", pl.String, "what the person answered, from VERDICTS", null=True),
        Column("speaker", pl.String, "who said it, where the verdict is 'speaker': a source's id or name", null=True),
        Column("kind", pl.String, "the kind of that source; 'none' if nobody is named", null=True),
        Column(
            "content", pl.String, "START-END of what was said, + between pieces, where the verdict is 'span'", null=True
        ),
        Column("who", pl.String, "who answered", null=True),
        Column("when", pl.String, "when, UTC, ISO 8601", null=True),
        Column("claim_id", pl.String, "the claim in this commit; null where it is not found again", null=True),
        Column("note", pl.String, "why the row counts nowhere; else null", null=True),
    ),
)
