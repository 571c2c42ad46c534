"""Who else has a claim, and whether by another way than the first: copies are no corroboration."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl

from analysis.metrics.claim_groups import (
    SAME,
    claims_on_shared_stories,
    grouped_claims,
    held_together,
    placed_articles,
    surest_quotation,
)
from analysis.metrics.outlets import SAID, outlets_of
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame, conform

CORROBORATION = ("independent chain", "same chain", "none found")
"""How another outlet has a claim: by a chain that this outlet's version is no part of, by the same, or not."""


def claim_chains(
    claims: AnyFrame,
    claim_links: AnyFrame,
    utterances: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """Count for each claim of a story the outlets that have it and the chains that may be independent.

    Claims that links hold together are one. Versions are of one chain where ``utterances`` says so (copied text,
    credits, one medium or first reporter), and where one outlet has them: an outlet does not corroborate itself, nor,
    if it copied one version, by another one. So each outlet is in one chain of a claim. What nothing ties to another
    version is a chain of its own: the number of chains is the most that may be independent, and speaker and press
    release may still be the same. As links are missed (``claim_coverage``), both numbers may be too low.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table of a corpus (claim_a, claim_b, relation).
        utterances: the table of a corpus (utterance_id, claim_id, chain).
        articles: the articles that are compared (article_id, outlet, story, published_at); those without a story are
            left out.
        relations: the links that make claims one; ``("same_utterance",)`` keeps speakers and occasions apart.
        acts: which acts count; all of them with None.

    Returns:
        story, claim (the lowest claim_id), quotation (the surest of all versions), outlets (that have it), chains (1 to
        outlets), outlet ("unknown (ID)" for an article that names none), chain (from 1, in order of publication),
        claim_ids (the outlet's versions); one row a claim and outlet that has it. Sorted by story, outlets from many
        to few, claim, outlet.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> claims = {"claim_id": ["a#0", "b#0", "c#0"], "article_id": ["a", "b", "c"], "quotation": ["direct"] * 3}
        >>> links = {"claim_a": ["a#0", "a#0"], "claim_b": ["b#0", "c#0"], "relation": ["same_utterance"] * 2}
        >>> utterances = {"utterance_id": ["a#0"] * 3, "claim_id": ["a#0", "b#0", "c#0"], "chain": [1, 1, 2]}
        >>> articles = {"article_id": ["a", "b", "c"], "outlet": ["Post", "Globe", "Sun"], "story": ["bridge"] * 3,
        ...             "published_at": [None] * 3}
        >>> claim_chains(claims, links, utterances, articles).select("outlet", "outlets", "chains", "chain").rows()
        [('Globe', 3, 2, 1), ('Post', 3, 2, 1), ('Sun', 3, 2, 2)]
    """
    placed = placed_articles(articles)
    told = grouped_claims(claims, claim_links, placed, relations=relations, acts=acts)
    traced = conform(utterances, "utterances", columns=("utterance_id", "claim_id", "chain"))
    told = told.join(traced.select("utterance_id", "claim_id", "chain"), on="claim_id", how="left")
    versions = told.with_columns(tied=_tied(told))
    each = (
        versions.sort("claim_id")
        .group_by("story", "claim", "outlet", maintain_order=True)
        .agg(pl.col("tied").first(), claim_ids=pl.col("claim_id"))
    )
    whole = versions.group_by("claim").agg(
        surest_quotation(),
        pl.col("outlet").n_unique().cast(pl.Int64).alias("outlets"),
        pl.col("tied").n_unique().cast(pl.Int64).alias("chains"),
    )
    columns = ("story", "claim", "quotation", "outlets", "chains", "outlet", "chain", "claim_ids")
    rows = each.join(whole, on="claim").join(_numbered(versions), on=["claim", "tied"], how="left")
    rows = rows.with_columns(pl.col("chain").fill_null(1)).select(columns)
    return rows.sort("story", "outlets", "claim", "outlet", descending=[False, True, False, False])


def _tied(told: pl.DataFrame) -> pl.Series:
    """A number for each version, the same for those of one outlet or chain, and for what these hold together."""
    version = np.arange(told.height)
    keys = (pl.struct("claim", "outlet"), pl.struct("claim", "utterance_id", "chain", own=_own_place()))
    first = told.height
    rows, columns = [], []
    for key in keys:
        group = told.select(key.rank("dense"))
        number = group.to_series().to_numpy().astype(np.int64) - 1
        rows.append(version)
        columns.append(number + first)
        first += int(number.max(initial=-1)) + 1
    return held_together(first, np.concatenate(rows), np.concatenate(columns)).head(told.height)


def _numbered(versions: pl.DataFrame) -> pl.DataFrame:
    """The chains of claims that have several, numbered in order of publication."""
    chains = versions.group_by("claim", "tied").agg(pl.col("published_at").min(), pl.col("claim_id").min())
    several = chains.filter(pl.col("claim").is_duplicated())
    ordered = several.sort("claim", "published_at", "claim_id", nulls_last=True)
    return ordered.select("claim", "tied", chain=pl.int_range(1, pl.len() + 1).over("claim"))


def _own_place() -> pl.Expr:
    """Something that no other claim has, for those that are in no utterance."""
    return pl.when(pl.col("utterance_id").is_null()).then("claim_id")


def corroborated_claims(
    claims: AnyFrame,
    claim_links: AnyFrame,
    utterances: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """List what ``corroboration`` counts: the claims of outlets on stories that others cover.

    Args:
        claims: as for ``claim_chains``, as are the other tables, relations and acts.
        claim_links: the table of a corpus.
        utterances: the table of a corpus.
        articles: the articles that are compared.
        relations: the links that make claims one.
        acts: which acts count.

    Returns:
        outlet, story, claim, claim_ids (the outlet's versions), article_id (of the first), corroboration, chains; each
        claim once an outlet, sorted by claim and outlet.
    """
    placed = placed_articles(articles)
    told = claims_on_shared_stories(grouped_claims(claims, claim_links, placed, relations=relations, acts=acts), placed)
    chains = claim_chains(claims, claim_links, utterances, articles, relations=relations, acts=acts)
    told = told.join(chains.select("claim", "chains").unique(), on="claim", maintain_order="left")
    independent, same, none = (pl.lit(kind) for kind in CORROBORATION)
    kind = pl.when(pl.col("chains") > 1).then(independent).when(pl.col("outlets") > 1).then(same).otherwise(none)
    columns = ("story", "claim", "claim_ids", "article_id", "chains")
    return told.select(*columns, outlet="publisher", corroboration=kind)


def corroboration(
    claims: AnyFrame,
    claim_links: AnyFrame,
    utterances: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count how many of an outlet's claims another outlet has by an independent chain.

    Counted are claims of stories that another outlet covers, each once an outlet, for the article with the lowest of
    its claim_ids. Many versions are not found (``claim_coverage``): the share with an independent chain is rather too
    low, and "none found" is no proof that no other outlet has the claim: ``exclusive_claims`` corrects for that.

    The rows behind a number: those of ``claim_chains`` for the outlet, with chains above 1 ("independent chain"), 1
    chain and several outlets ("same chain"), or 1 outlet ("none found").

    Args:
        claims: as for ``claim_chains``, as are the other tables, relations and acts.
        claim_links: the table of a corpus.
        utterances: the table of a corpus.
        articles: the articles that are compared.
        relations: the links that make claims one.
        acts: which acts count.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, corroboration ("independent chain", "none found", "same chain"), value (share of the outlet's claims, 0
        to 1), low, high, n (claims), claims (of these), articles (with claims), note (null, or what limits the
        interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Example:
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> utterances = {"utterance_id": ["a#0"] * 2, "claim_id": ["a#0", "b#0"], "chain": [1, 1]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> table = corroboration(claims, links, utterances, articles)
        >>> table.filter(pl.col("value") > 0).select("outlet", "corroboration", "value").rows()
        [('Globe', 'same chain', 1.0), ('Post', 'same chain', 1.0)]
    """
    told = corroborated_claims(claims, claim_links, utterances, articles, relations=relations, acts=acts)
    counts = told.group_by("outlet", "article_id", "corroboration").agg(pl.len().cast(pl.Int64).alias("claims"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = pl.DataFrame({"corroboration": CORROBORATION})
    return shares(counts, outlets, kinds, "claims", interval=interval, resamples=resamples, seed=seed)
