"""Tests and power against scipy and against simulated experiments."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.metrics.significance import articles_needed, detectable_difference, false_discovery, two_sided_p


def test_adjusted_values_are_scipys() -> None:
    p = np.random.default_rng(0).uniform(size=30) ** 2
    assert false_discovery(p) == pytest.approx(stats.false_discovery_control(p))
    assert np.isnan(false_discovery(np.array([np.nan]))).all()


@pytest.mark.parametrize("freedom", [2, 5, 9.5, 40, 2000])
@pytest.mark.parametrize("statistic", [0, 0.3, 1.96, -2.6, 6, 12])
def test_p_is_scipys_t(freedom: float, statistic: float) -> None:
    exact = 2 * stats.t.sf(abs(statistic), freedom)
    p = two_sided_p(np.array([statistic]), np.array([freedom]))[0]
    assert p == pytest.approx(exact, abs=0.001 if freedom >= 5 else 0.005)
    assert p == pytest.approx(exact, rel=0.3 if freedom >= 5 else 2)  # the smallest keep their order of size


def test_what_can_be_detected_is_found_in_eight_of_ten_experiments() -> None:
    # 60 articles of 10 claims each: half of the articles agree with themselves, so D = 1 + 9 r
    random = np.random.default_rng(1)
    articles, claims, p, r = 60, 10, 0.4, 0.3

    def share(mean: np.ndarray) -> np.ndarray:
        spread = (1 - r) / r  # beta-binomial: intraclass correlation r
        own = random.beta(mean[:, None] * spread, (1 - mean[:, None]) * spread, (len(mean), articles))
        return random.binomial(claims, own).sum(axis=1) / (articles * claims)

    one = (1 + (claims - 1) * r) * p * (1 - p) / (articles * claims)
    size = float(detectable_difference(np.array(2 * one)))
    found = np.abs(share(np.full(6000, p + size / 2)) - share(np.full(6000, p - size / 2))) / np.sqrt(2 * one) > 1.96
    assert found.mean() == pytest.approx(0.8, abs=0.03)
    # and the other way around: as many articles as there are
    assert float(articles_needed(np.array(size), np.array(2 * one * articles))) == pytest.approx(articles)


def test_more_power_and_fewer_false_alarms_ask_for_larger_differences() -> None:
    plain = detectable_difference(np.array(0.01))
    assert plain == pytest.approx(0.28016, abs=1e-4)  # 1.95996 + 0.84162 standard errors of 0.1
    assert detectable_difference(np.array(0.01), power=0.9) > plain
    assert detectable_difference(np.array(0.01), interval=0.99) > plain
