"""Noun phrases: where the head of one stands, and where what belongs to it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language.mentions import is_title
from analysis.language.nouns import person_noun, word_set
from analysis.language.words import Words

STOPS = frozenset(',;:()[]{}—–―-"“”„«»|/')
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "‘s", "`s"})
LONGEST = 30
"""Tokens beyond which a phrase is no longer read: it is a clause or a slip of the tags."""
_BEHIND = frozenset({"acl", "acl:relcl", "amod", "nmod", "appos"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LOOSE = frozenset({"ADP", "CCONJ", "SCONJ", "DET", "PART"})
_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"})


@dataclass(frozen=True, slots=True)
class Core:
    """The part of a noun phrase that ends in its head: before any comma, preposition, clause or second conjunct.

    Attributes:
        start: first token.
        end: one past the head.
        head: the head, or the possessor where a possessive ends the phrase ("Reid's").
        possessor: whether a possessive ends the phrase.
        one_of: whether "one of" or the like stood before it.
        joined: the token after an "and" that follows it.
    """

    start: int
    end: int
    head: int
    possessor: bool = False
    one_of: bool = False
    joined: int | None = None


def phrase_core(words: Words, start: int, end: int) -> Core | None:
    """Find the head of the noun phrase that a span begins with.

    Args:
        words: the article's words.
        start: the span's first token.
        end: one past its last.

    Returns:
        The core; None for a span without words.
    """
    while start < end and (words.text[start] in STOPS or words.text[start].isspace()):
        start += 1
    quantities = word_set("quantity")
    one_of, noun, first, at = False, False, start, start
    while at < end:
        word = words.lower[at]
        if at > start and words.mention[at] >= 0 and words.mention[at] == words.mention[at - 1]:
            noun, at = True, at + 1
        elif word == "of" and at > first and words.lower[at - 1] in quantities:
            one_of, noun, start, at = words.lower[at - 1] in ("one", "each"), False, at + 1, at + 1
        elif _ends(words, at, end, noun) or (noun and _after_head(words, start, at)):
            break
        else:
            noun = noun or words.pos[at] in _HEADS or words.mention[at] >= 0 or _alone(words, at)
            at += 1
    stop = at
    while stop > start and words.text[stop - 1].isspace():
        stop -= 1
    if stop == start:
        return None
    possessor = words.text[stop - 1] in POSSESSIVES and stop - start > 1
    stop -= possessor
    joined = at + 1 if at + 1 < end and words.lower[at] in ("and", "&") else None
    return Core(start, stop, stop - 1, possessor, one_of, joined)


def _ends(words: Words, at: int, end: int, noun: bool) -> bool:
    """Whether a phrase's core ends before a token."""
    word, pos = words.lower[at], words.pos[at]
    if word in STOPS:
        return not (word in "-–/" and words.glued(at))  # the hyphen of "two-term" ends nothing
    if at and words.text[at - 1] == "-" and words.glued(at - 1):
        return False  # nor does the "of" of "father-of-two"
    if word.isspace() or (word == "." and words.pos[at] == "PUNCT"):
        return True
    if not noun:
        return False
    if pos == "VERB":
        # "the chief presiding officer", but "a union representing pilots"
        return not (at + 1 < end and words.pos[at + 1] == "NOUN" and words.head[at] > at)
    return (
        word in word_set("relative")
        or word == "of"
        or _lists(words, at)
        or word in word_set("calendar")
        or (pos in ("ADP", "SCONJ", "AUX", "CCONJ") and word not in POSSESSIVES)
        or (word == "to" and pos == "PART")
        or (pos == "PRON" and words.dep[at] != "nmod:poss")
    )


def _lists(words: Words, at: int) -> bool:
    """Whether names of some of those meant follow: "groups such as ...", "groups including ..."."""
    if words.lower[at] == "like":
        return words.pos[at] == "ADP" and any(
            words.mention[i] >= 0 for i in range(at + 1, min(at + 4, len(words.text)))
        )
    return words.lower[at] == "including" or words.lower[at : at + 2] == ["such", "as"]


