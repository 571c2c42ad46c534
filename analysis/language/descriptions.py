"""Noun phrases about people: what a phrase is headed by, what it says of somebody, and whether it fits somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.language.names import fold, honorifics
from analysis.language.nouns import person_noun, sides
from analysis.language.words import Words

STOPS = frozenset(',;:()[]{}—–―-"“”„«»|/')
RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "where", "when", "while", "if"})
QUANTITIES = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "some",
        "many",
        "several",
        "most",
        "few",
        "number",
        "couple",
        "group",
        "majority",
        "handful",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "plenty",
        "minority",
        "all",
        "each",
        "both",
        "any",
        "none",
        "lot",
        "more",
        "half",
        "two-thirds",
    ]
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "‘s", "`s"})
_FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "in",
        "at",
        "to",
        "on",
        "by",
        "with",
        "from",
        "and",
        "or",
        "as",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
        "'s",
        "’s",
        "'",
        "’",
        ".",
    ]
)
_FORMER = frozenset({"former", "ex", "onetime", "then", "outgoing", "late", "erstwhile", "retired"})
_PARTY = re.compile(r"^([RDI])[-–](.+?)\.?$")
_LONGEST = 30
"""Words beyond which an apposition is no longer read: it is a clause or a slip of the tags."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says of somebody; ``told`` are its other words, folded, demonyms turned into places."""

    text: str
    noun: str
    roles: frozenset[str]
    gender: str
    plural: bool
    told: frozenset[str]
    former: bool
    side: str | None


@dataclass(frozen=True, slots=True)
class Core:
    """The part of a noun phrase that ends in its head: before any comma, preposition, clause or second conjunct."""

    start: int
    end: int
    head: int
    possessor: bool
    one_of: bool
    joined: int | None


def phrase_core(words: Words, start: int, end: int) -> Core | None:
    """Find the head of the noun phrase that a span begins with.

    Args:
        words: the article's words.
        start: the span's first token.
        end: one past its last.

    Returns:
        The core, whose ``joined`` is the token after an "and" that follows it; None for a span without words.
    """
    while start < end and (words.text[start] in STOPS or words.text[start].isspace()):
        start += 1
    one_of, first = False, start
    at, noun = start, False
    while at < end:
        word, pos = words.lower[at], words.pos[at]
        inside = at > start and words.mention[at] >= 0 and words.mention[at] == words.mention[at - 1]
        if inside:
            noun, at = True, at + 1
            continue
        if word == "of" and at > first and words.lower[at - 1] in QUANTITIES:
            one_of, noun, start, at = words.lower[at - 1] in ("one", "each"), False, at + 1, at + 1
            continue
        if _ends_core(words, at, noun):
            break
        noun = noun or pos in ("NOUN", "PROPN", "PRON", "NUM") or words.mention[at] >= 0
        at += 1
    stop = at
    while stop > start and words.text[stop - 1].isspace():
        stop -= 1
    if stop == start:
        return None
    possessor = words.text[stop - 1] in POSSESSIVES and stop - start > 1
    head = stop - 2 if possessor else stop - 1
    joined = at + 1 if at + 1 < end and words.lower[at] in ("and", "&") else None
    return Core(start, stop - 1 if possessor else stop, head, possessor, one_of, joined)


def _ends_core(words: Words, at: int, noun: bool) -> bool:
    word, pos = words.lower[at], words.pos[at]
    if word in STOPS:
        # "Tea-Party", "co-founder": a hyphen within a word that the tokenizer split
        return not (word in "-–/" and words.glued(at))
    if word.isspace() or (
        word == "."
        and words.dep[at] == "punct"
        and words.sentence[at] != words.sentence[min(at + 1, len(words.text) - 1)]
    ):
        return True
    if not noun:
        return False
    return (
        word in RELATIVES
        or (pos in ("ADP", "SCONJ", "AUX", "CCONJ") and word not in POSSESSIVES)
        or (pos == "VERB" and words.dep[at] not in ("amod", "compound", "nsubj"))
        or (word == "to" and pos == "PART")
        or (pos == "PRON" and words.dep[at] != "nmod:poss")
    )


