"""Lays corrections over tables: frames in, frames out, rows in the order they came."""

from __future__ import annotations

import polars as pl

from analysis.corrections.content import CONTENT_COLUMNS
from analysis.corrections.separating import keep_apart
from analysis.linking.entities import apply_entity_links
from analysis.linking.sources import Frame

PAIR_SCHEMA = pl.Schema(
    {
        "claim_a": pl.String,
        "claim_b": pl.String,
        "relation": pl.String,
        "linked": pl.Boolean,
        "why": pl.String,
        "corrected": pl.Int64,
    }
)
"""Decisions about pairs of claims: that they belong together (``linked``), or that they do not."""


def correct_claims(claims: Frame, source_links: Frame, source_corrections: Frame, claim_corrections: Frame) -> Frame:
    """Give claims the sources of the corpus and the words that people corrected, and leave out what they dropped.

    Args:
        claims: a table with ``claim_id``, ``article_id`` and ``source_id``, as annotate() gave it; eager or lazy.
        source_links: from the ids of annotate() to those of the corpus; lazy if claims are, as all that follow.
        source_corrections: sources that are somebody else in one article.
        claim_corrections: claims dropped, and speakers and words named.

    Returns:
        The same columns, ``corrected``, the row of corrections.csv that decided the source (of several the one about
        the claim itself, then the one about the article), and ``reworded``, the row that decided the content.

    Example:
        >>> from analysis.schema import CLAIM_CORRECTIONS, SOURCE_CORRECTIONS
        >>> claims = pl.DataFrame({"claim_id": ["b#0", "b#1"], "article_id": ["b", "b"], "source_id": ["x", "y"]})
        >>> links = pl.DataFrame({"source_id": ["x", "y"], "linked_id": ["x", "x"], "corrected": [None, 3]})
        >>> dropped = pl.DataFrame([{"claim_id": "b#0", "dropped": True, "corrected": 4}], CLAIM_CORRECTIONS.schema)
        >>> correct_claims(claims, links, SOURCE_CORRECTIONS.empty(), dropped).rows()
        [('b#1', 'b', 'x', 3, None)]
    """
    links = source_links.select("source_id", linked_id="linked_id", linked_row="corrected")
    parts = source_corrections.select("article_id", "source_id", part_id="linked_id", part_row="corrected")
    own = claim_corrections.select("claim_id", "dropped", said_id="source_id", said_row="corrected")
    decided = ("corrected", "reworded")
    columns = [name for name in claims.lazy().collect_schema().names() if name not in decided]
    joined = (
        claims.join(links, on="source_id", how="left", maintain_order="left")
        .join(parts, on=["article_id", "source_id"], how="left", maintain_order="left")
        .join(own, on="claim_id", how="left", maintain_order="left")
        .filter(~pl.col("dropped").fill_null(value=False))
    )
    named = pl.when(pl.col("said_row").is_not_null()).then("said_id")
    sourced = joined.with_columns(
        source_id=named.otherwise(pl.coalesce("part_id", "linked_id", "source_id")),
        corrected=pl.coalesce("said_row", "part_row", "linked_row"),
    )
    return correct_content(sourced.select(*columns, "corrected"), claim_corrections)


def correct_content(claims: Frame, claim_corrections: Frame) -> Frame:
    """Give claims the words that people say they have.

    Args:
        claims: a table with ``claim_id`` and any of the columns that follow from a content; eager or lazy.
        claim_corrections: the table; lazy if claims are.

    Returns:
        The same rows and columns in the same order, and ``reworded``, the row of corrections.csv that decided.
    """
    columns = [name for name in claims.lazy().collect_schema().names() if name != "reworded"]
    changed = [name for name in CONTENT_COLUMNS if name in columns]
    said = claim_corrections.select("claim_id", "reworded", *(pl.col(name).alias(f"said_{name}") for name in changed))
    return (
        claims.select(columns)
        .join(said, on="claim_id", how="left", maintain_order="left")
        .with_columns(pl.coalesce(f"said_{name}", name).alias(name) for name in changed)
        .select(*columns, "reworded")
    )


def correct_entities(entities: Frame, entity_links: Frame, source_corrections: Frame) -> Frame:
    """Give mentions the ids and names of the corpus, and of whom a person says they mean in their article.

    Args:
        entities: a table with ``article_id``, ``entity_id`` and ``entity``, as annotate() gave it; eager or lazy.
        entity_links: of ``link_entities``; lazy if entities are, as what follows.
        source_corrections: sources that are somebody else in one article; people who are cited have their source's id.

    Returns:
        The same rows and columns in the same order.
    """
    parts = source_corrections.select("article_id", entity_id="source_id", part_id="linked_id", part_name="name")
    joined = entities.join(parts, on=["article_id", "entity_id"], how="left", maintain_order="left")
    return (
        apply_entity_links(joined, entity_links)
        .with_columns(entity_id=pl.coalesce("part_id", "entity_id"), entity=pl.coalesce("part_name", "entity"))
        .drop("part_id", "part_name")
    )


def correct_claim_links(claim_links: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Link the pairs of claims that people say belong together, and unlink those that do not, also by way of others.

    Args:
        claim_links: columns ``claim_a``, ``claim_b``, ``relation``, ``score``, ``why``, and any others; a pair
            may stand in either order.
        pairs: decisions as ``PAIR_SCHEMA`` declares them; one without a relation unlinks the pair whatever its own.

    Returns:
        The rows that no decision touches, with ``corrected`` null, and one row a pair that is linked, with score 1, the
        person's reason as ``why`` and the row of corrections.csv; all sorted by ``claim_a`` and ``claim_b``. Links by
        which a third claim would hold an unlinked pair together are left out (``keep_apart``).

    Example:
        >>> found = pl.DataFrame({"claim_a": ["a#1"], "claim_b": ["b#1"], "relation": ["same_claim"], "score": [0.8],
        ...                       "why": ["both: 'pumps'"]})
        >>> said = [("a#1", "b#1", "contradicts", True, "she denies it", 2), ("a#2", "b#2", None, False, "no", 3)]
        >>> decided = pl.DataFrame(said, schema=PAIR_SCHEMA, orient="row")
        >>> correct_claim_links(found, decided).select("claim_b", "relation", "score", "why", "corrected").rows()
        [('b#1', 'contradicts', 1.0, 'she denies it', 2)]
    """
    order = {"first": pl.min_horizontal("claim_a", "claim_b"), "second": pl.max_horizontal("claim_a", "claim_b")}
    decided = pairs.select(**order, all="relation", linked="linked").unique()
    # A pair has one relation: linking it takes the place of whatever the machine found.
    whole = decided.filter(pl.col("linked") | pl.col("all").is_null()).select("first", "second")
    partly = decided.filter(~pl.col("linked")).drop_nulls("all").select("first", "second", relation="all")
    kept = (
        claim_links.with_columns(**order, corrected=pl.lit(None, dtype=pl.Int64))
        .join(whole, on=["first", "second"], how="anti", maintain_order="left")
        .join(partly, on=["first", "second", "relation"], how="anti", maintain_order="left")
        .drop("first", "second")
    )
    added = (
        pairs.filter("linked")
        .sort("claim_a", "claim_b", "corrected")
        .unique(["claim_a", "claim_b"], keep="first", maintain_order=True)
        .with_columns(score=pl.lit(1.0))
        .drop("linked")
    )
    together = pl.concat([kept, added], how="diagonal_relaxed")
    return keep_apart(together.sort("claim_a", "claim_b", maintain_order=True), pairs)
