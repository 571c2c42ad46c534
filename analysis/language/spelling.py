"""Two spellings of one name: "Zelensky" and "Zelenskiy", "Müller" and "Mueller", and slips of the pen."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from analysis.lexicons import load_lexicon

SHORTEST = 4
"""Letters that a word needs for another spelling to be taken for it: "Lee" and "Ley" are two."""
_VOWELS = frozenset("aeouy")  # of a key, which has no i
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """What spellings of one name share, whichever way its sounds were put into English letters.

    Args:
        word: a word as ``analysis.language.names.fold`` gives it.

    Returns:
        The word with one letter for each way of writing a sound; for comparison only.

    Example:
        >>> {spelling_key(word) for word in ("zelensky", "zelenskyy", "zelenskiy", "zelenskii")}
        {'zelensky'}
        >>> spelling_key("yevgeny") == spelling_key("evgeniy"), spelling_key("mueller") == spelling_key("miller")
        (True, False)
    """
    for written, key in _ways():
        word = written.sub(key, word)
    return _TWICE.sub(r"\1", word)


@cache
def _ways() -> list[tuple[re.Pattern[str], str]]:
    marks = {"start": "^{}", "end": "{}$", "": "{}"}
    rows = load_lexicon("spellings").select("written", "key", "where").iter_rows()
    return [(re.compile(marks[where].format(written)), key) for written, key, where in rows]


def same_spelling(one: str, other: str) -> bool:
    """Whether two words are one name, written by other rules.

    Example:
        >>> same_spelling("shoigu", "shoygu"), same_spelling("sabbagh", "sabagh"), same_spelling("lee", "lei")
        (True, True, False)
    """
    return one == other or (min(len(one), len(other)) >= SHORTEST and spelling_key(one) == spelling_key(other))


def near(one: str, other: str) -> bool:
    """Whether two words may be one name, but for a slip: another vowel within, or two letters that changed places.

    Consonants tell names apart: Carson is not Carlson, and Milley not Miller. So do the first vowel (Mueller, Miller)
    and the last letter, which tells women from men: Ivanov, Ivanova; Mario, Maria.

    Args:
        one: a word as ``analysis.language.names.fold`` gives it.
        other: another.

    Example:
        >>> near("soloviev", "solovyov"), near("hodgkinson", "hodgknison"), near("carson", "carlson")
        (True, True, False)
    """
    if same_spelling(one, other):
        return True
    a, b = spelling_key(one), spelling_key(other)
    if min(len(a), len(b)) <= SHORTEST or a[0] != b[0] or OSA.distance(a, b, score_cutoff=1) > 1:
        return False
    changes = Levenshtein.editops(a, b)
    if len(changes) > 1:
        return True  # two letters that changed places
    if a[-1] != b[-1]:
        return False
    (change,) = changes
    letters = {a[change.src_pos]} if change.tag != "insert" else set()
    letters |= {b[change.dest_pos]} if change.tag != "delete" else set()
    first = next((at for at, letter in enumerate(a) if letter in _VOWELS), len(a))
    return letters <= _VOWELS and change.src_pos > first
