"""Numbers about the same thing: what is put together, and how its versions stand to each other."""

import datetime as dt
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analysis.linking import grouping
from analysis.linking.ledger import number_ledger
from analysis.schema import ARTICLES, CLAIMS, ENTITIES, QUANTITIES

PLACES = ("Kursk", "Sumy", "Russia")


Told = tuple[str, str, str | None, str, str, int]
"""Text, number, unit, counted, qualifier and day of August."""


def frames(*told: Told) -> list[pl.DataFrame]:
    """Quantities, articles and entities of one story with one number an article."""
    articles: list[dict[str, Any]] = []
    quantities: list[dict[str, Any]] = []
    entities: list[dict[str, Any]] = []
    for at, (text, number, unit, counted, qualifier, day) in enumerate(told):
        name, start = f"{at}", text.index(number)
        published = dt.datetime(2024, 8, day, 12, tzinfo=dt.UTC)
        articles.append(
            {"article_id": name, "outlet": f"Outlet {at}", "published_at": published, "story": "s", "text": text}
            | {"byline": [], "language": "en", "credits": [], "n_words": 9, "origin": "x", "flags": []}
        )
        quantities.append(
            {"article_id": name, "sentence": 0, "start": start, "end": start + len(number), "unit": unit}
            | {"value": float(number.replace(",", "")), "counted": counted, "qualifier": qualifier or None}
            | {"as_of": published.date(), "scope_start": 0, "scope_end": len(text)}
        )
        entities += [
            {"article_id": name, "sentence": 0, "start": text.index(place), "end": text.index(place) + len(place)}
            | {"text": place, "label": "GPE", "entity_id": f"gpe:{place.lower()}", "entity": place}
            for place in PLACES
            if place in text
        ]
    made = ((quantities, QUANTITIES), (articles, ARTICLES), (entities, ENTITIES))
    return [pl.DataFrame(rows, schema=table.schema) for rows, table in made]


def ledger(*told: Told) -> pl.DataFrame:
    return number_ledger(*frames(*told), CLAIMS.empty())


def relations(found: pl.DataFrame) -> list[tuple[str, int | None]]:
    return found.select("relation", "against").rows()


def killed(number: str, text: str = "The blast at the depot killed {} people.", qualifier: str = "", day: int = 6):
    return (text.format(number), number, "people", "person killed", qualifier, day)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([killed("12"), killed("12")], [("first", None), ("agreeing", 0)]),
        ([killed("12"), killed("15", day=7)], [("first", None), ("updated", 0)]),
        ([killed("12"), killed("15")], [("first", None), ("disagreeing", 0)]),
        ([killed("12", qualifier="at least"), killed("15")], [("first", None), ("agreeing", 0)]),
        ([killed("1,013"), killed("1,000", qualifier="about")], [("first", None), ("agreeing", 0)]),
        (
            [killed("12"), killed("15", day=7), killed("12", day=8), killed("15", day=8)],
            [("first", None), ("updated", 0), ("disagreeing", 1), ("agreeing", 1)],
        ),
    ],
)
def test_versions_agree_update_and_disagree(versions: list, expected: list) -> None:
    assert relations(ledger(*versions)) == expected


DEAD = "The blast left {} dead at the depot."


@pytest.mark.parametrize(
    "pair",
    [
        # dead and wounded
        [killed("12"), ("The blast at the depot wounded 12 people.", "12", "people", "person wounded", "", 6)],
        # in different towns
        [killed("12", "The blast in Kursk killed {} people."), killed("12", "The blast in Sumy killed {} people.")],
        # those on top of others
        [killed("12"), ("The blast at the depot killed 5 others.", "5", "people", "other killed", "", 6)],
        # of different sides
        [
            ("The raid at the depot killed 12 Russian soldiers.", "12", "people", "Russian soldier killed", "", 6),
            ("The raid at the depot killed 9 Danish soldiers.", "9", "people", "Danish soldier killed", "", 6),
        ],
        # a number of people and a share
        [killed("12"), ("The blast at the depot hit 12 percent of people.", "12", "%", "person", "", 6)],
        # a small number of nothing in common
        [
            ("The two leaders met in spring.", "two", "people", "leader met", "", 6),
            ("The two women won a prize.", "two", "people", "woman won", "", 6),
        ],
    ],
)
def test_false_friends_stay_apart(pair: list) -> None:
    pair = [(text.replace("two", "2"), number.replace("two", "2"), *rest) for text, number, *rest in pair]
    assert ledger(*pair).height == 0


def test_other_words_for_the_same_fate_are_put_together() -> None:
    toll = ("The death toll of the blast at the depot is 12.", "12", "people", "death toll", "", 6)
    assert relations(ledger(killed("12"), toll, killed("12", DEAD))) == [("first", None), *[("agreeing", 0)] * 2]


def test_a_town_and_its_country_do_not_differ() -> None:
    pair = killed("12", "The blast in Kursk killed {} people."), killed("12", "The blast in Russia killed {} people.")
    assert ledger(*pair).height == 2


