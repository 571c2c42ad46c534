"""Claims of a story that are one, however many outlets tell them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.articles.outlets import UNKNOWN
from analysis.metrics.outlets import SAID, claims_of, outlets_of
from analysis.metrics.uncertainty import Integers
from analysis.schema import AnyFrame, conform

SAME = ("same_utterance", "same_claim")
"""Relations of claims that say one thing."""
QUOTATIONS = ("direct", "mixed", "indirect")
"""Kinds of quotation, the surest first."""


def placed_articles(articles: AnyFrame) -> pl.DataFrame:
    """Take the articles of stories, those that name no outlet told apart.

    Args:
        articles: the articles that are compared (article_id, outlet, story, published_at).

    Returns:
        article_id, outlet ("unknown (ID)" for an article that names none: two of these are not known to be one),
        publisher (the outlet as the table has it), story, published_at; articles without a story are left out.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> rows = {"article_id": ["a", "b"], "outlet": ["Globe", "unknown"], "story": ["bridge"] * 2,
        ...         "published_at": [None] * 2}
        >>> placed_articles(rows)["outlet"].to_list()
        ['Globe', 'unknown (b)']
    """
    nameless = pl.concat_str(pl.lit(f"{UNKNOWN} ("), "article_id", pl.lit(")"))
    told_apart = pl.when(pl.col("outlet") == UNKNOWN).then(nameless).otherwise("outlet")
    placed = outlets_of(articles, "story", "published_at").drop_nulls("story")
    return placed.select("article_id", "story", "published_at", publisher="outlet", outlet=told_apart)


def grouped_claims(
    claims: AnyFrame,
    claim_links: AnyFrame,
    placed: pl.DataFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """Give each claim the number of the claim that it is a version of.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table (claim_a, claim_b, relation).
        placed: what ``placed_articles`` gave.
        relations: the links that make claims one.
        acts: which acts count; all of them with None.

    Returns:
        outlet, article_id, claim_id, quotation, story, published_at, claim (the lowest claim_id of those that are one).

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> placed = placed_articles({"article_id": ["a", "b"], "outlet": ["Globe", "Post"], "story": ["bridge"] * 2,
        ...                           "published_at": [None] * 2})
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_claim"]}
        >>> grouped_claims(claims, links, placed).select("claim_id", "claim").rows()
        [('a#0', 'a#0'), ('b#0', 'a#0')]
    """
    told = claims_of(claims, placed, "claim_id", "quotation", acts=acts).join(
        placed.select("article_id", "story", "published_at"), on="article_id", maintain_order="left"
    )
    links = conform(claim_links, "claim_links", columns=("claim_a", "claim_b", "relation"))
    number = told.select("claim_id").with_row_index("row")
    tied = links.filter(pl.col("relation").is_in(list(relations))).select("claim_a", "claim_b")
    tied = tied.join(number, left_on="claim_a", right_on="claim_id")
    tied = tied.join(number, left_on="claim_b", right_on="claim_id", suffix="_b")
    labels = held_together(told.height, tied["row"].to_numpy(), tied["row_b"].to_numpy())
    numbered = told.with_columns(label=labels)
    several = numbered.select("label", "claim_id").filter(pl.col("label").is_duplicated())
    lowest = several.group_by("label").agg(claim=pl.col("claim_id").min())
    joined = numbered.join(lowest, on="label", how="left", maintain_order="left")
    return joined.with_columns(claim=pl.coalesce("claim", "claim_id")).drop("label")


def held_together(count: int, one: Integers, other: Integers) -> pl.Series:
    """Find what pairs hold together, however long the chain.

    Args:
        count: how many things there are, numbered from 0.
        one: the first of each pair.
        other: the second of each pair.

    Returns:
        For each thing the number of its group.

    Example:
        >>> groups = held_together(4, np.array([0, 3]), np.array([3, 2]))
        >>> groups[0] == groups[2] == groups[3] != groups[1]
        True
    """
    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    return pl.Series(labels.astype(np.int64), dtype=pl.Int64)


def surest_quotation() -> pl.Expr:
    """How a claim is quoted that has several versions: direct if any is, else mixed, else indirect.

    Example:
        >>> pl.DataFrame({"quotation": ["indirect", "mixed"]}).select(surest_quotation()).item()
        'mixed'
    """
    direct, mixed, indirect = (pl.lit(kind) for kind in QUOTATIONS)
    kind = pl.col("quotation")
    return (
        pl.when((kind == "direct").any()).then(direct).when((kind == "mixed").any()).then(mixed).otherwise(indirect)
    ).alias("quotation")


def claims_on_shared_stories(grouped: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Take what outlets tell on stories that another outlet covers too, each claim once an outlet.

    Args:
        grouped: what ``grouped_claims`` gave.
        placed: what ``placed_articles`` gave.

    Returns:
        story, claim, outlet, publisher, quotation (the surest of the outlet's versions), claim_ids (the outlet's
        versions), article_id (of the first of these), outlets (that have the claim, this one included), tellers
        (outlets on the story); sorted by claim and outlet.

    Example:
        >>> placed = placed_articles({"article_id": ["a", "b"], "outlet": ["Globe", "Post"], "story": ["bridge"] * 2,
        ...                           "published_at": [None] * 2})
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"]}
        >>> grouped = grouped_claims(claims, {"claim_a": [], "claim_b": [], "relation": []}, placed)
        >>> claims_on_shared_stories(grouped, placed).select("claim", "outlet", "outlets").rows()
        [('a#0', 'Globe', 1)]
    """
    tellers = placed.group_by("story").agg(pl.col("outlet").n_unique().cast(pl.Int64).alias("tellers"))
    shared = grouped.join(tellers.filter(pl.col("tellers") > 1), on="story").sort("claim_id")
    own = shared.group_by("story", "claim", "outlet", "tellers", maintain_order=True).agg(
        surest_quotation(), claim_ids=pl.col("claim_id"), article_id=pl.col("article_id").first()
    )
    whose = placed.select("article_id", "publisher")
    outlets = pl.len().over("claim").cast(pl.Int64).alias("outlets")
    return own.join(whose, on="article_id").with_columns(outlets).sort("claim", "outlet")
