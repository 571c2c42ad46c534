"""Stretches grow over changed words, stop where texts part, and never share a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.linking.alignment import Stretch, align
from analysis.linking.fingerprints import SHORTEST, fingerprints, read_words


def stretches(one: str, other: str, barred: int = 0) -> list[Stretch]:
    """Stretches of two texts given as letters; the first words of the first text are barred."""
    words = read_words([" ".join(one), " ".join(other)])
    cut = int(words.bounds[1])
    return align(
        words.ids[:cut],
        words.ids[cut:],
        words.grams(0),
        words.grams(1),
        barred_a=np.arange(cut) < barred,
        barred_b=np.zeros(len(words.ids) - cut, np.bool_),
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("abcdefgh", "abcdefgh", [Stretch(0, 8, 0, 8, 8)]),
        ("xyabcdefzw", "uabcdefv", [Stretch(2, 8, 1, 7, 6)]),
        # changed, added, left out
        ("abcdXefgh", "abcdYefgh", [Stretch(0, 9, 0, 9, 8)]),
        ("abcdXefgh", "abcdefgh", [Stretch(0, 9, 0, 8, 8)]),
        # one word behind a change gains nothing
        ("abcdeXf", "abcdeYf", [Stretch(0, 5, 0, 5, 5)]),
        # moved
        ("abcdefghij", "fghijabcde", [Stretch(0, 5, 5, 10, 5), Stretch(5, 10, 0, 5, 5)]),
        # a sentence left out parts two stretches
        ("abcdefg0123456789hijklm", "abcdefghijklm", [Stretch(0, 7, 0, 7, 7), Stretch(17, 23, 7, 13, 6)]),
        ("abc", "abc", []),
        ("", "abcdef", []),
    ],
)
def test_stretches(one: str, other: str, expected: list[Stretch]) -> None:
    assert stretches(one, other) == expected


def test_barred_words_are_in_no_stretch() -> None:
    assert stretches("abcdefgh", "abcdefgh", barred=3) == [Stretch(3, 8, 3, 8, 5)]


def test_a_long_copy_is_one_stretch() -> None:
    one = [chr(0x4E00 + at) for at in range(500)]
    other = ["x" if at % 7 == 0 else word for at, word in enumerate(one)]
    assert stretches("".join(one), "".join(other)) == [Stretch(1, 500, 1, 500, 428)]


@settings(max_examples=100, deadline=None)
@given(before=st.text("abc", max_size=9), behind=st.text("abc", max_size=9), run=st.text("defgh", min_size=SHORTEST))
def test_what_is_shared_has_a_fingerprint_in_common(before: str, behind: str, run: str) -> None:
    words = read_words([" ".join(before + run), " ".join(run + behind)])
    hashes, places = fingerprints(words)
    first = places < words.bounds[1]
    assert set(hashes[first]) & set(hashes[~first])
