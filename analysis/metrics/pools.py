"""Do two outlets draw their sources from the same pool, or does their overlap fall short of that?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.metrics.intervals import Floats
from analysis.metrics.outlets import SAID, named_claims, outlets_of
from analysis.metrics.overlap import Method, overlap_between
from analysis.metrics.significance import false_discovery
from analysis.metrics.uncertainty import CELLS, Integers, grouped_sums
from analysis.schema import AnyFrame, conform


def source_pool_test(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    method: Method = "jaccard",
    *,
    acts: Collection[str] | None = SAID,
    permutations: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Test for every pair of outlets whether they cite as if from one pool of sources.

    If they did, it would not matter which of the two an article on a story is from. So the articles on each story are
    dealt anew among them, each outlet keeping its number, and the overlap of the hands is what one pool would give:
    even then it is below 1, since nobody cites everybody. Stories are kept apart because each has its own sources:
    outlets that report on the same stories would else look more alike than chance, others less.

    ``p`` is the share of dealings that overlap as little as the outlets do, or less, with the outlets themselves
    counted among them (B. Phipson & G. Smyth 2010, Permutation p-values should never be zero). ``q`` is p after
    Benjamini & Hochberg (1995): calling every pair with q up to 0.05 different, one in twenty of those named is
    expected to be so by chance.

    Articles are dealt, not claims, for those of one article hang together. A large p does not say that the pool is the
    same: with few articles the test sees little. Sources without a name are left out, as in ``source_overlap``.

    The rows behind a number: claims of both outlets' articles whose source has a name.

    Args:
        claims: the claims table (article_id, source_id).
        sources: the sources table (source_id, kind, anonymous).
        articles: the articles that are compared (article_id, outlet, and story where there is one; articles without are
            of one story); claims of others are left out.
        method: a measure of ``source_overlap``.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        permutations: dealings.
        seed: varies the random stream.

    Returns:
        outlet_a, outlet_b (every pair once, a before b in the alphabet), method, value (the outlets' overlap, 0 to 1),
        expected (mean of the dealings), p, q (above 0, up to 1), n (articles of both with a named source), dealt (those
        on stories that both cover), note (null, or why there is no p).

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: method or permutations are out of range.

    Example:
        >>> articles = {"article_id": list("abcd"), "outlet": ["Courier", "Courier", "Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": list("abcd"), "source_id": ["s", "s", "t", "t"]}
        >>> table = source_pool_test(claims, sources, articles, permutations=600)
        >>> [round(number, 1) for number in table.select("value", "expected", "p").row(0)]
        [0.0, 0.7, 0.3]
    """
    if permutations < 1:
        raise ValueError(f"permutations is {permutations}; it must be at least 1.")
    named = named_claims(claims, sources, articles, acts=acts)
    counts = (
        named.group_by("outlet", "article_id", "source_id")
        .agg(pl.len().alias("claims"))
        .join(_stories(articles), on="article_id")
        .sort("source_id", "outlet", "article_id")
    )
    outlets = sorted(outlets_of(articles)["outlet"].unique())
    rows = []
    for a, b in combinations(outlets, 2):
        both = counts.filter(pl.col("outlet").is_in([a, b]))
        row = _compare(both, a, b, method, permutations, seed)
        rows.append({"outlet_a": a, "outlet_b": b, "method": method, **row})
    table = pl.DataFrame(rows, schema=_SCHEMA)
    return table.with_columns(pl.Series("q", false_discovery(table["p"].to_numpy()), pl.Float64).fill_nan(None))


_NUMBERS = ("value", "expected", "p", "q")
_SCHEMA = pl.Schema(
    dict.fromkeys(("outlet_a", "outlet_b", "method"), pl.String)
    | dict.fromkeys(_NUMBERS, pl.Float64)
    | {"n": pl.Int64, "dealt": pl.Int64, "note": pl.String}
)


def _stories(articles: AnyFrame) -> pl.DataFrame:
    """The story of each article: null for all where the frame knows none."""
    if "story" in conform(articles, "articles", columns=("article_id",)).columns:
        return outlets_of(articles, "story").select("article_id", "story")
    return outlets_of(articles).select("article_id", pl.lit(None, pl.String).alias("story"))


def _compare(
    both: pl.DataFrame, a: str, b: str, method: Method, permutations: int, seed: int
) -> dict[str, float | int | str | None]:
    """Test one pair."""
    hands = (
        both.group_by("story", "article_id")
        .agg((pl.col("outlet").first() == a).alias("in_a"))
        .sort("story", "article_id")
        .with_columns(article=pl.int_range(pl.len()), block=pl.col("story").rle_id())
    )
    in_a, block = hands["in_a"].to_numpy(), hands["block"].to_numpy().astype(np.float64)
    row: dict[str, float | int | str | None] = dict.fromkeys(_NUMBERS)
    stories = hands.group_by("block").agg(pl.len().alias("n"), pl.col("in_a").sum().alias("held"))
    shared = stories.filter((pl.col("held") > 0) & (pl.col("held") < pl.col("n")))
    row |= {"n": len(in_a), "dealt": int(shared["n"].sum()), "note": None}
    if in_a.all() or not in_a.any():
        return row | {"note": "no named source"}
    article = both.join(hands, on="article_id", maintain_order="left")["article"].to_numpy()
    source = both["source_id"].rank("dense").to_numpy().astype(np.int64) - 1
    amount = both["claims"].to_numpy().astype(np.float64)
    row["value"] = value = float(_overlaps(article, source, amount, in_a[:, None], method)[0])
    if not shared.height:
        return row | {"note": "no story that both cover: nothing to deal"}
    if shared["n"].sum() == 2 and len(in_a) == 2:  # to change places changes nothing
        return row | {"note": "one article each: nothing to deal"}
    random = np.random.default_rng([seed, *f"{a}\0{b}".encode()])
    some = _hands(in_a, block, max(1, CELLS // len(article)), permutations, random)
    dealt = np.concatenate([_overlaps(article, source, amount, hand, method) for hand in some])
    as_low = int((dealt <= value + 1e-12).sum())
    return row | {"expected": float(dealt.mean()), "p": (1 + as_low) / (1 + permutations)}


def _hands(
    in_a: NDArray[np.bool_], block: Floats, step: int, permutations: int, random: np.random.Generator
) -> Iterator[NDArray[np.bool_]]:
    """Dealings of articles within blocks, some at once: columns that say whether the first outlet has an article."""
    for first in range(0, permutations, step):
        size = min(step, permutations - first)
        order = np.argsort(block[:, None] + random.random((len(block), size)), axis=0)  # blocks ascend: they stay apart
        yield in_a[order]


def _overlaps(article: Integers, source: Integers, amount: Floats, in_a: NDArray[np.bool_], method: Method) -> Floats:
    """The overlap of both hands in each dealing; entries are in the order of their source."""
    starts = np.flatnonzero(np.r_[True, source[1:] != source[:-1]])
    total = np.add.reduceat(amount, starts)[:, None]
    first = grouped_sums(in_a[article] * amount[:, None], starts)
    return overlap_between(first, total - first, method)
