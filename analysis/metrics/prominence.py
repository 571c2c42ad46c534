"""Where in its articles an outlet puts whom it cites: who is in the lead, and who speaks first."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Literal

import polars as pl

from analysis.metrics.outlets import SAID, outlets_of, sourced_claims
from analysis.metrics.sources import NO_SOURCE
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame

PLACES = ("lead", "upper half", "lower half")
LEAD = 400
"""Characters of an article, about 65 words, that are its lead: paragraphs are lost in many copies of a text."""

By = Literal["kind", "side", "source"]


def source_prominence(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Divide an outlet's claims of each kind of source by where in the article they stand.

    News tells first what matters most (the inverted pyramid), so of two sides with as many claims the one in the lead
    is the more prominent. The lead is the first 400 characters (about 65 words); what is behind it is in the upper or
    lower half of the text, by where its content begins. Headlines are not read: no claim stands there.

    The rows behind a number: claims of the outlet's articles whose source is of that kind and whose content begins in
    that place.

    Args:
        claims: the claims table (article_id, source_id, content_start).
        sources: the sources table (source_id, kind, anonymous; side or name where they are asked for).
        articles: the articles that are compared (article_id, outlet, text); claims of others are left out.
        by: 'kind' of source, its 'side' (country or body; without one 'none'), or each 'source' by its id.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, the column named by ``by`` ('none' for claims without a source), place (lead, upper half, lower half),
        value (share of the outlet's claims of that kind, 0 to 1; the three add up to 1), low, high, n (its claims of
        that kind), claims (in that place), articles (with a claim of that kind), note (null, or what limits the
        interval).

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: by, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["x" * 2000]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"] * 4, "source_id": ["s"] * 4, "content_start": [0, 9, 500, 1800]}
        >>> table = source_prominence(claims, sources, articles)
        >>> table.select("kind", "place", "value", "n").rows()
        [('person', 'lead', 0.5, 4), ('person', 'lower half', 0.25, 4), ('person', 'upper half', 0.25, 4)]
    """
    rows = placed_claims(claims, sources, articles, by, acts=acts)
    counts = rows.group_by("outlet", "article_id", by, "place").agg(pl.len().alias("claims"))
    outlets, places = outlets_of(articles)["outlet"].unique().to_list(), pl.DataFrame({"place": PLACES})
    divide = partial(shares, amount="claims", interval=interval, resamples=resamples, seed=seed)
    parts = [
        divide(some.drop(by), outlets, places).insert_column(1, pl.lit(str(name)).alias(by))
        for (name,), some in counts.sort(by).group_by(by, maintain_order=True)
    ]
    empty = divide(counts.drop(by).clear(), [], places)
    return pl.concat([empty.insert_column(1, pl.lit("").alias(by)).clear(), *parts]).sort("outlet", by, "place")


def first_sources(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count who speaks first in each outlet's articles.

    The rows behind a number: of each of the outlet's articles the claim whose content begins first, where its source
    is of that kind.

    Args:
        claims: the claims table (article_id, source_id, content_start).
        sources: the sources table, as for ``source_prominence``.
        articles: the articles that are compared (article_id, outlet, text).
        by: as for ``source_prominence``.
        acts: which acts count; all of them with None.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, the column named by ``by``, value (share of the outlet's articles with a claim, 0 to 1), low, high, n
        (those articles), openings (in which that kind speaks first), articles (n again), note (null, or what limits
        the interval). Each outlet has a row for every kind that speaks first in any.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: by, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe"] * 2, "text": ["x" * 99] * 2}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a", "a", "b"], "source_id": ["t", "s", "s"], "content_start": [50, 9, 0]}
        >>> first_sources(claims, sources, articles).select("kind", "value", "openings", "n").rows()
        [('person', 1.0, 2, 2)]
    """
    first = opening_claims(claims, sources, articles, by, acts=acts)
    counts = first.select("outlet", "article_id", by, pl.lit(1, pl.Int64).alias("openings"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = counts.select(by).unique()
    return shares(counts, outlets, kinds, "openings", interval=interval, resamples=resamples, seed=seed)


def placed_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``source_prominence`` counts, each with where in its article it stands.

    Args:
        claims: as for ``source_prominence``, as are the other tables and options.
        sources: the sources table.
        articles: the articles that are compared.
        by: what claims are divided by.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, the column named by ``by``, place (lead, upper half, lower half), content_start, ``keep``;
        one row a claim.
    """
    if by not in ("kind", "side", "source"):
        raise ValueError(f"by is '{by}'; it must be 'kind', 'side' or 'source'.")
    of_sources = ("side",) if by == "side" else ()
    of_claims = ("content_start", *keep)
    rows = sourced_claims(claims, sources, articles, acts, of_claims=of_claims, of_sources=of_sources)
    length = outlets_of(articles, "text").select("article_id", length=pl.col("text").str.len_chars())
    group = pl.col("source_id" if by == "source" else by).fill_null(NO_SOURCE)
    half = pl.col("content_start") < pl.col("length") / 2
    behind = pl.when(half).then(pl.lit("upper half")).otherwise(pl.lit("lower half"))
    place = pl.when(pl.col("content_start") < LEAD).then(pl.lit("lead")).otherwise(behind)
    return rows.join(length, on="article_id").select(
        "outlet", "article_id", group.alias(by), place.alias("place"), *of_claims
    )


def opening_claims(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    by: By = "kind",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``first_sources`` counts: of each article the one whose content begins first.

    Args:
        claims: as for ``placed_claims``, as is everything else.
        sources: the sources table.
        articles: the articles that are compared.
        by: what claims are divided by.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        As from ``placed_claims``; one row an article with a claim.
    """
    placed = placed_claims(claims, sources, articles, by, acts=acts, keep=keep)
    ordered = placed.sort("article_id", "content_start", by, *keep)
    return ordered.unique("article_id", keep="first", maintain_order=True)
