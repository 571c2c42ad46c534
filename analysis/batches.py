"""Reads what linking needs of a corpus: a whole table, or that of some stories at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from analysis.commits import Part, read_table
from analysis.schema import TABLES

TOGETHER = 1_000
"""Articles whose words and vectors are in memory at a time, more if one story has more."""


def story_batches(
    root: Path, parts: Sequence[Part], articles: pl.DataFrame
) -> Iterator[tuple[list[Part], pl.DataFrame]]:
    """Cut articles into batches of whole stories: the words of all at once would fill the memory.

    Args:
        root: the corpus.
        parts: all of its parts.
        articles: columns ``article_id`` and ``story``, which may be null, and any others.

    Yields:
        The parts that hold articles of a batch, and its rows of ``articles``; those without a story come last. Every
        article is in one batch.
    """
    ids = [read_table(root, part, "articles", ["article_id"]).with_columns(part=n) for n, part in enumerate(parts)]
    held = pl.concat([articles.select("article_id").clear().with_columns(part=pl.lit(0)), *ids])
    alone = pl.when(pl.col("story").is_null()).then("article_id").alias("alone")
    whole = articles.join(held, on="article_id").with_columns(alone)
    stories = whole.group_by("story", "alone").agg(pl.len(), pl.col("part").min())
    # Stories whose articles came together are read together: few parts hold them.
    ordered = stories.sort(pl.col("story").is_null(), "part", "story", "alone")
    numbered = ordered.select("story", "alone", batch=(pl.col("len").cum_sum() - 1) // TOGETHER)
    rows = whole.join(numbered, on=["story", "alone"], nulls_equal=True).sort("batch", "article_id")
    for _, some in rows.group_by("batch", maintain_order=True):
        yield [parts[number] for number in sorted(set(some["part"]))], some.select(articles.columns)


def rows_of(root: Path, parts: Sequence[Part], table: str, columns: list[str], wanted: pl.DataFrame) -> pl.DataFrame:
    """Read some columns of a table of some parts, of some articles or claims only.

    Args:
        root: the corpus.
        parts: which of its parts.
        table: the table's name.
        columns: those to read.
        wanted: ids in a column that is among those read; rows of others are left out.

    Returns:
        The rows, in order of the parts.
    """
    read = (read_table(root, part, table, columns) for part in parts)
    chosen = (rows.join(wanted, on=wanted.columns, how="semi", maintain_order="left") for rows in read)
    return pl.concat([TABLES[table].empty().select(columns), *chosen], rechunk=True)


def whole_table(root: Path, parts: Sequence[Part], table: str, columns: list[str]) -> pl.DataFrame:
    """Read some columns of a table of all parts.

    Args:
        root: the corpus.
        parts: its parts.
        table: the table's name.
        columns: those to read.

    Returns:
        The rows, in order of the parts.
    """
    return pl.concat(
        [TABLES[table].empty().select(columns), *(read_table(root, part, table, columns) for part in parts)],
        rechunk=True,  # rows are fetched story by story: from a hundred pieces that takes twice as long
    )
