"""The parts that numbers are written with: digits, number words, fractions, magnitudes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from analysis.lexicons import load_lexicon
from analysis.quantities.forms import longest_first

SIGNS = {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
"""Fractions as signs, and their values."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One part of a number.

    Attributes:
        start: first character.
        end: one past its last.
        kind: digits, small, tens, magnitude, plural, fraction, fractions or few, as the list ``numerals`` says.
        value: its value alone.
    """

    start: int
    end: int
    kind: str
    value: float


def find_atoms(text: str) -> Iterator[Atom]:
    """Find the parts of numbers in a text, in order.

    Args:
        text: any text; what must not be read as a number is blanked out before.

    Example:
        >>> [(atom.kind, atom.value) for atom in find_atoms("two and a half million")]
        [('small', 2.0), ('fraction', 0.5), ('magnitude', 1000000.0)]
    """
    for match in _pattern().finditer(text):
        if match["digits"]:
            digits = re.sub(r"[,\u00a0\u202f\u2009]", "", match["digits"])
            value = float(digits) + SIGNS.get((match["sign"] or "").strip(), 0)
            stop = match.end("sign") if match["sign"] else match.end("digits")
            yield Atom(match.start(), stop, "digits", value)
            if match["suffix"]:
                yield Atom(match.start("suffix"), match.end(), "magnitude", _values()[match["suffix"]][1])
        elif match["only"]:
            yield Atom(match.start(), match.end(), "fraction", SIGNS[match["only"]])
        else:
            kind, value = _values()[match["word"].lower()]
            yield Atom(match.start(), match.end(), kind, value)


@cache
def _values() -> dict[str, tuple[str, float]]:
    return {form: (kind, float(Fraction(value))) for form, value, kind in load_lexicon("numerals").iter_rows()}


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(longest_first(form for form, (kind, _) in _values().items() if kind != "suffix"))
    suffixes = "|".join(longest_first(form for form, (kind, _) in _values().items() if kind == "suffix"))
    return re.compile(
        r"(?=\S)(?:\b|(?=[\W½¼¾⅓⅔]))(?:"  # none begins within a word
        r"(?<![\w.,/:])(?P<digits>[1-9]\d{0,2}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|(?:[1-9]\d*|0)(?:\.\d+)?|\.\d+)"
        rf"(?P<sign>[½¼¾⅓⅔]|\s(?:1/2|1/4|3/4))?(?![\d/:]|[,.]\d)(?:\s?(?P<suffix>{suffixes})(?![\w²³]))?|(?P<only>[½¼¾⅓⅔])"
        rf"|(?<![\w’'])(?P<word>(?i:{words}))(?!\w|['’]s?\w))"
    )
