"""Claims that deny what another asserts, where the words say so: what stands behind a "not" here is asserted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import polars as pl

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
"""Words of its clause behind a negation that it turns around."""
ASSERTS, DENIES, NEITHER = 1, -1, 0
"""What a source does with the content of a claim: who declines to comment on it does neither."""
_ANSWERS = frozenset(["no", "nobody", "none"])
_ONLY = frozenset(["only", "just", "merely", "simply", "even"])


def stances(claims: pl.DataFrame) -> list[int]:
    """What the source of each claim does with its content.

    Args:
        claims: columns ``cue_lemma``, ``denied`` and ``content_text``.

    Returns:
        ``ASSERTS``, ``DENIES`` or ``NEITHER``: who declines to say, does not deny, or asks whether, does neither.

    Example:
        >>> stances(pl.DataFrame({"cue_lemma": ["deny", "deny", "not respond", "say"], "content_text": ["fraud"] * 4,
        ...     "denied": [True, False, True, False]}))
        [-1, 0, 0, 1]
    """
    denying = pl.col("cue_lemma").is_in(sorted(_denying())).fill_null(value=False)
    asking = pl.col("content_text").str.contains(r"(?i)^\W*whether\b")
    told = (
        pl.when(asking | (denying != pl.col("denied")))
        .then(NEITHER)
        .otherwise(pl.when("denied").then(DENIES).otherwise(ASSERTS))
    )
    return claims.select(told.cast(pl.Int64)).to_series().to_list()


def find_contradictions(
    claims: Claims, pairs: Integers, features: Floats, stances: Sequence[int]
) -> Iterator[tuple[int, float, str]]:
    """Find pairs of which one denies in the other's words, by another source.

    Args:
        claims: of one story.
        pairs: two numbers of claims a row.
        features: from ``compare``, a row a pair.
        stances: of each claim what its source does with the content.

    Yields:
        The number of the pair, the share of the denied one's terms that the other asserts (0 to 1), and these terms.
    """
    told = zip(claims.words, claims.clauses, stances, strict=True)
    sides = [_sides(words, clauses, stance) for words, clauses, stance in told]
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


def _sides(words: Sequence[str], clauses: Sequence[int], stance: int) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of a claim that it denies, and those that it asserts; the other way round if its source denies it."""
    negated, asserted = set[str](), set[str]()
    last = turned = -1  # the word up to which a negation holds, and its clause
    for at, word in enumerate(words):
        if _negates(word) and (at + 1 == len(words) or words[at + 1] not in _ONLY):
            last, turned = at + REACH, _turned(words, clauses, at)
        elif len(word) > 1 and (term := stem(word)) not in idle_words():
            (negated if at <= last and clauses[at] == turned else asserted).add(term)
    sides = frozenset(negated), frozenset(asserted - negated)
    return {ASSERTS: sides, DENIES: sides[::-1], NEITHER: (frozenset(), frozenset())}[stance]


def _turned(words: Sequence[str], clauses: Sequence[int], at: int) -> int:
    """The clause that a negation turns around: its own, or the one behind an aside ("did not, he said, pay")."""
    own = clauses[at]
    cut_off = at + 1 < len(words) and clauses[at + 1] > own and words[at] not in _ANSWERS
    return own + 2 if cut_off else own


def _negates(word: str) -> bool:
    return word.endswith("n't") or word in _negations()


@cache
def _denying() -> frozenset[str]:
    """Cues that deny: those of declining, which the list has among them, begin with a word that says so."""
    verbs, signs = load_lexicon("reporting_verbs"), load_lexicon("negations")
    declining = frozenset(signs["form"].filter(signs["kind"].is_in(["negation", "declining"])))
    return frozenset(
        lemma for lemma in verbs["lemma"].filter(verbs["denied"] == "true") if lemma.split()[0] not in declining
    )


@cache
def _negations() -> frozenset[str]:
    table = load_lexicon("negations")
    return frozenset(table["form"].filter(table["kind"] == "negation"))
