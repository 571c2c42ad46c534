"""Who says that another's words are not so, whatever they were: "Steele's comments were wildly inaccurate".

Such a claim repeats nothing of what it disputes. What ties them is that it names who said it; and what a story is about
is told before what else the same source said, so in each article it is that source's first claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from analysis.lexicons import load_lexicon
from analysis.linking.comparing import Claims, stem
from analysis.linking.negation import Sides

OWNER = 4
"""Words before one such as "comments" among which the name of who made them stands."""
FEWEST = 4
"""Words of a claim that can be called false: "his resignation" says nothing."""
AROUND = 12
"""Words behind it among which they are called false."""


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
        {(0, 1): (1.0, 'disputed by one: Bell’s remarks are false')}
    """
    first = _first_claims(claims)
    found: dict[tuple[int, int], tuple[float, str]] = {}
    for number, (_, asserted) in enumerate(sides):
        for owner, words in _disputed(claims, number, asserted):
            others = {claims.source[other] for other in first.get(owner, ())} - {claims.source[number]}
            if len(others) != 1:  # two sources of one name: nobody knows which
                continue
            cosines = claims.cosines(slice(number, number + 1))[0]
            for other in first[owner]:
                if claims.source[other] in others:
                    score = round(max(0.0, float(cosines[other])), 4)
                    found[min(number, other), max(number, other)] = score, f"disputed by one: {words}"
    return found


def _disputed(claims: Claims, number: int, asserted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The words of others that a claim calls false: whose they are, in lower case, and how it says so."""
    printed, words = claims.printed[number], claims.words[number]
    for at, word in enumerate(words):
        if word not in _forms("said"):
            continue
        owners = [
            place
            for place in range(max(0, at - OWNER), at)
            if words[place].endswith("'s") and printed[place][0].isupper()
        ]
        verdicts = (
            each for each in words[at + 1 : at + 1 + AROUND] if each in _forms("false") and stem(each) in asserted
        )
        verdict = next(verdicts, None)
        if owners and verdict:
            name = printed[owners[-1]].removesuffix("'s")
            yield name.casefold(), f"{name}’s {word} are {verdict}"


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


@cache
def _forms(use: str) -> frozenset[str]:
    table = load_lexicon("disputes")
    return frozenset(table["form"].filter(table["use"] == use))
