"""Whether the text itself calls somebody a man or a woman: by a title, a word for a woman or man, or a pronoun.

First names say nothing here: they would guess, wrongly for some and by what is usual in one country. What is counted
must point to one person without knowing anybody's gender, so a pronoun counts only where nobody else is near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from analysis.language.attribution import Attribution
from analysis.language.descriptions import Description
from analysis.language.discourse import SINGULAR
from analysis.language.entities import Entity
from analysis.language.labels import PLACES
from analysis.language.names import fold, honorifics
from analysis.language.nouns import person_noun, word_set
from analysis.language.words import Words

Span = tuple[int, int]

GENDERS = {"f": "female", "m": "male"}
BOTH = "both"
"""What texts that contradict each other say; unknown, once all articles are put together."""
GENERIC = frozenset(
    {"actor", "alderman", "cameraman", "chairman", "crewman", "dude", "duke", "fisherman", "foreman", "guy", "henchman"}
    | {"landlord", "midwife", "seaman", "townsman"}
)
"""Words that many use of women and men alike ("Chairman Janet Yellen")."""
_KIN = frozenset({"relative", "parent", "spouse", "child", "person", "brother"})
"""Roles of words that stand before a name for other reasons, too: "the woman Trump met"."""
_SOMEBODY = frozenset({"someone", "somebody", "anyone", "anybody", "everyone", "nobody", "who", "whoever"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BACK = 4
"""Sentences back to the one that names whom a pronoun means, those between being what somebody says."""


def noun_gender(noun: str) -> str:
    """The gender that a word for a person tells: 'm', 'f' or ''.

    Args:
        noun: lower case, singular.

    Example:
        >>> noun_gender("spokeswoman"), noun_gender("widower"), noun_gender("chairman"), noun_gender("mayor")
        ('f', 'm', '', '')
    """
    noun = noun.removeprefix("ex-")
    found = person_noun(noun)
    return "" if found is None or found[1] or noun in GENERIC else found[0].gender


def told_genders(
    words: Words, entities: Sequence[Entity], mentions: Sequence[int], found: Sequence[Attribution]
) -> dict[int, str]:
    """Find for whom of an article's people it tells the gender.

    Args:
        words: the article's words.
        entities: its entities.
        mentions: for each mention, the number of its entity.
        found: its attributions.

    Returns:
        By the number of the entity 'female', 'male' or, where the article contradicts itself, 'both'.
    """
    called: dict[int, set[str]] = defaultdict(set)
    people = {number for number, entity in enumerate(entities) if entity.person}
    for mention, number in enumerate(mentions):
        if number in people:
            called[number].update(_called(words, words.spans[mention][:2]))
    meant: dict[int, set[str]] = defaultdict(set)
    for number, gender in _pronouns(words, mentions, people, found):
        meant[number].add(gender)
    # whom a word names is surer than whom a pronoun means
    told = {number: called[number] or meant[number] for number in sorted(people)}
    return {number: BOTH if len(said) > 1 else GENDERS[min(said)] for number, said in told.items() if said}


def unnamed_gender(name: str, plural: bool, descriptions: Sequence[Description]) -> str | None:
    """Tell the gender of somebody without a name by the word for them: "a spokeswoman", or by the pronoun alone.

    Args:
        name: what stands for the name.
        plural: whether it means several.
        descriptions: what the phrase says.

    Returns:
        'female', 'male' or None.

    Example:
        >>> unnamed_gender("She", False, []), unnamed_gender("They", True, [])
        ('female', None)
    """
    if plural:
        return None
    told = {noun_gender(description.noun) for description in descriptions} | {SINGULAR.get(name.lower(), "")}
    sure = told - {""}
    return GENDERS[min(sure)] if len(sure) == 1 else None


def _called(words: Words, mention: Span) -> list[str]:
    """Genders that titles before a name, appositions on either side and predicates tell."""
    start, end = mention
    found = [_honorific(words, start, end), _office(words, start, end)]
    root = next((at for at in range(start, end) if not start <= words.head[at] < end), start)
    before = words.head[root]
    if words.dep[root] == "appos" and _beside(words, before, start):
        found.append(_noun(words, before))  # "his wife, Ann Roe"
    after = next((at for at in range(end, min(len(words.text), end + 12)) if words.dep[at] == "appos"), start)
    if start <= words.head[after] < end <= after and _set_off(words, end, after):
        found.append(_noun(words, after))  # "Ann Roe, a mother of two"
    noun = words.head[root]
    is_one = any(words.lower[at] in ("is", "was") and words.head[at] == noun for at in range(root + 1, noun))
    if is_one and words.dep[root] == "nsubj" and noun - root < 12:
        found.append(_noun(words, noun))  # "Ann Roe is a mother"
    return [gender for gender in found if gender]


def _beside(words: Words, noun: int, start: int) -> bool:
    """Whether a noun stands before a name that renames it: next to it, or with a comma and nobody else between."""
    while start and words.text[start - 1][:1].isupper() and fold(words.text[start - 1]) in honorifics():
        start -= 1
    if not 0 < start - noun < 8 or words.sentence[noun] != words.sentence[start]:
        return False
    nobody = all(words.label(at) != "PERSON" for at in range(noun, start))
    return nobody and (start - noun == 1 or words.text[start - 1] == ",")


def _set_off(words: Words, end: int, noun: int) -> bool:
    """Whether a comma and nothing that tells of somebody else stand between a name and a noun."""
    if words.text[end] not in (",", "(", "—", "–", "--") or words.sentence[end] != words.sentence[noun]:
        return False
    between = range(end + 1, noun)
    return not any(
        words.pos[at] in ("VERB", "AUX") or words.lower[at] in word_set("relative") or words.text[at] == ","
        for at in between
    )


def _noun(words: Words, at: int) -> str:
    return noun_gender(fold(words.text[at])) if words.mention[at] < 0 and words.pos[at] == "NOUN" else ""


def _honorific(words: Words, start: int, end: int) -> str:
    """The title in or before a name; not of "Mr. and Mrs. Roe", where the name is both's."""
    for at in (start, start - 1):
        word = fold(words.text[at]) if at >= 0 else ""
        if not word or word in GENERIC or not words.text[at][:1].isupper():
            continue
        follows = words.text[at + 1] if at + 1 < end else ""
        if not follows[:1].isupper() or fold(follows) in _SUFFIXES or (at < start and words.label(at) == "PERSON"):
            continue  # "King" of "Martin Luther King Jr."
        gender = honorifics().get(word, ("", ""))[1]
        if gender and not (at and words.lower[at - 1] in ("and", "&")):
            return gender
    return ""


def _office(words: Words, start: int, end: int) -> str:
    """The office or trade right before a full name: "spokeswoman Ann Roe"."""
    if end - start < 2 or start == 0 or words.sentence[start - 1] != words.sentence[start]:
        return ""
    noun = fold(words.text[start - 1])
    found = person_noun(noun)
    return "" if found is None or found[0].roles & _KIN else noun_gender(noun)


def _pronouns(
    words: Words, mentions: Sequence[int], people: set[int], found: Sequence[Attribution]
) -> list[tuple[int, str]]:
    """Pronouns that can mean one person only: subject of the sentence before theirs, and nobody else is near.

    Behind a break of paragraphs only who speaks counts ("... it will hold,” she said"): others take up an older topic.
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
        near = {mentions[words.mention[i]] for i in range(first, at) if words.mention[i] >= 0} & people
        before = range(first, starts[target + 1])
        gap = words.doc_text[words.start[before[-1]] : words.start[at]]
        if len(near) != 1 or ("\n" in gap and not speaks[at]):
            continue
        (number,) = near
        subject = any(
            words.mention[i] >= 0
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