def _alone(words: Words, at: int) -> bool:
    """Whether a word for people counted is the head itself: "some in the crowd", "those familiar with it"."""
    counted = words.lower[at] in word_set("quantity") or words.lower[at] in word_set("vague")
    return counted and "ADP" in words.pos[at + 1 : at + 3]


def _after_head(words: Words, start: int, at: int) -> bool:
    """Whether a word behind a noun tells of it, so that the noun is the head: "close" in "a paper close to the army".

    The tagger often calls such words nouns, but the tree ties them to what stands before them.
    """
    if words.text[at][:1].isupper() or words.mention[at] >= 0 or words.text[at] in POSSESSIVES:
        return False
    if at + 1 >= len(words.text) or words.text[at + 1] == "-":
        return False
    tied = start <= words.head[at] < at and words.dep[at] in _BEHIND
    following = words.pos[at + 1] == "ADP" or words.lower[at + 1] in word_set("calendar")
    participle = words.lower[at].endswith("ed") and words.pos[at - 1] in ("NOUN", "PRON")
    return following and (tied or participle or words.pos[at] == "ADJ")


def phrase_around(words: Words, head: int) -> Core:
    """The core of the phrase that a noun heads: back over the words before it that belong to it."""
    first = head
    while first and head - first < 12:
        before = first - 1
        hyphen = words.text[before] == "-" and words.glued(before)
        elsewhere = words.pos[before] == "ADV" and not before < words.head[before] <= head  # "when a top aide ..."
        if elsewhere or not (hyphen or words.pos[before] in _BEFORE or words.dep[before] == "nmod:poss"):
            break
        first -= 1
    return Core(first, head + 1, head)


def complement_end(words: Words, core: Core, end: int) -> int:
    """Where what belongs to a head ("for the committee") ends: at the next mark or clause."""
    stop, relatives = core.end, word_set("relative")
    while stop < end and stop - core.end < LONGEST:
        word = words.lower[stop]
        if (word in STOPS and not words.glued(stop)) or word.isspace() or word == ".":
            break
        clause = word in relatives or words.pos[stop] in ("VERB", "AUX") or _lists(words, stop)
        if clause or word in word_set("calendar"):
            break
        stop += 1
    while stop > core.end and words.pos[stop - 1] in _LOOSE and words.text[stop - 1] not in POSSESSIVES:
        stop -= 1
    return stop


def name_behind(words: Words, core: Core, end: int) -> int | None:
    """Where the name begins that a title of several words stands before: "Secretary of State Jane Roe".

    In "a spokesman for Jane Roe" and "an aide to President Roe" the name belongs to what is said of somebody else.

    Args:
        words: the article's words.
        core: the core of the phrase: "Secretary".
        end: one past the phrase's last token.
    """
    if core.possessor or core.end >= end or words.lower[core.end] != "of":
        return None
    for at in range(core.end + 1, end):
        if (words.text[at] in STOPS and not words.glued(at)) or words.pos[at] in ("VERB", "AUX", "CCONJ"):
            return None
        if words.label(at) == "PERSON":
            before = at - 1
            plain = words.pos[before] in ("NOUN", "PROPN") and words.label(before) in ("", "ORG")
            return at if plain and not person_noun(words.lower[before]) and not is_title(words.text, before) else None
    return None


def without_article(text: str) -> str:
    """A phrase as printed, but for the article before it.

    Example:
        >>> without_article("The top aide"), without_article("a Fox News poll,")
        ('top aide', 'Fox News poll')
    """
    bare = text.strip(' ,;:—–-"“”')
    for article in ("the ", "a ", "an "):
        if bare[: len(article)].casefold() == article:
            return bare[len(article) :]
    return bare
