"""What the page of comparison shows, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from urllib.parse import quote

import pytest

from dashboards.compare import Compare
from dashboards.comparison import chosen_claims, compared_claims, opened, statuses
from dashboards.desk import Desk
from dashboards.state import Filter, Scope, State

CLAIMS = ["gazette#0", "tribune#0", "gazette#1"]


@pytest.fixture(scope="module")
def quay(stand_in: ModuleType) -> Desk:
    return Desk(stand_in.quay())


def drawn(desk: Desk, **values: object) -> str:
    page = Compare(desk, State(page="compare", **values))
    page.refresh()
    return " ".join(part.html for part in page.__panel__().select(lambda part: hasattr(part, "html")))


def test_first_come_claims_on_which_most_outlets_have_a_word(quay: Desk) -> None:
    rows = compared_claims(quay, Scope())
    assert rows.select("claim", "outlets", "chains", "disputes", "speaker").rows() == [
        ("gazette#0", 2, 1, 1, "Piet Vos"),
        ("tribune#0", 1, 1, 1, "Ruth Okafor"),
        ("gazette#1", 1, 1, 0, "Ruth Okafor"),
    ]
    assert rows["wording"].to_list()[0] == "We will never pay for the quay"


def test_each_outlet_has_its_status_and_first_sentence(quay: Desk) -> None:
    known = statuses(quay, Scope())
    found = {
        outlet: (known["gazette#0", outlet]["status"], known["gazette#0", outlet]["first"])
        for outlet in ("Gazette", "Herald", "Tribune")
    }
    assert found == {
        "Gazette": ("stated", "gazette#0"),
        "Herald": ("stated", "herald#0"),
        "Tribune": ("contradicted", "tribune#0"),
    }


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), CLAIMS),
        (Filter(told="one"), CLAIMS[1:]),
        (Filter(told="several"), CLAIMS[:1]),
        (Filter(told="2"), []),
        (Filter(disputed=True), CLAIMS[:2]),
        (Filter(outlet=("Gazette",)), [CLAIMS[0], CLAIMS[2]]),
        (Filter(outlet=("Gazette", "Herald")), CLAIMS[:1]),
        (Filter(source="okafor"), CLAIMS[1:]),
        (Filter(source="none"), []),
        (Filter(text="BROKEN quay"), CLAIMS[:1]),
        (Filter(text="(["), []),
    ],
)
def test_filters_leave_the_claims_they_name(quay: Desk, chosen: Filter, expected: list[str]) -> None:
    assert chosen_claims(compared_claims(quay, Scope()), chosen)["claim"].to_list() == expected


def test_a_cell_says_in_words_what_the_outlet_did_and_leads_to_the_sentence(quay: Desk) -> None:
    html = drawn(quay)
    for words in ("stated", "contradicted", "absent", "not yet possible", "missed with probability"):
        assert words in html
    assert f"?page=reader&amp;article=tribune&amp;claim={quote('tribune#0', safe='')}" in html
    assert "omitted" not in html.lower()


@pytest.mark.parametrize("claim", ["gazette#0", "herald#0"])
def test_any_version_opens_the_whole_claim(quay: Desk, claim: str) -> None:
    known = opened(quay, Scope(), claim)
    assert known is not None
    assert [row["claim_id"] for row in known.versions] == ["gazette#0", "herald#0"]
    assert [row["claim_id"] for row in known.against] == ["tribune#0"]
    html = drawn(quay, claim=claim)
    text = re.sub("<[^>]+>", "", html)
    for words in (
        "taken from Gazette without credit (same words)",
        "known to be the first with it",
        "[cut without a mark: broken]",
        "denied by one",
        "Piet Vos; both: pay",
        "4 Mar 2024, 08:00 UTC",
    ):
        assert words in text, words


def test_a_claim_that_is_not_compared_is_named(quay: Desk) -> None:
    assert opened(quay, Scope(), "gone") is None
    assert "The claim “gone” is not among those compared here" in drawn(quay, claim="gone")


@pytest.mark.parametrize(
    ("make", "values", "words"),
    [
        (lambda stand_in: stand_in.quay(), {"outlets": ["Gazette"]}, "One outlet alone"),
        (lambda stand_in: stand_in.quay(), {"told": "3"}, "No claim matches."),
        (lambda stand_in: stand_in.quay(), {"story": "gone"}, "No article is here."),
        (lambda stand_in: stand_in.tabled([], [], [], [], []), {}, "No article is here."),
        (lambda stand_in: stand_in.ellis(), {}, "No claim of one outlet was found in another."),
    ],
)
def test_where_there_is_nothing_it_says_why(
    stand_in: ModuleType, make: Callable[[ModuleType], object], values: dict[str, object], words: str
) -> None:
    assert words in drawn(Desk(make(stand_in)), **values)
