"""How much speaks for it that two numbers are about the same thing, and what tells them apart."""

from __future__ import annotations

import re
from functools import cache

from analysis.language.nouns import person_noun, sides
from analysis.linking.agreement import ORDERS
from analysis.linking.things import Thing

ENOUGH = 3.0
"""How much must speak for it that two numbers are about the same thing."""
RATIO = 1.7
"""How many times as large as another a number may be that updates or contradicts it; beyond, it is of another thing."""
FATE_RATIO = 2.5
"""The same for people killed, hurt and the like: such counts climb fast."""
APART = 31
"""Days between the days that two numbers hold for, from which on they are of different times, not versions of one."""
_GENERAL = frozenset(("person", "other", "dead", "people"))


def likeness(a: Thing, b: Thing, agree: bool, common: frozenset[str]) -> float:
    """How much speaks for it that two numbers are about the same thing.

    Each word around them that both have counts 1, half where it is in many clauses of the story; a word of the noun
    phrase 2, the noun itself 1; what became of those counted 2. The very number counts 3 where it has two digits or
    more that are not 0 (what has the same unit and is 43,885,310 is the same), else 1.

    Args:
        a: what one number is about.
        b: what the other is about.
        agree: whether both numbers can be true of one thing.
        common: words that are in many clauses of the story.

    Returns:
        0 where something tells them apart or too little ties them; else the more the more ties them.
    """
    same = a.value == b.value and a.high == b.high
    exact = same and _is_telling(a.value)
    heads = _heads_fit(a, b, same)
    if a.unit != b.unit or a.fates != b.fates or _told_apart(a, b, exact, heads):
        return 0.0
    if not agree and _not_versions(a, b):
        return 0.0
    shared = a.context & b.context
    score = len(shared - common) + len(shared & common) / 2 + 2 * len(a.told & b.told) + len(a.places & b.places) / 2
    score += 2 * len(a.fates & b.fates) + (a.head == b.head != "" and a.head not in _GENERAL)
    score += ENOUGH if exact and (heads or a.unit is not None) else same
    return score if score >= ENOUGH else 0.0


def _told_apart(a: Thing, b: Thing, exact: bool, heads: bool) -> bool:
    """Whether something says that two numbers are about different things."""
    if _differ(_towns(a.places), _towns(b.places)):
        return True
    names = _differ(_names(a), _names(b))
    if exact:
        return names and a.unit == "years"  # two people may be of one age
    days = abs((a.as_of - b.as_of).days) if a.as_of and b.as_of else 0
    modifiers = _differ(_plain(a.told), _plain(b.told))
    return a.bare or b.bare or a.further != b.further or not heads or days > APART or names or modifiers


def _not_versions(a: Thing, b: Thing) -> bool:
    """Whether two numbers that cannot both be true are hardly of one thing: far apart, or of other places or years."""
    ratio = FATE_RATIO if a.fates else RATIO
    far = max(a.high, b.high) > ratio * min(a.value, b.value)
    years = bool(a.years) and bool(b.years) and a.years != b.years
    return far or years or _differ(a.places, b.places)


def _is_telling(value: float) -> bool:
    """Whether two that give this very number likely mean the same thing: 42 and 5.7 billion, not 3, 10 or "dozens"."""
    digits = f"{value:.6g}".partition("e")[0].replace(".", "").strip("0")
    return value > 12 and value not in ORDERS and len(digits) > 1


def _differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _heads_fit(a: Thing, b: Thing, same: bool) -> bool:
    """Whether two nouns may mean the same: the same word, a general one ("people"), or one of the same role.

    Another number of a general and a special noun is that of all and of some: "five people", "two civilians".
    """
    one, other = a.head.lower(), b.head.lower()
    if one == other:
        return True
    general = [not head or head in _GENERAL for head in (one, other)]
    if a.fates and (all(general) or (same and any(general))):
        return True
    first, second = person_noun(one), person_noun(other)
    return bool(first and second and first[0].roles & second[0].roles)


def _names(thing: Thing) -> frozenset[str]:
    """Names in a noun phrase: "Cowan" of "age of Mr. Cowan"."""
    return frozenset(word for word in (*thing.told, thing.head) if word and not word.islower())


def _plain(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.islower())


def _towns(places: frozenset[str]) -> frozenset[str]:
    """Places without countries: "in Russia" and "in Kursk" may be the same."""
    countries = _countries()
    return frozenset(place for place in places if place.partition(":")[2] not in countries)


@cache
def _countries() -> frozenset[str]:
    sorts = ("country", "union", "demonym")
    return frozenset(
        re.sub(r"\W+", "-", form.lower()).strip("-") for form, (_, sort) in sides().items() if sort in sorts
    )
