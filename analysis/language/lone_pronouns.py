"""Pronouns whose meaning needs no knowledge of anybody's gender, as nobody else is near."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from analysis.language.attribution import Attribution
from analysis.language.discourse import SINGULAR
from analysis.language.labels import PLACES
from analysis.language.names import fold, honorifics
from analysis.language.nouns import person_noun, word_set
from analysis.language.words import Words

Span = tuple[int, int]

_BACK = 4
"""Sentences back to the one that names whom a pronoun means, those between being what somebody says."""
_SOMEBODY = frozenset({"someone", "somebody", "anyone", "anybody", "everyone", "nobody", "who", "whoever"})


def lone_pronouns(
    words: Words, mentions: Sequence[int], people: Collection[int], sure: Collection[int], found: Sequence[Attribution]
) -> list[tuple[int, str]]:
    """Find pronouns that can mean one person only: subject of the sentence before theirs, and nobody else is near.

    Behind a break of paragraphs only who speaks counts ("... it will hold,” she said"): others take up an older topic.

    Args:
        words: the article's words.
        mentions: for each mention, the number of its entity.
        people: numbers of the entities that are people.
        sure: mentions that are surely of their entity.
        found: the article's attributions.

    Returns:
        The number of the entity and 'm' or 'f', for each such pronoun.
    """
    said = _within(words, (span for one in found for span in one.content))
    speaks = _within(words, (span for one in found for span in one.source))
    starts = [at for at in range(len(words.text)) if at == 0 or words.sentence[at] != words.sentence[at - 1]]
    starts.append(len(words.text))
    told = []
    for at, word in enumerate(words.lower):
        if word not in ("he", "she") or said[at] or words.quoted[at] or words.dep[at] not in ("nsubj", "nsubj:pass"):
            continue
        target = words.sentence[at] - 1
        while target > words.sentence[at] - _BACK and all(
            words.quoted[i] or said[i] for i in range(starts[target], starts[target + 1])
        ):
            target -= 1  # what somebody says, sentence after sentence
        if target < 0:
            continue
        first = starts[target]
        near = {mentions[words.mention[i]] for i in range(first, at) if words.mention[i] >= 0} & set(people)
        before = range(first, starts[target + 1])
        gap = words.doc_text[words.start[before[-1]] : words.start[at]]
        if len(near) != 1 or ("\n" in gap and not speaks[at]):
            continue
        (number,) = near
        subject = any(
            words.mention[i] in sure
            and mentions[words.mention[i]] == number
            and words.dep[i] in ("nsubj", "nsubj:pass")
            and not (words.quoted[i] or said[i])
            for i in before
        )
        if subject and not any(_somebody_else(words, i, number, mentions) for i in range(first, at)):
            told.append((number, SINGULAR[word]))
    return told


def _within(words: Words, spans: Iterable[Span]) -> list[bool]:
    """For each token whether one of the spans holds it."""
    inside = [False] * len(words.text)
    for first, last in spans:
        inside[first:last] = [True] * (last - first)
    return inside


def _somebody_else(words: Words, at: int, number: int, mentions: Sequence[int]) -> bool:
    """Whether a word may be of a person who is not the one: an unmarked name, a singular noun for people."""
    if words.mention[at] >= 0:
        # a place or body between is nobody, a name the model is unsure of may be somebody
        return words.label(at) not in ("PERSON", "ORG", "NORP", "DATE", "MONEY", "MISC", "FAC", "EVENT", *PLACES)
    if words.lower[at] in _SOMEBODY:
        return True
    if words.lower[at] in SINGULAR:
        return False
    found = person_noun(fold(words.text[at]))
    if found and not found[1] and words.pos[at] in ("NOUN", "PROPN"):
        return not _of(words, at, number, mentions)
    return (
        words.pos[at] == "PROPN"
        and fold(words.text[at]) not in word_set("calendar")
        and not honorifics().get(fold(words.text[at]))
    )


def _of(words: Words, at: int, number: int, mentions: Sequence[int]) -> bool:
    """Whether a noun says more of the one: it hangs on the name, or the name on it."""

    def names(token: int) -> bool:
        return words.mention[token] >= 0 and mentions[words.mention[token]] == number

    if names(words.head[at]) and words.dep[at] in ("appos", "compound", "flat", "nmod"):
        return True
    return any(
        words.head[i] == at and words.dep[i] in ("appos", "flat", "nsubj") and names(i)
        for i in range(max(0, at - 12), min(len(words.text), at + 12))
    )
