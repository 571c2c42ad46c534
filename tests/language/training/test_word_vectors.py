"""Words that news uses, and the few directions that tell them apart."""

import numpy as np
import pytest

from analysis.language.training.word_vectors import common_words, fewer_directions


@pytest.mark.parametrize(
    ("texts", "least", "expected"),
    [
        (["b a", "a b", "a c"], 2, []),  # single letters are no words
        (["Ferry ferry ferry", "dam"], 2, []),  # a text counts once
        (["Ferry dam", "ferry", "dam 2024", "dam"], 2, ["dam", "ferry"]),  # commonest first, numbers none
        (["zinc apple", "apple zinc"], 2, ["apple", "zinc"]),  # else by the alphabet
        (["the mayor’s car", "the mayor's car", "a mayor"], 3, ["mayor"]),  # with or without a final 's
    ],
)
def test_words_of_several_texts(texts: list[str], least: int, expected: list[str]) -> None:
    assert common_words(texts, least) == expected


def test_the_directions_kept_are_those_that_tell_words_apart() -> None:
    rng = np.random.default_rng(0)
    plane = rng.standard_normal((40, 2)) * [5, 3]
    vectors = plane @ np.linalg.qr(rng.standard_normal((8, 2)))[0].T + 0.01 * rng.standard_normal((40, 8))
    kept = fewer_directions(vectors, 2).astype(float)
    own = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = own - own.mean(axis=0)

    def cosines(rows: np.ndarray) -> np.ndarray:
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return rows @ rows.T

    assert np.abs(cosines(kept) - cosines(centred)).max() < 0.05
    assert np.abs(kept).max(axis=1).tolist() == [127.0] * 40


def test_directions_have_the_same_sign_whatever_the_order_of_words() -> None:
    vectors = np.random.default_rng(1).standard_normal((30, 6))
    order = np.random.default_rng(2).permutation(30)
    assert np.abs(fewer_directions(vectors, 4)[order] - fewer_directions(vectors[order], 4)).max() <= 1
