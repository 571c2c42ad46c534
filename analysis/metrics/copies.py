"""How much of what an outlet prints stands elsewhere too: from a wire, copied, quoted by several, or its own."""

from __future__ import annotations

import polars as pl

from analysis.articles.dates import is_known_before
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import shares
from analysis.metrics.voices import WORD, cut_by_rank
from analysis.schema import AnyFrame, SchemaError, conform

OWN = "own"
COPIED = ("wire", "copy", "quotation", OWN)
_UNKNOWN = "unknown"
_RANK = {"quotation": 1, "copy": 2, "wire": 3}
_KINDS = {rank: kind for kind, rank in _RANK.items()} | {0: OWN}


def copied_text(
    passages: AnyFrame,
    articles: AnyFrame,
    *,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Divide each outlet's words by whether other outlets' articles have them too.

    A word is ``wire`` in a passage that comes from a wire (an agency's, or at three outlets), ``copy`` in one that an
    earlier article of another outlet has, ``quotation`` in words of somebody whom both quote; else the outlet's
    ``own``. Whoever printed a copy first keeps its words; where nothing tells who was first (no time, or only the same
    day), they are copies in both articles, and the number says at most how much was copied. Where passages lie within
    one another, a wire counts before a copy, a copy before a quotation.

    Only the articles given are looked at: what is copied from elsewhere counts as own.

    The rows behind a number: passages of that kind with one of the outlet's articles on either side.

    Args:
        passages: the passages table.
        articles: the articles that are compared (article_id, outlet, published_at, text); passages with others are
            left out, as are those within one outlet ('unknown' is none).
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, copied (wire, copy, quotation, own), value (share of the outlet's words, 0 to 1; the four add up to 1),
        low, high, n (the outlet's words), words (of this kind), articles (with words), note (null, or what limits the
        interval).

    Raises:
        SchemaError: a column is missing, or a passage has another kind than wire, copy or quotation.
        ValueError: interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Post"], "published_at": [None, None],
        ...             "text": ["Rain fell on Monday. It was cold.", "Rain fell on Monday."]}
        >>> passage = {"article_a": ["a"], "start_a": [0], "end_a": [20], "article_b": ["b"], "start_b": [0],
        ...            "end_b": [20], "kind": ["wire"]}
        >>> copied_text(passage, articles).filter(pl.col("words") > 0).select("outlet", "copied", "words", "n").rows()
        [('Globe', 'own', 3, 7), ('Globe', 'wire', 4, 7), ('Post', 'wire', 4, 4)]
    """
    pieces = copied_pieces(passages, articles)
    counts = pieces.group_by("outlet", "article_id", "copied").agg(pl.sum("words"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    kinds = pl.DataFrame({"copied": COPIED})
    return shares(counts, outlets, kinds, "words", interval=interval, resamples=resamples, seed=seed)


def copied_pieces(passages: AnyFrame, articles: AnyFrame) -> pl.DataFrame:
    """List the pieces of text whose words ``copied_text`` counts.

    Args:
        passages: the passages table.
        articles: the articles that are compared, as for ``copied_text``.

    Returns:
        outlet, article_id, start, end (offsets into the article's text), text, copied (wire, copy, quotation, own),
        words; those without a word left out.
    """
    published = outlets_of(articles, "published_at", "text")
    cut = cut_by_rank(published, _sides(passages, published))
    copied = pl.col("rank").replace_strict(_KINDS, return_dtype=pl.String).alias("copied")
    words = pl.col("text").str.count_matches(WORD).cast(pl.Int64).alias("words")
    return cut.select("outlet", "article_id", "start", "end", "text", copied, words).filter(pl.col("words") > 0)


def _sides(passages: AnyFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The spans that other outlets' articles have too: article_id, start, end, the rank of their kind."""
    columns = ("article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "kind")
    rows = conform(passages, "passages", columns=columns).select(columns)
    strange = rows.filter(~pl.col("kind").is_in(list(_RANK)))
    if strange.height:
        raise SchemaError(
            f"table 'passages' has the kind '{strange['kind'][0]}'; it must be one of {', '.join(_RANK)}."
        )
    told = published.select("article_id", "outlet", "published_at")
    for side in ("a", "b"):
        rows = rows.join(
            told.rename({"outlet": f"outlet_{side}", "published_at": f"at_{side}"}),
            left_on=f"article_{side}",
            right_on="article_id",
        )
    spans: list[tuple[str, int, int, int]] = []
    apart = (pl.col("outlet_a") != pl.col("outlet_b")) | (pl.col("outlet_a") == _UNKNOWN)
    for row in rows.filter(apart).iter_rows(named=True):
        for one, other in (("a", "b"), ("b", "a")):
            mine, theirs = row[f"at_{one}"], row[f"at_{other}"]
            if row["kind"] == "copy" and is_known_before(mine, theirs):
                continue
            spans.append((row[f"article_{one}"], row[f"start_{one}"], row[f"end_{one}"], _RANK[row["kind"]]))
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64, "rank": pl.Int64}
    return pl.DataFrame(spans, schema=schema, orient="row")
