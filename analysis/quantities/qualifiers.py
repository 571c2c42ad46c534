"""How a number is meant: "at least", "about", "or more", in words before or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.lexicons import load_lexicon
from analysis.quantities.amounts import Amount
from analysis.quantities.forms import longest_first

_TAIL = re.compile(r"(?:[\w.]+\s){1,5}$")
_ARTICLES = frozenset(("the", "another", "a", "an", "its", "their", "his", "her", "these", "those"))
_DEFAULTS = {"order": "at least", "few": "about"}
_REACH = 40
"""Characters before a number that may hold its qualifier."""
_WORDS = 4
"""Words of the longest qualifier."""


@dataclass(frozen=True, slots=True)
class Meant:
    """How a number is meant.

    Attributes:
        start: first character of the number with its qualifier.
        end: one past the last.
        qualifier: as ``analysis.schema.QUANTITIES`` says; None where nothing says.
        preposition: where a word begins that is a qualifier unless it is a preposition ("over"), else None.
    """

    start: int
    end: int
    qualifier: str | None
    preposition: int | None = None


def read_qualifier(text: str, amount: Amount, since: int) -> Meant:
    """How an amount is meant.

    Args:
        text: the text it stands in.
        amount: the number with its unit.
        since: where the one before it ends; no qualifier reaches further back.
    """
    default = _DEFAULTS.get(amount.numeral.kind)
    before = _before(text, amount.start, since) or Meant(amount.start, amount.end, default)
    behind = _behind().match(text, amount.end)
    if before.qualifier != default or not behind or text[behind.end() : behind.end() + 1].isdigit():
        return Meant(before.start, amount.end, before.qualifier, before.preposition)
    qualifier, _ = _qualifiers("after")[behind[0].strip().lower()]
    return Meant(before.start, behind.end(), qualifier, before.preposition)


def _before(text: str, start: int, since: int) -> Meant | None:
    """The longest qualifier in the words before a number; an article may stand between them ("about the 12 men")."""
    if text[start - 1 : start] in ("~", "≈") and start > since:
        return Meant(start - 1, start, "about")
    tail = _TAIL.search(text, max(since, start - _REACH), start)
    words = [(tail.start() + word.start(), word[0].lower()) for word in re.finditer(r"[\w.]+", tail[0])] if tail else []
    if len(words) > 1 and words[-1][1] in _ARTICLES:
        words.pop()
    for size in range(min(_WORDS, len(words)), 0, -1):
        known = _qualifiers("before").get(" ".join(word for _, word in words[-size:]))
        if known:
            begin = words[-size][0]
            return Meant(begin, start, known[0], begin if known[1] else None)
    return None


@cache
def _qualifiers(place: str) -> dict[str, tuple[str, bool]]:
    rows = load_lexicon("number_qualifiers").iter_rows()
    return {form: (qualifier, preposition == "yes") for form, qualifier, where, preposition in rows if where == place}


@cache
def _behind() -> re.Pattern[str]:
    forms = longest_first(_qualifiers("after"))
    return re.compile("|".join(rf"\s{f}\b" if f[0].isalpha() else rf"\s?{re.escape(f)}" for f in forms), re.IGNORECASE)
