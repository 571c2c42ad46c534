"""Sources that only one outlet has: nobody else who reports on the same story cites them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple, get_args

import numpy as np
import polars as pl

from analysis.metrics.intervals import Floats
from analysis.metrics.outlets import SAID, named_claims, outlets_of, stories_of
from analysis.metrics.significance import false_discovery
from analysis.metrics.uncertainty import Integers, shares
from analysis.schema import AnyFrame

Exclusive = Literal["sources", "claims", "words"]
ONE_ARTICLE = "@"
"""Stands in ids of sources before the article that they are known in."""
ONCE = "source_on_story"
"""What is counted once where sources are counted."""


def exclusive_sources(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Exclusive = "sources",
    *,
    acts: Collection[str] | None = SAID,
    permutations: int = 2000,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of each outlet's sources that no other outlet on the same story cites.

    Who is cited in two stories counts in both. Stories on which one outlet alone names sources are left out: there
    every source is exclusive. Left out, too, are sources without a name, and those called by what holds for one article
    alone ("the campaign", "their lawsuit", a surname that fits nobody; their ids name the article behind an "@"):
    nobody can tell whether others cite the same. The value is rather too high: spellings that were not linked are two.

    Even if it did not matter which outlet an article is from, most sources would stand in one only. ``expected`` is
    what chance gives: the articles on each story are dealt anew among the outlets, each keeping its number there, as in
    ``source_pool_test``; between ``expected_low`` and ``expected_high`` lies the middle ``interval`` of the dealings.
    ``p`` is twice the share of dealings that give the outlet as much as it has or more, or as little or less, whichever
    is rarer, the outlet itself counted among them; ``q`` is p after Benjamini & Hochberg (1995) over all outlets.

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
        permutations: dealings; p is at least 2 / (permutations + 1), so compare many outlets with many dealings.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, value (0 to 1), low, high, expected, expected_low, expected_high (0 to 1), p, q (above 0, up to 1; null
        without a named source), n (all that is counted in the outlet), sources, claims or words (the exclusive ones),
        articles (with a named source), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: counted, permutations, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a", "a", "b"], "source_id": ["s", "t", "t"]}
        >>> exclusive_sources(claims, sources, articles).select("outlet", "value", "n").rows()
        [('Courier', 0.5, 2), ('Globe', 0.0, 1)]
    """
    if permutations < 1:
        raise ValueError(f"permutations is {permutations}; it must be at least 1.")
    rows = cited_on_shared_stories(claims, sources, articles, counted, acts=acts)
    amount = pl.col("words").sum() if counted == "words" else pl.len().cast(pl.Int64)
    key = ["story", "source_id"]
    entries = (
        rows.group_by("outlet", "article_id", *key, "exclusive")
        .agg(amount.alias("amount"))
        .filter(pl.col("amount") > 0)
        .sort(*key, "outlet", "amount", "article_id", descending=[False] * 3 + [True, False])
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


def cited_on_shared_stories(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Exclusive = "sources",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``exclusive_sources`` counts: those of named sources, on stories that several outlets cover.

    Args:
        claims: as for ``exclusive_sources``, as are the other tables and options.
        sources: the sources table.
        articles: the articles that are compared.
        counted: with 'words' the rows have a column ``words``, with 'sources' ``source_on_story`` (counted once).
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, story, source_id, exclusive (whether no other outlet cites the source on the story), words
        or source_on_story, ``keep``; one row a claim.
    """
    if counted not in get_args(Exclusive):
        raise ValueError(f"counted is '{counted}'; it must be one of {', '.join(get_args(Exclusive))}.")
    of_claims = ("n_words",) if counted == "words" else ()
    rows = named_claims(claims, sources, articles, acts=acts, keep=(*of_claims, *keep))
    rows = rows.filter(~pl.col("source_id").str.contains(ONE_ARTICLE, literal=True))
    rows = rows.join(stories_of(articles), on="article_id", maintain_order="left")
    shared = rows.filter(pl.col("outlet").n_unique().over("story") > 1)
    exclusive = pl.col("outlet").n_unique().over("story", "source_id") == 1
    amount = {"words": pl.col("n_words").alias("words"), "sources": pl.struct("story", "source_id").alias(ONCE)}
    more = [amount[counted]] if counted in amount else []
    return shared.select("outlet", "article_id", "story", "source_id", exclusive.alias("exclusive"), *more, *keep)


def _expected(
    entries: pl.DataFrame, outlets: list[str], different: bool, permutations: int, interval: float, seed: int
) -> pl.DataFrame:
    """What chance gives each outlet, and how rarely as much; null for those without a named source."""
    dealt = np.full((permutations, len(outlets)), np.nan)
    observed = np.full(len(outlets), np.nan)
    if entries.height:
        hands = entries.select("story", "article_id", "outlet").unique().sort("story", "article_id")
        hands = hands.with_columns(article=pl.int_range(pl.len()), block=pl.col("story").rle_id())
        holder = hands["outlet"].replace_strict(outlets, range(len(outlets)), return_dtype=pl.Int64).to_numpy()
        cited = _cited(
            entries.join(hands.select("article_id", "article"), on="article_id", maintain_order="left"), different
        )
        block = hands["block"].to_numpy().astype(np.float64)
        observed = _exclusive(holder, cited, len(outlets))
        random = np.random.default_rng(seed)
        for at in range(permutations):
            order = np.argsort(block + random.random(len(block)))  # blocks ascend: they stay apart
            dealt[at] = _exclusive(holder[order], cited, len(outlets))
    tail = (1 - interval) / 2
    # every hand has as many articles with a named source as the outlet: none is empty, or all are
    ends = np.vstack([dealt.mean(axis=0), np.quantile(dealt, [tail, 1 - tail], axis=0)])
    rarer = np.minimum((dealt <= observed + 1e-12).sum(axis=0), (dealt >= observed - 1e-12).sum(axis=0))
    p = np.where(np.isnan(observed), np.nan, np.minimum(1.0, 2 * (1 + rarer) / (1 + permutations)))
    schema = {"outlet": pl.String} | dict.fromkeys(("expected", "expected_low", "expected_high", "p", "q"), pl.Float64)
    rows = pl.DataFrame([outlets, *ends, p, false_discovery(p)], schema=schema)
    return rows.with_columns(pl.exclude("outlet").fill_nan(None))


class _Cited(NamedTuple):
    """What articles hold of the sources of a story: in order of these, those that one article alone cites apart."""

    article: Integers
    source: Integers
    amount: Floats | None  # None where each source counts once in an outlet
    certain: Floats  # of each article, of sources that it alone cites: exclusive to whoever has it


def _cited(entries: pl.DataFrame, different: bool) -> _Cited:
    """Turn entries, sorted by story and source and with the number of their article, into arrays."""
    amount = pl.lit(1.0) if different else pl.col("amount").cast(pl.Float64)
    numbered = entries.select("article", source=pl.struct("story", "source_id").rle_id().cast(pl.Int64), amount=amount)
    numbered = numbered.with_columns(lone=pl.len().over("source") == 1)
    lone, others = numbered.filter("lone"), numbered.filter(~pl.col("lone"))
    certain = np.zeros(entries["article"].n_unique())
    np.add.at(certain, lone["article"].to_numpy(), lone["amount"].to_numpy())
    amounts = None if different else others["amount"].to_numpy()
    return _Cited(others["article"].to_numpy(), others["source"].rle_id().cast(pl.Int64).to_numpy(), amounts, certain)


def _exclusive(holder: Integers, cited: _Cited, outlets: int) -> Floats:
    """The share of what each outlet holds that nobody else does, with the articles in these hands."""
    total = np.bincount(holder, weights=cited.certain, minlength=outlets)
    held = total.copy()
    if len(cited.article):
        source, hand, amount = cited.source, holder[cited.article], cited.amount
        if amount is None:
            once = np.sort(source * outlets + hand)
            once = once[np.r_[True, once[1:] != once[:-1]]]
            source, hand, amount = once // outlets, once % outlets, np.ones(len(once))
        starts = np.flatnonzero(np.r_[True, source[1:] != source[:-1]])
        alone = np.minimum.reduceat(hand, starts) == np.maximum.reduceat(hand, starts)
        total += np.bincount(hand, weights=amount, minlength=outlets)
        held += np.bincount(hand, weights=amount * alone[source], minlength=outlets)
    share: Floats = np.divide(held, total, out=np.full(outlets, np.nan), where=total > 0)
    return share
