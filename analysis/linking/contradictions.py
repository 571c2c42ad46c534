"""Claims that deny what another asserts, where the words say so: what stands behind a "not" here is asserted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.linking.comparing import FEATURES, Claims, idle_words, stem
from analysis.linking.disputes import disputed_words
from analysis.linking.involvement import denied_parts
from analysis.linking.negation import Sides, sides
from analysis.linking.terms import Floats, Integers

NEAR = 0.45
"""Cosine of the vectors of two claims of which one may deny the other."""
TERMS = 2
"""Terms that one denies and the other asserts, at least."""
COMMON = 0.5
"""Weight of a name that every fourth article has, which is not among a claim's terms."""
SHARE = 0.7
"""Share of all that the one denies, rare terms counting more."""


def sides_of(claims: Claims, stances: Sequence[int]) -> list[Sides]:
    """What each claim denies and asserts.

    Args:
        claims: of one story.
        stances: of each claim what its source does with the content.
    """
    told = zip(claims.words, claims.clauses, stances, strict=True)
    return [sides(words, clauses, stance) for words, clauses, stance in told]


def find_contradictions(
    claims: Claims, pairs: Integers, features: Floats, told: Sequence[Sides]
) -> Iterator[tuple[int, float, str]]:
    """Find pairs of which one denies in the other's words, denies a part in what the other lays to it, or disputes it.

    Args:
        claims: of one story.
        pairs: two numbers of claims a row, the lower first.
        features: from ``compare``, a row a pair.
        told: of each claim what it denies and asserts, from ``sides_of``.

    Yields:
        The number of the pair; a score from 0 to 1, which is the share of the denied one's terms that the other
        asserts, or the cosine where a part is denied or somebody's words are called false; and the words that show it.
    """
    named = named_denials(claims, told)
    idle = idle_words() - _names(claims)  # every fourth article has "Obama", but "not Obama's war" is about him
    terms = [(denied - idle, asserted - idle) for denied, asserted in told]
    meaning, same_source = (features[:, FEATURES.index(name)] for name in ("meaning", "same_source"))
    for number, (one, other) in enumerate(pairs.tolist()):
        best = (0.0, list[str]())
        if meaning[number] >= NEAR and not same_source[number]:
            best = max(_denial(claims, terms, one, other), _denial(claims, terms, other, one))
        if best[0] >= SHARE:
            yield number, round(best[0], 4), f"denied by one, asserted by the other: {', '.join(best[1])}"
        elif (one, other) in named:
            yield number, *named[one, other]


def named_denials(claims: Claims, told: Sequence[Sides]) -> dict[tuple[int, int], tuple[float, str]]:
    """Pairs that need not be alike: one denies or disputes, the other tells of who does so or is named by that one.

    Args:
        claims: of one story.
        told: of each claim what it denies and asserts.

    Returns:
        For two numbers of claims, the lower first, their cosine (0 to 1) and the words that show it.
    """
    return disputed_words(claims, told) | denied_parts(claims, told)


def _denial(claims: Claims, sides: Sequence[Sides], denying: int, asserting: int) -> tuple[float, list[str]]:
    """What one claim denies of another: the share of all that it denies, and the terms."""
    (negated, _), (also_negated, asserted) = sides[denying], sides[asserting]
    both = sorted(negated & asserted)
    if len(both) < TERMS or negated & also_negated:  # who denies along contradicts in nothing
        return 0.0, []
    weight = claims.terms[denying] | claims.terms[asserting]
    total = sum(weight.get(term, COMMON) for term in sorted(negated))
    return sum(weight.get(term, COMMON) for term in both) / total, both


def _names(claims: Claims) -> frozenset[str]:
    """Stems of words that the story prints with a capital only."""
    printed = {word for words in claims.printed for word in words if len(word) > 1}
    return frozenset(stem(word.lower()) for word in printed if word[0].isupper() and word.lower() not in printed)
