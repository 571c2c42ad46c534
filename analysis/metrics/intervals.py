"""Intervals that a formula gives: of rates, of shares, and how far out to read a bootstrap of few articles."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def check_options(interval: float, resamples: int = 1000) -> None:
    """Refuse options that give no interval.

    Args:
        interval: probability that the interval is to cover, between 0 and 1.
        resamples: number of bootstrap samples.

    Raises:
        ValueError: interval is not between 0 and 1, or there are fewer than 100 resamples.
    """
    if not 0 < interval < 1:
        raise ValueError(f"interval is {interval}; it must be between 0 and 1, 0.95 for instance.")
    if resamples < 100:
        raise ValueError(f"resamples is {resamples}; with fewer than 100 the ends of an interval mean nothing.")


def poisson_interval(count: int, interval: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of the rate behind a count.

    Args:
        count: events seen, 0 or more.
        interval: probability that the interval covers the rate.

    Returns:
        Lower and upper end, in events.

    Source:
        F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28:437-442.

    Example:
        >>> [round(end, 2) for end in poisson_interval(3)]
        [0.62, 8.77]
    """
    tail = (1 - interval) / 2
    # chi-square tail bound (Laurent & Massart 2000, lemma 1): the upper end is never beyond
    log = -math.log(tail)
    beyond = (count + 1) + math.sqrt(2 * (count + 1) * log) + log
    low = _rate_where(count - 1, 1 - tail, beyond) if count else 0.0
    return low, _rate_where(count, tail, beyond)


def _rate_where(count: int, probability: float, beyond: float) -> float:
    """Find the Poisson rate under which at most ``count`` events have this probability."""
    events = np.arange(count + 1)
    log_factorials = np.concatenate([[0.0], np.cumsum(np.log(events[1:]))])
    low, high = 0.0, beyond
    for _ in range(60):
        rate = (low + high) / 2
        at_most = np.exp(events * math.log(rate) - rate - log_factorials).sum()
        low, high = (rate, high) if at_most > probability else (low, rate)
    return (low + high) / 2


def wilson_interval(count: Floats, n: float, interval: float = 0.95) -> tuple[Floats, Floats]:
    """Give the score interval of shares whose units are drawn independently.

    Args:
        count: units of each category.
        n: units in all, above 0.
        interval: probability that the interval covers the share.

    Returns:
        Lower and upper ends, 0 to 1.

    Source:
        E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
        American Statistical Association 22:209-212.

    Example:
        >>> [round(float(end[0]), 3) for end in wilson_interval(np.array([11.0]), 20)]
        [0.342, 0.742]
    """
    z = NormalDist().inv_cdf(0.5 + interval / 2)
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def tail_probability(interval: float, articles: int) -> float:
    """Give the share of bootstrap values to leave out at each end, widened for few articles.

    A percentile interval from n articles is too narrow, by about sqrt((n - 1) / n) and by using the normal
    distribution where Student's t belongs; reading it further out mends both.

    Args:
        interval: probability that the interval is to cover.
        articles: number of articles that were drawn from, at least 2.

    Returns:
        A probability below ``(1 - interval) / 2``, which it nears with many articles.

    Source:
        T. Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69:371-386
        (there: expanded percentile interval). Student's t by its expansion, Abramowitz & Stegun 26.7.5.

    Example:
        >>> [round(tail_probability(0.95, n), 4) for n in (5, 20, 1000)]
        [0.001, 0.0159, 0.0248]
    """
    freedom = articles - 1
    z = NormalDist().inv_cdf(0.5 + interval / 2)
    student = (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
    return NormalDist().cdf(-math.sqrt(articles / freedom) * student)
