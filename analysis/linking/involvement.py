"""Who denies a part in what others say they had a hand in: "not involved" against "helped to prepare".

Such a denial shares few words with the accusation. What ties them is that the accusation names who denies.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from analysis.lexicons import forms_of
from analysis.linking.comparing import Claims, stem
from analysis.linking.negation import Sides

NEAR = 0.1
"""Cosine of the vectors of two claims that may be about one matter, though in other words."""
AROUND = 8
"""Words around one such as "helped" among which the name of who did so stands."""
FIRST = 3
"""Words before one such as "involved" that need not say of whom it is denied: the source itself."""
_OWN = frozenset(["i", "we", "he", "she", "it", "they", "which", "who"])
_OF = frozenset(["of", "by", "from", "with", "between"])
_forms = partial(forms_of, "involvement")


def denied_parts(claims: Claims, sides: Sequence[Sides]) -> dict[tuple[int, int], tuple[float, str]]:
    """Find claims whose source denies a part, and claims of others that name that source as having had one.

    Args:
        claims: of one story.
        sides: of each claim what it denies and asserts.

    Returns:
        For two numbers of claims, the lower first, their cosine (0 to 1) and the words that show it.

    Example:
        >>> import polars as pl
        >>> from analysis.linking.comparing import take_apart
        >>> from analysis.linking.negation import ASSERTS
        >>> from analysis.linking.negation import sides as sides_of
        >>> texts = ["it was not involved in the strike", "that Norland had helped to prepare the strike"]
        >>> claims = take_apart(pl.DataFrame({"content_text": texts, "source_id": ["norland", "bell"],
        ...     "source": ["Norland", "Ada Bell"], "kind": ["government", "person"], "anonymous": [False] * 2,
        ...     "article_id": ["a", "b"], "content_start": [0, 0],
        ...     "vector": pl.Series([[1] * 384] * 2, dtype=pl.Array(pl.Int8, 384))}))
        >>> told = zip(claims.words, claims.clauses, strict=True)
        >>> denied_parts(claims, [sides_of(words, clauses, ASSERTS) for words, clauses in told])
        {(0, 1): (1.0, 'denied by one: involved; asserted of it by the other: helped')}
    """
    denying = [
        (number, shown)
        for number, (denied, _) in enumerate(sides)
        if claims.source_words[number] and not claims.unnamed[number]
        if (shown := _denied(claims, number, denied))
    ]
    accusing = [
        (number, asserted)
        for number, (denied, asserted) in enumerate(sides)
        if not denied.intersection(map(stem, (*_forms("verb"), *_forms("noun"))))
    ]
    found = {}
    for one, denied_word in denying:
        cosines = claims.cosines(slice(one, one + 1))[0]
        for other, asserted in accusing:
            if cosines[other] < NEAR or claims.source[one] == claims.source[other]:
                continue
            if shown := _asserted_of(claims, other, asserted, claims.source_words[one]):
                why = f"denied by one: {denied_word}; asserted of it by the other: {shown}"
                found[min(one, other), max(one, other)] = round(float(cosines[other]), 4), why
    return found


def _denied(claims: Claims, number: int, denied: frozenset[str]) -> str:
    """The word with which a claim's source denies a part of its own; empty if it does not."""
    words = claims.words[number]
    own = claims.source_words[number] | _OWN
    for at, word in enumerate(words):
        if stem(word) not in denied or (at > FIRST and not own.intersection(words[:at])):
            continue
        if word in _forms("verb") | _forms("noun") or (word in _forms("share") and words[at + 1 : at + 2] == ["in"]):
            return word
    return ""


def _asserted_of(claims: Claims, number: int, asserted: frozenset[str], name: frozenset[str]) -> str:
    """The word with which a claim says that somebody had a part; empty if it does not, or says it of others."""
    words = [word.removesuffix("'s") for word in claims.words[number]]
    for at, word in enumerate(words):
        if stem(word) in asserted:
            before, behind = words[max(0, at - AROUND) : at], words[at + 1 : at + 1 + AROUND]
            if word in _forms("verb") and name <= set(before):
                return word
            links = [place for place, each in enumerate(behind) if each in _OF]
            if word in _forms("verb") | _forms("noun") and links and name <= set(behind[links[0] :]):
                return word
    return ""
