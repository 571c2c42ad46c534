"""Day expressions of English news text ("on Wednesday", "Aug. 17", "late last night") and the days they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_NOT_THEN = (
    r"(?<!since )(?<!until )(?<!till )(?<!by )(?<!before )(?<!after )(?<!next )(?<!through )(?<!from )(?<!of )(?<!air )"
)
_EXPRESSION = re.compile(
    rf"{_NOT_THEN}(?<![\w-])(?:"
    rf"(?P<month>{_MONTH})\s(?P<day>{_DAY})\b(?!\s?[-–]\s?\d)(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
    rf"|(?P<day2>{_DAY})(?:\sof)?\s(?P<month2>{_MONTH})\b(?:,?\s(?P<year2>(?:19|20)\d\d)\b)?"
    rf"|(?P<last>last\s)?(?P<weekday>{_WEEKDAY})"
    r"|(?P<before>[Yy]esterday|[Ll]ast\snight|the\sday\sbefore)"
    r"|(?P<same>[Tt]oday|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening)|[Ee]arlier\sin\sthe\sday)"
    r")(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day expression: its place in the text, and the day as ISO 8601 ('--08-17' without a year)."""

    start: int
    end: int
    iso: str | None


def find_days(text: str, published: date | None) -> Iterator[Day]:
    """Find day expressions and the days they mean, seen from the day of publication.

    A weekday, or a day of a month without a year, is the most recent one on or before that day.

    Args:
        text: any text.
        published: the day the text was published, if known.

    Yields:
        The expressions in order; ``iso`` is None where a day cannot be told ("Monday" in an undated text).

    Example:
        >>> [day.iso for day in find_days("He left on Monday, on Aug. 17 and last night.", date(2024, 8, 21))]
        ['2024-08-19', '2024-08-17', '2024-08-20']
        >>> [day.iso for day in find_days("He left on Monday and on 17 August.", None)]
        [None, '--08-17']
    """
    for match in _EXPRESSION.finditer(text):
        yield Day(match.start(), match.end(), _meant(match, published))


def _meant(match: re.Match[str], published: date | None) -> str | None:
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if month:
        return _calendar_day(month, day, match["year"] or match["year2"], published)
    if published is None:
        return None
    if match["weekday"]:
        back = (published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
        if match["last"] and not back:
            back = 7
        return _earlier(published, back)
    return _earlier(published, 1 if match["before"] else 0)


def _earlier(published: date, days: int) -> str | None:
    try:
        return (published - timedelta(days)).isoformat()
    except OverflowError:  # a printed date in the year 1
        return None


def _calendar_day(month: str, day: str, year: str | None, published: date | None) -> str | None:
    m, d = MONTHS.index(month[:3].lower()) + 1, int(re.sub(r"\D", "", day))
    years = [int(year)] if year else range(published.year, max(0, published.year - 8), -1) if published else [2000]
    for y in years:
        try:
            meant = date(y, m, d)
        except ValueError:  # 29 February of another year, 31 June
            continue
        if year or not published or meant <= published + timedelta(1):  # a day's grace: it was tomorrow in UTC
            return meant.isoformat() if year or published else f"--{m:02}-{d:02}"
    return None
