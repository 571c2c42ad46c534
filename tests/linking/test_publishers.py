"""Which names stand for an outlet, and which only look like it."""

import pytest

from analysis.linking.publishers import credited_publishers, is_named


@pytest.mark.parametrize(
    ("outlet", "party", "expected"),
    [
        ("The Times", "the Times", True),
        ("The Times of Israel", "The Times", False),
        ("The Times", "The Times of Israel", False),
        ("The Washington Post", "the Washington Post", True),
        ("The Jakarta Post", "the Washington Post", False),
        ("The Jakarta Post", "the Post", False),
        ("Meridian News Agency", "Meridian", True),
        ("Meridian", "Meridian News Agency", True),
        ("BBC News", "the BBC", True),
        ("CNN (Web News)", "CNN", True),
        ("example.com", "Example", True),
        # words that many names have tell nobody
        ("Meridian News Agency", "the News Agency", False),
        ("Daily News", "News", False),
        ("The News", "the News", True),
        ("AP", "Associated Press", True),
        ("Saltmere Post", "", False),
    ],
)
def test_a_part_of_a_name_is_no_name(outlet: str, party: str, expected: bool) -> None:
    assert is_named(outlet, party) is expected


@pytest.mark.parametrize(
    ("outlet", "credited", "expected"),
    [
        ("The Times of Israel", ["The Times"], ["The Times"]),
        ("The Times of Israel", ["Times of Israel", "Web Desk", "AFP"], ["AFP"]),
        ("The Times", ["The Times of Israel", "The Times"], ["The Times of Israel"]),
        ("Saltmere Post", ["Post", "Harbour Globe", "Globe"], ["Harbour Globe"]),
        # an agency's own name, and a part of it
        ("Associated Press", ["AP", "Press"], []),
    ],
)
def test_who_is_credited_is_another_publisher(outlet: str, credited: list[str], expected: list[str]) -> None:
    outlets = ["The Times", "The Times of Israel", "Saltmere Post", "Harbour Globe"]
    assert credited_publishers(outlet, credited, outlets) == expected
