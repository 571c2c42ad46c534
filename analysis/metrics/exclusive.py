"""Sources that only one outlet has: nobody else who reports on the same story cites them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import numpy as np
import polars as pl

from analysis.metrics.intervals import Floats
from analysis.metrics.outlets import SAID, outlets_of, sourced_claims
from analysis.metrics.uncertainty import Integers, shares
from analysis.schema import AnyFrame, conform

Exclusive = Literal["sources", "claims", "words"]


def exclusive_sources(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Exclusive = "sources",
    *,
    acts: Collection[str] | None = SAID,
    permutations: int = 400,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of each outlet's sources that no other outlet on the same story cites.

    Who is cited in two stories counts in both. Stories that one outlet alone covers are left out: there every source is
    exclusive. Sources without a name are left out too.

    Even if it did not matter which outlet an article is from, most sources would stand in one only. ``expected`` is
    what chance gives: the articles on each story are dealt anew among the outlets, each keeping its number there, as in
    ``source_pool_test``; between ``expected_low`` and ``expected_high`` lies the middle ``interval`` of the dealings.

    The interval of the value takes the other outlets' articles as given and draws the outlet's own. A source that an
    outlet cites in several articles on a story is counted with the one that has most of its claims.

    The rows behind a number: the outlet's claims whose source_id no other outlet's claims on that story have.

    Args:
        claims: the claims table (article_id, source_id; n_words where words are counted).
        sources: the sources table (source_id, kind, anonymous).
        articles: the articles that are compared (article_id, outlet, and story where there is one; articles without are
            of one story); claims of others are left out.
        counted: different sources of a story, their claims, or the words of these.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        permutations: dealings.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, value (0 to 1), low, high, expected, expected_low, expected_high, n (all that is counted in the outlet),
        sources, claims or words (the exclusive ones), articles (with a named source), note (null, or what limits the
        interval).

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: counted, permutations, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a", "a", "b"], "source_id": ["s", "t", "t"]}
        >>> exclusive_sources(claims, sources, articles).select("outlet", "value", "expected", "n").rows()[0][:2]
        ('Courier', 0.5)
    """
    if counted not in get_args(Exclusive):
        raise ValueError(f"counted is '{counted}'; it must be one of {', '.join(get_args(Exclusive))}.")
    if permutations < 1:
        raise ValueError(f"permutations is {permutations}; it must be at least 1.")
    of_claims = ("n_words",) if counted == "words" else ()
    rows = sourced_claims(claims, sources, articles, acts, of_claims=of_claims)
    rows = rows.filter(~pl.col("anonymous") & (pl.col("kind") != "unnamed")).join(_stories(articles), on="article_id")
    amount = pl.col("n_words").sum() if counted == "words" else pl.len().cast(pl.Int64)
    key = ["story", "source_id"]
    entries = (
        rows.group_by("outlet", "article_id", *key)
        .agg(amount.alias("amount"))
        .filter(pl.col("amount") > 0, pl.col("outlet").n_unique().over("story") > 1)
        .sort(*key, "outlet", "amount", "article_id", descending=[False] * 3 + [True, False])
        .with_columns(exclusive=pl.col("outlet").n_unique().over(key) == 1)
    )
    counts = entries.with_columns(pl.lit(1, pl.Int64).alias("amount")) if counted == "sources" else entries
    if counted == "sources":
        counts = counts.unique([*key, "outlet"], keep="first", maintain_order=True)
    counts = counts.group_by("outlet", "article_id", "exclusive").agg(pl.col("amount").sum().alias(counted))
    outlets = sorted(outlets_of(articles)["outlet"].unique())
    both = pl.DataFrame({"exclusive": [True, False]})
    table = shares(counts, outlets, both, counted, interval=interval, resamples=resamples, seed=seed)
    chance = _expected(entries, outlets, counted == "sources", permutations, interval, seed)
    columns = ("outlet", "value", "low", "high", *chance.columns[1:], "n", counted, "articles", "note")
    return table.filter("exclusive").join(chance, on="outlet", maintain_order="left").select(columns)


def _stories(articles: AnyFrame) -> pl.DataFrame:
    """The story of each article; one for all where the frame knows none."""
    known = "story" in conform(articles, "articles", columns=("article_id",)).columns
    rows = outlets_of(articles, "story") if known else outlets_of(articles).with_columns(story=pl.lit(None, pl.String))
    return rows.select("article_id", pl.col("story").fill_null(""))


def _expected(
    entries: pl.DataFrame, outlets: list[str], different: bool, permutations: int, interval: float, seed: int
) -> pl.DataFrame:
    """What chance gives each outlet; null where no dealing gives it anything."""
    dealt = np.full((permutations, len(outlets)), np.nan)
    if entries.height:
        hands = entries.select("story", "article_id", "outlet").unique().sort("story", "article_id")
        hands = hands.with_columns(article=pl.int_range(pl.len()), block=pl.col("story").rle_id())
        holder = hands["outlet"].replace_strict(outlets, range(len(outlets)), return_dtype=pl.Int64).to_numpy()
        placed = entries.join(hands.select("article_id", "article"), on="article_id", maintain_order="left")
        article, amount = placed["article"].to_numpy(), placed["amount"].to_numpy().astype(np.float64)
        pair = placed.select(pl.struct("story", "source_id").rle_id().cast(pl.Int64)).to_series().to_numpy()
        block = hands["block"].to_numpy().astype(np.float64)
        random = np.random.default_rng(seed)
        for at in range(permutations):
            hand = holder[np.argsort(block + random.random(len(block)))]  # blocks ascend: they stay apart
            dealt[at] = _exclusive(hand[article], pair, amount, len(outlets), different)
    tail = (1 - interval) / 2
    known = ~np.isnan(dealt).all(axis=0)
    ends = np.full((3, len(outlets)), np.nan)
    if known.any():
        ends[0, known] = np.nanmean(dealt[:, known], axis=0)
        ends[1:, known] = np.nanquantile(dealt[:, known], [tail, 1 - tail], axis=0)
    schema = {"outlet": pl.String} | dict.fromkeys(("expected", "expected_low", "expected_high"), pl.Float64)
    return pl.DataFrame([outlets, *ends], schema=schema).with_columns(pl.exclude("outlet").fill_nan(None))


def _exclusive(holder: Integers, pair: Integers, amount: Floats, outlets: int, different: bool) -> Floats:
    """The share of what each outlet holds that nobody else does; entries are in the order of their pair."""
    starts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
    alone = np.minimum.reduceat(holder, starts) == np.maximum.reduceat(holder, starts)
    exclusive = alone[pair]
    if different:  # each source once, whichever of the outlet's articles cite it
        _, first = np.unique(pair * outlets + holder, return_index=True)
        holder, exclusive, amount = holder[first], exclusive[first], np.ones(len(first))
    total = np.bincount(holder, weights=amount, minlength=outlets)
    held = np.bincount(holder, weights=amount * exclusive, minlength=outlets)
    return np.divide(held, total, out=np.full(outlets, np.nan), where=total > 0)
