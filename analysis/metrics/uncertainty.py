"""How sure a number is: article bootstrap for shares.

Statements of one article hang together (one interview fills it), so articles are what is drawn, never single claims.
Every outlet draws from its own random stream, seeded by its name: its intervals stay the same whichever other outlets
are in the table and however the rows are ordered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.metrics.intervals import Floats, check_options, tail_probability, wilson_interval

Integers = NDArray[np.int64]

CELLS = 2_000_000
"""Numbers held at once while resampling; bounds the memory, changes no result."""
FEW = 5
"""Below this many articles an interval is marked as rough."""
BOUNDS: dict[str, pl.DataType] = {"value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64()}


def resampled_sums(
    article: Integers, item: Integers, amount: Floats, *, outlet: str, resamples: int, seed: int
) -> Iterator[Floats]:
    """Draw articles with replacement and add up what they hold of each item.

    The table is sparse: entry i says that article ``article[i]`` holds ``amount[i]`` of ``item[i]``.

    Args:
        article: number of the article, from 0 and without gaps.
        item: number of the item, from 0, without gaps and in ascending order.
        amount: how much of the item it holds.
        outlet: name that seeds the random stream.
        resamples: number of samples, each as large as the number of articles.
        seed: varies the random stream.

    Yields:
        Arrays of shape (items, some of the resamples); together they have ``resamples`` columns.
    """
    articles = int(article.max()) + 1
    amount = amount.astype(np.float32)
    starts = np.flatnonzero(np.r_[True, item[1:] != item[:-1]])
    random = np.random.default_rng([seed, *outlet.encode()])
    step = max(1, CELLS // max(articles, len(article)))
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        drawn = random.integers(0, articles, size=(size, articles)) + np.arange(size)[:, None] * articles
        weights = np.bincount(drawn.ravel(), minlength=size * articles).reshape(size, articles).T.astype(np.float32)
        held = weights[article]  # single precision: whole numbers below 2 ** 24 stay exact, in half the memory
        held *= amount[:, None]
        yield np.add.reduceat(held, starts, axis=0).astype(np.float64)


def shares(
    counts: pl.DataFrame,
    outlets: Sequence[str],
    categories: pl.DataFrame,
    amount: str,
    *,
    interval: float,
    resamples: int,
    seed: int,
) -> pl.DataFrame:
    """Turn what each article holds of each category into shares of its outlet, with intervals.

    Two articles that happen to agree would claim near certainty: an interval is never narrower than that of units
    (claims, words) drawn one by one, Wilson's.

    Where an outlet has none of a category (or nothing else), no resample differs and the bootstrap would claim
    certainty. Then the exact binomial bound says how many articles may hold it all the same (B. Jovanovic & P. Levy
    1997, A look at the rule of three, The American Statistician 51:137-139), and each that does is taken to hold
    as much of it as articles hold of a category on average: one part in as many as they have categories.

    Args:
        counts: outlet, article_id, the category columns and ``amount`` (> 0).
        outlets: which outlets to give rows to, those without anything too.
        categories: the category columns, one row a category; each outlet gets a row for each.
        amount: name of the column that is counted ('claims', 'words').
        interval: probability that intervals cover.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        outlet, the category columns, value (share, 0 to 1; null if n is 0), low, high, n (all of ``amount`` in the
        outlet), ``amount`` (of this category), articles (that hold any), note (null, or what limits the interval).
    """
    check_options(interval, resamples)
    keys = categories.columns
    numbered = categories.unique().sort(keys).with_row_index("item")
    entries = counts.join(numbered, on=keys, nulls_equal=True).sort("outlet", "item", "article_id")
    by_outlet = {str(name): part for (name,), part in entries.group_by(["outlet"], maintain_order=True)}
    parts = []
    for outlet in sorted(outlets):
        part = by_outlet.get(outlet, entries.clear())
        bounds = _outlet_shares(part, outlet, numbered.height, amount, interval, resamples, seed)
        parts.append(numbered.select(pl.lit(outlet).alias("outlet"), *keys).hstack(bounds))
    if not parts:
        bounds = _outlet_shares(entries.clear(), "", 0, amount, interval, resamples, seed)
        parts.append(counts.clear().select("outlet", *keys).hstack(bounds))
    return pl.concat(parts)


def _outlet_shares(
    part: pl.DataFrame, outlet: str, items: int, amount: str, interval: float, resamples: int, seed: int
) -> pl.DataFrame:
    """Give the numeric columns of ``shares`` for one outlet, one row an item."""
    totals = np.zeros(items)
    np.add.at(totals, part["item"].to_numpy(), part[amount].to_numpy())
    n, articles = int(totals.sum()), part["article_id"].n_unique()
    low, high = np.full(items, np.nan), np.full(items, np.nan)
    if articles > 1:
        present = part["item"].unique().sort().to_numpy()
        low[present], high[present] = _share_bounds(part, outlet, amount, interval, resamples, seed)
        one_by_one = wilson_interval(totals, n, interval)
        low, high = np.minimum(low, one_by_one[0]), np.maximum(high, one_by_one[1])
    notes: list[str | None] = []
    unseen = (1 - (1 - interval) ** (1 / articles)) * articles / part.height if articles else math.nan
    for item in range(items):
        ends, note = _judge(totals[item], n, articles, (low[item], high[item]), amount, unseen)
        low[item], high[item] = ends
        notes.append(note)
    return pl.DataFrame(
        {
            "value": totals / n if n else np.full(items, np.nan),
            "low": low,
            "high": high,
            "n": np.full(items, n, dtype=np.int64),
            amount: totals.astype(np.int64),
            "articles": np.full(items, articles, dtype=np.int64),
            "note": pl.Series(notes, dtype=pl.String),
        }
    ).with_columns(pl.col(*BOUNDS).fill_nan(None))


def _share_bounds(
    part: pl.DataFrame, outlet: str, amount: str, interval: float, resamples: int, seed: int
) -> tuple[Floats, Floats]:
    """Bootstrap the shares of the items that occur; one article's items are always drawn together."""
    article = part["article_id"].rank("dense").to_numpy().astype(np.int64) - 1
    item = part["item"].to_numpy().astype(np.int64)
    amounts = part[amount].to_numpy().astype(np.float64)
    drawn = np.concatenate(
        list(resampled_sums(article, item, amounts, outlet=outlet, resamples=resamples, seed=seed)), axis=1
    )
    drawn /= drawn.sum(axis=0)
    tail = tail_probability(interval, int(article.max()) + 1)
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=1)
    return low, high


