import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.tagging import best_tags, spans_of_tags

LABELS = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]


def test_an_inside_tag_after_another_label_begins_a_span() -> None:
    assert spans_of_tags(np.array([1, 4, 4, 0, 6]), LABELS) == [("S", 0, 1), ("Q", 1, 3), ("C", 4, 5)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_the_tagging_is_the_best_of_all(n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(n, 3)).astype(np.float32)
    steps = chance.normal(size=(3, 3)).astype(np.float32)

    def total(tags) -> float:
        return float(
            sum(scores[at, tag] for at, tag in enumerate(tags)) + sum(steps[a, b] for a, b in itertools.pairwise(tags))
        )

    tags = best_tags(scores, steps)
    assert len(tags) == n
    assert total(tags) == pytest.approx(max(map(total, itertools.product(range(3), repeat=n))), abs=1e-4)


@pytest.mark.parametrize("n", [1, 2, 255, 256, 257, 1000])
def test_long_texts_have_a_tag_a_word(n: int) -> None:
    scores = np.zeros((n, 2), np.float32)
    scores[:, 1] = 1
    scores[0, 0] = 10
    steps = np.array([[0, -2], [0, 0]], np.float32)  # leaving tag 0 costs more than one word gives
    expected = 1 if n > 3 else 0
    assert best_tags(scores, steps).tolist() == [0] + [expected] * (n - 1)
