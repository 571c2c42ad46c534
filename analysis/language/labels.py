"""What a name is: one label for all its mentions in an article, as the pipeline, titles, first names and lists vote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.language.kinds import is_people, media_names, media_words
from analysis.language.names import fold, genders, honorifics, is_acronym, near
from analysis.language.nouns import body_kind, person_noun, sides

Found = tuple[int, int, str]
"""First token, one past the last, label."""

LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "ORGANISATION": "Organization",
    "ORGANIZATION": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "LOCATION": "Location",
    "NORP": "NORP",
    "FAC": "Facility",
    "FACILITY": "Facility",
    "PRODUCT": "Product",
    "DATE": "Date",
    "TIME": "Date",
    "MONEY": "Money",
}
"""How the labels of other pipelines map to the labels of the table of entities; the rest are Misc."""
PLAIN = frozenset({"Date", "Money"})
"""Labels of what is no name."""


def entity_label(label: str) -> str:
    """The label that the table of entities uses for a pipeline's label."""
    return LABELS.get(label.upper(), "Misc")


def vote(text: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """Give every mention of one name the label that most speaks for.

    Args:
        text: the article's tokens.
        found: its mentions with the labels of the pipeline; an empty one for a name that the pipeline missed.

    Returns:
        The same mentions in the same order, with the labels of the table of entities.
    """
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    keys = [tuple(fold(word) for word in text[start:end]) for start, end, _ in found]
    titled: set[tuple[str, ...]] = set()
    for (start, end, label), key in zip(found, keys, strict=True):
        if label in PLAIN:
            continue
        count = votes[key]
        if label:
            count[label] += 2
        before = fold(text[start - 1]) if start else ""
        noun = person_noun(before)
        if honorifics().get(before, ("", ""))[1]:
            count["Person"] += 12  # "Mr. Bloomberg" is no news agency
            titled.add(key)
        elif before in honorifics() or (noun and not noun[1] and text[start - 1] != text[start - 1].upper()):
            count["Person"] += 3
            titled.add(key)
        for guess, weight in _looks(" ".join(text[start:end]), key):
            count[guess] += weight
    surnames = {key[-1] for key, count in votes.items() if len(key) > 1 and _winner(count) == "Person"}
    best = {}
    for key, count in votes.items():
        if len(key) == 1 and key[0] in surnames:
            count["Person"] += 12
        elif len(key) == 1 and len(key[0]) > 5 and any(near(key[0], surname) for surname in surnames):
            count["Person"] += 4  # a slip of the pen, or another spelling
        elif len(key) == 1 and count["Person"] and key not in titled and key[0] not in genders():
            count["Person"] //= 2  # people are named in full, or with a title, once in an article
        best[key] = _winner(count)
    return [
        (start, end, label if label in PLAIN else best.get(key, "Misc"))
        for (start, end, label), key in zip(found, keys, strict=True)
    ]


def _winner(count: Counter[str]) -> str:
    return min(count, key=lambda label: (-count[label], label), default="Misc")


def _looks(name: str, key: tuple[str, ...]) -> list[tuple[str, int]]:
    """What a name's own words speak for."""
    side, sort = sides().get(name, ("", ""))
    if side:
        party = "NORP" if name.endswith("s") or name in ("Republican", "Democrat", "Democratic") else "Organization"
        return [
            (
                {"demonym": "NORP", "party": party, "seat": "Organization", "body": "Organization"}.get(
                    sort, "Location"
                ),
                9,
            )
        ]
    if fold(name) in media_names():
        return [("Organization", 9)]
    if len(key) > 1 and is_people(name.rsplit(" ", 1)[-1]) and name.endswith("s"):
        return [("NORP", 9)]
    guesses = []
    if 2 <= len(key) <= 4 and key[0] in genders() and not body_kind(key[-1]):
        guesses.append(("Person", 3))
    if len(key) > 1 and (body_kind(key[-1]) or name.split()[-1] in media_words()):
        guesses.append(("Organization", 3))
    if len(key) == 1 and body_kind(key[0]):
        guesses.append(("Organization", 5))
    if len(key) == 1 and is_acronym(name):
        guesses.append(("Organization", 1))
    return guesses
