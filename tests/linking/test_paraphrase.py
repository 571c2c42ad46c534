"""Claims that say a thing in other words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.linking import paraphrase
from analysis.linking.paraphrase import LIKE, like_pairs, like_terms

FORMS = {
    word: word for word in ("killed", "murdered", "ferry", "tax", "mayor", "qwrtz", "qwrtp", "vaccine", "immunity")
}


def like(one: dict[str, float], other: dict[str, float]) -> float:
    return float(like_terms([one, other], FORMS, np.array([[0, 1]]))[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"ferry": 1.0}, {"ferry": 1.0}, 1.0),
        ({"ferry": 1.0}, {"tax": 1.0}, 0.0),
        ({"qwrtz": 1.0}, {"qwrtz": 1.0}, 1.0),  # a name that no list knows is itself
        ({"qwrtz": 1.0}, {"qwrtp": 1.0}, 0.0),  # and nobody else
        ({"ferry": 1.0}, {"ferry": 1.0, "qwrtz": 1.0}, 2 / 3),  # all of one, half of the other
        ({"ferry": 1.0}, {"ferry": 1.0, "qwrtz": 3.0}, 2 / 5),  # a quarter of the other: by weight
        ({}, {"ferry": 1.0}, 0.0),
        ({}, {}, 0.0),
    ],
)
def test_shares_worked_out_by_hand(one: dict[str, float], other: dict[str, float], expected: float) -> None:
    assert like(one, other) == pytest.approx(expected)
    assert like(other, one) == pytest.approx(expected)


def test_a_like_word_counts_less_than_the_same_one_and_more_than_another() -> None:
    assert 0.3 < like({"killed": 1.0}, {"murdered": 1.0}) < LIKE
    assert like({"killed": 1.0, "ferry": 1.0}, {"murdered": 1.0, "ferry": 1.0}) > 0.5


terms = st.dictionaries(st.sampled_from(sorted(FORMS)), st.floats(0.1, 5), max_size=5)


@given(claims=st.lists(terms, min_size=2, max_size=6))
def test_pairs_do_not_depend_on_each_other(claims: list[dict[str, float]]) -> None:
    pairs = np.array([(a, b) for b in range(len(claims)) for a in range(b)])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    together = like_terms(claims, FORMS, pairs)
    assert ((together >= 0) & (together <= 1.0000001)).all()
    alone = [like_terms(claims, FORMS, pair[None])[0] for pair in pairs]
    assert together == pytest.approx(alone)


def test_large_stories_are_compared_some_words_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [dict.fromkeys(FORMS, 1.0), {"murdered": 1.0, "immunity": 2.0}]
    pairs = np.array([[0, 1]])
    every = like_terms(claims, FORMS, pairs)
    monkeypatch.setattr(paraphrase, "_TOGETHER", 2)
    assert like_terms(claims, FORMS, pairs).tolist() == every.tolist()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            {"killed": 1.0, "ferry": 1.0},
            {"murdered": 1.0, "ferry": 1.0},
            [("killed", "murdered")],
        ),  # the same is no news
        ({"killed": 1.0}, {"tax": 1.0}, []),
        (
            {"killed": 1.0, "vaccine": 3.0},
            {"immunity": 3.0, "murdered": 1.0},
            [("vaccine", "immunity"), ("killed", "murdered")],
        ),
        ({}, {"tax": 1.0}, []),
        ({}, {}, []),
    ],
)
def test_words_that_stand_for_each_other(
    one: dict[str, float], other: dict[str, float], expected: list[tuple[str, str]]
) -> None:
    assert like_pairs(one, other, FORMS) == expected
