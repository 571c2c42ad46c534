"""Groups of things of which pairs are known to be alike."""

from __future__ import annotations

import heapq
from collections.abc import Iterable


def average_link(pairs: Iterable[tuple[int, int, float]], least: float) -> list[list[int]]:
    """Merge the two groups that are most alike on average, again and again (average linkage, UPGMA).

    A chain of weak links makes no group: all members of one count, not the nearest two. After Sokal & Michener, "A
    statistical method for evaluating systematic relationships" (1958).

    Args:
        pairs: two numbers and their similarity; pairs that are not given have none. Minus infinity keeps two apart,
            whatever else they are like.
        least: groups whose members are less alike than this on average stay apart.

    Returns:
        The groups of at least two, each sorted, in the order of their first members; whatever the order of the pairs.

    Example:
        >>> average_link([(0, 1, 0.9), (1, 2, 0.5), (2, 3, 0.9)], 0.3)
        [[0, 1], [2, 3]]
    """
    alike: dict[int, dict[int, float]] = {}
    for one, other, similarity in pairs:
        alike.setdefault(one, {})[other] = similarity
        alike.setdefault(other, {})[one] = similarity
    groups = {number: [number] for number in alike}
    # The name of a group is a number that no thing has; it says in which order groups were made, so ties are settled.
    fresh = max(alike, default=0) + 1
    waiting = [(-s, one, other) for one, row in alike.items() for other, s in row.items() if one < other and s >= least]
    heapq.heapify(waiting)
    while waiting:
        _, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups:
            continue  # one of them is part of a larger group by now
        left, right = alike.pop(one), alike.pop(other)
        sizes = len(groups[one]), len(groups[other])
        groups[fresh] = groups.pop(one) + groups.pop(other)
        alike[fresh] = {}
        for third in sorted((left.keys() | right.keys()) - {one, other}):
            average = (sizes[0] * left.get(third, 0.0) + sizes[1] * right.get(third, 0.0)) / sum(sizes)
            row = alike[third]
            row.pop(one, None)
            row.pop(other, None)
            row[fresh] = alike[fresh][third] = average
            if average >= least:
                heapq.heappush(waiting, (-average, third, fresh))
        fresh += 1
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def connected(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Groups of things that any pairs hold together, however long the chain.

    Args:
        pairs: two names each.

    Returns:
        The groups, each sorted, in the order of their first members; whatever the order of the pairs.

    Example:
        >>> connected([("b", "c"), ("d", "e"), ("a", "b")])
        [['a', 'b', 'c'], ['d', 'e']]
    """
    group: dict[str, list[str]] = {}
    for one, other in pairs:
        small, large = sorted((group.get(one, [one]), group.get(other, [other])), key=len)
        if small is not large:
            large += small
            group |= dict.fromkeys((*small, *large[:1]), large)
    return sorted(sorted(members) for members in {id(each): each for each in group.values()}.values())
