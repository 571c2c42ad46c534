"""Words for what somebody does to somebody: verbs, nouns that hide who did it, and things that act by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.language.cues import inflections
from analysis.language.nouns import singular
from analysis.lexicons import forms_of, load_lexicon


@dataclass(frozen=True, slots=True)
class Action:
    """A row of the list ``actions``.

    Attributes:
        lemma: the verb, with its particle ("blow up").
        kind: what kind of action it is.
        by_way_of: prepositions before whom it is done to, where the verb takes no object.
        owned_by_actor: whether "'s" before its nouns tells who does it ("Norland's attack", not "Bell's murder").
    """

    lemma: str
    kind: str
    by_way_of: frozenset[str]
    owned_by_actor: bool

    @property
    def takes_object(self) -> bool:
        """Whether it can do without its prepositions: "shot at a man" is "shot a man"; not so "fired at a man"."""
        return not self.by_way_of or self.lemma == "shoot"


@cache
def _listed() -> tuple[dict[str, dict[str, Action]], dict[str, Action]]:
    """Actions by the form of their verb and its particle, and by their noun."""
    verbs: dict[str, dict[str, Action]] = {}
    nouns: dict[str, Action] = {}
    for row in load_lexicon("actions").iter_rows(named=True):
        by_way_of = frozenset(one for one in row["by_way_of"].split("|") if one)
        action = Action(row["lemma"], row["class"], by_way_of, row["owner"] == "actor")
        verb, _, particle = row["lemma"].partition(" ")
        for form in {verb, *inflections(verb), *row["forms"].split("|")} - {""}:
            verbs.setdefault(form, {})[particle] = action
        nouns |= dict.fromkeys((noun for noun in row["nouns"].split("|") if noun), action)
    return verbs, nouns


def verb_actions(form: str) -> dict[str, Action]:
    """The actions that a lower-case form of a verb can be of, by the particle that stands with it ("" without one).

    Example:
        >>> {particle: action.lemma for particle, action in verb_actions("blew").items()}
        {'up': 'blow up'}
    """
    return _listed()[0].get(form, {})


@lru_cache(maxsize=20_000)
def noun_action(word: str) -> Action | None:
    """The action that a lower-case noun names.

    Example:
        >>> noun_action("killings").lemma, noun_action("air-strikes").lemma, noun_action("harbour")
        ('kill', 'strike', None)
    """
    nouns = _listed()[1]
    for one in (word, singular(word)[0]):
        if one in nouns:
            return nouns[one]
    return noun_action(word.rsplit("-", 1)[1]) if "-" in word else None


@lru_cache(maxsize=20_000)
def is_thing(word: str) -> bool:
    """Whether a lower-case noun is of what acts without being anybody.

    Example:
        >>> is_thing("bombs"), is_thing("bombers")
        (True, False)
    """
    things = forms_of("agency_words", "thing")
    return word in things or singular(word)[0] in things
