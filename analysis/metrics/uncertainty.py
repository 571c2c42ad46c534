"""How sure a number is: article bootstrap for shares.

Statements of one article hang together (one interview fills it), so articles are what is drawn, never single claims.
Every outlet draws from its own random stream, seeded by its name: its intervals stay the same whichever other outlets
are in the table and however the rows are ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.metrics.intervals import Floats, check_options, tail_probability, wilson_interval

Integers = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.float64)

CELLS = 2_000_000
"""Numbers held at once while resampling; bounds the memory, changes no result."""
FILLED = 64
"""Cells of a table of items by articles for each one that holds something, up to which a matrix product is faster."""
LONG = 64
"""Rows from which a group is long, for ``grouped_sums``."""
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
    starts = np.flatnonzero(np.r_[True, item[1:] != item[:-1]])
    # single precision, in half the memory: whole numbers below 2 ** 24 stay exact
    amount = amount.astype(np.float32 if 2 * amount.sum() < 2**24 else np.float64)
    filled = len(starts) * articles <= min(FILLED * len(article), 16 * CELLS)
    table = np.zeros((len(starts), articles), dtype=amount.dtype) if filled else None
    if table is not None:
        np.add.at(table, (np.cumsum(np.r_[0, item[1:] != item[:-1]]), article), amount)
    random = np.random.default_rng([seed, *outlet.encode()])
    step = max(1, CELLS // max(articles, 0 if filled else len(article)))
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        weights = np.empty((size, articles), dtype=amount.dtype)
        for row, drawn in zip(weights, random.integers(0, articles, size=(size, articles)), strict=True):
            row[:] = np.bincount(drawn, minlength=articles)
        if table is not None:
            yield (table @ weights.T).astype(np.float64)
            continue
        held = np.ascontiguousarray(weights.T)[article]
        held *= amount[:, None]
        yield grouped_sums(held, starts).astype(np.float64)


def grouped_sums(rows: NDArray[Number], starts: Integers) -> NDArray[Number]:
    """Add up neighbouring rows, several times as fast as ``np.add.reduceat`` does where groups are many and small.

    The first rows of all groups are taken at once, the second rows of those that have two are added, and so on (the
    jagged diagonals of Y. Saad 1989, Krylov subspace methods on supercomputers); long groups are summed one by one.

    Args:
        rows: what is added up, at least one row.
        starts: the first row of each group, ascending from 0.

    Returns:
        One row a group.

    Example:
        >>> grouped_sums(np.array([[1.0], [2.0], [4.0]]), np.array([0, 2])).tolist()
        [[3.0], [4.0]]
    """
    sizes = np.diff(np.r_[starts, len(rows)])
    order = np.argsort(-sizes, kind="stable")
    first, size = starts[order], sizes[order]
    long = int((size > LONG).sum())
    sums = rows[first]
    for group in range(long):
        sums[group] = rows[first[group] : first[group] + size[group]].sum(axis=0)
    for place in range(1, LONG):
        several = int((size > place).sum())
        if several <= long:
            break
        sums[long:several] += rows[first[long:several] + place]
    back = np.empty_like(sums)
    back[order] = sums
    return back


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
    # strings are slow to sort: articles are numbered once, in their order
    article = counts.select("article_id").unique().sort("article_id").with_row_index("article")
    entries = counts.join(numbered, on=keys, nulls_equal=True).join(article, on="article_id")
    entries = entries.select("outlet", "item", "article", amount).sort("item", "article")
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
    n, articles = int(totals.sum()), part["article"].n_unique()
    low, high = np.full(items, np.nan), np.full(items, np.nan)
    if articles > 1:
        present = part["item"].unique().sort().to_numpy()
        drawn = drawn_shares(part, outlet, amount, resamples, seed)
        tail = tail_probability(interval, articles)
        low[present], high[present] = np.quantile(drawn, [tail, 1 - tail], axis=1)
        one_by_one = unit_bounds(totals, articles, part.height, interval)
        seen = (totals > 0) & (totals < n)
        low = np.where(seen, np.minimum(low, one_by_one[0]), one_by_one[0])
        high = np.where(seen, np.maximum(high, one_by_one[1]), one_by_one[1])
    notes = [_note(count, n, articles, amount) for count in totals]
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


def drawn_shares(part: pl.DataFrame, outlet: str, amount: str, resamples: int, seed: int) -> Floats:
    """Bootstrap the shares of what one outlet holds; one article's items are always drawn together.

    Args:
        part: article (a number), item (that of the category) and ``amount``, sorted by item, of one outlet.
        outlet: name that seeds the random stream.
        amount: name of the column that is counted.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        Shares of the items that occur, in order of their number (rows), in each resample (columns).
    """
    article = part["article"].rank("dense").to_numpy().astype(np.int64) - 1
    item = part["item"].to_numpy().astype(np.int64)
    amounts = part[amount].to_numpy().astype(np.float64)
    drawn = np.concatenate(
        list(resampled_sums(article, item, amounts, outlet=outlet, resamples=resamples, seed=seed)), axis=1
    )
    drawn /= drawn.sum(axis=0)
    return drawn


def unit_bounds(totals: Floats, articles: int, held: int, interval: float) -> tuple[Floats, Floats]:
    """Give the least that an interval of shares must span, whatever the articles say of themselves.

    Args:
        totals: units of each category in one outlet, not all 0.
        articles: that hold any, at least 1.
        held: pairs of article and category that it holds.
        interval: probability that intervals cover.

    Returns:
        Lower and upper ends, 0 to 1: Wilson's, or where none or all is of a category the rule of three over articles
        that ``shares`` tells of.

    Example:
        >>> low, high = unit_bounds(np.array([20.0, 0.0]), 10, 10, 0.95)
        >>> low.round(3).tolist(), high.round(3).tolist()
        ([0.741, 0.0], [1.0, 0.259])
    """
    n = totals.sum()
    unseen = (1 - (1 - interval) ** (1 / articles)) * articles / held
    low, high = wilson_interval(totals, n, interval)
    low = np.where(totals == n, 1 - unseen, np.where(totals == 0, 0.0, low))
    return low, np.where(totals == n, 1.0, np.where(totals == 0, unseen, high))


def _note(count: float, n: int, articles: int, amount: str) -> str | None:
    """Say what limits the interval of a share, or why it has none."""
    if n == 0:
        return f"no {amount}"
    if articles == 1:
        return "one article: no interval"
    if count == 0:
        return f"none in {articles} articles: rule of three"
    if count == n:
        return f"nothing else in {articles} articles: rule of three"
    return f"only {articles} articles: rough interval" if articles < FEW else None


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
