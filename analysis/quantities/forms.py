"""Base forms and participles of words, and the word lists about numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import simplemma

from analysis.language.nouns import person_noun, singular
from analysis.lexicons import load_lexicon


@cache
def word_use(use: str) -> frozenset[str]:
    """The words of one use in the list ``number_words``."""
    return frozenset(word for word, its_use in load_lexicon("number_words").iter_rows() if its_use == use)


def longest_first(forms: Iterable[str]) -> list[str]:
    """Each form once, the longest first, so that a pattern of alternatives prefers it."""
    return sorted(set(forms), key=lambda form: (-len(form), form))


@cache
def fates() -> dict[str, str]:
    """What became of those counted, by a word that says so: 'dead' of 'kill', 'death' and 'toll'."""
    return dict(load_lexicon("fates").iter_rows())


@lru_cache(maxsize=20_000)
def base_form(word: str) -> str:
    """Base form of a lower-case noun or verb, "person" for "people".

    Example:
        >>> [base_form(word) for word in ("people", "soldiers", "killed", "villages")]
        ['person', 'soldier', 'kill', 'village']
    """
    if not word or word in ("people", "persons"):
        return word and "person"
    one, plural = singular(word)
    return one if plural and person_noun(one) else str(simplemma.lemmatize(word, lang="en")).lower()


@cache
def _participles() -> dict[str, str]:
    return dict(load_lexicon("participles").iter_rows())


@lru_cache(maxsize=20_000)
def participle(verb: str) -> str:
    """Past participle of a lower-case form of a verb.

    Example:
        >>> [participle(verb) for verb in ("killing", "wounds", "seize", "hit", "stabbing", "take")]
        ['killed', 'wounded', 'seized', 'hit', 'stabbed', 'taken']
    """
    lemma = base_form(verb)
    if verb.endswith("ed") or not lemma or verb in _participles().values():
        return verb
    if lemma in _participles():
        return _participles()[lemma]
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    candidates = (f"{stem}ed", f"{lemma}{lemma[-1]}ed", f"{lemma[:-1]}ied")
    regular = (form for form in candidates if simplemma.lemmatize(form, lang="en") == lemma and form != lemma)
    return next(regular, verb)
