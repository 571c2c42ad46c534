"""Count which words are common in news: makes ``analysis/lexicons/en/news_words.csv`` but for its header.

    python benchmarks/news_words.py ARTICLES.parquet > words.csv

ARTICLES.parquet has article_id, story, title and text. Counted is every second article without a story, so that stories
stay fresh to measure on.
"""

from __future__ import annotations

import sys

import polars as pl

from analysis.linking.terms import article_terms

LEAST = 0.01  # share of articles: what is rarer is no common word


def main(path: str) -> None:
    articles = pl.read_parquet(path).filter(pl.col("story").is_null()).sort("article_id").gather_every(2)
    counted = article_terms(articles).group_by("term").agg(n=pl.len())
    thousandths = (1_000 * pl.col("n") / articles.height).round().cast(pl.Int64)
    common = counted.filter(pl.col("n") >= LEAST * articles.height).with_columns(per_thousand=thousandths)
    sys.stdout.write(common.select("term", "per_thousand").sort("term").write_csv())


if __name__ == "__main__":
    main(sys.argv[1])
