"""How many different sources an outlet lives on, whatever it publishes in all."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np
import polars as pl

from analysis.metrics.intervals import Floats, check_options, tail_probability
from analysis.metrics.outlets import SAID, named_claims, outlets_of
from analysis.metrics.uncertainty import BOUNDS, FEW, resampled_sums
from analysis.schema import AnyFrame

ORDERS = (0.0, 1.0, 2.0)


def source_diversity(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    *,
    orders: Sequence[float] = ORDERS,
    size: int | None = None,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count each outlet's sources as a Hill number: how many equally cited ones would be as diverse.

    With p the share of claims that a source has, the Hill number of order q is (sum p^q)^(1/(1-q)) (M. Hill 1973,
    Diversity and evenness, Ecology 54:427-432). Order 0 counts sources, order 1 (exp of Shannon's entropy) weighs each
    by its claims, order 2 (1 / sum p², the inverse of the Herfindahl concentration) counts those cited most.

    Whoever publishes more meets more sources. So outlets are compared at equal output: ``value`` is what ``size``
    claims drawn from the outlet's would have (rarefaction, A. Chao et al. 2014, Rarefaction and extrapolation with
    Hill numbers, Ecological Monographs 84:45-67, equation 6), ``observed`` what all of its claims have.

    Sources without a name are left out (anonymous, unnamed, none): nobody can tell whether two of them are the same.

    The interval says within what ``value`` would stay, had the outlet run as many other articles like these. Articles
    are drawn anew, and as a resample repeats articles and so misses sources, resamples are shifted to have the value as
    their mean, on the logarithmic scale.

    The rows behind a number: claims of the outlet's articles whose source has a name.

    Args:
        claims: the claims table (article_id, source_id).
        sources: the sources table (source_id, kind, anonymous).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.
        orders: orders of the Hill numbers, 0 or more.
        size: claims to compare at; by default those of the outlet with the fewest, outlets without any left aside.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, order, value (1 to ``size``; null if the outlet has fewer claims than ``size``), low, high, n (its
        claims with a named source), size, observed (1 to ``sources``), sources (different ones), articles (with such a
        claim), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: orders, size, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Globe", "Herald"]}
        >>> sources = {"source_id": ["s", "t"], "kind": ["person"] * 2, "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a"] * 4 + ["b"] * 2, "source_id": ["s", "s", "t", "t", "s", "s"]}
        >>> source_diversity(claims, sources, articles, orders=[2]).select("outlet", "observed", "sources", "n").rows()
        [('Globe', 2.0, 2, 4), ('Herald', 1.0, 1, 2)]
    """
    check_options(interval, resamples)
    if not orders or any(not math.isfinite(order) or order < 0 for order in orders):
        raise ValueError(f"orders is {list(orders)}; each must be a number from 0 on.")
    if size is not None and size < 1:
        raise ValueError(f"size is {size}; it must be at least 1 claim.")
    named = named_claims(claims, sources, articles, acts=acts)
    counts = (
        named.group_by("outlet", "article_id", "source_id")
        .agg(pl.len().alias("claims"))
        .sort("outlet", "source_id", "article_id")
    )
    fewest = counts.group_by("outlet").agg(pl.col("claims").sum())["claims"].min()
    equal = size if size is not None else int(fewest) if isinstance(fewest, int) else 1
    rows: list[dict[str, object]] = []
    for outlet in sorted(outlets_of(articles)["outlet"].unique()):
        part = counts.filter(outlet=outlet)
        rows += _outlet(part, outlet, orders, equal, interval=interval, resamples=resamples, seed=seed)
    return pl.DataFrame(rows, schema=_SCHEMA)


_SCHEMA = pl.Schema(
    {"outlet": pl.String, "order": pl.Float64}
    | BOUNDS
    | {
        "n": pl.Int64,
        "size": pl.Int64,
        "observed": pl.Float64,
        "sources": pl.Int64,
        "articles": pl.Int64,
        "note": pl.String,
    }
)


def _outlet(
    part: pl.DataFrame, outlet: str, orders: Sequence[float], size: int, *, interval: float, resamples: int, seed: int
) -> list[dict[str, object]]:
    """Rows of one outlet, one an order."""
    n, articles = int(part["claims"].sum()), part["article_id"].n_unique()
    row: dict[str, object] = {"outlet": outlet, "n": n, "size": size, "articles": articles}
    row["sources"] = part["source_id"].n_unique()
    if not n:
        return [row | {"order": order, "note": "no named source"} for order in orders]
    article = part["article_id"].rank("dense").to_numpy().astype(np.int64) - 1
    number = part["source_id"].rank("dense").to_numpy().astype(np.int64) - 1
    amount = part["claims"].to_numpy().astype(np.float64)
    as_it_is: Floats = np.bincount(number, weights=amount)[:, None].astype(np.float64)
    rows = [row | {"order": order, "observed": float(hill_numbers(as_it_is, order)[0])} for order in orders]
    if n < size:
        return [one | {"note": f"fewer than {size:,} claims of named sources"} for one in rows]
    several = articles > 1
    drawn = resampled_sums(article, number, amount, outlet=outlet, resamples=resamples, seed=seed) if several else ()
    columns = np.concatenate(list(chain([as_it_is], drawn)), axis=1)
    shares = rarefied(columns, orders, size)
    return [one | _bounds(values, articles, interval, size) for one, values in zip(rows, shares, strict=True)]