def describe(words: Words, start: int, end: int, head: int) -> Description | None:
    """Read what a noun phrase says of a person.

    Args:
        words: the article's words.
        start: first token of the phrase.
        end: one past its last token, complements ("of the security council") included.
        head: its head noun.

    Returns:
        The description; None where the head is no word for people.
    """
    found = person_noun(fold(words.text[head]))
    noun = fold(words.text[head])
    side = None
    if found is None:
        named, sort = sides().get(words.text[head], ("", ""))
        title = honorifics().get(noun, ("", ""))
        if sort == "party":
            found, side = person_noun("republican" if named.startswith("Rep") else "democrat"), named
        if found is None and title[0]:
            found = person_noun(title[0]) or person_noun("official")
    if found is None:
        return None
    told, former = set(), False
    for at in range(start, end):
        word = words.text[at]
        if at == head or words.lower[at] in _FUNCTION or word in STOPS or word.isspace():
            continue
        if fold(word).removeprefix("ex-") in _FORMER or fold(word) in _FORMER:
            former = True
            continue
        place, sort = sides().get(word, ("", ""))
        if place and side is None and sort != "state":
            side = place
        told.update(fold(part) for part in (place or word).split())
    former = former or noun.startswith("ex-")
    roles = found[0].roles
    return Description(words.join(start, end), noun, roles, found[0].gender, found[1], frozenset(told), former, side)


def describe_person(words: Words, mention: tuple[int, int]) -> list[Description]:
    """Collect what an article says of a person around one mention: titles before it, appositions on either side.

    Args:
        words: the article's words.
        mention: the mention's tokens.

    Returns:
        Descriptions, the title before the name first.
    """
    start, end = mention
    found = [
        _title_before(words, start),
        _apposition_after(words, end),
        _apposition_before(words, start),
        _predicate(words, mention),
    ]
    return [description for description in found if description]


def _title_before(words: Words, start: int) -> Description | None:
    """ "White House spokesman" before a name; a place after it ("of Texas") counts among what is told."""
    head = start - 1
    if head < 0 or words.sentence[head] != words.sentence[start] or words.text[head] in STOPS:
        return None
    noun = fold(words.text[head])
    if not (person_noun(noun) or honorifics().get(noun, ("", ""))[0]):
        return None
    first = head
    while first > 0 and head - first < 12 and words.sentence[first - 1] == words.sentence[head]:
        before = first - 1
        word = words.text[before]
        in_title = words.pos[before] in ("NOUN", "PROPN", "ADJ") or word in POSSESSIVES or words.mention[before] >= 0
        if not in_title or words.lower[before] in RELATIVES:
            break
        first = before
    end = start
    after = words.spans[words.mention[start]][1] if words.mention[start] >= 0 else start
    place = ""
    if after + 1 < len(words.text) and words.lower[after] == "of" and words.text[after + 1][:1].isupper():
        stop = words.spans[words.mention[after + 1]][1] if words.mention[after + 1] >= 0 else after + 2
        place = " ".join(fold(word) for word in words.text[after + 1 : stop])
    description = describe(words, first, end, head)
    if description is None or not place:
        return description
    told = description.told | frozenset(place.split())
    return Description(
        description.text,
        description.noun,
        description.roles,
        description.gender,
        False,
        told,
        description.former,
        description.side,
    )


