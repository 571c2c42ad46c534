"""How often intervals of corrected shares hold the truth, with a reader that errs as the shipped one does.

Run: python benchmarks/coverage.py [outlets]

Every outlet is one trial: its articles are made up, and so is who says what in them; a reader misses, mistakes and
makes up claims at the rates that the model card gives; a person reviews some articles, or some claims, drawn by chance.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.metrics import corrected_shares, source_counts

KINDS = ("person", "government", "group")
TRUE = np.array([0.55, 0.3, 0.15])
"""Share of each kind on average; articles differ around it, so claims of one article hang together."""
RECALL = np.array([0.907, 0.840, 0.652])
"""Direct, mixed and indirect quotation in the model card: as if each kind spoke in its own way, the worst case."""
MADE_UP = 1 - 0.797
"""Share of what is found that is no attribution (its precision)."""
MISTAKEN = 1 - 0.883
"""Share of claims found that are given the wrong speaker."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the reader found, and what a person would say of it; the truth is TRUE in every outlet."""

    articles: pl.DataFrame
    sources: pl.DataFrame
    claims: pl.DataFrame
    truth: pl.DataFrame  # claim_id (null if missed), article_id, kind (null if made up)


def trials(outlets: int, articles: int, seed: int) -> Trial:
    """Make up outlets with as many articles each, eight claims an article."""
    random = np.random.default_rng(seed)
    n = outlets * articles
    mix = random.dirichlet(3 * TRUE, n)
    article = np.repeat(np.arange(n), 1 + random.poisson(7, n))
    kind = (random.random(len(article))[:, None] > mix[article].cumsum(axis=1)).sum(axis=1).clip(0, 2)
    skill = random.beta(8, 2, n) / 0.8  # the reader does better in some articles
    found = random.random(len(article)) < (RECALL[kind] * skill[article]).clip(0, 1)
    wrong = random.random(len(article)) < MISTAKEN
    read = np.where(wrong, (kind + random.integers(1, 3, len(article))) % 3, kind)
    invented = random.poisson(found.sum() / n * MADE_UP / (1 - MADE_UP), n)
    extra = np.repeat(np.arange(n), invented)
    rows = pl.DataFrame(
        {
            "article": np.r_[article, extra],
            "kind": np.r_[kind, np.full(len(extra), -1)],
            "read": np.r_[np.where(found, read, -1), random.integers(0, 3, len(extra))],
        }
    ).with_row_index("number")
    names = dict(enumerate(KINDS))
    truth = rows.select(
        claim_id=pl.when(pl.col("read") >= 0).then(pl.format("{}#{}", "article", "number")),
        article_id=pl.col("article").cast(pl.String),
        kind=pl.col("kind").replace_strict(names, default=None, return_dtype=pl.String),
        source_id=pl.col("read").replace_strict(names, default=None, return_dtype=pl.String),
    )
    return Trial(
        pl.DataFrame({"article_id": np.arange(n).astype(str), "outlet": (np.arange(n) // articles).astype(str)}),
        pl.DataFrame({"source_id": KINDS, "kind": KINDS, "anonymous": [False] * 3}),
        truth.drop_nulls("claim_id").select("claim_id", "article_id", "source_id"),
        truth.select("claim_id", "article_id", "kind"),
    )


def held(table: pl.DataFrame, truth: pl.DataFrame | None = None) -> float:
    """Share of the intervals that hold the truth: TRUE, or that of the outlet."""
    if truth is None:
        truth = pl.DataFrame({"kind": KINDS, "truth": TRUE})
    both = table.join(truth, on=[name for name in truth.columns if name != "truth"])
    holds = (both["low"] <= both["truth"]) & (both["high"] >= both["truth"])
    return float(holds.fill_null(value=False).mean())


def by_articles(trial: Trial, reviewed: int) -> pl.DataFrame:
    """Review all claims of some articles of each outlet, those missed too."""
    chosen = trial.articles.filter(pl.int_range(pl.len()).over("outlet") < reviewed)
    return trial.truth.join(chosen, on="article_id", how="semi")


def by_claims(trial: Trial, share: float, seed: int) -> pl.DataFrame:
    """Review some of the claims that the reader found."""
    return trial.truth.drop_nulls("claim_id").sample(fraction=share, seed=seed)


def main(outlets: int = 2_000) -> None:
    print(f"{outlets:,} outlets, 95 % intervals of {len(KINDS)} shares; share that hold the truth")
    for articles, reviewed in ((30, 10), (100, 20), (100, 50), (400, 20)):
        start = time.perf_counter()
        trial = trials(outlets, articles, 1)
        tables = (trial.claims, trial.sources, trial.articles)
        plain, review = source_counts(*tables), by_articles(trial, reviewed)
        corrected = corrected_shares(source_counts, review, *tables)
        alone = source_counts(
            review.drop_nulls("kind").rename({"kind": "source_id"}),
            trial.sources,
            trial.articles.filter(pl.int_range(pl.len()).over("outlet") < reviewed),
        )
        width = {name: (table["high"] - table["low"]).mean() for name, table in (("alone", alone), ("both", corrected))}
        print(
            f"{reviewed:3} of {articles:3} articles reviewed: uncorrected {held(plain):.3f}, corrected "
            f"{held(corrected):.3f} (mean weight {corrected['weight'].mean():.2f}); {width['both']:.3f} wide, the "
            f"review alone {width['alone']:.3f}; {time.perf_counter() - start:.0f} s"
        )
    trial = trials(outlets, 100, 2)
    corrected = corrected_shares(source_counts, by_claims(trial, 0.15, 3), trial.claims, trial.sources, trial.articles)
    print(f"a seventh of the claims reviewed, none added: true share of all {held(corrected):.3f}")
    only = trial.truth.drop_nulls("claim_id").join(trial.articles, on="article_id").drop_nulls("kind")
    counted = only.group_by("outlet", "kind").len("claims")
    truth = counted.select("outlet", "kind", truth=pl.col("claims") / pl.col("claims").sum().over("outlet"))
    print(f"  and true share of those found {held(corrected, truth):.3f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
