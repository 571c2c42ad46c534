import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.tagging import (
    IMPOSSIBLE,
    SHARED,
    best_tags,
    name_steps,
    shared_by_uses,
    spans_of_tags,
    tag_names,
)

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


NAMES = ["O", "B-Person", "I-Person", "B-Date", "I-Date"]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000))
def test_names_are_tagged_as_if_the_text_were_walked_from_end_to_end(n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(n, len(NAMES)), scale=3).astype(np.float32)
    scores[chance.random(n) < 0.4, 0] += 40  # surely in no name
    steps = name_steps(NAMES)
    begin = np.full((1, len(NAMES)), IMPOSSIBLE)
    begin[0, 0] = 0
    assert tag_names(scores, steps).tolist() == best_tags(np.concatenate([begin, scores]), steps)[1:].tolist()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        # A word of another kind in the middle, a little likelier there, does not cut a name in three.
        ([[0, 9, 0, 0, 0], [0, 0, 4, 0, 5], [0, 0, 9, 0, 0]], [("Person", 0, 3)]),
        # A second name right behind needs good reasons.
        ([[0, 9, 0, 0, 0], [0, 5, 4, 0, 0]], [("Person", 0, 2)]),
        ([[0, 9, 0, 0, 0], [0, 9, 4, 0, 0]], [("Person", 0, 1), ("Person", 1, 2)]),
        # An I at the text's begin has nothing to continue.
        ([[0, 3, 4, 0, 0]], [("Person", 0, 1)]),
        ([[9, 0, 0, 0, 0]], []),
    ],
)
def test_a_name_keeps_its_kind_to_its_end(scores: list[list[float]], expected: list[tuple[str, int, int]]) -> None:
    assert spans_of_tags(tag_names(np.array(scores, np.float32), name_steps(NAMES)), NAMES) == expected


@pytest.mark.parametrize(
    ("words", "mixed"),
    [
        (["Holm", "Holm"], [0, 1]),
        (["Holm", "HOLM"], [0, 1]),  # a headline's
        (["Holm", "holm"], []),  # a word without a capital has no say and is given none
        (["Holm", "Vik"], []),
        (["A", "A"], []),  # single letters are no names
        (["Holm", "said", "Holm"], [0, 2]),
        ([], []),
    ],
)
def test_uses_of_one_word_are_mixed(words: list[str], mixed: list[int]) -> None:
    scores = np.random.default_rng(0).standard_normal((len(words), 3)).astype(np.float32)
    own = np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))
    expected = own.copy()
    if mixed:
        expected[mixed] = (1 - SHARED) * own[mixed] + SHARED * own[mixed].mean(axis=0)
    assert np.allclose(shared_by_uses(scores, words), expected, atol=1e-5)


def test_one_sure_use_decides_an_unsure_one() -> None:
    scores = np.array([[0.0, 6.0, 0.0], [0.0, 0.0, 0.0], [0.0, -0.5, 0.5]], np.float32)  # Person, none, rather Place
    assert shared_by_uses(scores, ["Ashgrove", "met", "Ashgrove"]).argmax(axis=1).tolist()[2] == 1
