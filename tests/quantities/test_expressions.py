"""Numbers in plain text: their values, units and qualifiers, and what has digits and is no quantity."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quantities.expressions import find_expressions
from analysis.quantities.masks import passed_over
from analysis.quantities.numerals import find_numerals

SMALL = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """A number below a billion in words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for size, word, joint in ((10**6, "million", " "), (10**3, "thousand", " "), (100, "hundred", " and ")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " " if size > 100 else joint
            return f"{spelled(number // size)} {word}" + (joint + spelled(rest) if rest else "")
    raise AssertionError


@settings(deadline=None)
@given(st.integers(0, 999_999_999))
def test_numbers_in_words_and_digits_have_their_value(number: int) -> None:
    for written in (spelled(number), f"{number:,}"):
        (found,) = find_numerals(f"They counted {written} of them.")
        assert found.value == number
        assert f"They counted {written} of them."[found.start : found.end] == written


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.-–$%/:() onetwhalfdzkm°\n½", max_size=60))
def test_any_text_gives_spans_in_order_inside_it(text: str) -> None:
    assert len(passed_over(text)) == len(text)
    end = 0
    for e in find_expressions(text):
        assert end <= e.start <= e.first < e.numeral_end <= e.end <= len(text)
        assert e.value_high is None or e.value < e.value_high
        end = e.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 jars", [(1200, None, None, None)]),
        ("0.5 and .25", [(0.5, None, None, None), (0.25, None, None, None)]),
        ("twenty-three jars", [(23, None, None, None)]),
        ("three dozen jars", [(36, None, None, None)]),
        ("half a million jars, half a dozen lids", [(500_000, None, None, None), (6, None, None, None)]),
        ("a couple of hundred jars", [(200, None, None, "about")]),
        ("-4.0 to 3.5 +0.2", [(-4, 3.5, None, None), (0.2, None, None, None)]),
        ("the next couple weeks", [(2, None, "weeks", "about")]),
        ("a couple of jars", [(2, None, None, "about")]),
        ("several thousand jars", [(3000, None, None, "about")]),
        (
            "dozens of jars and tens of thousands of lids",
            [(24, None, None, "at least"), (20_000, None, None, "at least")],
        ),
        (
            "2.5bn jars, 10k lids, 3m tins",
            [(2.5e9, None, None, None), (10_000, None, None, None), (3e6, None, None, None)],
        ),
        ("two and a half years", [(2.5, None, "years", None)]),
        ("2 1/2 miles, 3½ miles", [(2.5, None, "miles", None), (3.5, None, "miles", None)]),
        ("10 to 15 jars", [(10, 15, None, None)]),
        ("between 10 and 15 jars", [(10, 15, None, None)]),
        ("10-15 jars, 10–15 lids", [(10, 15, None, None), (10, 15, None, None)]),
        ("two or three jars", [(2, 3, None, None)]),
        ("10 to 15 million", [(10e6, 15e6, None, None)]),
        ("rose from 10 to 15 percent", [(10, None, "%", None), (15, None, "%", None)]),
        ("12% to 15%", [(12, 15, "%", None)]),
        ("5.2 percentage points", [(5.2, None, "percentage points", None)]),
        ("$1.5 billion, $10-$15 million", [(1.5e9, None, "USD", None), (10e6, 15e6, "USD", None)]),
        ("€3m, £20, 5 million euros", [(3e6, None, "EUR", None), (20, None, "GBP", None), (5e6, None, "EUR", None)]),
        ("200 pounds but 3 million pounds", [(200, None, "pounds", None), (3e6, None, "GBP", None)]),
        ("more than 1,000 square kilometres", [(1000, None, "km²", "more than")]),
        ("1,000 sq km, 40 km², 12km", [(1000, None, "km²", None), (40, None, "km²", None), (12, None, "km", None)]),
        ("fell to -5 degrees Celsius", [(-5, None, "°C", None)]),
        ("two-thirds of them, a quarter of us", [(2 / 3, None, "share", None), (0.25, None, "share", None)]),
        ("one in five, nine out of 10", [(0.2, None, "share", None), (0.9, None, "share", None)]),
        ("a 7-year-old, aged 12", [(7, None, "years", None), (12, None, "years", None)]),
        ("a three-day trip, half an hour", [(3, None, "days", None), (0.5, None, "hours", None)]),
        ("at least 12, no fewer than 13", [(12, None, None, "at least"), (13, None, None, "at least")]),
        ("as many as 200, up to 30", [(200, None, None, "up to"), (30, None, None, "up to")]),
        ("nearly 3,000, an estimated 40", [(3000, None, None, "nearly"), (40, None, None, "about")]),
        ("less than 40, 40 or fewer", [(40, None, None, "fewer than"), (40, None, None, "up to")]),
        (
            "100-plus, 50+, 30-odd",
            [(100, None, None, "at least"), (50, None, None, "at least"), (30, None, None, "about")],
        ),
        ("exactly 12", [(12, None, None, "exactly")]),
        ("1500 sailors, about 2000 sailors", [(1500, None, None, None), (2000, None, None, "about")]),
    ],
)
def test_values_ranges_units_and_qualifiers(text: str, expected: list[tuple]) -> None:
    found = [(e.value, e.value_high, e.unit, e.qualifier) for e in find_expressions(text)]
    assert [(pytest.approx(value), *rest) for value, *rest in expected] == found


@pytest.mark.parametrize(
    "text",
    [
        "on Aug. 6 and 7 March 2019",
        "from May 3 to May 9",
        "2024-08-21 or 3/4/2024",
        "in 1998, since 2015 and by the 1990s",
        "the 2015-16 season, 2010-2014",
        "in her 40s, class of '08",
        "at 9:30 a.m., by 5 pm, at six o'clock",
        "call 555-0142 or (202) 555-0142",
        "after 9/11, open 24/7",
        "No. 10, number one, page 12, Section 230",
        "the Group of Seven, the G7",
        "World War Two, World War 2",
        "an F-16, MH17, COVID-19",
        "the 21st, the 5th, the twenty-fifth",
        "a 5-4 decision, lost 3-1, voted 218 to 210",
        "the second half, first quarter, a third party",
        "scores were settled, several men, a few jars",
        "ground zero, one-on-one, to zero in, zero tolerance",
        "https://example.org/2024/08/12 @user12 #12days",
        "the Sept. 11 attackers, a 911 call",
        "12,34 and 0042",
    ],
)
def test_dates_times_scores_codes_and_names_are_no_quantities(text: str) -> None:
    assert [text[e.start : e.end] for e in find_expressions(text)] == []


def test_a_span_holds_qualifier_number_and_unit() -> None:
    text = "It took more than 1,000 square kilometres, about $5 million or so and 7-year-old boats."
    assert [text[e.start : e.end] for e in find_expressions(text)] == [
        "more than 1,000 square kilometres",
        "about $5 million",
        "7-year-old",
    ]


def test_a_day_behind_a_number_is_no_number() -> None:
    text = "the 19 Sept. 11 attackers, on 19 May 2019"
    assert [text[e.start : e.end] for e in find_expressions(text)] == ["19"]


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1 ", "12-12-", "a@", "@", "A.", "(", "1/", "one ", "half a mile ", "- ", "page "]
)
def test_hostile_lines_take_linear_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    list(find_expressions("12 ships"))
    begin = time.process_time()
    list(find_expressions(text))
    assert time.process_time() - begin < 3
