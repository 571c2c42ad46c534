"""How much of what an outlet reports no other outlet has: as observed, and corrected for links that are missed."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.claim_groups import (
    QUOTATIONS,
    SAME,
    claims_on_shared_stories,
    grouped_claims,
    placed_articles,
)
from analysis.metrics.intervals import Floats, tail_probability
from analysis.metrics.outlets import SAID, outlets_of
from analysis.metrics.uncertainty import FEW, Integers, resampled_sums, shares
from analysis.schema import AnyFrame

MEASURES = ("observed", "corrected")
CORRECTED = "corrected for links missed and wrong, as in 18 stories of three outlets"
"""The note that every corrected share carries."""
MEASURED_ON = 3
"""Outlets that each story had on which links were measured."""


def exclusive_claims(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Tell how many of an outlet's claims only it has, among the outlets on the same stories.

    Counted are claims of stories that another outlet covers, each once an outlet. **Observed** is the share that is
    linked to no claim of another outlet. Most of the links that are there are missed, fewest between direct quotations,
    so that share is far too high. **Corrected** it is, for the claims that the outlet quotes as q (directly, in part,
    indirectly), with ``linked_q`` the share of them that is linked, ``s_q`` and ``f_q`` the shares linked of claims
    that another outlet has and of claims that none has, and ``w_q`` their part of the outlet's claims::

        shared_q = (linked_q - f_q) / (s_q - f_q)        corrected = 1 - sum of w_q * shared_q, cut to 0 and 1

    because a share ``shared_q`` is linked with probability ``s_q`` and the rest with ``f_q``. The rates were measured
    in 18 stories of three American outlets read by eye, by benchmarks/linking.py (``lexicons/en/link_errors.csv``). In
    halves of these stories only one outlet has 58 % of the claims; observed are 74 %, and corrected by the rates of the
    other half 56 %, off by 9 points on average, to either side.

    It assumes that an outlet's claims are linked as often as claims quoted alike were in those stories. Each had two
    other outlets: with one, fewer links are found and the corrected share is rather too high; with many, more are,
    the right ones and the wrong, and it is rough. What the reader takes for a claim and is none counts as the outlet's
    alone, and what outlets report in their own voice is not counted at all.

    The interval of the corrected share draws the outlet's articles and the 18 stories anew, together; it is never
    narrower than the observed share's, stretched as the correction stretches the share.

    The rows behind a number: those of ``claim_chains`` for the outlet with outlets 1.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table of a corpus (claim_a, claim_b, relation); the rates hold for links of one utterance and
            of one claim together.
        articles: the articles that are compared (article_id, outlet, story, published_at).
        acts: which acts count; all of them with None. The rates were measured for the default.
        interval: probability that intervals cover.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        outlet, measure ("observed", "corrected"), value (share of the outlet's claims, 0 to 1), low, high, n (claims),
        claims (observed to be the outlet's alone, in both rows), articles (with claims), note (what limits the
        interval; of corrected rows always what they are corrected for).

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Source:
        W. J. Rogan & B. Gladen (1978), Estimating prevalence from the results of a screening test, American Journal of
        Epidemiology 107:71-76; there with one kind of claim.

    Example:
        >>> claims = {"claim_id": ["a#0", "a#1", "b#0"], "article_id": ["a", "a", "b"], "quotation": ["direct"] * 3}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> found = exclusive_claims(claims, links, articles).filter(outlet="Post")
        >>> [(row["measure"], round(row["value"], 1)) for row in found.iter_rows(named=True)]
        [('observed', 0.5), ('corrected', 0.4)]
    """
    told = linked_claims(claims, claim_links, articles, acts=acts)
    counts = told.group_by("outlet", "article_id", "linked").agg(pl.len().cast(pl.Int64).alias("claims"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    options = {"interval": interval, "resamples": resamples, "seed": seed}
    both = pl.DataFrame({"linked": [False, True]})
    observed = shares(counts, outlets, both, "claims", **options).filter(~pl.col("linked"))  # type: ignore[arg-type]
    by_outlet = {str(name): part for (name,), part in told.group_by(["outlet"])}
    rates = _drawn_rates(resamples, seed)
    rows = []
    for row in observed.drop("linked").iter_rows(named=True):
        rows.append(row | {"measure": MEASURES[0]})
        corrected = _corrected(row, by_outlet.get(row["outlet"]), rates, interval, resamples, seed)
        rows.append(row | corrected | {"measure": MEASURES[1]})
    columns = ("outlet", "measure", *observed.drop("outlet", "linked").columns)
    schema = pl.Schema({"measure": pl.String(), **observed.drop("linked").schema})
    return pl.DataFrame(rows, schema={name: schema[name] for name in columns})


def linked_claims(
    claims: AnyFrame, claim_links: AnyFrame, articles: AnyFrame, *, acts: Collection[str] | None = SAID
) -> pl.DataFrame:
    """List what ``exclusive_claims`` counts: the claims of outlets on stories that others cover.

    Args:
        claims: as for ``exclusive_claims``, as are the other tables and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        acts: which acts count.

    Returns:
        outlet, story, claim, quotation, claim_ids (the outlet's versions), article_id (of the first), linked (whether
        another outlet's version is linked), and what ``claims_on_shared_stories`` gives besides; each claim once an
        outlet.
    """
    placed = placed_articles(articles)
    told = claims_on_shared_stories(grouped_claims(claims, claim_links, placed, relations=SAME, acts=acts), placed)
    return told.with_columns(outlet="publisher", linked=pl.col("outlets") > 1).drop("publisher")


class _Rates(NamedTuple):
    """How claims are linked, by how they are quoted: as measured, and with the stories drawn anew (a row a draw)."""

    shared: Floats
    alone: Floats
    shared_drawn: Floats
    alone_drawn: Floats
    stories: int


def _drawn_rates(resamples: int, seed: int) -> _Rates:
    counts = _link_counts()
    random = np.random.default_rng([seed, *b"link errors"])
    drawn = counts[random.integers(0, len(counts), (resamples, len(counts)))].sum(axis=1)
    whole = counts.sum(axis=0)
    # A draw without such claims says nothing of them: there the rate is what was measured in all stories.
    rates = [
        np.where(sums[..., of] > 0, sums[..., of + 1] / np.maximum(sums[..., of], 1), whole[:, of + 1] / whole[:, of])
        for sums in (whole, drawn)
        for of in (0, 2)
    ]
    shared, alone, shared_drawn, alone_drawn = rates
    return _Rates(shared, alone, shared_drawn, alone_drawn, len(counts))


@cache
def _link_counts() -> Floats:
    """Counts by story, kind of quotation (in the order of ``QUOTATIONS``) and column."""
    columns = ("shared", "shared_linked", "alone", "alone_linked")
    table = load_lexicon("link_errors").with_columns(pl.col("story", *columns).cast(pl.Int64))
    counts = np.zeros((table["story"].n_unique(), len(QUOTATIONS), len(columns)))
    for story, quotation, *numbers in table.select("story", "quotation", *columns).iter_rows():
        counts[story - 1, QUOTATIONS.index(quotation)] = numbers
    return counts


def _corrected(
    observed: dict[str, float],
    told: pl.DataFrame | None,
    rates: _Rates,
    interval: float,
    resamples: int,
    seed: int,
) -> dict[str, float | str | None]:
    """The corrected share of one outlet, its ends, and its note."""
    if told is None:
        return {"note": f"{observed['note']}; {CORRECTED}"}
    quotation = told["quotation"].replace_strict({kind: place for place, kind in enumerate(QUOTATIONS)})
    item = 2 * quotation.to_numpy().astype(np.int64) + told["linked"].to_numpy().astype(np.int64)
    counts = np.bincount(item, minlength=2 * len(QUOTATIONS)).astype(np.float64)
    value = float(_alone(counts[:, None], rates.shared, rates.alone).item())
    if observed["low"] is None:
        return {"value": _cut(value), "note": f"{observed['note']}; {CORRECTED}{_elsewhere(told)}"}
    article = told["article_id"].rank("dense").to_numpy().astype(np.int64) - 1
    drawn = _drawn_counts(article, item, str(observed["outlet"]), resamples, seed)
    corrected = _alone(drawn, rates.shared_drawn, rates.alone_drawn)
    articles = int(article.max()) + 1
    tail = tail_probability(interval, min(articles, rates.stories))
    low, high = np.quantile(corrected, [tail, 1 - tail])
    weights = counts.reshape(-1, 2).sum(axis=1) / counts.sum()
    stretch = float((weights / (rates.shared - rates.alone)).sum())
    low = min(low, value - stretch * (observed["value"] - observed["low"]))
    high = max(high, value + stretch * (observed["high"] - observed["value"]))
    rough = f"only {articles} articles: rough interval; " if articles < FEW else ""
    return {"value": _cut(value), "low": _cut(low), "high": _cut(high), "note": rough + CORRECTED + _elsewhere(told)}


def _elsewhere(told: pl.DataFrame) -> str:
    """What it means for most claims that their stories have more outlets than those measured, or fewer."""
    more, fewer = (told["tellers"] > MEASURED_ON).mean(), (told["tellers"] < MEASURED_ON).mean()
    if more > 0.5:  # type: ignore[operator]  # shares of a column of truth values
        return "; these have more: rather too low"
    return "; these have fewer: rather too high" if fewer > 0.5 else ""  # type: ignore[operator]


def _drawn_counts(article: Integers, item: Integers, outlet: str, resamples: int, seed: int) -> Floats:
    """Counts of each item, articles drawn anew: a column a draw."""
    order = np.argsort(item, kind="stable")
    present, numbered = np.unique(item[order], return_inverse=True)
    sums = resampled_sums(article[order], numbered, np.ones(len(item)), outlet=outlet, resamples=resamples, seed=seed)
    counts = np.zeros((2 * len(QUOTATIONS), resamples))
    counts[present] = np.concatenate(list(sums), axis=1)
    return counts


def _alone(counts: Floats, shared: Floats, alone: Floats) -> Floats:
    """The formula above, not cut: counts by quotation and whether linked, rates by quotation (rows: draws)."""
    unlinked, linked = counts[0::2].T, counts[1::2].T
    claims = unlinked + linked
    # Rates of a draw in which links tell nothing apart would give any number: such draws count as nearly that.
    apart = np.maximum(shared - alone, 0.05)
    result: Floats = 1 - ((linked - alone * claims) / apart).sum(axis=1) / claims.sum(axis=1)
    return result


def _cut(share: float) -> float:
    return float(min(1.0, max(0.0, share)))
