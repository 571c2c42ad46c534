"""Where words and other places stand in the texts of a corpus."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis import metrics
from dashboards.desk import Desk
from dashboards.state import Scope


def uses(desk: Desk, scope: Scope, word: str, voice: Any) -> pl.DataFrame:
    """Where a word stands.

    Args:
        desk: the corpus.
        scope: which articles.
        word: in lower case.
        voice: whose words to look in.

    Returns:
        One row a use, as ``placed`` gives it.
    """

    def work() -> pl.DataFrame:
        # Only articles that hold these letters at all can hold the word, and looking for letters is quick.
        letters = pl.col("text").str.to_lowercase().str.replace_all("’", "'", literal=True)
        texts = desk.texts(scope).filter(letters.str.contains(word, literal=True))
        return placed(desk, metrics.occurrences(word, desk.claims(scope), texts, voice))

    return desk.keep(("uses", scope, word, voice), work)


def placed(desk: Desk, found: pl.DataFrame) -> pl.DataFrame:
    """Add to places in texts what shows them.

    Args:
        desk: the corpus.
        found: article_id, start, end.

    Returns:
        The same with sentence_start, sentence_end, title, published_at, day and text, which is the whole
        article's: the offsets count in it. Sorted by article_id and start.
    """
    wanted = found["article_id"].unique().implode()
    sentences = (
        desk.scan("sentences")
        .filter(pl.col("article_id").is_in(wanted))
        .select("article_id", "start", sentence_start="start", sentence_end="end")
        .collect()
        .sort("start")
    )
    around = found.sort("start").join_asof(sentences, on="start", by="article_id", check_sortedness=False)
    around = around.with_columns(pl.coalesce("sentence_start", "start"), pl.coalesce("sentence_end", "end"))
    known = desk.articles(Scope()).select("article_id", "title", "published_at", "day")
    texts = desk.all_articles.select("article_id", "text")
    return around.join(known.join(texts, on="article_id"), on="article_id").sort("article_id", "start")
