"""Whether the text itself calls somebody a man or a woman: by a title, a word for a woman or man, or a pronoun.

First names say nothing here: they would guess, wrongly for some and by what is usual in one country. What is counted
must point to one person without knowing anybody's gender, so a pronoun counts only where nobody else is near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analysis.language.attribution import Attribution
from analysis.language.descriptions import Description
from analysis.language.discourse import SINGULAR
from analysis.language.entities import Entity
from analysis.language.lone_pronouns import lone_pronouns
from analysis.language.names import fold, honorifics, parse_person
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
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


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
    sure = _sure_mentions(words, entities)
    for mention, number in enumerate(mentions):
        if number in people and mention in sure:
            called[number].update(_called(words, words.spans[mention][:2]))
    meant: dict[int, set[str]] = defaultdict(set)
    for number, gender in lone_pronouns(words, mentions, people, sure, found):
        meant[number].add(gender)
    # whom a word names is surer than whom a pronoun means
    told = {number: called[number] or meant[number] for number in sorted(people)}
    return {number: BOTH if len(said) > 1 else GENDERS[min(said)] for number, said in told.items() if said}


def _sure_mentions(words: Words, entities: Sequence[Entity]) -> set[int]:
    """Mentions of people that are surely theirs.

    Where a surname stands before the full name, it may be of somebody whom the article never names in full: "Trump"
    before "Melania Trump". Then the full names alone are sure.
    """
    sure: set[int] = set()
    for entity in entities:
        if entity.person:
            full = [at for at in entity.mentions if parse_person(words.join(*words.spans[at][:2])).full]
            sure.update(full if entity.person.full and entity.mentions[0] not in full else entity.mentions)
    return sure


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