def test_times_far_apart_are_of_different_things() -> None:
    assert ledger(killed("12", day=1), killed("15", day=31)).height == 2
    first, second = (killed("12"), killed("15", day=7))
    found = ledger((*first[:5], 1), (*second[:5], 31))
    assert relations(found) == [("first", None), ("updated", 0)]


def test_order_of_rows_changes_nothing() -> None:
    versions = [killed("12"), killed("15", day=7), killed("9", day=8), killed("12", DEAD, day=8)]
    tables = frames(*versions)
    backwards = [table.reverse() for table in tables]
    assert_frame_equal(number_ledger(*backwards, CLAIMS.empty()), number_ledger(*tables, CLAIMS.empty()))


def test_offsets_and_keys_lead_back_to_the_numbers() -> None:
    versions = [killed("12"), killed("15", day=7), killed("9", day=8)]
    found = ledger(*versions)
    texts = {f"{at}": version[0] for at, version in enumerate(versions)}
    for row in found.iter_rows(named=True):
        assert texts[row["article_id"]][row["start"] : row["end"]] == f"{row['value']:g}"
    assert found["number_id"].unique().to_list() == ["s#0"]
    assert found["version"].to_list() == [0, 1, 2]


def test_a_part_and_its_whole_are_two_numbers() -> None:
    text = "15 of the 19 ships at the quay of the port burned in the night, said the port."
    told = [(text, number, None, "ship", "", 6) for number in ("15", "15", "19", "19")]
    quantities, articles, entities = frames(*told)
    assert relations(number_ledger(quantities, articles, entities, CLAIMS.empty()))[2] == ("disagreeing", 0)
    of_two_articles = quantities.with_columns(article_id=pl.Series(["0", "1", "0", "1"]))
    found = number_ledger(of_two_articles, articles, entities, CLAIMS.empty())
    assert relations(found) == [("first", None), ("agreeing", 0)] * 2


def test_one_day_unknown_is_no_later_day() -> None:
    quantities, *others = frames(killed("12"), killed("15", day=7))
    undated = quantities.with_columns(as_of=pl.lit(None, pl.Date))
    assert relations(number_ledger(undated, *others, CLAIMS.empty())) == [("first", None), ("disagreeing", 0)]


COST = "The repairs of the quay cost the port ${} million."
RATE = "The rate of berths at the port of the town that were empty was {} percent."


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        # rounded, cut off, and of equal precision
        (
            [(COST.format("43"), "43", "USD", "repair", "", 6), (COST.format("43.9"), "43.9", "USD", "repair", "", 6)],
            True,
        ),
        ([(RATE.format(n), n, "%", "rate", "", 6) for n in ("35", "35.7")], True),
        ([(RATE.format(n), n, "%", "rate", "", 6) for n in ("35", "36")], False),
        ([killed("50", qualifier="nearly"), killed("47")], True),
        ([killed("50", qualifier="exactly"), killed("47")], False),
    ],
)
def test_rounded_numbers_agree_and_precise_ones_do_not(pair: list, expected: bool) -> None:
    assert relations(ledger(*pair)) == [("first", None), ("agreeing" if expected else "disagreeing", 0)]


def test_a_telling_number_needs_no_other_words() -> None:
    one = ("They want $5.7 billion for fences.", "5.7", "USD", "fence", "", 6)
    other = ("It is about $5.7 billion in the budget.", "5.7", "USD", "budget", "", 6)
    assert ledger(one, other).height == 0
    money = [(text.replace("5.7", "57"), "57", *rest) for text, _, *rest in (one, other)]
    assert relations(ledger(*money)) == [("first", None), ("agreeing", 0)]


def test_two_people_of_one_age_are_two() -> None:
    ages = [(f"{name}, 46, ran the port.", "46", "years", f"age of {name}", "", 6) for name in ("Bell", "Holt", "Bell")]
    assert ledger(*ages)["article_id"].to_list() == ["0", "2"]


def test_years_tell_rates_apart() -> None:
    rates = [
        (RATE.replace("was", f"in {year} was").format(n), n, "%", "rate", "", 6)
        for year, n in ((2014, "35"), (2013, "31"))
    ]
    assert ledger(*rates).height == 0
    assert ledger(*[(text.replace("2013", "2014"), *rest) for text, *rest in rates]).height == 2


def test_comparisons_grow_with_the_numbers_of_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    compare = grouping.likeness
    monkeypatch.setattr(grouping, "likeness", lambda *given: calls.append(1) or compare(*given))
    made = []
    for count in (200, 800):
        calls.clear()
        ledger(*[killed(str(100 + at)) for at in range(count)])
        made.append(len(calls))
    assert made[1] <= 4 * made[0] + 800


def test_numbers_too_far_apart_are_of_different_things_and_rounded_ones_agree() -> None:
    assert ledger(killed("12"), killed("157")).height == 0
    assert relations(ledger(killed("1,500"), killed("1,000"))) == [("first", None), ("disagreeing", 0)]
    cost = "The repairs of the quay cost the port ${} million."
    rounded = [(cost.format(n), n, "USD", "repair", "", 6) for n in ("22,012", "22,000")]
    assert relations(ledger(*rounded)) == [("first", None), ("agreeing", 0)]
