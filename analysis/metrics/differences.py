"""Do two outlets differ in a share, or can these data not tell?"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import Any

import numpy as np
import polars as pl

from analysis.metrics.behind import counting_of, units_of
from analysis.metrics.intervals import Floats, check_options, tail_probability
from analysis.metrics.outlets import outlets_of
from analysis.metrics.significance import articles_needed, detectable_difference, false_discovery, two_sided_p
from analysis.metrics.uncertainty import BOUNDS, FEW, drawn_shares, unit_bounds

MATTERS = 0.05
"""The smallest difference between shares that is worth a sentence, unless one is told: five percentage points."""


def differences(
    metric: Callable[..., pl.DataFrame], *tables: Any, matters: float = MATTERS, **options: Any
) -> pl.DataFrame:
    """Compare the shares of every two outlets, and say what these data can tell.

    Call it as the metric would be called: ``differences(source_counts, claims, sources, articles, by="side")``. Any
    metric of shares will do: ``source_counts``, ``source_prominence``, ``first_sources``, ``quotation_mix``,
    ``reporting_verbs``, ``copied_text``, ``right_of_reply``.

    The interval is of the difference itself. Whether the intervals of two shares overlap is no test: they may although
    the shares differ (N. Schenker & J. Gentleman 2001, On judging the significance of differences by examining the
    overlap between confidence intervals, The American Statistician 55:182-186). Articles are drawn anew within
    each outlet and the resampled shares subtracted. It is never narrower than that of units drawn one by one (R.
    Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in Medicine
    17:873-890, method 10), which with the rule of three also serves where an outlet has none of a category.

    ``p`` is that of Welch's t: the difference over its bootstrap standard error, with as many degrees of freedom as
    articles allow. ``q`` is p after Benjamini & Hochberg (1995) over all rows with a p: of the rows with q up to 0.05,
    one in twenty is expected to be chance. ``detectable`` is the smallest difference that as many articles would have
    shown in 8 of 10 cases (``significance.detectable_difference``).

    The rows behind a number: ``rows_behind(differences, row, metric, ...)``, what the metric counted in both outlets.

    Args:
        metric: a metric of shares.
        tables: what it is given, in order.
        matters: smallest difference worth telling, in the unit of the share: smaller ones count as none.
        options: what it is given by name; ``interval``, ``resamples`` and ``seed`` hold for the differences.

    Returns:
        outlet_a, outlet_b (every pair once, a before b in the alphabet), the metric's columns of categories, value
        (share of a minus share of b, -1 to 1; null if either has no share), low, high, value_a, value_b (the shares),
        p, q (0 to 1), detectable (above 0), design_effect (variance of the difference over what it would be if units
        were drawn one by one; null where neither varies), n (what was counted in both), n_a, n_b, articles_a,
        articles_b, verdict, note (null, or what limits the interval). The verdict is one of

        - differs: q is at most one minus ``interval``, and the interval leaves 0 out;
        - no difference larger than x points: the whole interval is nearer to 0 than ``matters`` (an equivalence test,
          D. Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657-680);
        - cannot tell: and how many articles of each outlet a difference of the size seen, at least ``matters``, would
          need to be found in 8 of 10 cases; or that among so many comparisons some are as large by chance.

    Raises:
        SchemaError: a column is missing.
        TypeError: the metric takes no such tables or options.
        ValueError: the metric is none of shares, or matters, interval or resamples are out of range.

    Example:
        >>> from analysis.metrics import source_counts
        >>> articles = {"article_id": list("abcd"), "outlet": ["Courier", "Courier", "Globe", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person", "medium"], "anonymous": [False] * 2}
        >>> claims = {"article_id": list("aabbccdd"), "source_id": list("ststtttt")}
        >>> claims["claim_id"] = [f"{article}#{at}" for at, article in enumerate(claims["article_id"])]
        >>> table = differences(source_counts, claims, sources, articles).filter(kind="person")
        >>> table.select("outlet_a", "outlet_b", "value", "n").row(0)
        ('Courier', 'Globe', 0.5, 8)
        >>> table["verdict"][0]
        'cannot tell: 50 points would need about 12 articles of each'
    """
    if not 0 < matters < 1:
        raise ValueError(f"matters is {matters}; it must be between 0 and 1, 0.05 for five percentage points.")
    counts, keys, strata = counts_of(metric, tables, options)
    call = inspect.signature(metric).bind(*tables, **options)
    call.apply_defaults()
    interval, resamples, seed = (call.arguments[name] for name in ("interval", "resamples", "seed"))
    check_options(interval, resamples)
    outlets = outlets_of(call.arguments["articles"])["outlet"].unique().sort().to_list()
    schema = _schema(counts.select(*strata, *keys).schema)
    parts = [pl.DataFrame(schema=schema)]
    for _, some in counts.group_by(strata, maintain_order=True) if strata else [((), counts)]:
        categories = some.select(*strata, *keys).unique().sort(*strata, *keys)
        found = _outlets(some, categories, outlets, interval, resamples, seed)
        parts += [_compared(a, b, categories, found, interval).select(*schema) for a, b in combinations(outlets, 2)]
    table = pl.concat(parts).sort("outlet_a", "outlet_b", *strata, *keys)
    return _judged(table, interval, matters)


def counts_of(
    metric: Callable[..., pl.DataFrame], tables: tuple[Any, ...], options: dict[str, Any]
) -> tuple[pl.DataFrame, list[str], list[str]]:
    """Add up by article what a metric of shares counts.

    Args:
        metric: the metric.
        tables: what it is given, in order.
        options: what it is given by name.

    Returns:
        Outlet, article_id, the columns of categories, amount (sorted); the names of the columns by which n is divided;
        those of others, within each value of which shares add up to 1.

    Raises:
        ValueError: the metric is none of shares, or has no interval.
    """
    counting = counting_of(metric)
    units = units_of(metric, tables, options)
    keys, strata = ([name for name in some if name in units.columns] for some in (counting.divides, counting.within))
    if not keys or "resamples" not in inspect.signature(metric).parameters:
        raise ValueError(f"metric is '{metric.__name__}'; it must be one of shares that add up to 1 in each outlet.")
    group = ["outlet", "article_id", *strata, *keys]
    counts = (
        units.group_by(group).agg(counting.amount(units).cast(pl.Int64).alias("amount")).filter(pl.col("amount") > 0)
    )
    return counts.sort(*strata, *keys, "outlet", "article_id"), keys, strata


@dataclass(frozen=True, slots=True)
class _Shares:
    """The shares of one outlet, one number a category: themselves, their resamples, and what units one by one say."""

    value: Floats
    drawn: Floats
    below: Floats  # from the value down to the end of the interval of units one by one
    above: Floats
    variance: Floats
    n: int
    articles: int


def _outlets(
    counts: pl.DataFrame, categories: pl.DataFrame, outlets: Sequence[str], interval: float, resamples: int, seed: int
) -> dict[str, _Shares]:
    """Bootstrap the shares of each outlet that has any, by the streams that the metric itself draws from."""
    entries = counts.join(categories.with_row_index("item"), on=categories.columns, nulls_equal=True)
    entries = entries.with_columns(article=pl.col("article_id").rank("dense")).sort("item", "article")
    found = {}
    for outlet in outlets:
        part = entries.filter(outlet=outlet)
        if not part.height:
            continue
        item, amount = part["item"].to_numpy(), part["amount"].to_numpy()
        totals: Floats = np.bincount(item, amount, categories.height).astype(np.float64)
        articles = part["article"].n_unique()
        drawn = np.zeros((categories.height, resamples))
        if articles > 1:
            drawn[np.unique(item)] = drawn_shares(part, outlet, "amount", resamples, seed)
        value, n = totals / totals.sum(), int(totals.sum())
        low, high = unit_bounds(totals, articles, part.height, interval)
        variance = drawn.var(axis=1) * articles / max(1, articles - 1)
        found[outlet] = _Shares(value, drawn, value - low, high - value, variance, n, articles)
    return found


def _compared(a: str, b: str, categories: pl.DataFrame, found: dict[str, _Shares], interval: float) -> pl.DataFrame:
    """Compare two outlets in every category; without q and verdict."""
    rows = categories.with_columns(outlet_a=pl.lit(a), outlet_b=pl.lit(b))
    for side, name in (("a", a), ("b", b)):
        one = found.get(name)
        values = pl.Series(f"value_{side}", one.value if one else [None] * rows.height, pl.Float64)
        counted = {f"n_{side}": one.n if one else 0, f"articles_{side}": one.articles if one else 0}
        rows = rows.with_columns(values, **{key: pl.lit(number, pl.Int64) for key, number in counted.items()})
    rows = rows.with_columns(value=pl.col("value_a") - pl.col("value_b"), n=pl.col("n_a") + pl.col("n_b"))
    fewest = min(found[name].articles if name in found else 0 for name in (a, b))
    measured: dict[str, Floats] = dict.fromkeys(_MEASURED, np.full(rows.height, np.nan))
    if fewest > 1:
        measured |= _measured(found[a], found[b], interval)
    note = {0: "nothing counted in one of them", 1: "one article: no interval"}.get(fewest)
    note = note or (f"only {fewest} articles: rough interval" if fewest < FEW else None)
    numbers = [pl.Series(name, values).fill_nan(None) for name, values in measured.items()]
    q = pl.lit(None, pl.Float64).alias("q")  # all comparisons together have one, later
    return rows.with_columns(*numbers, q, pl.lit(note, pl.String).alias("note"))


def _measured(a: _Shares, b: _Shares, interval: float) -> dict[str, Floats]:
    """The interval of the differences, p, and what could have been found."""
    value = a.value - b.value
    tail = tail_probability(interval, min(a.articles, b.articles))
    low, high = np.quantile(a.drawn - b.drawn, [tail, 1 - tail], axis=1)
    low = np.minimum(low, value - np.hypot(a.below, b.above))
    high = np.maximum(high, value + np.hypot(a.above, b.below))
    z = NormalDist().inv_cdf(0.5 + interval / 2)
    # towards 0: of the two ends of either share those that are nearer to the other's
    towards = [np.where(value > 0, a.below, a.above), np.where(value > 0, b.above, b.below)]
    v_a, v_b = (np.maximum(one.variance, (end / z) ** 2) for one, end in zip((a, b), towards, strict=True))
    freedom = (v_a + v_b) ** 2 / (v_a**2 / (a.articles - 1) + v_b**2 / (b.articles - 1))
    one_by_one = a.value * (1 - a.value) / a.n + b.value * (1 - b.value) / b.n
    drawn = a.variance + b.variance
    return {
        "low": low.clip(-1, 1),
        "high": high.clip(-1, 1),
        "p": two_sided_p(value / np.sqrt(v_a + v_b), freedom),
        "detectable": detectable_difference(v_a + v_b, interval),
        "design_effect": np.divide(drawn, one_by_one, out=np.full(len(drawn), np.nan), where=one_by_one > 0),
        "spread": v_a * a.articles + v_b * b.articles,
    }


def _judged(table: pl.DataFrame, interval: float, matters: float) -> pl.DataFrame:
    """Add q and the verdict."""
    q = pl.Series("q", false_discovery(table["p"].cast(pl.Float64).fill_null(math.nan).to_numpy()), pl.Float64)
    table = table.with_columns(q.fill_nan(None))
    compared = table["p"].count()
    verdicts = [_verdict(row, interval, matters, compared) for row in table.iter_rows(named=True)]
    columns = [name for name in table.columns if name not in ("spread", "note")]
    return table.with_columns(pl.Series("verdict", verdicts, pl.String)).select(*columns, "verdict", "note")


def _verdict(row: dict[str, Any], interval: float, matters: float, compared: int) -> str:
    """Say in words what one row tells."""
    if row["p"] is None:
        return f"cannot tell: {row['note']}"
    apart = row["low"] > 0 or row["high"] < 0
    if apart and row["q"] <= 1 - interval:
        return "differs"
    most = max(-row["low"], row["high"])
    if most <= matters:
        return f"no difference larger than {math.ceil(most * 1000) / 10:g} points"
    if apart:
        return f"cannot tell: among {compared:,} comparisons some are as large by chance"
    size = max(abs(row["value"]), matters)
    needed = math.ceil(articles_needed(np.array(size), np.array(row["spread"]), interval))
    if needed <= min(row["articles_a"], row["articles_b"]):  # few articles: t asks for more than the normal deviate
        return f"cannot tell: {100 * size:.0f} points would need more articles of each"
    return f"cannot tell: {100 * size:.0f} points would need about {needed:,} articles of each"


_MEASURED = ("low", "high", "p", "detectable", "design_effect", "spread")


def _schema(categories: pl.Schema) -> pl.Schema:
    """Columns of the table, before the verdict."""
    return pl.Schema(
        {"outlet_a": pl.String, "outlet_b": pl.String}
        | dict(categories)
        | BOUNDS
        | dict.fromkeys(("value_a", "value_b", "p", "q", "detectable", "design_effect", "spread"), pl.Float64)
        | dict.fromkeys(("n", "n_a", "n_b", "articles_a", "articles_b"), pl.Int64)
        | {"note": pl.String}
    )
