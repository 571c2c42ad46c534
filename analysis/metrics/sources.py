"""Whom each outlet cites, by kind of source."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.metrics.outlets import SAID, outlets_of, sourced_claims
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame

NO_SOURCE = "none"
"""Kind of the claims that name no source at all ('it was said that ...')."""


def source_counts(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count each outlet's claims by the kind of source they cite.

    The rows behind a number: claims of the outlet's articles whose source has that kind, or no source for 'none'.

    Args:
        claims: the claims table (article_id, source_id).
        sources: the sources table (source_id, kind, anonymous).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, kind (of the sources, or 'none'), value (share of the outlet's claims, 0 to 1), low, high, n (the
        outlet's claims), claims (of this kind), articles (with a claim), note (null, or what limits the interval).
        Each outlet has a row for every kind that any of them cites.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "government"], "anonymous": [False, False]}
        >>> claims = {"article_id": ["a", "a", "a", "b"], "source_id": ["s", "s", "t", None]}
        >>> source_counts(claims, sources, articles).select("kind", "value", "claims", "n").rows()
        [('government', 0.25, 1, 4), ('none', 0.25, 1, 4), ('person', 0.5, 2, 4)]
    """
    rows = sourced_claims(claims, sources, articles, acts).with_columns(pl.col("kind").fill_null(NO_SOURCE))
    counts = rows.group_by("outlet", "article_id", "kind").agg(pl.len().alias("claims"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = rows.select("kind").unique()
    return shares(counts, outlets, kinds, "claims", interval=interval, resamples=resamples, seed=seed)
