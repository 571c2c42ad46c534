"""Sets of resamples as bits: the same draws as sums are made of, and right counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics import presence
from analysis.metrics.presence import counted, drawn_presence
from analysis.metrics.uncertainty import resampled_sums


@pytest.mark.parametrize("resamples", [1, 63, 64, 200])
@pytest.mark.parametrize("at_once", [1, 7, 500_000])
def test_is_where_sums_are_not_zero(resamples: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "AT_ONCE", at_once)
    random = np.random.default_rng(3)
    article = np.concatenate([np.arange(12), random.integers(0, 12, 60)])
    item = np.sort(np.concatenate([np.arange(9), random.integers(0, 9, 63)]))
    occurs = drawn_presence(article, item, outlet="Globe", resamples=resamples, seed=4)
    sums = np.concatenate(
        list(resampled_sums(article, item, np.ones(72), outlet="Globe", resamples=resamples, seed=4)), axis=1
    )
    bits = np.unpackbits(occurs.view(np.uint8), axis=1, bitorder="little")
    assert bits[:, 0].all()
    assert (bits[:, 1 : 1 + resamples] == (sums > 0)).all()
    assert not bits[:, 1 + resamples :].any()


@given(st.integers(1, 300), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_counts_are_those_of_single_bits(rows: int, words: int, seed: int) -> None:
    occurs = np.random.default_rng(seed).integers(0, 2**63, size=(rows, words), dtype=np.uint64) << np.uint64(1)
    bits = np.unpackbits(occurs.view(np.uint8).reshape(rows, -1), axis=1, bitorder="little")
    assert counted(occurs, 64 * words).tolist() == bits.sum(axis=0).tolist()


def test_nothing_counts_nothing() -> None:
    assert counted(np.empty((0, 2), dtype=np.uint64), 100).tolist() == [0.0] * 100
