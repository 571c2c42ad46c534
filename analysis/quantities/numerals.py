"""Numbers as English writes them, and their values: "1,200", "3.5bn", "twenty-three", "half a million", "dozens"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.quantities.atoms import SIGNS, Atom, find_atoms
from analysis.quantities.forms import word_use

Kind = Literal["count", "share", "order", "few"]

_JOIN = re.compile(r"[\s‐-]|\sand\s|-and-|\s-\s", re.IGNORECASE)
_AND_A = re.compile(r"[\s-]and[\s-](?:a|one)[\s-]|\sand\s", re.IGNORECASE)
_A = re.compile(r"(?<![\w-])(?:an?|the|another|each|every|this|that)(?:\s|-)$", re.IGNORECASE)
_OTHER_HALF = re.compile(
    r"\b(?:first|second|other|better|top|bottom|latter|later|last|in|each|either)\s$", re.IGNORECASE
)
_OF_ALL = re.compile(
    r"\s(?:of|the|his|her|their|its|my|our|all|those|these|that|this|is|are|were|was|said|say)\b",
    re.IGNORECASE,
)
_MAYBE_A = re.compile(r"[\s-](?:an?[\s-])?", re.IGNORECASE)
_OF_BETWEEN = re.compile(r"\sof\s", re.IGNORECASE)
_MAYBE_OF = re.compile(r"\s(?:of\s)?", re.IGNORECASE)
_SPANS = re.compile(r"\s(?:minutes|hours|days|weeks|months|years)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_NAMED = 9
"""Characters before a number that may hold its article, or the word that makes a name of it ("the second half")."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number of a text.

    Attributes:
        start: first character.
        end: one past its last.
        value: what it means; of an order of magnitude ("dozens") twice that order, the least that it can mean.
        kind: count, share (a fraction of something: "two-thirds of"), order ("dozens") or few ("several hundred").
        scale: what its last magnitude multiplies by, 1 without one: 1000 for "3 thousand".
        digits: whether it is written in digits.
        plain: whether it is digits alone, without separators, fraction or magnitude: what years look like.
    """

    start: int
    end: int
    value: float
    kind: Kind = "count"
    scale: float = 1
    digits: bool = False
    plain: bool = False


def find_numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a text, whatever they count; ordinals are none.

    Args:
        text: any text; what must not be read as a number is blanked out before.

    Yields:
        Numerals in order, none overlapping.

    Example:
        >>> [n.value for n in find_numerals("half a million of 1,200.5, two hundred and three, and dozens")]
        [500000.0, 1200.5, 203.0, 24.0]
        >>> [round(n.value, 2) for n in find_numerals("two-thirds, the twenty-fifth, two and a half million, 3.5bn")]
        [0.67, 2500000.0, 3500000000.0]
    """
    atoms = list(find_atoms(text))
    at = 0
    while at < len(atoms):
        numeral, at = _Parse(text, atoms, at).read()
        if numeral is not None:
            yield numeral