def _judge(
    count: float, n: int, articles: int, ends: tuple[float, float], amount: str, unseen: float
) -> tuple[tuple[float, float], str | None]:
    """Say what interval a share may have, and why it has none; ``unseen`` bounds the share of what did not occur."""
    none = (math.nan, math.nan)
    if n == 0:
        return none, f"no {amount}"
    if articles == 1:
        return none, "one article: no interval"
    if count == 0:
        return (0.0, unseen), f"none in {articles} articles: rule of three"
    if count == n:
        return (1 - unseen, 1.0), f"nothing else in {articles} articles: rule of three"
    return ends, f"only {articles} articles: rough interval" if articles < FEW else None


def means(
    sums: pl.DataFrame,
    groups: pl.DataFrame,
    measures: Sequence[str],
    amount: str,
    *,
    unit: str = "article",
    share: bool = False,
    interval: float,
    resamples: int,
    seed: int,
) -> pl.DataFrame:
    """Turn what each article holds of each measure into means of its outlet, with intervals.

    All measures are drawn with the same articles. Where ``share`` says that a mean is a share, its interval is never
    narrower than that of units drawn one by one, Wilson's.

    Args:
        sums: the columns of ``groups``, ``<unit>_id``, each measure (a sum over the article) and ``amount`` (what it is
            summed over: words, sentences; > 0), one row an article.
        groups: what to give rows to, one row a group (outlet, or story and outlet), those without anything too.
        measures: columns to take means of.
        amount: name of the column that is divided by.
        unit: what is drawn.
        share: whether means are shares, 0 to 1.
        interval: probability that intervals cover.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        The columns of ``groups``, measure, value (null if n is 0), low, high, n (all of ``amount``), articles (or what
        else is drawn), note (null, or what limits the interval). Sorted by group, measures as given.

    Example:
        >>> columns = {"outlet": ["Globe"] * 2, "article_id": ["a", "b"], "bias": [2.0, 1.0], "words": [4, 2]}
        >>> sums = pl.DataFrame(columns)
        >>> found = means(sums, sums.select("outlet").unique(), ["bias"], "words", interval=0.9, resamples=100, seed=0)
        >>> found.select("measure", "value", "low", "high", "n").rows()
        [('bias', 0.5, 0.5, 0.5, 6)]
    """
    check_options(interval, resamples)
    keys, ident = groups.columns, f"{unit}_id"
    ordered = groups.unique().sort(keys, nulls_last=True)
    parts = sums.sort(ident).partition_by(keys, as_dict=True)
    columns: dict[str, list[float | int | str | None]] = {
        name: [] for name in ("value", "low", "high", "n", unit, "note")
    }
    for group in ordered.iter_rows():
        part = parts.get(group, sums.clear())
        held = part.select(measures).to_numpy().astype(np.float64)
        weight = part[amount].to_numpy().astype(np.float64)
        n, drawn = int(weight.sum()), part.height
        value = held.sum(axis=0) / n if n else np.full(len(measures), np.nan)
        low = high = np.full(len(measures), np.nan)
        if drawn > 1:
            name = "\t".join(str(key) for key in group)
            low, high = _mean_bounds(held, weight, name, interval, resamples, seed)
            one_by_one = wilson_interval(value * n, n, interval) if share else (value, value)
            low, high = np.minimum(low, one_by_one[0]), np.maximum(high, one_by_one[1])
        rough = f"only {drawn} {_plural(unit)}: rough interval" if drawn < FEW else None
        note = rough if drawn > 1 else f"one {unit}: no interval" if drawn else f"no {amount}"
        for column, entries in (("value", value), ("low", low), ("high", high)):
            columns[column] += entries.tolist()
        for column, entry in (("n", n), (unit, drawn), ("note", note)):
            columns[column].extend([entry] * len(measures))
    types: dict[str, pl.DataType] = BOUNDS | {"n": pl.Int64(), unit: pl.Int64(), "note": pl.String()}
    found = pl.DataFrame({"measure": list(measures) * ordered.height} | columns, {"measure": pl.String(), **types})
    rows = ordered.select(pl.all().repeat_by(len(measures)).explode())
    return rows.hstack(found.with_columns(pl.col(*BOUNDS).fill_nan(None)).rename({unit: _plural(unit)}))


def _mean_bounds(
    held: Floats, weight: Floats, name: str, interval: float, resamples: int, seed: int
) -> tuple[Floats, Floats]:
    """Bootstrap means over a group's articles; never beside the means themselves by a rounding."""
    articles, measures = held.shape
    item = np.repeat(np.arange(measures + 1), articles)
    article = np.tile(np.arange(articles), measures + 1)
    amounts = np.concatenate([held.T.ravel(), weight])
    sums = resampled_sums(article, item, amounts, outlet=name, resamples=resamples, seed=seed)
    drawn = np.concatenate(list(sums), axis=1)
    tail = tail_probability(interval, articles)
    low, high = np.quantile(drawn[:-1] / drawn[-1], [tail, 1 - tail], axis=1)
    return low, high


def _plural(unit: str) -> str:
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
