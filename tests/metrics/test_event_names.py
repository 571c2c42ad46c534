from __future__ import annotations

import polars as pl

from analysis.metrics import event_name_counts


def test_counts_by_hand(articles) -> None:
    phrases = [
        ("g1", "raid", "outlet", "e1"),
        ("g1", "raid", "outlet", "e1"),
        ("g2", "raid", "outlet", "e1"),
        ("g2", "operation", "outlet", "e1"),
        ("c1", "invasion", "sources", "e1"),
        ("c1", "speech", "outlet", "e2"),
        ("x9", "raid", "outlet", "e1"),  # of an article that is not compared
    ]
    names = pl.DataFrame(phrases, schema=["article_id", "head", "voice", "event_id"], orient="row")
    names = names.with_columns(kind=pl.lit("event"), event=pl.lit("the raid"))
    counts = event_name_counts(names, articles.with_columns(story=pl.lit("dam")))
    assert counts.select("event_id", "head", "outlet", "voice", "n", "articles", "total").rows() == [
        ("e1", "raid", "Globe", "outlet", 3, 2, 4),
        ("e1", "invasion", "Courier", "sources", 1, 1, 1),
        ("e1", "operation", "Globe", "outlet", 1, 1, 4),
        ("e2", "speech", "Courier", "outlet", 1, 1, 1),
    ]


def test_articles_without_a_story_count_too(articles) -> None:
    names = {"article_id": ["g1"], "head": ["raid"], "voice": ["outlet"], "event_id": ["e"], "event": ["raid"]}
    counts = event_name_counts({**names, "kind": ["event"]}, articles.with_columns(story=pl.lit(None, pl.String)))
    assert counts.select("story", "n").rows() == [(None, 1)]
