"""Amounts: a number with the unit, currency or age that stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from analysis.lexicons import load_lexicon
from analysis.quantities.forms import longest_first, word_use
from analysis.quantities.numerals import Numeral

_MINUS = re.compile(r"(?<![^\s(])[-−]$")
_OLD = re.compile(r"[\s-](year|month|week|day)s?(?:[\s-]+old\b|[\s-]olds\b|\sof\sage\b)", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|ages?)(?:\sof|\sbetween)?\s$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|of|year|early|late|before|after|during|circa|the|through|mid|fall|spring|summer"
    r"|winter|and|to|or|-)[\s-]$|\($",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[\s-](?:people|men|women|children|[a-z]+s)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before it is known whether it is one end of a range.

    Attributes:
        start: first character, currency sign included.
        end: one past its last, unit included.
        numeral: the number.
        value: its value, the lower one of a range.
        high: the higher one of a range.
        unit: as ``analysis.schema.QUANTITIES`` says; None for a bare count.
        kind: count, share, money, measure, time, age or order.
        lemma: base form of the unit ("square kilometre"); empty for bare counts and money.
    """

    start: int
    end: int
    numeral: Numeral
    value: float
    high: float | None = None
    unit: str | None = None
    kind: str = "count"
    lemma: str = ""


@cache
def _currencies() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    rows = load_lexicon("currencies").rows()
    codes = {form: code for form, code, _ in rows}
    before = "|".join(re.escape(f) for f in longest_first(form for form, _, place in rows if place == "before"))
    after = "|".join(re.escape(f) for f in longest_first(form for form, _, place in rows if place != "before"))
    ahead = re.compile(rf"[\s-]?(?P<form>{after})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{before})\s?$"), ahead, codes


@cache
def _large() -> frozenset[str]:
    return frozenset(form for form, _, place in load_lexicon("currencies").iter_rows() if place == "after large")


@cache
def _units() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    rows = load_lexicon("units").rows()
    found = {form: (unit, kind, lemma) for form, unit, kind, lemma, _ in rows}
    forms = {match: longest_first(row[0] for row in rows if row[4] == match) for match in ("word", "symbol")}
    words, symbols = ("|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in each) for each in forms.values())
    between = "|".join(sorted(word_use("before unit")))
    pattern = re.compile(
        rf"(?:\s(?:{between}))?(?:[\s-]|\san?\s)(?P<word>(?i:{words}))(?!\w)|\s?(?P<symbol>{symbols})(?!\w)"
    )
    return pattern, found


def unit_of(noun: str) -> tuple[str, str, str] | None:
    """Unit, kind and base form that a noun stands for, if it is a unit.

    Example:
        >>> unit_of("weeks"), unit_of("ships")
        (('weeks', 'time', 'week'), None)
    """
    return _units()[1].get(noun.lower())


def read_amount(text: str, numeral: Numeral) -> Amount:
    """A number with the sign before it and the unit beside it.

    Args:
        text: the text it stands in.
        numeral: the number.
    """
    start, end, value = numeral.start, numeral.end, numeral.value
    kind = numeral.kind if numeral.kind in ("share", "order") else "count"
    if numeral.digits and _MINUS.search(text, max(0, start - 2), start):
        start, value = start - 1, -value
    plain = Amount(start, end, numeral, value, kind=kind, unit="share" if kind == "share" else None)
    before, ahead, codes = _currencies()
    sign = before.search(text, max(0, start - 5), start)
    if sign:
        return replace(plain, start=sign.start(), unit=codes[sign[0].strip()], kind="money")
    word = ahead.match(text, end)
    if word and (word["form"] not in _large() or numeral.scale >= 1000):
        return replace(plain, end=word.end(), unit=codes[word["form"]], kind="money")
    old = _OLD.match(text, end)
    if old:
        return replace(plain, end=old.end(), unit=old[1].lower() + "s", kind="age", lemma="age")
    pattern, units = _units()
    found = pattern.match(text, end)
    if found:
        form = found["symbol"] or re.sub(r"[\s-]", " ", found["word"]).lower()
        unit, sort, lemma = units[form]
        return replace(plain, end=found.end(), unit=unit, kind=sort, lemma=lemma)
    if _AGED.search(text, max(0, start - 16), start) and 0 < value < 120:
        return replace(plain, unit="years", kind="age", lemma="age")
    return plain


def is_year(text: str, amount: Amount) -> bool:
    """Whether four digits are a year and no amount: "in 1998", "the 2015 crops"; not "1500 sailors".

    Args:
        text: the text it stands in.
        amount: the number with its unit.
    """
    numeral = amount.numeral
    if not numeral.plain or amount.unit or not 1000 <= numeral.value < 2100 or numeral.value != int(numeral.value):
        return False
    dated = _YEAR_BEFORE.search(text, max(0, amount.start - 8), amount.start)
    counts = _PLURAL.match(text, amount.end) and not dated
    return not counts or (numeral.value >= 1900 and numeral.value % 100 != 0)
