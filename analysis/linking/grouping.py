"""Numbers of one story that are about the same thing, put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from analysis.linking.agreement import can_both_be_true
from analysis.linking.likeness import likeness
from analysis.linking.things import Thing

MOST = 100
"""Clauses of a story that may share a word by which numbers find each other, so that long stories cost no more each."""
COMPARED = 10
"""The latest numbers of a group that another must fit."""
_OPEN = frozenset(("at least", "more than", "up to", "fewer than"))
_COUNTS = (None, "people")
Key = tuple[str | None, object]


def group_things(things: Sequence[Thing]) -> list[list[int]]:
    """Put numbers about the same thing together: each joins the group that it is most like, if it fits all of it.

    A number that has the same unit as another and shares a word with it is compared with it. Two that are not the same
    are not put together where an article itself gives both: "15 of the 19 hijackers" is no news to who writes of 15.

    Args:
        things: the numbers of one story, the earliest first.

    Returns:
        Places in ``things``, the groups by their first number.
    """
    counts = Counter(word for thing in things for word in thing.context)
    common = frozenset(word for word, count in counts.items() if count > max(4, len(things) / 4))
    clauses = Counter(key for thing in things for key in _keys(thing))
    beside = _Beside(things)
    groups: list[list[int]] = []
    known: dict[Key, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        keys = [key for key in _keys(thing) if clauses[key] <= MOST]
        best, most = len(groups), 0.0
        for group in sorted({group for key in keys for group in known[key]}):
            scores = [_fits(thing, things[at], common, beside) for at in groups[group][-COMPARED:]]
            if min(scores) > 0 and max(scores) > most:
                best, most = group, max(scores)
        if best == len(groups):
            groups.append([])
        groups[best].append(place)
        for key in keys:
            if best not in known[key]:
                known[key].append(best)
    return groups


def _keys(thing: Thing) -> Iterator[Key]:
    """By what others find a number: its unit with its value, and with each word around it."""
    yield thing.unit, thing.value
    for word in sorted(thing.context | thing.told | {thing.head}):
        yield thing.unit, word


class _Beside:
    """The numbers that each article gives."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self._given: dict[tuple[str, str | None, frozenset[str]], list[Thing]] = defaultdict(list)
        for thing in things:
            self._given[thing.article, thing.unit, thing.fates].append(thing)

    def gives(self, thing: Thing, other: Thing) -> bool:
        """Whether the article that gives one number has another, too, that is what a second article gives."""
        return any(
            own.value != thing.value
            and (own.value == other.value or (own.qualifier not in _OPEN and can_both_be_true(own, other)))
            and (bool(own.fates) or own.unit not in _COUNTS or own.head == other.head or bool(own.told & other.told))
            for own in self._given[thing.article, other.unit, other.fates]
        )


def _fits(a: Thing, b: Thing, common: frozenset[str], beside: _Beside) -> float:
    """How alike two numbers are; 0 where they are not the same and one article gives both."""
    same = (a.value, a.high) == (b.value, b.high)
    if not same and a.article == b.article:
        return 0.0
    score = likeness(a, b, can_both_be_true(a, b), common)
    if score and not same and (beside.gives(a, b) or beside.gives(b, a)):
        return 0.0
    return score
