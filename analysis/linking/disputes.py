"""Who says that another's words are not so, whatever they were: "Steele's comments were wildly inaccurate".

Such a claim repeats nothing of what it disputes. What ties them is that it names who said it; and what a story is about
is told before what else the same source said, so in each article it is that source's first claim.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import partial

from analysis.lexicons import forms_of
from analysis.linking.comparing import Claims, stem
from analysis.linking.negation import Sides

OWNER = 4
"""Words before one such as "comments" among which the name of who made them stands."""
FEWEST = 4
"""Words of a claim that can be called false: "his resignation" says nothing."""
AROUND = 8
"""Words behind it among which "is" or "were" stands."""
_IS = frozenset(["is", "are", "was", "were"])
_TELLS = frozenset(["that", "what", "who", "which", "when", "if", "whether", "after", "before", "because"])
_OPEN = frozenset(["if", "whether", "unless", "nobody", "no", "not", "never", "agree", "agreed", "agrees"])
_STRESSING = frozenset(["a", "an", "the", "all", "both", "so", "just", "nothing", "but", "not", "only", "flat", "out"])
_forms = partial(forms_of, "disputes")


def disputed_words(claims: Claims, sides: Sequence[Sides]) -> dict[tuple[int, int], tuple[float, str]]:
    """Find claims that dispute what another source has said, and that source's first claim in each article.

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
        >>> texts = ["Bell's remarks about the piers were false", "that the piers are cracked", "that frost is near"]
        >>> claims = take_apart(pl.DataFrame({"content_text": texts, "source_id": ["corr", "bell", "bell"],
        ...     "source": ["Ivo Corr", "Ada Bell", "Ada Bell"], "kind": ["person"] * 3, "anonymous": [False] * 3,
        ...     "article_id": ["a", "b", "b"], "content_start": [0, 0, 90],
        ...     "vector": pl.Series([[1] * 384] * 3, dtype=pl.Array(pl.Int8, 384))}))
        >>> told = zip(claims.words, claims.clauses, strict=True)
        >>> disputed_words(claims, [sides_of(words, clauses, ASSERTS) for words, clauses in told])
        {(0, 1): (1.0, 'one calls Bell’s remarks false')}
    """
    first = _first_claims(claims)
    found: dict[tuple[int, int], tuple[float, str]] = {}
    for number, (_, asserted) in enumerate(sides):
        for owner, words in _disputed(claims, number, asserted, first):
            others = {claims.source[other] for other in first.get(owner, ())} - {claims.source[number]}
            if len(others) != 1:  # two sources of one name: nobody knows which
                continue
            cosines = claims.cosines(slice(number, number + 1))[0]
            for other in first[owner]:
                if claims.source[other] in others:
                    score = round(max(0.0, float(cosines[other])), 4)
                    found[min(number, other), max(number, other)] = score, f"one calls {words}"
    return found


def _disputed(
    claims: Claims, number: int, asserted: frozenset[str], named: Container[str]
) -> Iterator[tuple[str, str]]:
    """The words of others that a claim calls false: whose they are, in lower case, and how it says so."""
    printed, words = claims.printed[number], claims.words[number]
    for at, word in enumerate(words):
        owner = _owner(printed, words, at, named) if word in _forms("said") else None
        if owner is None or not _OPEN.isdisjoint(words[max(0, owner - AROUND) : owner]):
            continue
        verdict = _verdict(words, claims.clauses[number], at)
        if verdict and stem(verdict) in asserted:
            name = printed[owner].removesuffix("'s")
            yield name.casefold(), f"{name}’s {word} {verdict}"


def _owner(printed: Sequence[str], words: Sequence[str], at: int, named: Container[str]) -> int | None:
    """Where the name stands of who made the comments at a place; "Sanders' comments" has lost its mark."""
    for place in range(at - 1, max(-1, at - 1 - OWNER), -1):
        bare = place == at - 1 and words[place].endswith("s") and words[place] in named
        if printed[place][0].isupper() and (words[place].endswith("'s") or bare):
            return place
    return None


def _verdict(words: Sequence[str], clauses: Sequence[int], at: int) -> str | None:
    """The word that calls the comments at a place false: behind "is" in their clause, or right behind them."""
    false = _forms("false")
    behind = words[at + 1 : at + 4]
    if behind[:1] and behind[0] in false:
        return behind[0]
    if len(behind) > 1 and behind[0].endswith("ly") and behind[1] in false:
        return behind[1]
    if len(behind) > 2 and behind[1] == "and" and behind[2] in false:
        return behind[2]
    for copula in range(at + 1, min(len(words), at + 1 + AROUND)):
        if words[copula] in _TELLS or clauses[copula] != clauses[at]:
            return None
        if words[copula] in _IS:
            for word in words[copula + 1 : copula + 5]:
                if word in false:
                    return word
                if word not in _STRESSING and not word.endswith("ly"):
                    return None
    return None


def _first_claims(claims: Claims) -> dict[str, list[int]]:
    """By the words of a source's name its first claim in each article."""
    earliest: dict[tuple[str, str], int] = {}
    for number, (article, source) in enumerate(zip(claims.article, claims.source, strict=True)):
        if source is not None and not claims.unnamed[number] and len(claims.words[number]) >= FEWEST:
            key = article, source
            if key not in earliest or claims.start[number] < claims.start[earliest[key]]:
                earliest[key] = number
    by_word: dict[str, list[int]] = {}
    for number in sorted(earliest.values()):
        for word in sorted(claims.source_words[number]):
            by_word.setdefault(word, []).append(number)
    return by_word
