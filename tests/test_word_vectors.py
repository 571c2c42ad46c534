"""The vectors of single words that ship with the package."""

import numpy as np
import pytest

from analysis.lexicons import load_lexicon
from analysis.lexicons.vectors import WIDTH, commonest, word_vectors


def test_every_word_has_a_vector_and_no_word_has_two() -> None:
    words = load_lexicon("word_vectors")["word"]
    vectors = word_vectors(words)
    assert vectors.shape == (len(words), WIDTH)
    assert np.allclose((vectors**2).sum(axis=1), 1)
    assert words.is_unique().all()


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("killed", "murdered", "elected"),
        ("invasion", "invaded", "budget"),
        ("tax", "taxation", "church"),
        ("vaccine", "immunity", "senator"),
        ("protesters", "demonstrators", "vaccines"),
        ("illegal", "unlawful", "sunny"),
    ],
)
def test_words_used_alike_point_alike(word: str, like: str, unlike: str) -> None:
    one, near, far = word_vectors([word, like, unlike])
    assert one @ near > 0.5 > 0.25 > one @ far


def test_case_and_possessives_are_one_word_and_unknown_words_are_zero() -> None:
    plain, capital, owned, curly, unknown = word_vectors(["mayor", "Mayor", "mayor's", "mayor’s", "Brzlk"])
    assert (plain == capital).all()
    assert (plain == owned).all()
    assert (plain == curly).all()
    assert not unknown.any()
    assert word_vectors([]).shape == (0, WIDTH)


def test_the_commonest_form_does_not_depend_on_the_order() -> None:
    assert commonest(["kill", "killed"]) == commonest(["killed", "kill"]) == "killed"
    assert commonest(["zzyzxa", "zzyzxb"]) == "zzyzxa"
