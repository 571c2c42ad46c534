import pytest

from analysis.language.identity import source_id
from analysis.language.kinds import name_side
from analysis.language.speakers import Speaker


@pytest.mark.parametrize(
    ("name", "kind", "complete", "expected"),
    [
        ("Ada Bell", "person", True, "person:ada-bell"),
        ("Raúl Ortiz Jr.", "person", True, "person:raul-ortiz-jr"),
        ("Bell", "person", False, "person:bell@a"),
        ("the U.S.", "government", True, "government:united-states"),
        ("America", "government", True, "government:united-states"),
        ("The Harbour Authority", "organisation", True, "organisation:harbour-authority"),
        ("White House", "government", True, "government:white-house"),
        ("Danish Foreign Ministry", "government", True, "government:denmark-foreign-ministry"),
        ("senior official", "unnamed", False, "unnamed:senior-official@a"),
    ],
)
def test_ids_come_from_kind_and_name(name: str, kind: str, complete: bool, expected: str) -> None:
    assert source_id(Speaker(name, kind, False, name_side(name), None, (), complete), "a") == expected


def test_a_ministry_is_its_country_s_however_that_is_said() -> None:
    made = {
        source_id(Speaker(name, "government", False, "Denmark", None, (), True), "a")
        for name in ("Danish Foreign Ministry", "Foreign Ministry", "Denmark’s Foreign Ministry")
    }
    assert made == {"government:denmark-foreign-ministry"}


def test_long_and_empty_names_still_differ() -> None:
    made = [
        source_id(Speaker(name, "unnamed", True, None, None, (), False), "a")
        for name in ("x " * 99, "x " * 98, "…", "—")
    ]
    assert len(set(made)) == 4
    assert max(map(len, made)) < 120
