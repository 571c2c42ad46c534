"""What a number of the table ``quantities`` is about: the noun, what became of those counted, where, in which words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from analysis.lexicons import load_lexicon
from analysis.quantities.forms import base_form, fates, word_use

AROUND = 120
"""Characters before and behind a number whose words say what it is about."""
BEFORE = 40
"""Characters before a clause that may hold its place, where it names none itself."""
PLACES = frozenset(("GPE", "LOC", "FAC"))
"""Labels of places."""
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Mention = tuple[int, int, str, str]
"""Start, end, label and id of an entity's mention."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a number is about, and the number itself.

    Attributes:
        article: the article that gives it.
        value: its value; of a share, in percent.
        high: the higher one of a range, else the same.
        unit: its unit, % for shares; None where it says what became of people, who are counted as "deaths" as well.
        fraction: whether it is a share in words ("two-thirds").
        qualifier: how it is meant.
        as_of: the day it holds for.
        head: the noun that is counted; empty where the text has none.
        fates: what became of those counted.
        told: words of the noun phrase that tell it apart: modifiers, and what is said of it.
        further: whether those counted come on top of others.
        bare: whether it is a span of time alone ("three days"), which says little of what it is about.
        places: ids of the places in the clause, or right before it.
        years: the years named in the clause.
        context: other words around the number, base forms.
    """

    article: str
    value: float
    high: float
    unit: str | None
    fraction: bool
    qualifier: str | None
    as_of: date | None
    head: str
    fates: frozenset[str]
    told: frozenset[str]
    further: bool
    bare: bool
    places: frozenset[str]
    years: frozenset[str]
    context: frozenset[str]


def thing_of(row: dict[str, Any], text: str, mentions: Sequence[Mention]) -> Thing:
    """What a number is about.

    Args:
        row: a row of ``quantities`` whose ``counted`` is not null.
        text: its article's text.
        mentions: the entities that its article mentions, by start.
    """
    words = row["counted"].split()
    head, told = _head(words)
    became = frozenset(fates()[base] for word in words if (base := base_form(word.lower())) in fates())
    skipped = {base_form(word.lower()) for word in words} | _common_words()
    printed = text[max(0, row["start"] - AROUND) : row["start"]], text[row["end"] : row["end"] + AROUND]
    context = {base_form(match[0].lower()) for part in printed for match in _WORD.finditer(part)}
    share = row["unit"] == "share"
    scale = 100 if share else 1
    return Thing(
        article=row["article_id"],
        value=row["value"] * scale,
        high=(row["value_high"] or row["value"]) * scale,
        unit=None if became else "%" if share else row["unit"],
        fraction=share,
        qualifier=row["qualifier"],
        as_of=row["as_of"],
        head=head,
        fates=became,
        told=told,
        further="other" in words,
        bare=len(words) == 1 and base_form(words[0]) + "s" == row["unit"],
        places=_places(row["scope_start"], row["scope_end"], mentions),
        years=frozenset(_YEAR.findall(text, row["scope_start"], row["scope_end"])),
        context=frozenset(context - skipped),
    )


def _places(start: int, end: int, mentions: Sequence[Mention]) -> frozenset[str]:
    """The places named in a clause, or right before it: "in Oakland, where 30 people were arrested"."""
    before, first, last = (bisect_left(mentions, (at,)) for at in (start - BEFORE, start, end))
    inside = frozenset(name for _, _, label, name in mentions[first:last] if label in PLACES)
    return inside or frozenset(name for _, _, label, name in mentions[before:first] if label in PLACES)


def _head(words: list[str]) -> tuple[str, frozenset[str]]:
    """The noun of what is counted, and the words that tell it apart."""
    plain = [word for word in words if word not in ("other", "of")]
    nouns = [word for word in plain if base_form(word.lower()) not in fates() and not _is_participle(word)]
    head = nouns[-1] if nouns else ""
    told = {base_form(word) if word.islower() else word for word in plain if word != head}
    return head, frozenset(word for word in told - word_use("plain") if base_form(word.lower()) not in fates())


def _is_participle(word: str) -> bool:
    return word.islower() and (word.endswith("ed") or word in _irregular()) and base_form(word) != word


@cache
def _irregular() -> frozenset[str]:
    return frozenset(load_lexicon("participles")["participle"])


@cache
def _common_words() -> frozenset[str]:
    """Words that say nothing of what a clause is about."""
    uses = ("function", "relative", "quantity", "definite", "indefinite", "calendar", "faint")
    words = {word for word, use in load_lexicon("phrase_words").iter_rows() if use in uses}
    return frozenset({base_form(word) for word in words} | word_use("light") | words)