class _Parse:
    """Reads one numeral that begins with an atom."""

    def __init__(self, text: str, atoms: list[Atom], at: int) -> None:
        self.text, self.atoms, self.at, self.first = text, atoms, at, atoms[at]

    def read(self) -> tuple[Numeral | None, int]:
        """The numeral, and the atom behind it; None where the words are no number after all."""
        kind = self.first.kind
        if kind in ("digits", "small", "tens"):
            return self._cardinal(), self.at
        if kind == "plural":
            return self._order(), self.at
        if kind == "few":
            return self._few(), self.at
        if kind == "magnitude":
            return self._bare_magnitude(), self.at
        return self._fraction(), self.at

    def _next(self, pattern: re.Pattern[str] = _JOIN) -> Atom | None:
        """The atom after those read, where no more than a joint is between."""
        if self.at >= len(self.atoms):
            return None
        before, after = self.atoms[self.at - 1], self.atoms[self.at]
        gap = self.text[before.end : after.start]
        return after if not gap or pattern.fullmatch(gap) else None

    def _gap(self) -> str:
        return self.text[self.atoms[self.at - 1].end : self.atoms[self.at].start].strip().lower()

    def _made(self, value: float, kind: Kind = "count", *, start: int | None = None, scale: float = 1) -> Numeral:
        last = self.atoms[self.at - 1]
        begin = self.first.start if start is None else start
        digits = self.first.kind == "digits"
        plain = digits and self.text[begin : last.end].isdigit()
        return Numeral(begin, last.end, value, kind, scale, digits, plain)

    def _small(self) -> float:
        """A number below a hundred, or digits."""
        first = self.atoms[self.at]
        self.at += 1
        after = self._next()
        unit = after is not None and after.kind == "small" and 0 < after.value < 10
        if first.kind == "tens" and after is not None and unit and self._gap() in ("", "-"):
            self.at += 1
            return first.value + after.value
        return first.value

    def _cardinal(self) -> Numeral | None:
        value = self._small()
        after = self._next()
        if after and after.kind in ("fraction", "fractions") and self._gap() in ("", "-"):
            return self._numerator(value, after)
        half = self._next(_AND_A)
        if half and half.kind == "fraction" and half.value in (0.5, 0.25):
            self.at += 1
            value += half.value
        value, scale = self._grow(value)
        return self._made(value, scale=scale)

    def _grow(self, group: float) -> tuple[float, float]:
        """What the magnitudes behind a number make of it ("hundred and twenty thousand"), and the last of them."""
        whole, scale, smallest = 0.0, 1.0, math.inf
        words = self.first.kind != "digits"  # digits are not added to: "5 million two years ago"
        while after := self._next():
            before = self.atoms[self.at - 1]
            if after.kind == "magnitude" and self._gap() in ("", "-") and after.value < smallest:
                self.at += 1
                scale = after.value * (scale if before.kind == "magnitude" else 1)
                if after.value < 1000:
                    group *= after.value
                else:
                    whole, group, smallest = whole + group * after.value, 0.0, after.value
            elif words and after.kind in ("small", "tens") and before.kind == "magnitude" and self._adds(before):
                group, scale = group + self._small(), 1
            else:
                break
        return whole + group, scale

    def _adds(self, magnitude: Atom) -> bool:
        """Whether a small number goes on with the one before: "two hundred three", "two thousand and three"."""
        after = next(
            (atom for atom in self.atoms[self.at + 1 : self.at + 3] if atom.kind not in ("small", "tens")), None
        )
        goes_on = after is not None and after.kind == "magnitude" and after.value < magnitude.value
        return magnitude.value == 100 or (magnitude.value >= 1000 and (self._gap() == "and" or goes_on))

    def _numerator(self, number: float, after: Atom) -> Numeral | None:
        """Shares: "two-thirds" and "one fifth" are shares; "twenty-fifth" and "two third parties" are not."""
        self.at += 1
        right = number == 1 if after.kind == "fraction" else 1 < number < 10
        return self._made(round(number * after.value, 12), "share") if right else None

    def _order(self) -> Numeral | None:
        value = self.first.value
        self.at += 1
        after = self._next(_OF_BETWEEN)
        if after and after.kind == "plural":
            self.at += 1
            value *= after.value
        elif self.first.value in (10, 20) and not _OF.match(self.text, self.first.end):
            return None  # "scores" are results, and "tens" none at all
        return self._made(2 * value, "order", scale=value)

    def _few(self) -> Numeral | None:
        """Words for few: "several hundred", "a couple of thousand", "a couple of men"; "a few men" is no number."""
        self.at += 1
        couple = self.first.value == 2
        before = self._determiner()
        start = before.start() if before else self.first.start
        after = self._next(_MAYBE_OF)
        value = scale = 1.0
        while after and after.kind == "magnitude":
            self.at += 1
            scale *= after.value
            after = self._next()
        value = self.first.value * scale
        of = before and _OF.match(self.text, self.first.end)
        if scale > 1 or (couple and (of or _SPANS.match(self.text, self.first.end))):
            return self._made(value, "few", start=start, scale=scale)
        return None

    def _bare_magnitude(self) -> Numeral | None:
        """Magnitudes alone: "a million", "the dozen men"; no "million" alone."""
        self.at += 1
        if not self._determiner():
            return None
        value, scale = self._grow(self.first.value)
        return self._made(value, start=self._article(), scale=max(scale, self.first.value))

    def _fraction(self) -> Numeral | None:
        """Fractions: "a quarter of", "half a million", "half an hour", "half of them"; not "the second half"."""
        self.at += 1
        first, text = self.first, self.text
        start = self._article()
        if first.kind == "fractions":
            return None
        if first.value == 0.5:
            return self._half(start)
        if start is not None and _OF.match(text, first.end):
            return self._made(first.value, "share", start=start)
        return self._made(first.value, "share") if text[first.start] in SIGNS else None

    def _half(self, start: int | None) -> Numeral | None:
        after = self._next(_MAYBE_A)
        if after and after.kind == "magnitude":
            self.at += 1
            return self._made(0.5 * after.value, start=start, scale=after.value)
        text, first = self.text, self.first
        if _OTHER_HALF.search(text, max(0, first.start - _NAMED), first.start):
            return None
        if _half_units().match(text, first.end):
            return self._made(0.5, start=start)
        return self._made(0.5, "share", start=start) if _OF_ALL.match(text, first.end) else None

    def _determiner(self) -> re.Match[str] | None:
        return _A.search(self.text, max(0, self.first.start - _NAMED), self.first.start)

    def _article(self) -> int | None:
        """Where "a" or "an" stands before the first part and belongs to the number."""
        before = self._determiner()
        return before.start() if before and before[0].strip(" -").lower() in ("a", "an") else None


@cache
def _half_units() -> re.Pattern[str]:
    units = "|".join(sorted(word_use("halved")))
    return re.compile(rf"(?:\san?\s|-|\s)(?:{units})\b|\san?\s(?!million|billion|dozen)[a-z]", re.IGNORECASE)
