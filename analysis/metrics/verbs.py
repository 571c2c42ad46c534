"""With which words each outlet reports what others said."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import polars as pl

from analysis.metrics.outlets import SAID, claims_of, outlets_of
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame

By = Literal["lemma", "class"]


def reporting_verbs(
    claims: AnyFrame,
    articles: AnyFrame,
    by: By = "lemma",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count the cues ('say', 'claim', 'according to') that introduce each outlet's claims.

    The rows behind a number: claims of the outlet's articles with that cue_lemma and cue_class.

    Args:
        claims: the claims table (article_id, cue_lemma, cue_class).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.
        by: one row a cue's base form, or one a class of cues.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, cue_lemma (unless by class), cue_class, value (share of the outlet's claims, 0 to 1), low, high, n (the
        outlet's claims), claims (with this cue), articles (with a claim), note (null, or what limits the interval).
        Each outlet has a row for every cue that any of them uses.

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Globe"]}
        >>> claims = {"article_id": ["a", "a", "b", "b"], "cue_lemma": ["say", "claim", "say", "say"],
        ...           "cue_class": ["neutral", "doubting", "neutral", "neutral"]}
        >>> reporting_verbs(claims, articles).select("cue_lemma", "cue_class", "value", "n").rows()
        [('claim', 'doubting', 0.25, 4), ('say', 'neutral', 0.75, 4)]
    """
    keys = _keys(by)
    rows = reported_claims(claims, articles, by, acts=acts)
    counts = rows.group_by("outlet", "article_id", *keys).agg(pl.len().alias("claims"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    return shares(
        counts, outlets, rows.select(keys).unique(), "claims", interval=interval, resamples=resamples, seed=seed
    )


def reported_claims(
    claims: AnyFrame,
    articles: AnyFrame,
    by: By = "lemma",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``reporting_verbs`` counts, each with its cue.

    Args:
        claims: as for ``reporting_verbs``, as is everything else.
        articles: the articles that are compared.
        by: what claims are divided by.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, cue_lemma (unless by class), cue_class, ``keep``; one row a claim.
    """
    return claims_of(claims, articles, *_keys(by), *keep, acts=acts)


def _keys(by: By) -> tuple[str, ...]:
    return ("cue_class",) if by == "class" else ("cue_lemma", "cue_class")
