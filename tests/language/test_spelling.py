"""Which spellings are one name, and which are two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.names import fold, parse_person, same_full
from analysis.language.spelling import near, same_spelling


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Zelenskij"),
        ("Yermak", "Ermak", "Jermak"),
        ("Lukashenko", "Lukashenka"),
        ("Shoigu", "Shoygu"),
        ("Khodorkovsky", "Hodorkovskiy"),
        ("Müller", "Mueller", "Muller"),
        ("Wałęsa", "Walesa"),
        ("Ghassan", "Gassan"),
    ],
)
def test_other_ways_of_writing_a_name_are_the_same(spellings: tuple[str, ...]) -> None:
    assert all(same_spelling(fold(spellings[0]), fold(other)) for other in spellings)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("soloviev", "solovyov", True),
        ("verhoeven", "verhoevan", True),
        ("jagdeo", "jadgeo", True),
        # other people
        ("carson", "carlson", False),
        ("milley", "miller", False),
        ("mueller", "miller", False),
        ("hutchinson", "hutchison", False),
        ("ivanov", "ivanova", False),
        ("halensky", "halenska", False),
        ("wagner", "wagners", False),
        ("chen", "chien", False),
        ("lee", "ley", False),
        ("", "a", False),
    ],
)
def test_a_slip_is_told_from_another_name(one: str, other: str, expected: bool) -> None:
    assert near(one, other) is near(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Vladimir Halensky", "President Volodymyr Halenskiy", True),
        ("Valery Saluzhny", "Valerii Saluzhnyi", True),
        ("Mohammed al-Sadid", "Muhammad Sadid", True),
        ("Ada Bell", "Ada M. Bell", True),
        ("Ada Bell", "Otto Bell", False),
        ("Viktor Ivanov", "Viktoria Ivanova", False),
        ("Mario Roe", "Maria Roe", False),
        ("Don Roe", "Don Roe Jr.", False),
    ],
)
def test_two_full_names_are_one_person_or_two(one: str, other: str, expected: bool) -> None:
    assert same_full(parse_person(one), parse_person(other)) is expected


@given(st.text(max_size=12), st.text(max_size=12))
def test_spelling_is_symmetric_and_a_slip_at_most(one: str, other: str) -> None:
    one, other = fold(one), fold(other)
    assert same_spelling(one, one)
    assert near(one, other) is near(other, one)
    assert near(one, other) or not same_spelling(one, other)
