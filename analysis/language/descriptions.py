"""What noun phrases say of people: titles and appositions around names, and whether a description fits somebody."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from analysis.language.names import fold, honorifics
from analysis.language.nouns import agent_noun, person_noun, sides, word_set
from analysis.language.phrases import LONGEST, POSSESSIVES, STOPS, complement_end, name_behind, phrase_core
from analysis.language.words import Words

_PARTY = re.compile(r"^([RDI])[-–](.+?)\.?$")
_MEMBERS = {"Republican Party": "republican", "Democratic Party": "democrat"}
_ABOUT = frozenset({"to", "for", "on", "with", "in"})
UNMET = 0.25
"""What a word of a description that is not known of somebody takes off: less than a word that is known adds."""


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


def describe(words: Words, start: int, end: int, head: int, *, guess: bool = False) -> Description | None:
    """Read what a noun phrase says of a person.

    Args:
        words: the article's words.
        start: first token of the phrase.
        end: one past its last token, complements ("of the security council") included.
        head: its head noun.
        guess: whether a noun in no list counts that ends as words for people do; for sources, who are people mostly.

    Returns:
        The description; None where the head is no word for people.
    """
    noun, side = fold(words.text[head]), None
    found = person_noun(noun)
    named, sort = sides().get(words.text[head], ("", ""))
    if sort == "party" and len(noun) > 1:  # "I" is hardly an independent outside "(I-Maine)"
        side = named
        found = found or person_noun(_MEMBERS.get(named, "member"))
    if found is None and honorifics().get(noun, ("", ""))[0]:
        found = person_noun(honorifics()[noun][0]) or person_noun("official")
    if found is None and guess:
        found = agent_noun(noun)
    if found is None:
        return None
    told, former = set(fold(side or "").split()), noun.startswith("ex-")
    for at in range(start, end):
        word = fold(words.text[at])
        if at == head or word in word_set("function") or words.text[at] in STOPS or not word.strip():
            continue
        if word.removeprefix("ex-") in word_set("former"):
            former = True
            continue
        place, sort = sides().get(words.text[at], ("", ""))
        if place and side is None and sort != "state" and _ties(words, at, head, sort):
            side = place
        told.update(fold(part) for part in (place or word).split())
    return Description(
        words.join(start, end), noun, found[0].roles, found[0].gender, found[1], frozenset(told), former, side
    )


def _ties(words: Words, at: int, head: int, sort: str) -> bool:
    """Whether a place in a description is whose somebody is: not "expert on Russia", "son of Cuban immigrants"."""
    people = person_noun(words.lower[at + 1]) if head < at < len(words.text) - 1 else None
    if people and people[1]:
        return False
    if sort not in ("country", "union", "capital"):
        return True
    mention = words.mention[at]
    if sort == "capital" and mention >= 0 and words.spans[mention][1] - words.spans[mention][0] > 1:
        return False  # "George Washington University"
    owns = at + 1 < len(words.text) and words.text[at + 1] in POSSESSIVES
    return at < head or owns or not _ABOUT & set(words.lower[max(head, at - 2) : at])


def describe_person(words: Words, mention: tuple[int, int]) -> list[Description]:
    """Collect what an article says of a person around one mention: titles before it, appositions on either side.

    Args:
        words: the article's words.
        mention: the mention's tokens.

    Returns:
        Descriptions, the title before the name first.
    """
    start, end = mention
    found = (_title(words, start, end), _after(words, end), _before(words, start), _predicate(words, mention))
    return [description for description in found if description]


def _title(words: Words, start: int, end: int) -> Description | None:
    """The title before a name ("White House spokesman"); a place after the name ("of Texas") counts as told."""
    head = _title_head(words, start)
    if head < 0 or words.sentence[head] != words.sentence[start]:
        return None
    noun = fold(words.text[head])
    if not (person_noun(noun) or honorifics().get(noun, ("", ""))[0]):
        return None
    first = head
    while first and head - first < 12 and words.sentence[first - 1] == words.sentence[head]:
        before = first - 1
        belongs = words.pos[before] in ("NOUN", "PROPN", "ADJ") or words.mention[before] >= 0
        if not (belongs or words.text[before] in POSSESSIVES or (words.text[before] == "-" and words.glued(before))):
            break
        first = before
    found = describe(words, first, start, head)
    if found is None:
        return None
    place = _place_after(words, end)
    return replace(found, told=found.told | place, plural=False) if place else found


def _title_head(words: Words, start: int) -> int:
    """The word for the office before a name: the last one, but "secretary" in "Secretary of State Jane Roe"."""
    last = start - 1
    if last < 2 or words.pos[last] not in ("NOUN", "PROPN") or person_noun(fold(words.text[last])):
        return last
    of = next((at for at in range(last - 1, max(0, last - 5), -1) if words.lower[at] == "of"), 0)
    plain = all(words.pos[at] in ("NOUN", "PROPN", "ADJ", "DET") for at in range(of + 1, last))
    return of - 1 if of and plain and person_noun(fold(words.text[of - 1])) else last


def _place_after(words: Words, end: int) -> frozenset[str]:
    if end + 1 >= len(words.text) or words.lower[end] != "of" or not words.text[end + 1][:1].isupper():
        return frozenset()
    return frozenset(fold(word) for word in words.text[end + 1 : _mention_end(words, end + 1)])


def _mention_end(words: Words, at: int) -> int:
    return words.spans[words.mention[at]][1] if words.mention[at] >= 0 else at + 1


def _after(words: Words, end: int) -> Description | None:
    """What follows a name: ", a key adviser to ..." or "(R-Fla.)"; "of California" may stand between."""
    size = len(words.text)
    if end + 1 < size and words.lower[end] == "of":
        end = _mention_end(words, end + 1)
    if end + 1 >= size or words.text[end] not in (",", "(", "—", "–", "-", "[", "--"):
        return None
    start = end + 1
    party = _party(words, start)
    if party:
        return party
    core = phrase_core(words, start, min(start + LONGEST, size))
    if core is None or core.possessor or words.sentence[core.head] != words.sentence[end]:
        return None
    if words.lower[start] in word_set("relative") or words.label(core.head) == "PERSON":
        return None
    stop = complement_end(words, core, size)
    if words.pos[start] in ("VERB", "AUX") or name_behind(words, core, stop) is not None:
        return None  # ", went on to say ..." and ", Secretary of State Jane Roe" tell nothing of the one before
    found = describe(words, core.start, stop, core.head)
    if found and core.one_of:
        found = replace(found, plural=False)
    return None if found is None or found.plural else found


def _party(words: Words, at: int) -> Description | None:
    """Party and state as American news writes them, in one token or several: "R-Fla.", "D-N.Y."."""
    close = next((i for i in range(at, min(at + 6, len(words.text))) if words.text[i] in (",", ")", ";")), at + 1)
    text = "".join(words.text[at:close])
    match = _PARTY.match(text)
    if not match:
        return None
    party = sides()[match[1]][0]
    place, sort = sides().get(match[2] + ".", sides().get(match[2], (match[2], "")))
    if match[1] == "I" and not sort:
        return None  # ", I - like everybody - ..."
    noun = _MEMBERS.get(party, "independent")
    told = frozenset(fold(word) for word in f"{place} {party}".split())
    return Description(text, noun, frozenset({noun}), "", False, told, False, party)


def _before(words: Words, start: int) -> Description | None:
    """What stands before a name and a comma: "A spokesman for the committee, "."""
    while start and words.text[start - 1][:1].isupper() and fold(words.text[start - 1]) in honorifics():
        start -= 1
    if start < 2 or words.text[start - 1] != ",":
        return None
    first = start - 1
    while first and start - first < LONGEST and words.sentence[first - 1] == words.sentence[start]:
        if (words.text[first - 1] in STOPS and not words.glued(first - 1)) or words.text[first - 1].isspace():
            break
        first -= 1
    verbs = [at for at in range(first, start - 1) if words.pos[at] in ("VERB", "AUX")]
    for at in range(verbs[-1] + 1 if verbs else first, start - 1):
        if words.pos[at] in ("DET", "PRON") or words.text[at][:1].isupper():
            return _whole_phrase(words, at, start - 1)
    return None


def _whole_phrase(words: Words, start: int, end: int) -> Description | None:
    """The description that a span is, if one person is its head."""
    core = phrase_core(words, start, end)
    if core is None or core.possessor:
        return None
    found = describe(words, core.start, end, core.head)
    return None if found is None or found.plural else found


def _predicate(words: Words, mention: tuple[int, int]) -> Description | None:
    """A noun whose subject is the name: "... is a senator"."""
    for at in range(*mention):
        head = words.head[at]
        if words.dep[at] != "nsubj" or words.pos[head] != "NOUN" or not 0 < head - at < 12:
            continue
        if any(words.lower[i] in ("is", "was") and words.head[i] == head for i in range(at + 1, head)):
            first = next((i for i in range(at + 1, head) if words.pos[i] == "DET"), head)
            found = describe(words, first, head + 1, head)
            return None if found is None or found.plural else found
    return None


def fits(wanted: Description, known: Collection[Description]) -> float:
    """How well a description ("the former Russian president") fits what is known of somebody.

    Args:
        wanted: the description to resolve.
        known: all that the article says of somebody.

    Returns:
        0 where it cannot be meant; else more, the more of its words are known of them.
    """
    best = 0.0
    sides_told = {d.side for d in known if d.side}
    if wanted.side in _MEMBERS and sides_told & set(_MEMBERS) and wanted.side not in sides_told:
        return 0.0  # no Republican is "the Democratic nominee"
    everything = frozenset[str]().union(*(d.told | d.roles for d in known))
    member = wanted.noun.removeprefix("ex-") in _MEMBERS.values() and wanted.side in sides_told
    for description in known:
        if not (member or wanted.roles & description.roles) or (wanted.former and not description.former):
            continue
        if wanted.gender and description.gender and wanted.gender != description.gender:
            continue
        shared = len(wanted.told & everything)
        if not (member or shared or _of_a_kind(wanted, description)):
            continue
        score = 1.0 + shared - UNMET * (len(wanted.told) - shared) + (0.5 if wanted.noun == description.noun else 0.0)
        best = max(best, score)
    return best


def _of_a_kind(one: Description, other: Description) -> bool:
    """Whether one noun can stand for the other, as "lawmaker" for "senator": "chairman" cannot for "president"."""
    if one.noun in other.roles or other.noun in one.roles:
        return True
    return one.roles <= other.roles or other.roles <= one.roles


def surely(wanted: Description, known: Collection[Description]) -> bool:
    """Whether a description is surely of somebody named elsewhere: same role, and all that it ties them to is known.

    "A top aide to Putin" is whom the article calls "a key adviser to Russian President Vladimir Putin".
    """
    if not fits(wanted, known):
        return False
    everything = frozenset[str]().union(*(d.told | d.roles for d in known))
    telling = wanted.told - word_set("faint") - word_set("quantity")
    return bool(telling) and telling <= everything
