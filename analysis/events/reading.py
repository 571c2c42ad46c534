"""The phrases of one article that name an event or nameless people who take part in it, and what they say of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.events.nouns import EventNoun, event_noun
from analysis.events.phrases import Phrase, details_in, hyphen, names_in, phrase_of
from analysis.events.ties import Tie, find_ties
from analysis.language.labels import PLAIN
from analysis.language.words import Words

_NONE = frozenset({"no", "any", "every", "each", "neither", "either"})
"""What begins a phrase that names no particular event: "there will be no talks"."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """One phrase that names an event or its nameless participants.

    Attributes:
        sentence: the number of its sentence among the article's.
        start: first character of the phrase.
        end: one past its last.
        head: base form of its noun.
        kind: event or actor.
        form: definite, owned, indefinite or bare.
        plural: whether it is several.
        plain: whether it is nothing but "the" or "this" and its noun.
        names: the names in it, folded and sorted; countries for their people.
        targets: those of them that stand behind its noun ("on Saltmere", "of Danish troops").
        details: its other nouns, sorted.
        around: the other names in its sentence, likewise.
        same_as: first character of an earlier phrase that the sentence says is the same; None without one.
        tie: the words by which it says so ("'attack' marked 'invasion'"); None without one.
    """

    sentence: int
    start: int
    end: int
    head: str
    kind: str
    form: str
    plural: bool
    plain: bool
    names: tuple[str, ...]
    targets: tuple[str, ...]
    details: tuple[str, ...]
    around: tuple[str, ...]
    same_as: int | None
    tie: str | None


def read_event_mentions(words: Words) -> list[EventMention]:
    """Find what an article calls events and those who take part in them.

    Args:
        words: the article's words.

    Returns:
        The phrases, in order; none begins where another does.

    Example:
        >>> from analysis.language import load_pipeline
        >>> from analysis.language.words import read_words
        >>> doc = load_pipeline()("Norland's raid on the port of Saltmere failed.")
        >>> [(m.head, m.form, m.names) for m in read_event_mentions(read_words(doc))]
        [('raid', 'owned', ('norland', 'saltmere'))]
    """
    found = ((head, noun, phrase_of(words, head)) for head, noun in _heads(words))
    heads = {head: (noun, phrase) for head, noun, phrase in found if words.lower[phrase.start] not in _NONE}
    ties = find_ties(words, {head: phrase for head, (_, phrase) in heads.items()})
    for tie in ties.values():
        # What an event is called by a noun of no list ("a disgrace") counts where the sentence says that it is one.
        heads.setdefault(tie.head, (_unlisted(words, tie.head), tie.phrase))
    mentions = [_mention(words, head, *heads[head], ties.get(head)) for head in sorted(heads)]
    sound = (m for m in mentions if m.same_as is not None or not _says_nothing(m))
    return list({m.start: m for m in sound}.values())


def _heads(words: Words) -> Iterator[tuple[int, EventNoun]]:
    """The tokens that head a phrase and are nouns of the list."""
    for at, word in enumerate(words.lower):
        noun = event_noun(word) if words.pos[at] in ("NOUN", "PROPN", "ADJ") else None
        if noun is None or (words.pos[at] == "ADJ" and not _stands_alone(words, at)):
            continue
        following = words.pos[at + 1] if at + 1 < len(words.text) else ""
        compound = following in ("NOUN", "PROPN") and words.sentence[at + 1 : at + 2] == [words.sentence[at]]
        glued = at + 1 < len(words.text) and hyphen(words, at + 1)
        # "The Denver Post", "mid-March"
        name = words.label(at) in PLAIN or (words.label(at) in ("ORG", "PERSON") and words.pos[at] == "PROPN")
        possessor = words.text[at + 1 : at + 2] in (["'s"], ["’s"])
        if not (compound or glued or name) and not (possessor and noun.kind == "event"):
            yield at, noun


def _stands_alone(words: Words, at: int) -> bool:
    """Whether what is tagged an adjective ends a phrase with an owner or article: "Ukraine's offensive but"."""
    before = words.lower[at - 1] if at else ""
    following = words.pos[at + 1] if at + 1 < len(words.text) else ""
    return before in ("the", "'s", "’s") and following in ("CCONJ", "PUNCT", "AUX", "ADP", "VERB")


def _unlisted(words: Words, head: int) -> EventNoun:
    return EventNoun(words.lower[head], frozenset(), "event", False)


def _mention(words: Words, head: int, noun: EventNoun, phrase: Phrase, tie: Tie | None) -> EventMention:
    start, end = phrase.start, phrase.end
    first, last = (side(words.sentence, words.sentence[head]) for side in (bisect_left, bisect_right))
    names = names_in(words, start, end, head)
    around = (names_in(words, first, start) | names_in(words, end, last)) - names
    return EventMention(
        words.sentence[head],
        words.start[start],
        words.start[end - 1] + len(words.text[end - 1]),
        noun.noun,
        noun.kind,
        phrase.form,
        noun.plural,
        phrase.form == "definite" and (start, end) == (head - 1, head + 1),
        tuple(sorted(names)),
        tuple(sorted(names_in(words, head + 1, end))),
        tuple(sorted(details_in(words, start, end, head))),
        tuple(sorted(around)),
        words.start[tie.first] if tie else None,
        tie.words if tie else None,
    )


def _says_nothing(mention: EventMention) -> bool:
    """Whether a phrase names no particular event: "war", "by force" with nothing beside them."""
    return mention.form == "bare" and not mention.plural and not (mention.names or mention.details)
