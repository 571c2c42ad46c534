"""Where the phrase around a noun for an event begins and ends, and what it says of the event.

Phrases are read from tags, not from trees: what belongs to a noun that is itself made of a verb ("Ukraine's incursion
into the Kursk region") is where small parsers err most.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language.labels import PLAIN
from analysis.language.names import fold
from analysis.language.nouns import sides, word_set
from analysis.language.words import Words

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE = frozenset({"a", "an", "another", "any", "some", "no", "each", "every", "several", "many", "few", "such"})
_OWN = frozenset({"my", "your", "his", "her", "its", "our", "their", "whose"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_BEHIND = frozenset({"of", "into", "against", "on", "in", "between", "by", "over", "at", "across", "inside", "to"})
_LONGEST = 12  # tokens before the head, and behind it


@dataclass(frozen=True, slots=True)
class Phrase:
    """The phrase around a noun: tokens ``start`` to ``end``, and how it refers.

    Attributes:
        start: first token.
        end: one past its last.
        form: definite (the, this), owned (somebody's), indefinite (a, another, some, a number) or bare.
    """

    start: int
    end: int
    form: str


def phrase_of(words: Words, head: int) -> Phrase:
    """The phrase around a noun: determiner, owner and adjectives before it, places and parties behind it."""
    start = _start(words, head)
    return Phrase(start, _end(words, head), _form(words, start, head))


def _start(words: Words, head: int) -> int:
    at = head
    while at > 0 and head - at < _LONGEST and words.sentence[at - 1] == words.sentence[head]:
        before = at - 1
        if words.label(before) in PLAIN and words.text[at] not in _POSSESSIVES:
            break  # the day before a subject: "On Monday protesters ..."
        if _determines(words, before):
            owned = at >= 1 and _owner_follows(words, before, head)
            return before if not owned or _begins(words, before) else at
        inside = words.pos[before] in _INSIDE or words.text[before] in _POSSESSIVES or words.mention[before] >= 0
        if not (inside or hyphen(words, before) or _participle(words, before, head)):
            break
        at = before
    while at < head and (words.text[at] in _POSSESSIVES or not words.text[at][:1].isalnum()):
        at += 1
    return at


def hyphen(words: Words, at: int) -> bool:
    """Whether a token joins the two beside it, as a line break between a heading and the text does not."""
    return words.glued(at) and not words.text[at].isspace()


def _determines(words: Words, at: int) -> bool:
    if words.lower[at] == "that":
        return words.pos[at] == "DET"  # else it begins a clause
    return words.lower[at] in _DEFINITE | _INDEFINITE | _OWN or words.pos[at] == "DET"


def _owner_follows(words: Words, before: int, head: int) -> bool:
    return any(words.text[at] in _POSSESSIVES for at in range(before, head))


def _begins(words: Words, at: int) -> bool:
    """Whether a determiner can begin a phrase with an owner in it: "the senator's remarks", not "that Trump's ban"."""
    return words.lower[at] not in ("that", "both", "any")


def _participle(words: Words, at: int, head: int) -> bool:
    """Whether a word is a participle or adverb between a determiner and its noun: "the widely criticised ban"."""
    if words.pos[at] not in ("VERB", "ADV") or at + 1 > head:
        return False
    return any(
        words.lower[i] in _DEFINITE | _INDEFINITE | _OWN or words.text[i] in _POSSESSIVES
        for i in range(max(0, at - 2), at)
        if words.sentence[i] == words.sentence[head]
    ) and (words.pos[at] == "ADV" or words.lower[at].endswith(("ed", "ing", "en")))


def _end(words: Words, head: int) -> int:
    """One past what a noun takes behind it: up to two prepositions with their nouns."""
    end = head + 1
    for _ in range(2):
        stop = _complement(words, head, end)
        if stop == end:
            break
        end = stop
    return end


def _complement(words: Words, head: int, at: int) -> int:
    """Where a preposition's noun phrase ends; ``at`` where none of those that tell of an event begins there."""
    size, sentence = len(words.text), words.sentence[head]
    if at >= size or words.lower[at] not in _BEHIND or words.sentence[at] != sentence:
        return at
    stop, noun, named = at + 1, False, False
    while stop < size and stop - head < _LONGEST and words.sentence[stop] == sentence:
        possessive = words.text[stop] in _POSSESSIVES and noun
        joined = words.lower[stop] == "and" and named and words.mention[min(stop + 1, size - 1)] >= 0
        mention = words.mention[stop] >= 0
        inside = words.pos[stop] in _INSIDE or mention or hyphen(words, stop) or words.pos[stop] == "DET"
        if not (inside or possessive or joined or words.lower[stop] in _OWN) or words.label(stop) in PLAIN:
            break
        noun = noun or words.pos[stop] in ("NOUN", "PROPN") or mention
        named = named or mention
        stop += 1
    # "to" and "in" begin much that is not about the noun; with a name behind them they mostly are.
    needed = named if words.lower[at] in ("in", "to", "at", "over", "by", "across", "inside") else noun
    while stop > at and not words.text[stop - 1][:1].isalnum() and words.text[stop - 1] not in _POSSESSIVES:
        stop -= 1
    return stop if needed else at


def _form(words: Words, start: int, head: int) -> str:
    first = words.lower[start]
    if first in _INDEFINITE:
        return "indefinite"
    if first in _OWN or _owner_follows(words, start, head):
        return "owned"
    if first in _DEFINITE:
        return "definite"
    return "indefinite" if words.pos[start] == "NUM" and start < head else "bare"


def names_in(words: Words, start: int, end: int, head: int = -1) -> set[str]:
    """The names in a span: countries for those who live in them and their capitals.

    Args:
        words: the article's words.
        start: first token.
        end: one past the last.
        head: a token whose own word does not count: the noun of the phrase.

    Returns:
        Folded names ("kursk", "ukraine"); of a person the last name alone.
    """
    found: set[str] = set()
    at = start
    while at < end:
        number = words.mention[at]
        if number < 0 or words.label(at) in PLAIN:
            known = sides().get(words.text[at])
            if known and known[1] != "party":
                found.add(fold(known[0]))
            at += 1
            continue
        first, last, label = words.spans[number]
        at = max(last, at + 1)
        found |= _name(words, first, last, label, head)
    return found


def _name(words: Words, first: int, last: int, label: str, head: int) -> set[str]:
    whole = sides().get(words.join(first, last))
    if whole:
        return {fold(whole[0])}
    tokens = [at for at in range(first, last) if at != head and words.text[at][:1].isupper()]
    if not tokens:
        return set()
    name = words.join(tokens[-1] if label == "PERSON" else tokens[0], tokens[-1] + 1)
    people = (sides().get(words.text[at], ("", "")) for at in tokens)
    countries = {fold(side) for side, sort in people if sort in ("demonym", "country")}  # "the Danish Armed Forces"
    return {fold(sides().get(name, (name, ""))[0]), *countries}


def details_in(words: Words, start: int, end: int, head: int) -> set[str]:
    """The nouns in a phrase that are neither its head nor names: "border wall" of "the vote on the border wall"."""
    return {
        words.lower[at]
        for at in range(start, end)
        if at != head
        and words.pos[at] == "NOUN"
        and words.mention[at] < 0
        and words.lower[at] not in word_set("function") | word_set("calendar")
    }
