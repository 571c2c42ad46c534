"""Phrases that their sentence says are the same: "the move, a ban on ...", "the attack was the largest raid"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.events.nouns import event_noun
from analysis.events.phrases import Phrase, phrase_of
from analysis.language.nouns import body_kind, person_noun
from analysis.language.words import Words

_IS = frozenset({"is", "was", "are", "were", "be", "been", "being", "'s", "’s"})
_AMOUNTS = frozenset(
    {"marked", "marks", "became", "becomes", "constitutes", "constituted", "represents", "represented"}
)
_CALLS = frozenset(
    {"called", "calls", "calling", "branded", "dubbed", "labeled", "labelled", "termed", "deemed", "described"}
    | {"describes", "describing", "denounced", "condemned", "characterized", "characterised", "slammed", "portrayed"}
)
_QUOTES = frozenset('"“”‘’') | {"''", "``"}
_OPENS = frozenset({",", "—", "–", "("})
_CLOSES = frozenset({",", "—", "–", ")", ".", ";", ":"})
_FAR = 6  # tokens between two phrases


@dataclass(frozen=True, slots=True)
class Tie:
    """A phrase that is the same as an earlier one: its head, the earlier one's first token, and what says so."""

    head: int
    phrase: Phrase
    first: int
    words: str


def find_ties(words: Words, phrases: Mapping[int, Phrase]) -> dict[int, Tie]:
    """Find what a sentence puts together with the phrases before it.

    Args:
        words: the article's words.
        phrases: the phrase of each head that names an event.

    Returns:
        For each later head the tie; its noun may be one that is not among ``phrases``.
    """
    ties: dict[int, Tie] = {}
    for head in sorted(phrases):
        for tie in _behind(words, head, phrases[head]):
            ties.setdefault(tie.head, tie)
    return ties


def _behind(words: Words, head: int, phrase: Phrase) -> Iterable[Tie]:
    """The phrase that follows one at once and is said to be the same."""
    size = len(words.text)
    at = phrase.end
    while at < size and at - phrase.end < _FAR and words.sentence[at] == words.sentence[head]:
        second = _head_of(words, at) if words.pos[at] == "DET" else None
        if second is not None:
            between = words.lower[_behind_day(words, phrase.end) : at]
            how = _how(words, phrase, phrase_of(words, second), between, event_noun(words.lower[second]) is not None)
            if how:
                told = how.replace("X", f"'{words.lower[head]}'").replace("Y", f"'{words.lower[second]}'")
                yield Tie(second, phrase_of(words, second), phrase.start, told)
            return
        at += 1


def _behind_day(words: Words, at: int) -> int:
    """One past the day that follows a phrase: "the attack on Monday was"."""
    day = at + (words.pos[at : at + 1] == ["ADP"])
    if day >= len(words.text) or words.label(day) != "DATE":
        return at
    while day < len(words.text) and words.label(day) == "DATE":
        day += 1
    return day


def _head_of(words: Words, at: int) -> int | None:
    """The noun that a determiner belongs to, if it can be one for an event."""
    head = None
    for following in range(at + 1, min(at + 7, len(words.text))):
        if words.pos[following] not in ("ADJ", "NOUN", "ADV", "NUM") and not words.glued(following):
            break
        if words.pos[following] == "NOUN":
            head = following
    if head is None or words.lower[at] in ("no", "any", "every", "each", "both"):
        return None
    noun = words.lower[head]
    return None if person_noun(noun) or body_kind(noun) or words.mention[head] >= 0 else head


def _how(words: Words, one: Phrase, other: Phrase, between: list[str], listed: bool) -> str | None:
    """How a sentence says that two phrases are the same; None where it does not.

    What is a noun of no list ("a disgrace") is a name only where somebody calls the event so; "is a difficult task" and
    ", a member of the board," tell of much else.
    """
    told = [word for word in between if word not in _QUOTES]
    if not told or told == ["as"]:
        verb = next((words.lower[i] for i in range(max(0, one.start - 2), one.start) if words.lower[i] in _CALLS), "")
        return f"{verb} X {'as ' if told else ''}Y" if verb else None
    if told[0] in (_IS | _AMOUNTS if listed else _AMOUNTS) and set(told[1:]) <= {
        "in",
        "fact",
        "clearly",
        "also",
        "as",
        "effectively",
    }:
        return f"X {told[0]} Y"
    if listed and told[0] in _OPENS and len(told) == 1:
        behind = words.lower[other.end : other.end + 2]
        one_of_several = {"and", "or"} & set(behind)
        return "X, Y" if not one_of_several and (not behind or behind[0] in _CLOSES) else None
    return None
