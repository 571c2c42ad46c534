"""What a claim asserts and what it denies: by its source's stance, and by the negations in its words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.linking.comparing import SENTENCE, stem

REACH = 6
"""Words of its clause behind a negation that it turns around."""
ASSERTS, DENIES, NEITHER = 1, -1, 0
"""What a source does with the content of a claim: who declines to comment on it does neither."""
_ANSWERS = frozenset(["no", "nobody", "none"])
_ONLY = frozenset(["only", "just", "merely", "simply", "even"])

_MORE = frozenset(["more", "better", "greater", "harder", "worse"])
_HAS = frozenset(["has", "have", "had", "does", "did", "do"])
_SOME = frozenset(["one", "a", "an", "single", "much", "many", "any", "all", "every", "even", "once"])

Sides = tuple[frozenset[str], frozenset[str]]


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


def sides(words: Sequence[str], clauses: Sequence[int], stance: int) -> Sides:
    """Find what a claim denies and what it asserts.

    Args:
        words: of its content, in lower case.
        clauses: the number of the clause that each stands in.
        stance: of its source, which turns both around or takes them away.

    Returns:
        Stems of the words that are denied, and of those that are asserted; none is both.

    Example:
        >>> denied, asserted = sides("it took no part in planning".split(), [0] * 6, ASSERTS)
        >>> sorted(denied), sorted(asserted)
        (['in', 'part', 'plann'], ['it', 'took'])
    """
    negated, asserted, contrasted = set[str](), set[str](), set[str]()
    last = turned = -1  # the word up to which a negation holds, and its clause
    held = negated
    for at, word in enumerate(words):
        if _negates(word) and (at + 1 == len(words) or words[at + 1] not in _ONLY):
            last, turned = at + REACH, _turned(words, clauses, at)
            neither = _contrasts(words, clauses, at) or _compares(words, clauses, at)
            held = contrasted if neither else negated
        elif len(word) > 1:
            (held if at <= last and clauses[at] == turned else asserted).add(stem(word))
    found = frozenset(negated), frozenset(asserted - negated)
    return {ASSERTS: found, DENIES: found[::-1], NEITHER: (frozenset(), frozenset())}[stance]


def _contrasts(words: Sequence[str], clauses: Sequence[int], at: int) -> bool:
    """Whether a negation sets one thing against another, of which it says neither: "for the people, not the banks"."""
    aside = at > 0 and 0 < clauses[at] - clauses[at - 1] < SENTENCE
    return words[at] == "not" and aside and _SOME.isdisjoint(words[at + 1 : at + 2])


def _compares(words: Sequence[str], clauses: Sequence[int], at: int) -> bool:
    """Whether a negation ranks somebody first: "no other has done more"."""
    behind = [word for word, clause in zip(words[at + 1 :], clauses[at + 1 :], strict=True) if clause == clauses[at]]
    more = next((place for place, word in enumerate(behind[:REACH]) if word in _MORE), None)
    return (
        words[at] in _ANSWERS
        and more is not None
        and "that" not in behind[:more]
        and not _HAS.isdisjoint(behind[:more])
    )


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
