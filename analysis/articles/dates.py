"""Printed dates to times in UTC, without ever asking the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import dateparser

EARLIEST_YEAR = 1600
LATEST_YEAR = 2100
_LONGEST = 100
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "tr", "hi", "zh", "ja"]
# Only complete dates, read from the text alone: "yesterday" or "March 1" would depend on the day it is read.
_SETTINGS = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
}

# Abbreviations are ambiguous: IST is read as India's, BST as Britain's and CST as North America's, as the press uses
# them most. dateparser reads IST as Israel's, so the zone is taken off before it sees the text.
_HOURS = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "SAST": 2,
    "EEST": 3,
    "MSK": 3,
    "TRT": 3,
    "GST": 4,
    "PKT": 5,
    "IST": 5.5,
    "WIB": 7,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "AST": -4,
    "EDT": -4,
    "EST": -5,
    "CDT": -5,
    "CST": -6,
    "MDT": -6,
    "MST": -7,
    "PDT": -7,
    "PST": -8,
}
# Without the S or D the season decides.
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_ZONE = re.compile(
    r"\(?\b(?P<name>" + "|".join([*_HOURS, *_REGIONS]) + r")\b(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?\)?(?![\w'’])"
)
_LABEL = re.compile(
    r"^[\s\-–—•*|:]*(?:(?:first|last|originally)\s+)?(?:date(?: published)?|published|publish date|posted|updated|"
    r"modified|created|pub)\b\s*(?:on|at)?\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?\s*(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"(?:1[6-9]|20)\d{6}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_SLASHES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]\d{4}\b")
_AT = re.compile(r"(?<=[\s,])(?:at|um|à)\s+(?=\d)", re.IGNORECASE)
_POINTS = re.compile(r"\b([ap])\.\s?m\.?", re.IGNORECASE)
_DOTTED_TIME = re.compile(r"\b(\d{1,2})\.(\d\d)(?=\s*[ap]m\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """A date read: the time in UTC, the text it was read from, and what is odd about it."""

    at: datetime | None
    text: str | None
    flags: tuple[str, ...] = ()


def read_date(value: object) -> Published:
    """Read a date of any kind that files hold.

    A date without a time zone is taken as UTC, one without a time as midnight. Relative dates ("yesterday") and
    incomplete ones ("March 1") are not read.

    Args:
        value: text, a datetime or date, or seconds or milliseconds since 1970.

    Returns:
        The time in UTC, or None with a flag: ``unread_date`` where it is no complete date, ``implausible_date``
        where the year is before 1600 or after 2100. ``ambiguous_date`` marks one like 3/4/2024, read as March 4.

    Example:
        >>> read_date("Wed, 21 Aug 2024 02:25 PM (IST)").at.isoformat()
        '2024-08-21T08:55:00+00:00'
        >>> read_date("yesterday").flags
        ('unread_date',)
    """
    if isinstance(value, datetime | date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return _plausible(moment, value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = str(int(value)) if abs(value) < 1e15 else str(value)
    else:
        text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text:
        return Published(None, None)
    moment_read = _parse(text)
    if moment_read is None:
        return Published(None, text, ("unread_date",))
    published = _plausible(moment_read, text)
    slashes = _SLASHES.search(text)
    if slashes and published.at and slashes[1] != slashes[2] and int(slashes[1]) <= 12 and int(slashes[2]) <= 12:
        return Published(published.at, text, (*published.flags, "ambiguous_date"))
    return published


def is_known_before(one: datetime | None, other: datetime | None) -> bool:
    """Whether one article is known to have been published before another.

    A day without a time is stored as its midnight, and stands for all of its hours.

    Args:
        one: when an article was published; None where that is not known.
        other: when another was.

    Returns:
        False where it is later, at the same time, or nothing tells.

    Example:
        >>> day, morning = datetime(2025, 3, 3, tzinfo=UTC), datetime(2025, 3, 3, 8, tzinfo=UTC)
        >>> is_known_before(day, morning), is_known_before(morning, datetime(2025, 3, 4, tzinfo=UTC))
        (False, True)
    """
    if one is None or other is None:
        return False
    day_alone = any(moment.time() == time() for moment in (one, other))
    return one.date() < other.date() if day_alone else one < other


def _plausible(moment: datetime, text: str) -> Published:
    """Turn a moment into UTC unless its year cannot be right."""
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return Published(None, text, ("implausible_date",))
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Published(aware.astimezone(UTC), text)


def _parse(text: str) -> datetime | None:
    """A date in any form, or None."""
    text = text[: _LONGEST + 1]
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    text = _LABEL.sub("", text).strip(" -–—•*|.,:")
    if len(text) > _LONGEST or not (_YEAR.search(text) or _COMPACT.fullmatch(text)):
        return None
    if _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        try:
            return datetime.fromisoformat(re.sub(r"\s+(?=[+\-Zz])", "", text).upper())
        except ValueError:
            return None
    zone = _ZONE.search(text)
    if zone:
        text = f"{text[: zone.start()]} {text[zone.end() :]}"
    moment = _parse_words(text)
    if moment is None or zone is None or moment.utcoffset():
        return moment
    return _in_zone(moment.replace(tzinfo=None), zone["name"], zone["offset"])


def _parse_words(text: str) -> datetime | None:
    """A written date, by dateparser."""
    text = _DOTTED_TIME.sub(r"\1:\2", _POINTS.sub(r"\1m", _AT.sub("", text)))
    text = re.sub(r"\s*[|•·()]\s*", " ", text)
    try:
        moment = dateparser.parse(" ".join(text.split()).strip(" ,"), languages=_LANGUAGES, settings=_SETTINGS)
    except (ValueError, OverflowError):  # a month 13, an offset beyond a day
        return None
    return moment if isinstance(moment, datetime) else None


def _in_zone(moment: datetime, name: str, offset: str | None) -> datetime:
    """A naive moment in the zone of an abbreviation ('ET', 'GMT+3')."""
    if name in _REGIONS:
        return moment.replace(tzinfo=ZoneInfo(_REGIONS[name]))
    hours = float(_HOURS[name])
    if offset:
        digits = offset[1:].replace(":", "")
        shift = (
            int(digits[:2]) + int(digits[2:] or 0) / 60 if len(digits) != 3 else int(digits[0]) + int(digits[1:]) / 60
        )
        hours += -shift if offset[0] == "-" else shift
    if abs(hours) >= 24:
        return moment
    return moment.replace(tzinfo=timezone(timedelta(hours=hours)))
