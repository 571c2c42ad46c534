"""What each outlet calls the same event, in its own voice and in its sources'."""

from __future__ import annotations

import polars as pl

from analysis.metrics.outlets import outlets_of
from analysis.schema import AnyFrame, conform


def event_name_counts(event_names: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """Count by which nouns each outlet names each event, in its own voice and in its sources'.

    The rows behind a number: those of ``event_names`` with the event, head and voice in the outlet's articles.

    Args:
        event_names: the table of a corpus (article_id, head, kind, voice, event_id, event).
        articles: the articles that are compared (article_id, outlet, story); phrases of others are left out.

    Returns:
        story, event_id, event, kind, head, outlet, voice (outlet or sources), n (phrases), articles (of the outlet
        that name the event so), total (phrases by which the outlet names the event in this voice). Sorted by story,
        the number of phrases for the event, event_id, then n, all from many to few; events of one outlet or noun are
        among them.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"], "story": ["raid", "raid"]}
        >>> same = {"kind": "event", "event_id": "a@0", "event": "raid on Saltmere"}
        >>> names = pl.DataFrame([{"article_id": "a", "head": "raid", "voice": "outlet", **same},
        ...                       {"article_id": "b", "head": "invasion", "voice": "sources", **same},
        ...                       {"article_id": "b", "head": "invasion", "voice": "sources", **same}])
        >>> event_name_counts(names, articles).select("head", "outlet", "voice", "n", "total").rows()
        [('invasion', 'Globe', 'sources', 2, 2), ('raid', 'Courier', 'outlet', 1, 1)]
    """
    rows = named_events(event_names, articles)
    event = ["story", "event_id", "event", "kind"]
    counts = rows.group_by(*event, "head", "outlet", "voice").agg(
        pl.len().cast(pl.Int64).alias("n"), pl.col("article_id").n_unique().cast(pl.Int64).alias("articles")
    )
    counted = counts.with_columns(
        total=pl.col("n").sum().over("story", "event_id", "outlet", "voice"),
        most=pl.col("n").sum().over("story", "event_id"),
    )
    order = ["story", "most", "event_id", "n", "head", "outlet", "voice"]
    return counted.sort(order, descending=[False, True, False, True, False, False, False], nulls_last=True).drop("most")


def named_events(event_names: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """List the phrases that ``event_name_counts`` counts.

    Args:
        event_names: as for ``event_name_counts``.
        articles: the articles that are compared.

    Returns:
        outlet, story, and all columns of ``event_names``; one row a phrase.
    """
    wanted = ("article_id", "head", "kind", "voice", "event_id", "event")
    names = conform(event_names, "event_names", columns=wanted)
    placed = outlets_of(articles, "story")
    return names.join(placed, on="article_id").select("outlet", "story", *names.columns)