def _apposition_after(words: Words, end: int) -> Description | None:
    """ ", a key adviser to ..." or "(R-Fla.)" after a name."""
    while end < len(words.text) and words.text[end] in POSSESSIVES:
        return None
    # "Representative Zoe Lofgren of California, who ..."; "of California, the majority leader,"
    if end + 1 < len(words.text) and words.lower[end] in ("of", "himself", "herself"):
        inside = words.mention[end + 1]
        end = words.spans[inside][1] if inside >= 0 else end + 1 + (words.lower[end] == "of")
    if end >= len(words.text) or words.text[end] not in (",", "(", "—", "–", "-", "[", "--"):
        return None
    start = end + 1
    if start >= len(words.text) or words.text[start].isspace():
        return None
    party = _party(words, start)
    if party:
        return party
    core = phrase_core(words, start, min(start + _LONGEST, len(words.text)))
    if (
        core is None
        or core.possessor
        or words.sentence[core.head] != words.sentence[start - 1]
        or words.lower[start] in RELATIVES
    ):
        return None
    if words.mention[core.head] >= 0 and words.spans[words.mention[core.head]][2] in ("Person", "PERSON"):
        return None
    stop = core.end
    while (
        stop < len(words.text)
        and stop - start < _LONGEST
        and words.text[stop] not in STOPS
        and not words.text[stop].isspace()
    ):
        if words.lower[stop] in RELATIVES or words.pos[stop] in ("VERB", "AUX", "PUNCT"):
            break
        stop += 1
    description = describe(words, core.start, stop, core.head)
    return None if description is None or description.plural else description


def _party(words: Words, at: int) -> Description | None:
    """ "R-Fla." and "D-N.Y.", in one token or several, as American news writes party and state."""
    close = next((i for i in range(at, min(at + 6, len(words.text))) if words.text[i] in (",", ")", ";")), at + 1)
    match = _PARTY.match("".join(words.text[at:close]))
    if not match:
        return None
    party = sides()[match[1]][0]
    place = sides().get(match[2] + ".", sides().get(match[2], (match[2], "")))[0]
    told = frozenset(fold(word) for word in place.split())
    noun = {"R": "republican", "D": "democrat"}.get(match[1], "independent")
    return Description("".join(words.text[at:close]), noun, frozenset({noun}), "", False, told, False, party)


def _apposition_before(words: Words, start: int) -> Description | None:
    """ "A spokesman for the committee, " before a name."""
    while start and (words.text[start - 1][:1].isupper() and fold(words.text[start - 1]) in honorifics()):
        start -= 1
    if start < 2 or words.text[start - 1] != ",":
        return None
    first = start - 2
    sentence = words.sentence[start]
    while first > 0 and start - first < _LONGEST and words.sentence[first - 1] == sentence:
        if words.text[first] in STOPS or words.text[first].isspace():
            first += 1
            break
        first -= 1
    for at in range(first, start - 1):
        if (
            words.pos[at] == "DET"
            or words.dep[at] == "nmod:poss"
            or words.mention[at] >= 0
            or words.text[at][:1].isupper()
        ):
            core = phrase_core(words, at, start - 1)
            if core and not core.possessor and (words.mention[core.head] < 0 or core.head > at):
                found = describe(words, core.start, start - 1, core.head)
                if (
                    found
                    and not found.plural
                    and not any(words.pos[i] in ("VERB", "AUX") for i in range(at, start - 1))
                ):
                    return found
    return None


def _predicate(words: Words, mention: tuple[int, int]) -> Description | None:
    """ "... is a senator": a noun whose subject is the name."""
    for at in range(*mention):
        head = words.head[at]
        if words.dep[at] == "nsubj" and words.pos[head] == "NOUN" and head > at and head - at < 12:
            if any(words.lower[i] in ("is", "was", "'s", "’s") and words.head[i] == head for i in range(at + 1, head)):
                first = next((i for i in range(at + 1, head) if words.pos[i] == "DET"), head)
                found = describe(words, first, head + 1, head)
                return None if found is None or found.plural else found
    return None


def fits(wanted: Description, known: Description) -> float:
    """How well a description ("the former Russian president") fits what is known of somebody.

    Args:
        wanted: the description to resolve.
        known: one thing that the article says of somebody.

    Returns:
        0 where it cannot be meant; else 1 and more, the more of its words are known of them.
    """
    if not wanted.roles & known.roles or (wanted.gender and known.gender and wanted.gender != known.gender):
        return 0.0
    if wanted.former and not known.former:
        return 0.0
    unmet = {word for word in wanted.told if word not in known.told and not person_noun(word)}
    return 1.0 + len(wanted.told & known.told) - 0.6 * len(unmet) + (0.5 if wanted.noun == known.noun else 0.0)
