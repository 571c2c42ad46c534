"""How much of an outlet's text is other people's words, and how literally it gives them."""

from __future__ import annotations

import polars as pl

from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import shares
from analysis.metrics.voices import NONE, WORD, stretches
from analysis.schema import AnyFrame

KINDS = ("direct", "mixed", "indirect", NONE)


def quotation_mix(
    claims: AnyFrame,
    articles: AnyFrame,
    *,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Divide each outlet's words into quoted, partly quoted, retold and its own.

    A word counts by the claim whose content it is in: direct, mixed or indirect; where claims lie within one another,
    the more literal one decides. Words of no claim are 'none': the outlet's own, and what it quotes from nobody.

    The rows behind a number: claims of the outlet's articles with that quotation; for 'none' the text outside of them.

    Args:
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles that are compared (article_id, outlet, text); claims of others are left out.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, quotation (direct, mixed, indirect, none), value (share of the outlet's words, 0 to 1; the four add up
        to 1), low, high, n (the outlet's words), words (of this quotation), articles, note (null, or what limits the
        interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 0, "end": 9}]], "quotation": ["indirect"]}
        >>> quotation_mix(claims, articles).filter(pl.col("value") > 0).select("quotation", "value", "n").rows()
        [('indirect', 0.5, 4), ('none', 0.5, 4)]
    """
    pieces = quoted_stretches(claims, articles)
    counts = pieces.group_by("outlet", "article_id", "quotation").agg(pl.sum("words"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = pl.DataFrame({"quotation": KINDS})
    return shares(counts, outlets, kinds, "words", interval=interval, resamples=resamples, seed=seed)


def quoted_stretches(claims: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """List the stretches of text whose words ``quotation_mix`` counts.

    Args:
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles that are compared (article_id, outlet, text).

    Returns:
        outlet, article_id, start, end (offsets into the article's text), text, quotation (direct, mixed, indirect,
        none), words; those without a word left out.
    """
    words = pl.col("text").str.count_matches(WORD).cast(pl.Int64).alias("words")
    return stretches(claims, articles, marks=False).drop("quoted").with_columns(words).filter(pl.col("words") > 0)
