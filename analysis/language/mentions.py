"""Which words of an article name somebody or something: the pipeline's entities, mended by what the article shows.

A small model calls the same name a person here and a place there, misses it elsewhere, and takes a verb or a mark for
part of it. So both ends of what it found are mended, pieces of one name are put together, and names that stand in the
text without any mark are added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.language.kinds import is_people, media_names, media_words
from analysis.language.labels import PLAIN, Found, entity_label, vote
from analysis.language.names import fold, genders, honorifics
from analysis.language.nouns import body_kind, person_noun, sides, word_set

_BREAKS = frozenset(',;:()[]—–"“”\n')
_LINKS = frozenset({"of", "and", "in", "on", "from", "at", "to", "with", "who"})
_PARTY_MARK = re.compile(r"[RDI](?:[-–].*)?")
_MISTER = frozenset({"mr", "mrs", "ms"})
_BEFORE_NAMES = frozenset({"Rep", "Reps", "Sen", "Sens", "Gov", "Govs"})
"""What no name ends in: the one that follows begins with it."""
_HEADING = 0.65
"""Share of capitals among a sentence's words from which on it is a heading, where capitals name nothing."""


def name_tags(text: Sequence[str], pos: Sequence[str], entities: Sequence[Found]) -> list[str]:
    """Tags in which a name is one throughout: the tagger now and then calls a "Trump" a pronoun or a verb.

    Args:
        text: the article's tokens.
        pos: their universal tags.
        entities: what the pipeline found, in order.

    Returns:
        The tags, with PROPN for capitalised words that end several of the entities.
    """
    tags = list(pos)
    ends = [found[1] - 1 for found in entities if _label(text, found) not in PLAIN | {""}]
    ends = [at for at in ends if text[at][:1].isupper()]
    often = Counter(text[at] for at in ends)
    for at in ends:
        if often[text[at]] > 1 and text[at].lower() not in word_set("function"):
            tags[at] = "PROPN"
    return tags


def _label(text: Sequence[str], found: Found) -> str:
    start, end, label = found
    return entity_label(label, " ".join(text[start:end]))


def find_mentions(
    text: Sequence[str], pos: Sequence[str], sentence: Sequence[int], entities: Sequence[Found]
) -> list[Found]:
    """Find the mentions of entities in an article.

    Args:
        text: its tokens.
        pos: their universal tags.
        sentence: the number of the sentence each stands in.
        entities: what the pipeline found, in order.

    Returns:
        Mentions in order, none overlapping, with the labels of the table of entities.
    """
    surnames = _surnames(text, entities)
    kept = [clean for found in entities if (clean := _trim(text, pos, found, surnames))]
    whole_names = {tuple(text[start:end]) for start, end, label in kept if end - start > 1 and label not in PLAIN}
    taken = [-1] * len(text)
    for number, (start, end, _) in enumerate(kept):
        taken[start:end] = [number] * (end - start)
    extra: list[Found] = []
    gone: set[int] = set()
    for start, end in _runs(text, pos, sentence, surnames):
        inside = {taken[at] for at in range(start, end)} - {-1}
        if not inside:
            extra.append((start, end, ""))
        elif not any(kept[number][2] in PLAIN for number in inside) and (
            len(inside) == 1
            or _one_person(text, kept, inside)
            or tuple(text[start:end]) in whole_names
            or " ".join(text[start:end]) in sides()
        ):
            first = min(inside)
            begin, stop = min(kept[first][0], start), max(kept[max(inside)][1], end)
            kept[first] = (begin, stop, kept[first][2])
            gone |= inside - {first}
    found = [*(found for number, found in enumerate(kept) if number not in gone), *extra]
    whole = sorted((_first_name(text, start, end), end, label) for start, end, label in found)
    return vote(text, _whole_places(text, whole))


