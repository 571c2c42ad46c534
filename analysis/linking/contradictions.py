"""Claims that deny what another asserts, where the words say so: what stands behind a "not" here is asserted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from analysis.lexicons import load_lexicon
from analysis.linking.comparing import FEATURES, Claims, idle_words, stem
from analysis.linking.terms import Floats, Integers

NEAR = 0.45
"""Cosine of the vectors of two claims of which one may deny the other."""
TERMS = 2
"""Terms that one denies and the other asserts, at least."""
SHARE = 0.7
"""Share of all that the one denies, rare terms counting more."""
REACH = 6
"""Words behind a negation that it turns around."""
_ONLY = frozenset(["only", "just", "merely", "simply", "even"])


def find_contradictions(
    claims: Claims, pairs: Integers, features: Floats, denied: Sequence[bool]
) -> Iterator[tuple[int, float, str]]:
    """Find pairs of which one denies in the other's words, by another source.

    Args:
        claims: of one story.
        pairs: two numbers of claims a row.
        features: from ``compare``, a row a pair.
        denied: of each claim whether its source denies the content.

    Yields:
        The number of the pair, the share of the denied one's terms that the other asserts (0 to 1), and these terms.
    """
    sides = [_sides(words, turned) for words, turned in zip(claims.words, denied, strict=True)]
    meaning, same_source = (features[:, FEATURES.index(name)] for name in ("meaning", "same_source"))
    for number in np.flatnonzero((meaning >= NEAR) & (same_source == 0)).tolist():
        one, other = pairs[number].tolist()
        best = max(_denial(claims, sides, one, other), _denial(claims, sides, other, one))
        if best[0] >= SHARE:
            yield number, round(best[0], 4), f"denied by one, asserted by the other: {', '.join(best[1])}"


def _denial(
    claims: Claims, sides: Sequence[tuple[frozenset[str], frozenset[str]]], denying: int, asserting: int
) -> tuple[float, list[str]]:
    """What one claim denies of another: the share of all that it denies, and the terms."""
    (negated, _), (also_negated, asserted) = sides[denying], sides[asserting]
    both = sorted(negated & asserted)
    if len(both) < TERMS or negated & also_negated:  # who denies along contradicts in nothing
        return 0.0, []
    weight = claims.terms[denying] | claims.terms[asserting]
    total = sum(weight.get(term, 0) for term in sorted(negated))
    return (sum(weight.get(term, 0) for term in both) / total if total else 0.0), both


def _sides(words: Sequence[str], turned: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of a claim that it denies, and those that it asserts; the other way round if its source denies it."""
    negated, asserted = set[str](), set[str]()
    last = -REACH - 1
    for at, word in enumerate(words):
        if _negates(word) and (at + 1 == len(words) or words[at + 1] not in _ONLY):
            last = at
        elif len(word) > 1 and (term := stem(word)) not in idle_words():
            (negated if at - last <= REACH else asserted).add(term)
    sides = frozenset(negated), frozenset(asserted - negated)
    return (sides[1], sides[0]) if turned else sides


def _negates(word: str) -> bool:
    return word.endswith("n't") or word in _negations()


@cache
def _negations() -> frozenset[str]:
    table = load_lexicon("negations")
    return frozenset(table["form"].filter(table["kind"] == "negation"))
