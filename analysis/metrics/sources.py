"""Whom each outlet cites: by kind of source, by side, by title, and whether it names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import polars as pl

from analysis.metrics.outlets import SAID, outlets_of, sourced_claims
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame

NO_SOURCE = "none"
"""Kind of the claims that name no source at all ('it was said that ...')."""
NAMED, WITHHELD = "named", "anonymous"

By = Literal["kind", "side", "title", "anonymity"]
Counted = Literal["claims", "words"]


def source_counts(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    counted: Counted = "claims",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count each outlet's claims, or the words it gives its sources, by the kind of source.

    The rows behind a number: claims of the outlet's articles whose source has that kind, or no source for 'none'.

    Args:
        claims: the claims table (article_id, source_id; n_words where words are counted).
        sources: the sources table (source_id, kind, anonymous; side or title where they are asked for).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.
        by: the 'kind' of source; its 'side' (country or body) or 'title' (role, in lower case), 'none' where the texts
            give none; or 'anonymity': named, anonymous, none.
        counted: claims, or the words in their contents.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, the column named by ``by`` ('none' for claims without a source), value (share of the outlet's claims or
        words, 0 to 1), low, high, n (all that is counted in the outlet), claims or words (of this kind), articles
        (with a claim), note (null, or what limits the interval). Each outlet has a row for every kind that any cites.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: by, counted, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "government"], "anonymous": [False, False]}
        >>> claims = {"article_id": ["a", "a", "a", "b"], "source_id": ["s", "s", "t", None]}
        >>> source_counts(claims, sources, articles).select("kind", "value", "claims", "n").rows()
        [('government', 0.25, 1, 4), ('none', 0.25, 1, 4), ('person', 0.5, 2, 4)]
    """
    rows = cited_claims(claims, sources, articles, by, counted, acts=acts)
    amount = pl.col("words").sum() if counted == "words" else pl.len().cast(pl.Int64)
    counts = rows.group_by("outlet", "article_id", by).agg(amount.alias(counted)).filter(pl.col(counted) > 0)
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = rows.select(by).unique()
    return shares(counts, outlets, kinds, counted, interval=interval, resamples=resamples, seed=seed)


def cited_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    counted: Counted = "claims",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``source_counts`` counts, each with what it is counted under.

    Args:
        claims: as for ``source_counts``, as are the other tables and options.
        sources: the sources table.
        articles: the articles that are compared.
        by: what claims are divided by.
        counted: with 'words' the rows have a column ``words``.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, the column named by ``by``, words (where they are counted), ``keep``; one row a claim.
    """
    for option, value, known in (("by", by, get_args(By)), ("counted", counted, get_args(Counted))):
        if value not in known:
            raise ValueError(f"{option} is '{value}'; it must be one of {', '.join(known)}.")
    of_claims = ("n_words",) if counted == "words" else ()
    of_sources = (by,) if by in ("side", "title") else ()
    rows = sourced_claims(claims, sources, articles, acts, of_claims=(*of_claims, *keep), of_sources=of_sources)
    group = _group(by).fill_null(NO_SOURCE).alias(by)
    return rows.select("outlet", "article_id", group, *(pl.col(name).alias("words") for name in of_claims), *keep)


def _group(by: By) -> pl.Expr:
    """What a claim's source is counted under; null where it is not known."""
    if by == "anonymity":
        withheld = pl.col("anonymous") | (pl.col("kind") == "unnamed")
        return pl.when(withheld).then(pl.lit(WITHHELD)).when(~withheld).then(pl.lit(NAMED))
    return pl.col("title").str.to_lowercase() if by == "title" else pl.col(by)
