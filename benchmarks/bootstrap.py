"""How long intervals take: 2,000 resamples over 12,000 articles.

Run: python benchmarks/bootstrap.py [articles] [resamples]
"""

from __future__ import annotations

import sys
import time

import numpy as np
import polars as pl

from analysis.metrics import reporting_verbs, source_counts, source_overlap

CLAIMS_PER_ARTICLE = 20
OUTLETS = 30
SOURCES = 20_000
KINDS = ("person", "organisation", "government", "medium", "document", "group")
CUES = 400


def tables(articles: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Claims, sources and articles, sources and cues as uneven as in news (Zipf)."""
    random = np.random.default_rng(0)
    claims = articles * CLAIMS_PER_ARTICLE
    cited = 1 / np.arange(1, SOURCES + 1)
    used = 1 / np.arange(1, CUES + 1)
    cue = random.choice(CUES, claims, p=used / used.sum()).astype(str)
    return (
        pl.DataFrame(
            {
                "article_id": random.integers(0, articles, claims).astype(str),
                "source_id": random.choice(SOURCES, claims, p=cited / cited.sum()).astype(str),
                "cue_lemma": cue,
                "cue_class": cue,
            }
        ),
        pl.DataFrame(
            {
                "source_id": np.arange(SOURCES).astype(str),
                "kind": random.choice(KINDS, SOURCES),
                "anonymous": np.zeros(SOURCES, dtype=bool),
            }
        ),
        pl.DataFrame(
            {
                "article_id": np.arange(articles).astype(str),
                "outlet": random.integers(0, OUTLETS, articles).astype(str),
            }
        ),
    )


def main(articles: int = 12_000, resamples: int = 2_000) -> None:
    claims, sources, published = tables(articles)
    print(f"{articles:,} articles of {OUTLETS} outlets, {claims.height:,} claims, {resamples:,} resamples")
    one = published.with_columns(outlet=pl.lit("all in one"))
    for name, work in {
        "source_counts": lambda: source_counts(claims, sources, published, resamples=resamples),
        "source_counts, one outlet": lambda: source_counts(claims, sources, one, resamples=resamples),
        "reporting_verbs": lambda: reporting_verbs(claims, published, resamples=resamples),
        "source_overlap": lambda: source_overlap(claims, sources, published, resamples=resamples),
    }.items():
        start = time.perf_counter()
        rows = work().height
        print(f"{name:27} {time.perf_counter() - start:6.2f} s, {rows:,} rows")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
