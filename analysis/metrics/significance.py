"""Could it be chance, and could these data have told? Tests corrected for their number, and power."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from analysis.metrics.intervals import Floats

POWER = 0.8
"""How often a difference is to be found where there is one, by the usual convention (Cohen 1988)."""


def false_discovery(p: Floats) -> Floats:
    """Adjust p-values for how many there are (Y. Benjamini & Y. Hochberg 1995, Controlling the false discovery rate).

    Args:
        p: p-values; NaN where there is none.

    Returns:
        For each the smallest share of false discoveries at which it would count as one.

    Example:
        >>> false_discovery(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
        [0.03, 0.04, nan, 0.04]
    """
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(-p[known], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum.accumulate(p[order] * len(order) / ranks) if len(order) else []
    return adjusted


def two_sided_p(statistic: Floats, freedom: Floats) -> Floats:
    """Give the probability of a value of Student's t at least this far from 0, on either side.

    By D. Wallace's transformation to a normal deviate, (8f+1)/(8f+3) sqrt(f log(1+t²/f)), off by less than 0.001 from 5
    degrees of freedom on.

    Args:
        statistic: values of t.
        freedom: degrees of freedom, above 0.

    Returns:
        Probabilities, 0 to 1.

    Source:
        D. L. Wallace (1959), Bounds on normal approximations to Student's and the chi-square distributions, The Annals
        of Mathematical Statistics 30:1121-1130.

    Example:
        >>> two_sided_p(np.array([0.0, 2.2281]), np.array([10.0, 10.0])).round(3).tolist()
        [1.0, 0.05]
    """
    deviate = (8 * freedom + 1) / (8 * freedom + 3) * np.sqrt(freedom * np.log1p(statistic**2 / freedom))
    # not by NormalDist.cdf: far out it would be 0, and the order among the smallest would be lost
    return np.array([math.erfc(value / math.sqrt(2)) for value in deviate.ravel()]).reshape(deviate.shape)


def detectable_difference(variance: Floats, interval: float = 0.95, power: float = POWER) -> Floats:
    """Give the smallest difference that a test would find with this power.

    It is (z(1 - a/2) + z(power)) sqrt(variance), 2.80 standard errors for 5 % and 80 % (J. Cohen 1988, Statistical
    power analysis for the behavioral sciences, 2nd ed., chapter 6). Where whole articles are drawn the variance of a
    share p of n claims is D p(1-p)/n, with the design effect D = 1 + (m-1) r for m claims an article that are alike by
    the intraclass correlation r (L. Kish 1965, Survey sampling, 5.4). A bootstrap of articles gives that variance as
    it is, so neither D nor r need be guessed; ten claims of one article tell less than ten articles with one.

    Args:
        variance: of the difference, drawing articles: the sum of both outlets' variances.
        interval: one minus the share of false alarms.
        power: share of true differences of that size that are found.

    Returns:
        Differences, in the unit of the share (0 to 1; more than 1 where nothing could be found).

    Example:
        >>> round(float(detectable_difference(np.array([2 * 0.5 * 0.5 / 400]))[0]), 3)  # two outlets, 400 each
        0.099
    """
    return _reach(interval, power) * np.sqrt(variance)


def articles_needed(size: Floats, variance_an_article: Floats, interval: float = 0.95, power: float = POWER) -> Floats:
    """Give how many articles each of two outlets needs for a difference to be found with this power.

    ``detectable_difference`` solved for the number of articles, the variance being that number's inverse times
    ``variance_an_article``.

    Args:
        size: the difference, above 0.
        variance_an_article: sum over both outlets of the variance of the share times the outlet's articles.
        interval: one minus the share of false alarms.
        power: share of true differences of that size that are found.

    Returns:
        Articles of each outlet, not rounded.

    Example:
        >>> round(float(articles_needed(np.array([0.1]), np.array([0.5]))[0]))
        392
    """
    return variance_an_article * (_reach(interval, power) / size) ** 2


def _reach(interval: float, power: float) -> float:
    return NormalDist().inv_cdf(0.5 + interval / 2) + NormalDist().inv_cdf(power)
