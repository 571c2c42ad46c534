"""Corrections that cannot all hold: none of them is applied, and each says which others it clashes with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations

from analysis.corrections.decisions import Decision, Drop, Merge, Move, Pair, Reword, Speak
from analysis.corrections.separating import SAME, told_apart

Clashes = dict[int, set[int]]
Steps = Mapping[str, list[tuple[int, str]]]


def clashes(decisions: Mapping[int, Decision]) -> dict[int, str]:
    """Find the decisions that contradict each other.

    Args:
        decisions: by number of row.

    Returns:
        For each row that clashes what with, and what would help.
    """
    found: Clashes = defaultdict(set)
    _differing(decisions, _claims_of, _same_fate, found)
    _differing(decisions, _parts_of, lambda one, other: _target(one) == _target(other), found)
    _differing(decisions, _pairs_of, _same_pair, found)
    _held_together({row: d for row, d in decisions.items() if isinstance(d, Pair)}, found)
    cycle = _cycles({row: d for row, d in decisions.items() if isinstance(d, Merge)})
    sound = {row: d for row, d in decisions.items() if row not in cycle}
    _merged_and_split(sound, found)
    told = {
        row: f"it contradicts row{'s' * (len(others) > 1)} {', '.join(map(str, sorted(others)))}: remove one of them"
        for row, others in found.items()
    }
    return told | dict.fromkeys(cycle, "it closes a circle of sources that are merged into each other: remove one")


def named_as(merges: Mapping[int, Merge]) -> dict[str, tuple[str, int]]:
    """What each merged source is called: the id it is merged into, over any number of steps, and the row that says so.

    Where one is merged into two, all three are one, called as the first row says.
    """
    merges = {row: merge for row, merge in merges.items() if merge.source.id != merge.into.id}
    named: dict[str, tuple[str, int]] = {}
    for rows in _groups(merges):
        merged = {merges[row].source.id for row in rows}
        end = next(merges[row].into.id for row in rows if merges[row].into.id not in merged)
        said = [(merges[row].source.id, row) for row in rows] + [(merges[row].into.id, row) for row in rows]
        for key, row in said:
            if key != end:
                named.setdefault(key, (end, row))
    return named


def _groups(merges: Mapping[int, Merge]) -> list[list[int]]:
    """Rows that speak of the same sources, directly or through others, in the order of the rows."""
    group_of: dict[str, int] = {}
    members: dict[int, list[str]] = {}
    for row in sorted(merges):
        keys = [merges[row].source.id, merges[row].into.id]
        joined = sorted({group_of[key] for key in keys if key in group_of})
        first = joined[0] if joined else row
        together = [key for number in joined for key in members.pop(number)] + keys
        members[first] = together
        group_of.update(dict.fromkeys(together, first))
    rows: dict[int, list[int]] = defaultdict(list)
    for row in sorted(merges):
        rows[group_of[merges[row].source.id]].append(row)
    return list(rows.values())


def _differing(
    decisions: Mapping[int, Decision],
    about: Callable[[Decision], Iterable[Hashable]],
    same: Callable[[Decision, Decision], bool],
    found: Clashes,
) -> None:
    """Compare the decisions about one thing with each other."""
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for row, decision in decisions.items():
        for key in about(decision):
            rows[key].append(row)
    for together in rows.values():
        for one, other in combinations(together, 2):
            if not same(decisions[one], decisions[other]):
                found[one].add(other)
                found[other].add(one)


def _claims_of(decision: Decision) -> Iterable[Hashable]:
    if isinstance(decision, Pair):
        return [decision.a.id, decision.b.id]
    return [decision.claim.id] if isinstance(decision, Speak | Reword | Drop) else []


def _same_fate(one: Decision, other: Decision) -> bool:
    """What is dropped has no speaker, words or links; a claim has one speaker, and says one thing."""
    if isinstance(one, Speak) and isinstance(other, Speak):
        return _speaker(one) == _speaker(other)
    if isinstance(one, Reword) and isinstance(other, Reword):
        return one.content.spans == other.content.spans
    return isinstance(one, Drop) == isinstance(other, Drop)


def _speaker(decision: Speak) -> str | None:
    return decision.speaker.id if decision.speaker else None


def _parts_of(decision: Decision) -> Iterable[Hashable]:
    return [(decision.part.article_id, key) for key in decision.part.ids] if isinstance(decision, Move) else []


def _target(decision: Decision) -> str | None:
    return decision.target.id if isinstance(decision, Move) else None


def _pairs_of(decision: Decision) -> Iterable[Hashable]:
    return [(decision.a.id, decision.b.id)] if isinstance(decision, Pair) else []


def _same_pair(one: Decision, other: Decision) -> bool:
    """Two claims belong together in one way only."""
    if not (isinstance(one, Pair) and isinstance(other, Pair)):
        return True
    if one.linked and other.linked:
        return one.relation == other.relation
    if one.linked == other.linked:
        return True
    unlinked = other if one.linked else one
    linked = one if one.linked else other
    return unlinked.relation not in (None, linked.relation)


def _held_together(pairs: Mapping[int, Pair], found: Clashes) -> None:
    """Claims that one row tells apart and others link, over any number of steps."""
    linked = {row: pair for row, pair in pairs.items() if pair.linked}
    closer = _steps({row: pair for row, pair in linked.items() if pair.relation == SAME[0]})
    either = _steps({row: pair for row, pair in linked.items() if pair.relation in SAME})
    for row, pair in pairs.items():
        for group in told_apart(pair.relation, pair.linked):
            against = _way(pair, closer if group == SAME[0] else either)
            if pair.relation == SAME[1] and not pair.linked and _way(pair, closer):
                continue  # "not the same claim" does not part one utterance
            for number in against:
                found[row].add(number)
                found[number].add(row)


def _steps(links: Mapping[int, Pair]) -> Steps:
    """From each claim the rows that link it, and the claims that they lead to."""
    steps: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, link in sorted(links.items()):
        steps[link.a.id].append((row, link.b.id))
        steps[link.b.id].append((row, link.a.id))
    return steps


def _way(pair: Pair, steps: Steps) -> set[int]:
    """The rows that lead from one claim of a pair to the other, on a shortest way; none if nothing does."""
    ways: dict[str, set[int]] = {pair.a.id: set()}
    queue = [pair.a.id]
    for claim in queue:
        for row, following in steps.get(claim, ()):
            if following not in ways:
                ways[following] = ways[claim] | {row}
                queue.append(following)
    return ways.get(pair.b.id, set())


def _cycles(merges: Mapping[int, Merge]) -> set[int]:
    """Rows from whose second source a way leads back to the first."""
    ways: dict[str, set[str]] = defaultdict(set)
    for merge in merges.values():
        if merge.source.id != merge.into.id:
            ways[merge.source.id].add(merge.into.id)

    def leads(start: str, end: str) -> bool:
        seen, open_ends = {start}, [start]
        while open_ends:
            for key in ways.get(open_ends.pop(), set()) - seen:
                seen.add(key)
                open_ends.append(key)
        return end in seen

    return {row for row, m in merges.items() if m.source.id != m.into.id and leads(m.into.id, m.source.id)}


def _merged_and_split(decisions: Mapping[int, Decision], found: Clashes) -> None:
    """A source that is split from another and merged with it."""
    merges = {row: d for row, d in decisions.items() if isinstance(d, Merge)}
    named = named_as(merges)
    for row, move in decisions.items():
        if not (isinstance(move, Move) and move.apart):
            continue
        split, rest = move.target.id, move.part.source.id
        if split != rest and _end(named, split) == _end(named, rest):
            against = {n for n, merge in merges.items() if {merge.source.id, merge.into.id} & {split, rest}}
        elif move.part.only and rest in named:  # nothing is left that could be merged
            against = {n for n, merge in merges.items() if merge.source.id == rest}
        else:
            continue
        found[row] |= against
        for number in against:
            found[number].add(row)


def _end(named: Mapping[str, tuple[str, int]], key: str) -> str:
    return named[key][0] if key in named else key
