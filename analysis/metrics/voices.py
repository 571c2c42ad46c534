"""Whose words are they? Cuts articles into stretches by who speaks in them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from analysis.language.quotation import quoted_spans
from analysis.metrics.outlets import outlets_of
from analysis.schema import AnyFrame, conform

Voice = Literal["outlet", "sources", "all"]

NONE = "none"
"""Quotation of words that no claim covers."""
WORD = r"(?:\p{L}-)?(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*"
"""A word: letters and digits, with apostrophes and hyphens within; 'D-N.Y.' is one, and so is '3,000'."""

QUOTES = 0
"""Rank of the layer of quotation marks, which lies beside the others."""
_RANK = {"indirect": 1, "mixed": 2, "direct": 3}
_KINDS = {rank: kind for kind, rank in _RANK.items()} | {0: NONE}


def stretches(claims: AnyFrame, articles: AnyFrame, *, marks: bool = True) -> pl.DataFrame:
    """Cut each article where the speaker changes.

    Where claims lie within one another, the more literal quotation counts: direct before mixed before indirect.

    Args:
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles to cut (article_id, outlet, text).
        marks: also cut at quotation marks, which takes a look at every text.

    Returns:
        outlet, article_id, start, end (offsets into the article's text), text, quotation (direct, mixed, indirect, or
        'none' outside claims), quoted (between quotation marks; false throughout without ``marks``). In order;
        together they are the whole text.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 0, "end": 9}]], "quotation": ["indirect"]}
        >>> stretches(claims, articles).select("text", "quotation").rows()
        [('Rain fell', 'indirect'), (', she said.', 'none')]
    """
    texts = outlets_of(articles, "text")
    layers = _content(claims)
    if marks:
        quotes = [
            (a, *span, QUOTES)
            for a, text in texts.select("article_id", "text").iter_rows()
            for span in quoted_spans(text)
        ]
        layers = pl.concat([layers, pl.DataFrame(quotes, schema=layers.schema, orient="row")])
    cut = cut_by_rank(texts, layers)
    return cut.select(
        "outlet",
        "article_id",
        "start",
        "end",
        "text",
        pl.col("rank").replace_strict(_KINDS, return_dtype=pl.String).alias("quotation"),
        "quoted",
    )


def in_voice(voice: Voice) -> pl.Expr:
    """Choose stretches by whose words they are.

    Args:
        voice: 'sources' for what claims report or quotation marks enclose, 'outlet' for the rest, 'all' for both.

    Returns:
        A filter over the rows of ``stretches``.

    Raises:
        ValueError: there is no such voice.
    """
    sources = (pl.col("quotation") != NONE) | pl.col("quoted")
    choices: dict[Voice, pl.Expr] = {"outlet": ~sources, "sources": sources, "all": pl.lit(True)}
    if voice not in choices:
        raise ValueError(f"voice is '{voice}'; it must be one of {', '.join(choices)}.")
    return choices[voice]


def _content(claims: AnyFrame) -> pl.DataFrame:
    """List the pieces of claims: article_id, start, end, rank."""
    wanted = ("article_id", "content_spans", "quotation")
    pieces = (
        conform(claims, "claims", columns=wanted).select(wanted).explode("content_spans").drop_nulls("content_spans")
    )
    rank = pl.col("quotation").replace_strict(_RANK, return_dtype=pl.Int64).alias("rank")
    return pieces.unnest("content_spans").select("article_id", "start", "end", rank)


def cut_by_rank(texts: pl.DataFrame, layers: pl.DataFrame) -> pl.DataFrame:
    """Cut texts where what covers them changes.

    Args:
        texts: article_id, text and whatever else, one row an article.
        layers: article_id, start, end and rank of what covers them: 1 to 3, or ``QUOTES`` for quotation marks.

    Returns:
        The columns of ``texts`` with text cut, start, end, rank (the highest that covers it; 0 for none), quoted
        (between quotation marks). In order; together the pieces are the whole text. Empty texts have none.
    """
    printed = texts["text"].to_list()
    length = np.array([len(text) for text in printed], dtype=np.int64)
    base = np.r_[0, np.cumsum(length + 1)]  # every place of every text has a number of its own
    at = texts.select("article_id").with_columns(article=pl.int_range(pl.len()))
    article, start, end, rank = layers.join(at, on="article_id").select("article", "start", "end", "rank").to_numpy().T
    starts, ends = (base[article] + np.clip(side, 0, length[article]) for side in (start, end))
    whole = np.r_[base[:-1], base[:-1] + length]
    points, place = np.unique(np.r_[whole, starts, ends], return_inverse=True)
    change = np.r_[np.zeros(len(whole)), np.ones(len(starts)), -np.ones(len(ends))]
    of_rank = np.r_[np.full(len(whole), QUOTES), rank, rank]
    depth = {
        one: np.bincount(place, np.where(of_rank == one, change, 0), minlength=len(points)).cumsum() > 0
        for one in (QUOTES, 1, 2, 3)
    }
    owner = np.searchsorted(base, points, side="right") - 1
    kept = np.flatnonzero(owner[:-1] == owner[1:])
    number, first, last = owner[kept], points[kept] - base[owner[kept]], points[kept + 1] - base[owner[kept]]
    highest = np.select([depth[3], depth[2], depth[1]], [3, 2, 1], 0)
    return texts[number].with_columns(
        pl.Series(
            "text",
            [printed[n][a:b] for n, a, b in zip(number.tolist(), first.tolist(), last.tolist(), strict=True)],
            pl.String,
        ),
        start=pl.Series(first, dtype=pl.Int64),
        end=pl.Series(last, dtype=pl.Int64),
        rank=pl.Series(highest[kept], dtype=pl.Int64),
        quoted=pl.Series(depth[QUOTES][kept]),
    )
