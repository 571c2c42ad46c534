"""Expressions of number in a text: value or range, unit, and how it is meant ("more than 1,000 square kilometres")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.quantities.amounts import Amount, is_year, read_amount
from analysis.quantities.masks import passed_over
from analysis.quantities.numerals import find_numerals
from analysis.quantities.qualifiers import read_qualifier
from analysis.quantities.ranges import is_change, join


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of number.

    Attributes:
        start: first character, qualifier included.
        end: one past its last, unit included.
        first: first character of the number, or of the currency sign before it.
        value: its value, the lower one of a range.
        value_high: the higher one of a range.
        unit: as ``analysis.schema.QUANTITIES`` says; None for a bare count.
        kind: count, share, money, measure, time, age or order.
        lemma: base form of the unit ("square kilometre"); empty for bare counts and money.
        qualifier: how it is meant; None where nothing says.
        preposition: where a word begins that is a qualifier unless it is a preposition ("over"), else None.
        numeral_end: one past the number itself.
    """

    start: int
    end: int
    first: int
    numeral_end: int
    value: float
    value_high: float | None
    unit: str | None
    kind: str
    lemma: str
    qualifier: str | None
    preposition: int | None = None


def find_expressions(text: str) -> Iterator[Expression]:
    """Find the numbers of a text with their units and qualifiers; dates, times, scores and names with numbers are none.

    Args:
        text: any text.

    Yields:
        Expressions in order, none overlapping.

    Example:
        >>> found = list(find_expressions("Between 10 and 15 men took at least $1.5bn, more than 1,000 square miles."))
        >>> [(e.value, e.value_high, e.unit, e.qualifier) for e in found]
        [(10.0, 15.0, None, None), (1500000000.0, None, 'USD', 'at least'), (1000.0, None, 'mi²', 'more than')]
    """
    end = 0
    for amount in _amounts(text):
        meant = read_qualifier(text, amount, end)
        end = meant.end
        yield Expression(
            start=meant.start,
            end=meant.end,
            first=amount.start,
            numeral_end=amount.numeral.end,
            value=amount.value,
            value_high=amount.high,
            unit=amount.unit,
            kind=amount.kind,
            lemma=amount.lemma,
            qualifier=meant.qualifier,
            preposition=meant.preposition,
        )


def _amounts(text: str) -> list[Amount]:
    """The amounts of a text, ranges and shares as one."""
    found: list[Amount] = []
    for numeral in find_numerals(passed_over(text)):
        amount = read_amount(text, numeral)
        if is_year(text, amount):
            continue
        joined = join(text, found[-1], amount) if found else None
        if joined:
            found[-1] = joined
            continue
        if found and is_change(text, found[-1], amount):
            found[-1] = replace(found[-1], unit=amount.unit, kind=amount.kind, lemma=amount.lemma)
        found.append(amount)
    return found
