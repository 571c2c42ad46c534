"""Nouns for what happens and for nameless people who take part, and which of them can be names of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.language.nouns import singular
from analysis.lexicons import load_lexicon

GENERAL = "general"
"""The class of nouns that can stand for any event: "the move"."""


@dataclass(frozen=True, slots=True)
class EventNoun:
    """A noun of the list ``event_nouns``: its base form, what it can stand for, and whether it is several."""

    noun: str
    classes: frozenset[str]
    kind: str
    plural: bool


@cache
def _listed() -> dict[str, tuple[frozenset[str], str]]:
    rows = load_lexicon("event_nouns").select("noun", "classes", "kind").iter_rows()
    return {noun: (frozenset(classes.split("|")), kind) for noun, classes, kind in rows}


@lru_cache(maxsize=20_000)
def event_noun(word: str) -> EventNoun | None:
    """Look a lower-case noun up among those for events and nameless people.

    Args:
        word: singular or plural; of a compound with hyphens the last part counts if the whole is not listed.

    Returns:
        What the list says of it; None for other words.

    Example:
        >>> event_noun("incursions").noun, event_noun("incursions").plural, event_noun("talks").plural
        ('incursion', True, False)
        >>> event_noun("counter-offensive").noun, event_noun("harbour")
        ('offensive', None)
    """
    one, plural = singular(word)
    for noun, several in ((word, False), (one, plural)):
        if noun in _listed():
            return EventNoun(noun, *_listed()[noun], several)
    return event_noun(word.rsplit("-", 1)[1]) if "-" in word else None


def classes_of(noun: str) -> frozenset[str]:
    """The classes of a base form; none where the list does not hold it."""
    return _listed().get(noun, (frozenset[str](), ""))[0]
