"""Keeps claims in different groups that people say are not one, whatever stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

SAME = ("same_utterance", "same_claim")
"""Relations that make groups, the closer one first: what is one utterance is one claim."""

Pair = tuple[str, str]


def told_apart(relation: str | None, linked: bool) -> tuple[str, ...]:
    """By which relations no group may hold two claims of which a person has said something.

    Args:
        relation: the one that the person names; without one the two are not linked at all.
        linked: whether they belong together so, or not.

    Returns:
        Of ``SAME``, none of them if nothing follows for groups.

    Example:
        >>> told_apart("contradicts", True), told_apart("same_claim", True), told_apart("same_claim", False)
        (('same_utterance', 'same_claim'), ('same_utterance',), ('same_claim',))
    """
    if relation is None or (relation == "contradicts" and linked):
        return SAME
    if linked:
        return SAME[:1] if relation == SAME[1] else ()  # the same, said twice
    return (relation,) if relation in SAME else ()


def keep_apart(claim_links: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Leave out the machine's links by which two claims stand in one group that people tell apart.

    Two claims that a person has unlinked may still be one by way of a third. What people link stands; of the machine's
    links, those of one utterance first and likely ones before others, one that would bring the two together is left
    out, so that the third stays with the one that it is more like.

    Args:
        claim_links: the table, the decisions about single pairs applied.
        decided: decisions about pairs as ``PAIR_SCHEMA`` declares them, of which none contradicts another.

    Returns:
        The rows that remain, in their order.

    Example:
        >>> links = pl.DataFrame({"claim_a": ["a", "b"], "claim_b": ["b", "c"], "relation": ["same_claim"] * 2,
        ...     "score": [0.4, 0.9], "corrected": [None, None]})
        >>> apart = pl.DataFrame({"claim_a": ["a"], "claim_b": ["c"], "relation": [None], "linked": [False]})
        >>> keep_apart(links, apart).select("claim_a", "claim_b").rows()
        [('b', 'c')]
    """
    never: dict[str, list[Pair]] = {relation: [] for relation in SAME}
    for one, other, relation, linked in decided.select("claim_a", "claim_b", "relation", "linked").iter_rows():
        for group in told_apart(relation, linked):
            never[group].append((one, other))
    order = {"person": pl.col("corrected").is_not_null(), "closer": pl.col("relation") == SAME[0]}
    ranked = (
        claim_links.with_row_index("number")
        .filter(pl.col("relation").is_in(SAME))
        .with_columns(**order)
        .sort("person", "closer", "score", "claim_a", "claim_b", descending=[True, True, True, False, False])
    )
    columns = ("number", "claim_a", "claim_b")
    lost, groups = _grouped(ranked.filter("closer").select(columns).iter_rows(), never[SAME[0]])
    # What is one utterance is one claim: a row about the claim alone does not part it.
    apart = [(a, b) for a, b in never[SAME[1]] if a not in groups or groups[a] is not groups.get(b)]
    left = ranked.filter(~pl.col("number").is_in(sorted(lost)))
    lost |= _grouped(left.select(columns).iter_rows(), apart)[0]
    return claim_links.filter(~pl.int_range(pl.len()).is_in(sorted(lost)))


def _grouped(links: Iterable[tuple[int, str, str]], apart: Iterable[Pair]) -> tuple[set[int], Mapping[str, set[str]]]:
    """The links that would join two claims which are apart, taken in order; and the group of each claim."""
    foes: dict[str, set[str]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    groups: dict[str, set[str]] = {}
    lost: set[int] = set()
    for number, one, other in links:
        left, right = groups.get(one, {one}), groups.get(other, {other})
        if any(foes[claim] & right for claim in left if claim in foes):
            lost.add(number)
        elif left is not right:
            small, large = sorted((left, right), key=len)
            large |= small
            groups |= dict.fromkeys((*small, one, other), large)
    return lost, groups
