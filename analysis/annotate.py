"""Docs to rows: the only loop over Docs. Articles go in, the tables of ``analysis.schema`` come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
from spacy.language import Language
from spacy.tokens import Doc

from analysis.article_rows import ArticleRows, Row
from analysis.language.gender import BOTH
from analysis.language.pipeline import load_pipeline
from analysis.schema import (
    CLAIM_VECTORS,
    CLAIMS,
    CLAUSES,
    ENTITIES,
    EVENT_NAMES,
    QUANTITIES,
    SENTENCES,
    SOURCES,
    AnyFrame,
    Table,
    Tables,
    conform,
)

READ = ("en", "und")
"""Languages that the pipeline reads; articles in others are kept without rows about them."""
NOT_ANNOTATED = "not_annotated"
"""Flag of the articles that are kept without rows about them."""
LONGEST = 1_000_000
"""Characters of the longest text that is read: more is no article, and would take minutes."""


def annotate(articles: AnyFrame, nlp: Language | None = None) -> Tables:
    """Read articles and fill the tables of what they say: sentences, entities, claims, clauses, sources and the others.

    Every row depends on its own article alone, so batches of any size and order give the same rows.

    Args:
        articles: the table ``articles``.
        nlp: a pipeline from ``load_pipeline``; the shipped one by default.

    Returns:
        The tables. ``articles`` comes back with the flag ``not_annotated`` on articles in a language that the pipeline
        does not read and on texts of more than a million characters; they have no rows elsewhere. ``sources`` has one
        row a source, sorted by ``source_id``.

    Raises:
        SchemaError: the frame is no table of articles.

    Example:
        >>> import polars as pl
        >>> from analysis.schema import ARTICLES
        >>> text = "The harbour will close, Mayor Ada Bell said on Monday."
        >>> row = {"article_id": "a", "outlet": "Courier", "byline": [], "language": "en", "credits": [], "text": text,
        ...        "n_words": 10, "origin": "a.txt", "flags": []}
        >>> tables = annotate(pl.DataFrame([row], schema=ARTICLES.schema))
        >>> tables.claims.join(tables.sources, on="source_id").select("name", "content_text").row(0)
        ('Ada Bell', 'The harbour will close')
    """
    table = conform(articles, "articles")
    pipeline = nlp if nlp is not None else load_pipeline()
    known = pl.col("language").is_in(READ) & (pl.col("text").str.len_chars() <= LONGEST)
    flagged = pl.col("flags").list.contains(NOT_ANNOTATED)
    table = table.with_columns(
        pl.when(known | flagged)
        .then(pl.col("flags"))
        .otherwise(pl.col("flags").list.concat(pl.lit([NOT_ANNOTATED], dtype=pl.List(pl.String))))
        .alias("flags")
    )
    readable = table.filter(known)
    rows = _Rows()
    keys = zip(readable["article_id"], readable["published_at"], strict=True)
    with _forgetting(pipeline):
        for (article_id, published_at), doc in zip(keys, pipeline.pipe(readable["text"]), strict=True):
            rows.add(article_id, published_at, doc)
    sources = merge_sources([_frame(SOURCES, rows.sources)])
    return Tables(
        table,
        _frame(SENTENCES, rows.sentences),
        _frame(ENTITIES, rows.entities),
        _frame(CLAIMS, rows.claims),
        _vectors(rows.vectors),
        _frame(EVENT_NAMES, rows.event_names),
        _frame(CLAUSES, rows.clauses),
        _frame(QUANTITIES, rows.quantities),
        sources,
    )


def _forgetting(pipeline: Language) -> AbstractContextManager[object]:
    """Forget the words of these articles afterwards: a vocabulary that keeps all grows with the corpus."""
    vocabulary: Any = pipeline.vocab  # spaCy's stub does not know the property
    return nullcontext() if vocabulary.in_memory_zone else pipeline.memory_zone()


def merge_sources(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Put tables of sources together, one row a ``source_id``, whatever their order.

    Args:
        frames: tables of sources, where an id may occur more than once.

    Returns:
        The table ``sources``, sorted by ``source_id``: of several names and titles the longest, of equally long ones
        the first by alphabet; the other names are among the aliases. A gender that rows disagree on is 'both'.
    """
    # What annotate() gave carries no correction, and may come without that column.
    together = pl.concat([SOURCES.empty(), *frames], how="diagonal")
    columns = [_longest("name"), pl.col("kind").min(), pl.col("anonymous").max()]
    columns += [pl.col("side").min(), pl.col("represents").min(), pl.col("corrected").max(), _agreed_gender()]
    names = together.select("source_id", pl.col("aliases").list.concat(pl.concat_list("name"))).explode("aliases")
    merged = together.group_by("source_id").agg(*columns, _longest("title"))
    aliases = names.join(merged.select("source_id", "name"), on="source_id").filter(pl.col("aliases") != pl.col("name"))
    listed = aliases.group_by("source_id").agg(pl.col("aliases").unique().sort())
    empty = pl.lit([], dtype=pl.List(pl.String))
    joined = merged.join(listed, on="source_id", how="left").with_columns(pl.col("aliases").fill_null(empty))
    return joined.select(SOURCES.schema.names()).sort("source_id")


def _agreed_gender() -> pl.Expr:
    """What all rows say that say anything; 'both' stays, so that further rows cannot make it sure again."""
    told = pl.col("gender").drop_nulls()
    return pl.when(told.n_unique() > 1).then(pl.lit(BOTH)).otherwise(told.first()).alias("gender")


def _longest(column: str) -> pl.Expr:
    values = pl.col(column).drop_nulls()
    return values.sort_by(values.str.len_chars(), values, descending=[True, False]).first()


def _frame(table: Table, rows: Sequence[Row]) -> pl.DataFrame:
    if not rows:
        return table.empty()
    columns = zip(*rows, strict=True)
    return pl.DataFrame(
        [
            pl.Series(c.name, values, dtype=c.dtype, strict=True)
            for c, values in zip(table.columns, columns, strict=True)
        ]
    )


def _vectors(rows: Sequence[tuple[str, bytes]]) -> pl.DataFrame:
    """The table of vectors, from each claim's bytes."""
    if not rows:
        return CLAIM_VECTORS.empty()
    values = np.frombuffer(b"".join(vector for _, vector in rows), np.int8).reshape(len(rows), -1)
    return pl.DataFrame({"claim_id": [claim for claim, _ in rows], "vector": values}, schema=CLAIM_VECTORS.schema)


class _Rows:
    """The rows of each table, as tuples in the order of its columns."""

    def __init__(self) -> None:
        self.sentences: list[Row] = []
        self.entities: list[Row] = []
        self.claims: list[Row] = []
        self.vectors: list[tuple[str, bytes]] = []
        self.event_names: list[Row] = []
        self.clauses: list[Row] = []
        self.quantities: list[Row] = []
        self.sources: list[Row] = []

    def add(self, article_id: str, published_at: datetime | None, doc: Doc) -> None:
        """Read one Doc."""
        article = ArticleRows(article_id, published_at, doc)
        self.sentences += article.sentences()
        self.entities += article.entities()
        self.claims += article.claims()
        self.vectors += article.vectors()
        self.event_names += article.event_names()
        self.clauses += article.clauses()
        self.quantities += article.quantities()
        self.sources += article.sources()