def _whole_places(text: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """Give "York" back its "New": the first words of places are adjectives to a tagger."""
    mended: list[Found] = []
    for start, end, label in found:
        longer = start > 0 and f"{text[start - 1]} {text[start]}" in sides() and label not in PLAIN
        if longer and mended and mended[-1][:2] == (start - 1, start):
            mended.pop()
        free = not mended or mended[-1][1] < start
        mended.append((start - 1 if longer and free else start, end, label))
    return mended


def _surnames(text: Sequence[str], entities: Sequence[Found]) -> frozenset[str]:
    """The last words of the people whom an article names with first name or "Mr.": so "King" is no title there."""
    return frozenset(
        text[end - 1]
        for start, end, label in entities
        if label.upper() in ("PERSON", "PER") and (end - start > 1 or _mister(text, start))
    )


def _mister(text: Sequence[str], at: int) -> bool:
    """Whether "Mr." or the like, which only a name can follow, stands before a token."""
    return at > 0 and fold(text[at - 1]) in _MISTER


def _first_name(text: Sequence[str], start: int, end: int) -> int:
    """Where a person's name begins that a title was taken into: "State Antony Blinken" after "Secretary of"."""
    known = genders()
    last = fold(text[end - 1])
    if end - start < 3 or fold(text[start]) in known or body_kind(last) or text[end - 1] in media_words():
        return start
    return next((at for at in range(start + 1, end - 1) if fold(text[at]) in known), start)


def _one_person(text: Sequence[str], kept: Sequence[Found], inside: set[int]) -> bool:
    """Whether the parts of a run are pieces of one name, as the model cuts "Marco | Rubio"."""
    parts = [kept[number] for number in sorted(inside)]
    first, size = text[parts[0][0]], parts[-1][1] - parts[0][0]
    together = size == sum(end - start for start, end, _ in parts) <= 4
    # "Ty | Cobb": a word that is no name of a place or paper, before one that is a person's
    rare = (
        size == len(parts) == 2
        and parts[1][2] == "PERSON"
        and first not in sides()
        and fold(first) not in media_names()
    )
    return together and (rare or fold(first) in genders()) and not body_kind(fold(text[parts[-1][1] - 1]))


def _trim(text: Sequence[str], pos: Sequence[str], found: Found, surnames: frozenset[str]) -> Found | None:
    """Cut what is no part of a name off both ends."""
    start, end, label = found[0], found[1], _label(text, found)
    if not label:
        return None
    if all(fold(text[at]) in word_set("calendar") for at in range(start, end)):
        label = "DATE"
    if label in PLAIN:
        named = any(
            any(c.isdigit() for c in text[at])
            or fold(text[at]) in word_set("calendar")
            or pos[at] in ("NOUN", "NUM", "SYM")
            for at in range(start, end)
        )
        return (start, end, label) if named else None
    start = _first(text, pos, start, end)
    start, end, label = _behind_title(text, start, end, label, surnames)
    office = start
    # "Republican Governors Association"
    body = start < end and is_people(text[start]) and body_kind(fold(text[end - 1]))
    while end - start > 1 and not body and is_title(text, start) and not _is_surname(text, start, surnames):
        start = _first(text, pos, start + 1, end)
    # "Peter King, R-N.Y." and "Kevin McCarthy of California" name somebody in their first words
    breaks = _BREAKS
    if start < end and is_people(text[start]):
        breaks = _BREAKS | _LINKS
    elif start < end and (start > office or label == "PERSON" or fold(text[start]) in genders()):
        breaks = _BREAKS | {"of", "and"}
    end = next((at for at in range(start + 1, end) if text[at] in breaks or _no_name(text, pos, at)), end)
    while end > start and not (text[end - 1][:1].isupper() or text[end - 1][:1].isdigit()):
        end -= 1
    while end - start > 1 and text[end - 1].rstrip(".") in _BEFORE_NAMES:
        end -= 1
    surname = start < end and _is_surname(text, start, surnames)
    if (
        start == end
        or _PARTY_MARK.fullmatch("".join(text[start:end]))
        or (
            end - start == 1
            and not surname
            and (fold(text[start]) in honorifics() or pos[start] in ("PRON", "DET", "VERB", "AUX", "ADP"))
        )
    ):
        return None
    return start, end, label


def _first(text: Sequence[str], pos: Sequence[str], start: int, end: int) -> int:
    """The first token of a span that can begin a name; its end where none can."""
    return next((at for at in range(start, end) if _begins(text, pos, at)), end)


def _behind_title(text: Sequence[str], start: int, end: int, label: str, surnames: frozenset[str]) -> Found:
    """The person in what the model took for one name: "Senate Whip Jane Roe", "Roe’s lawyer Ann Poe"."""
    for at in range(end - 2, start - 1, -1):
        word = fold(text[at])
        noun = person_noun(word)
        if not (word in honorifics() or (noun and not noun[1])):
            continue
        stop = next((i for i in range(at + 1, end) if text[i] in _BREAKS or text[i] == "of"), end)
        rest = text[at + 1 : stop]
        if not rest:
            continue  # "King" in "Angus King of Maine"
        if len(rest) > 3 or not all(part[:1].isupper() for part in rest) or body_kind(fold(rest[-1])):
            break
        first_name = len(rest) > 1 and (fold(rest[0]) in genders() or (word in honorifics() and at > start))
        if (
            label == "PERSON"
            or first_name
            or (text[at].islower() and len(rest) > 1)
            or (len(rest) == 1 and rest[0] in surnames)
        ):
            return at + 1, stop, "PERSON"
        break
    return start, end, label


def _no_name(text: Sequence[str], pos: Sequence[str], at: int) -> bool:
    """Whether a token is a verb, a day or a word for people ("aides"), which the model takes into a name."""
    if text[at].islower():
        people = person_noun(text[at])
        return pos[at] in ("VERB", "AUX") or bool(people and people[1])
    return fold(text[at]) in word_set("calendar") - {"may"}


def _begins(text: Sequence[str], pos: Sequence[str], at: int) -> bool:
    word = text[at]
    if not word[:1].isupper():
        return word[:1].isdigit() and any(part[:1].isupper() for part in text[at + 1 : at + 3])
    if word.lower() in word_set("function"):
        return False
    if _mister(text, at):
        return True
    noun = person_noun(word.lower())
    # "Supporters of ..." at the head of a sentence
    return pos[at] not in ("PRON", "DET", "ADP", "AUX") and not (noun and noun[1] and not is_people(word))


def _runs(
    text: Sequence[str], pos: Sequence[str], sentence: Sequence[int], surnames: frozenset[str]
) -> list[tuple[int, int]]:
    """Runs of proper nouns: "Rick Perry", "San Diego"; titles, days and demonyms end them."""
    runs: list[tuple[int, int]] = []
    capital, total = Counter[int](), Counter[int]()
    for at, word in enumerate(text):
        if word[:1].isalpha():
            total[sentence[at]] += 1
            capital[sentence[at]] += word[:1].isupper()
    start = -1
    for at in range(len(text) + 1):
        inside = at < len(text) and _in_run(text, pos, at, surnames)
        if inside and start >= 0 and sentence[at] != sentence[start]:
            runs.append((start, at))
            start = at
        elif inside and start < 0 and text[at] != "-":
            start = at
        elif not inside and start >= 0:
            runs.append((start, at))
            start = -1
    return [(a, b) for a, b in runs if total[sentence[a]] < 5 or capital[sentence[a]] < _HEADING * total[sentence[a]]]


def _in_run(text: Sequence[str], pos: Sequence[str], at: int, surnames: frozenset[str]) -> bool:
    if text[at] == "-":
        inside = 0 < at < len(text) - 1 and not _PARTY_MARK.fullmatch(text[at - 1])
        return inside and pos[at - 1] == pos[at + 1] == "PROPN" and text[at - 1][:1].isupper()
    if at > 1 and text[at - 1] == "-" and text[at].islower():
        return pos[at] == "PROPN" and _in_run(text, pos, at - 1, surnames)  # "Park Geun-hye"
    return (
        pos[at] == "PROPN"
        and text[at][:1].isupper()
        and not (is_title(text, at) and not _is_surname(text, at, surnames))
        and not _PARTY_MARK.fullmatch(text[at])
        and _begins(text, pos, at)
    )


def _is_surname(text: Sequence[str], at: int, surnames: frozenset[str]) -> bool:
    """Whether a word that could be a title ("King") is the surname of somebody in the article."""
    following = text[at + 1] if at + 1 < len(text) else ""
    before = fold(text[at - 1]) if at else ""
    named = text[at] in surnames or before in genders() or (len(before) == 1 and text[at - 1][:1].isupper())
    return _mister(text, at) or (named and text[at][:1].isupper() and not following[:1].isupper())


def is_title(text: Sequence[str], at: int) -> bool:
    """Whether a token is a title that stands before a name: "Mr.", "Mayor"; days and months count too."""
    word = fold(text[at])
    following = text[at + 1] if at + 1 < len(text) else ""
    if following[:1].isupper() and body_kind(following.lower()) and word not in _MISTER:
        return False  # "the Justice Department", but "Ms. Page"
    if word in honorifics() or word in word_set("calendar"):
        return True
    # "Governor Rick Perry", but "Governor" alone at the end of a body's name stays: "Board of Governors"
    found = person_noun(word)
    return found is not None and not found[1] and following[:1].isupper()
