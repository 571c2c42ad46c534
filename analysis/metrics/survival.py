"""How long things take, where some were only watched for a while: the Kaplan-Meier estimate and its band."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import polars as pl

from analysis.metrics.intervals import Floats, tail_probability
from analysis.metrics.uncertainty import Integers, resampled_sums

CURVE = pl.Schema(
    {
        **dict.fromkeys(("hours", "until", "value", "low", "high"), pl.Float64),
        **dict.fromkeys(("n", "events"), pl.Int64),
    }
)


def waiting_curve(
    waits: pl.DataFrame, units: Sequence[str], *, outlet: str, interval: float, resamples: int, seed: int
) -> pl.DataFrame:
    """Estimate which share has happened by when.

    What is censored at a time was still watched then: of a wait and an event of the same length the event comes first.
    The band is the widest of three: the exponential Greenwood interval, which takes all waits to be independent, and
    percentiles over drawing each of the ``units`` anew as wholes, expanded for few of them.

    Args:
        waits: hours (0 or more), happened (false: watched so long, and it had not happened), and the columns of units.
        units: columns that say what hangs together: articles, stories. One with a single value draws nothing.
        outlet: name that seeds the random stream.
        interval: probability that the band covers the share at each time.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        hours (when something happened, ascending), until (when the next did, or the longest wait ended), value (share
        that had happened from then on, 0 to 1), low, high (never null), n (waits that were still watched then), events
        (that happened then).

    Source:
        E. L. Kaplan & P. Meier (1958), Nonparametric estimation from incomplete observations, Journal of the American
        Statistical Association 53:457-481, and S. Sawyer (2003), The Greenwood and exponential Greenwood confidence
        intervals in survival analysis; both as ``scipy.stats.ecdf`` computes them.

    Example:
        >>> waits = pl.DataFrame({"hours": [1.0, 1.0, 3.0, 5.0], "happened": [True, False, True, False],
        ...                       "article_id": ["a", "b", "c", "d"]})
        >>> curve = waiting_curve(waits, ["article_id"], outlet="Globe", interval=0.95, resamples=100, seed=0)
        >>> curve.select("hours", "value", "n").rows()
        [(1.0, 0.25, 4), (3.0, 0.625, 2)]
    """
    from scipy import stats  # takes half a second, which whoever counts no delays need not wait

    hours, happened = waits["hours"].to_numpy(), waits["happened"].to_numpy()
    if not happened.any():
        return CURVE.to_frame()
    estimate = stats.ecdf(stats.CensoredData(hours[happened], right=hours[~happened])).cdf
    with warnings.catch_warnings():
        # Where all have happened the formula has no ends; the drawn ones are taken there.
        warnings.simplefilter("ignore", RuntimeWarning)
        ends = estimate.confidence_interval(interval, method="log-log")
    times, events = np.unique(hours[happened], return_counts=True)
    at = np.searchsorted(estimate.quantiles, times)
    low, high = ends.low.probabilities[at], ends.high.probabilities[at]
    for unit in units:
        of_unit = waits[unit].rank("dense").to_numpy().astype(np.int64) - 1
        if of_unit.max() > 0:
            drawn = _drawn_curves(of_unit, hours, happened, times, outlet, resamples, seed)
            tail = tail_probability(interval, int(of_unit.max()) + 1)
            lowest, highest = np.quantile(drawn, [tail, 1 - tail], axis=1)
            low, high = np.fmin(low, lowest), np.fmax(high, highest)
    value = estimate.probabilities[at]
    low, high = _ends_of_all(value, low, high, interval, waits[units[0]].n_unique())
    n = len(hours) - np.searchsorted(np.sort(hours), times)
    until = np.append(times[1:], hours.max())
    columns = (times, until, value, np.minimum(low, value), np.maximum(high, value), n, events)
    return pl.DataFrame(dict(zip(CURVE, columns, strict=True)), schema=CURVE)


def _ends_of_all(value: Floats, low: Floats, high: Floats, interval: float, units: int) -> tuple[Floats, Floats]:
    """Give a lower end to the share 1, of which no draw differs: that of the time before, or what the units allow."""
    low, high = low.copy(), np.where(np.isnan(high), 1.0, high)
    whole = np.flatnonzero((value == 1) & ~(low < 1))
    for place in whole.tolist():
        low[place] = low[place - 1] if place else (1 - interval) ** (1 / units)
    return np.where(np.isnan(low), 0.0, low), high


def _drawn_curves(
    unit: Integers, hours: Floats, happened: Integers, times: Floats, outlet: str, resamples: int, seed: int
) -> Floats:
    """The share that has happened by each of the times, units drawn anew: a column a draw."""
    # An event counts at its own time, what is censored at the last of the times that it was watched at.
    place = np.searchsorted(times, hours, side="right") - 1
    item = 2 * (place + 1) + happened
    order = np.lexsort((unit, item))
    pairs, amount = np.unique(np.stack([item[order], unit[order]]), axis=1, return_counts=True)
    present, number = np.unique(pairs[0], return_inverse=True)
    curves = np.empty((len(times), resamples), np.float32)
    done = 0
    for sums in resampled_sums(pairs[1], number, amount.astype(float), outlet=outlet, resamples=resamples, seed=seed):
        counts = np.zeros((2 * (len(times) + 1), sums.shape[1]))
        counts[present] = sums
        censored, events = counts[0::2], counts[1::2]
        watched = np.cumsum((censored + events)[::-1], axis=0)[::-1][1:]
        happening = np.divide(events[1:], watched, out=np.zeros_like(watched), where=watched > 0)
        curves[:, done : done + sums.shape[1]] = 1 - np.cumprod(1 - happening, axis=0)
        done += sums.shape[1]
    return curves.astype(np.float64)