def _bounds(values: Floats, articles: int, interval: float, size: int) -> dict[str, object]:
    """The first value with what the others, its resamples, say of it."""
    value, drawn = float(values[0]), np.log(values[1:])
    if articles == 1:
        return {"value": value, "note": "one article: no interval"}
    tail = tail_probability(interval, articles)
    low, high = value * np.exp(np.quantile(drawn, [tail, 1 - tail]) - drawn.mean())
    if high - low < 1e-12:
        return {"value": value, "note": "same sources in every article: no interval"}
    note = f"only {articles} articles: rough interval" if articles < FEW else None
    return {"value": value, "low": max(1.0, float(low)), "high": min(float(size), float(high)), "note": note}


def hill_numbers(counts: Floats, order: float) -> Floats:
    """Hill numbers of columns of counts.

    Args:
        counts: how often each source (row) is cited in each sample (column); no column may be all zeros.
        order: 0 or more.

    Returns:
        One number a column, 1 to the number of rows.

    Example:
        >>> hill_numbers(np.array([[3.0], [1.0]]), 2).round(2).tolist()
        [1.6]
    """
    share = counts / counts.sum(axis=0)
    if order == 1:
        logs = np.log(share, out=np.zeros_like(share), where=share > 0)
        shannon: Floats = np.exp(-(share * logs).sum(axis=0))
        return shannon
    powers = np.power(share, order, out=np.zeros_like(share), where=share > 0)
    numbers: Floats = powers.sum(axis=0) ** (1 / (1 - order))
    return numbers


def rarefied(counts: Floats, orders: Sequence[float], size: int) -> Floats:
    """Hill numbers that ``size`` of each column's claims would have, drawn without putting back.

    Expected numbers of sources cited k times among ``size`` claims take the place of the counts (Chao et al. 2014,
    equations 5 and 6). A column with fewer claims than ``size`` is taken whole.

    Args:
        counts: how often each source (row) is cited in each sample (column), whole numbers.
        orders: 0 or more each.
        size: claims to draw, at least 1.

    Returns:
        One row an order, one number a column, 1 to ``size``.

    Example:
        >>> rarefied(np.array([[2.0], [2.0]]), [0], 2).round(4).tolist()
        [[1.6667]]
    """
    totals = counts.sum(axis=0)
    factorials = np.r_[0.0, np.cumsum(np.log(np.arange(1, int(totals.max()) + 1)))]  # their logarithms
    return np.array([_rarefied(column, orders, size, factorials) for column in counts.T]).T


def _rarefied(column: Floats, orders: Sequence[float], size: int, factorials: Floats) -> list[float]:
    """``rarefied`` for one column; the chance to draw a source k times is hypergeometric.

    Drawings further than sqrt(20 c) from the mean of a source cited c times are left out: Hoeffding's bound gives all
    of them together a chance below exp(-40).
    """
    total = int(column.sum())
    drawn = min(size, total)
    times = np.bincount(column.astype(np.int64))
    cited = np.flatnonzero(times[1:]) + 1
    mean, reach = cited * (drawn / total), np.sqrt(20 * cited)
    least = np.maximum(np.maximum(1, cited + drawn - total), np.ceil(mean - reach)).astype(np.int64)
    most = np.minimum(np.minimum(cited, drawn), np.floor(mean + reach)).astype(np.int64)
    width = np.maximum(most - least + 1, 0)
    source = np.repeat(np.arange(len(cited)), width)
    k = np.arange(len(source)) - (np.cumsum(width) - width - least)[source]
    # ways to draw k of its c claims and the rest of the others, over ways to draw at all
    of_source, others = factorials[cited] + factorials[total - cited], total - cited - drawn
    logs = of_source[source] - factorials[k] - factorials[cited[source] - k]
    logs -= factorials[drawn - k] + factorials[others[source] + k]
    logs -= factorials[total] - factorials[drawn] - factorials[total - drawn]
    expected = np.exp(logs) * times[cited][source]
    share = k / drawn
    return [_hill(expected, share, order) for order in orders]


def _hill(expected: Floats, share: Floats, order: float) -> float:
    """The Hill number of expected numbers of sources that have a share of the claims."""
    if order == 1:
        return math.exp(-float(expected @ (share * np.log(share))))
    return math.pow(float(expected @ share**order), 1 / (1 - order))
