"""What a name is: one label for all its mentions in an article, as the pipeline, titles, first names and lists vote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from analysis.language.kinds import is_people, media_names, media_words
from analysis.language.names import canonical_text, fold, genders, honorifics, is_acronym
from analysis.language.nouns import body_kind, person_noun, sides
from analysis.language.spelling import near
from analysis.lexicons import load_lexicon

Found = tuple[int, int, str]
"""First token, one past the last, label."""

LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "NORP": "NORP",
    "FAC": "FAC",
    "FACILITY": "FAC",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "PRODUCT": "PRODUCT",
    "EVENT": "EVENT",
    "DATE": "DATE",
    "TIME": "DATE",
    "MONEY": "MONEY",
    "MISC": "MISC",
    "WORK_OF_ART": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
    "CARDINAL": "",
    "ORDINAL": "",
    "QUANTITY": "",
    "PERCENT": "",
}
"""The label in the table of entities for each label of a pipeline, in capitals; empty for what has no row there.

A LOCATION is GPE or LOC, as ``place_label`` says, and what is not listed is MISC.
"""
PLACES = frozenset({"GPE", "LOC"})
PLAIN = frozenset({"DATE", "MONEY"})
"""Labels of what is no name."""


def entity_label(label: str, name: str) -> str:
    """The label that the table of entities uses for what a pipeline found.

    Args:
        label: the pipeline's label.
        name: the words that carry it.

    Returns:
        A label of ``analysis.schema.ENTITY_LABELS``; empty for bare numbers, which the table leaves out.

    Example:
        >>> entity_label("Location", "Kalmar"), entity_label("Location", "Black Sea")
        ('GPE', 'LOC')
        >>> entity_label("WORK_OF_ART", "Hamlet"), entity_label("CARDINAL", "three")
        ('MISC', '')
    """
    upper = label.upper()
    return place_label(name) if upper == "LOCATION" else LABELS.get(upper, "MISC")


def place_label(name: str) -> str:
    """Whether a place is a country, state or city (GPE) or a region, sea, river or mountain (LOC), by its words.

    Args:
        name: the place, with or without an article.

    Returns:
        GPE or LOC; GPE where no word tells, as of most places in the news.

    Example:
        >>> [place_label(name) for name in ("Texas", "the Middle East", "Lake Mead", "Salt Lake City", "Northern Iraq")]
        ['GPE', 'LOC', 'LOC', 'GPE', 'LOC']
    """
    words, known = fold(canonical_text(name)).split(), _places()
    whole = known.get((" ".join(words), "whole"), "")
    if not words or whole or " ".join(words) in _countries():
        return whole or "GPE"
    if len(words) > 1 and (words[0], "side") in known:
        return "LOC"
    inner = known.get((" ".join(words[1:]), "whole"), "GPE")  # "East Africa"
    return known.get((words[0], "first")) or known.get((words[-1], "last")) or inner


@cache
def _places() -> dict[tuple[str, str], str]:
    rows = load_lexicon("places").select("form", "where", "label").iter_rows()
    return {(fold(form), where): label for form, where, label in rows}


@cache
def _countries() -> frozenset[str]:
    """Countries, capitals and states, folded."""
    return frozenset(fold(form) for form, (_, sort) in sides().items() if sort in ("country", "capital", "state"))


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
    regions: Counter[tuple[str, ...]] = Counter()
    for (start, end, label), key in zip(found, keys, strict=True):
        if label in PLAIN:
            continue
        count = votes[key]
        if label:
            # What is a place is settled first, what sort of place afterwards.
            count["GPE" if label in PLACES else label] += 2
            regions[key] += {"LOC": 1, "GPE": -1}.get(label, 0)
        before = fold(text[start - 1]) if start else ""
        noun = person_noun(before)
        if honorifics().get(before, ("", ""))[1]:
            count["PERSON"] += 12  # "Mr. Bloomberg" is no news agency
            titled.add(key)
        elif before in honorifics() or (noun and not noun[1] and text[start - 1] != text[start - 1].upper()):
            count["PERSON"] += 3
            titled.add(key)
        for guess, weight in _looks(" ".join(text[start:end]), key):
            count[guess] += weight
    surnames = {key[-1] for key, count in votes.items() if len(key) > 1 and _winner(count) == "PERSON"}
    best = {}
    for key, count in votes.items():
        if len(key) == 1 and (key[0] in surnames or key[0].removesuffix("s") in surnames):
            count["PERSON"] += 12
        elif len(key) == 1 and len(key[0]) > 5 and any(near(key[0], surname) for surname in surnames):
            count["PERSON"] += 4  # a slip of the pen, or another spelling
        elif len(key) == 1 and count["PERSON"] and key not in titled and key[0] not in genders():
            count["PERSON"] //= 2  # people are named in full, or with a title, once in an article
        best[key] = _winner(count)
        if best[key] == "GPE":
            best[key] = _sort_of_place(" ".join(key).replace(" - ", "-"), regions[key])
    return [
        (start, end, label if label in PLAIN else best.get(key, "MISC"))
        for (start, end, label), key in zip(found, keys, strict=True)
    ]


def _sort_of_place(name: str, regions: int) -> str:
    """GPE or LOC, as the lists say, else as the pipeline does; where it knows four labels only, countries are LOC."""
    if name in _countries():
        return "GPE"
    return "LOC" if regions > 0 else place_label(name)


def _winner(count: Counter[str]) -> str:
    return min(count, key=lambda label: (-count[label], label), default="MISC")


def _looks(name: str, key: tuple[str, ...]) -> list[tuple[str, int]]:
    """What a name's own words speak for."""
    side, sort = sides().get(name, ("", ""))
    if side:
        party = "NORP" if name.endswith("s") or name in ("Republican", "Democrat", "Democratic") else "ORG"
        labels = {"demonym": "NORP", "party": party, "seat": "ORG", "body": "ORG", "union": "ORG"}
        return [(labels.get(sort, "GPE"), 9)]
    if fold(name) in media_names():
        return [("ORG", 9)]
    if len(key) > 1 and is_people(name.rsplit(" ", 1)[-1]) and name.endswith("s"):
        return [("NORP", 9)]
    guesses = []
    if 2 <= len(key) <= 4 and key[0] in genders() and not body_kind(key[-1]):
        guesses.append(("PERSON", 3))
    if len(key) > 1 and (body_kind(key[-1]) not in (None, "document") or name.split()[-1] in media_words()):
        guesses.append(("ORG", 3))
    if len(key) == 1 and body_kind(key[0]):
        guesses.append(("ORG", 5))
    if len(key) == 1 and is_acronym(name):
        guesses.append(("ORG", 1))
    return guesses
