"""Words for people, bodies, countries and parties: what a noun in a source says about who is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.lexicons import load_lexicon

_AGENT_ENDINGS = ("er", "or", "ist", "eer", "ian", "man", "woman", "naut")


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """What a word for people says: its roles, its gender ('m', 'f' or ''), and what several of them are as a source."""

    roles: frozenset[str]
    gender: str
    plural: str


@cache
def _person_nouns() -> dict[str, PersonNoun]:
    rows = load_lexicon("person_nouns").iter_rows(named=True)
    return {
        r["noun"]: PersonNoun(frozenset((r["roles"] or r["noun"]).split()), r["gender"] or "", r["plural"])
        for r in rows
    }


@cache
def _body_nouns() -> dict[str, str]:
    return dict(load_lexicon("body_nouns").select("noun", "kind").iter_rows())


@cache
def word_set(use: str) -> frozenset[str]:
    """The words of one use in the list ``phrase_words``: 'quantity', 'relative', 'speech', ..."""
    return frozenset(word for word, its_use in load_lexicon("phrase_words").iter_rows() if its_use == use)


@cache
def sides() -> dict[str, tuple[str, str]]:
    """Country, union, party or body that a word stands for, and how: country, union, demonym, capital, seat, ..."""
    return {form: (side, sort) for form, side, sort in load_lexicon("sides").select("form", "side", "sort").iter_rows()}


def singular(noun: str) -> tuple[str, bool]:
    """The singular of a lower-case noun, and whether it was plural; good enough to look words up.

    Example:
        >>> singular("women"), singular("children")
        (('woman', True), ('child', True))
        >>> singular("allies"), singular("spokesmen"), singular("aide"), singular("boss")
        (('ally', True), ('spokesman', True), ('aide', False), ('boss', False))
    """
    if noun == "people":
        return "people", True
    if noun == "children":
        return "child", True
    if noun.endswith("men") and (len(noun) > 5 or noun in ("men", "women")):
        return noun[:-3] + "man", True
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y", True
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2], True
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1], True
    return noun, False


@lru_cache(maxsize=20_000)
def person_noun(word: str) -> tuple[PersonNoun, bool] | None:
    """Look a lower-case word up among words for people.

    Args:
        word: a lower-case word, singular or plural; 'ex-' before it is passed over.

    Returns:
        What it says and whether it is plural; None for other words.
    """
    word = word.removeprefix("ex-")
    found = _person_nouns().get(word)
    if found:
        return found, word in ("people", "staff", "couple", "pair", "duo", "family", "spokespeople")
    one, plural = singular(word)
    found = _person_nouns().get(one)
    if not found and "-" in one:
        found = _person_nouns().get(one.rsplit("-", 1)[1])
    return (found, plural) if found else None


def agent_noun(word: str) -> tuple[PersonNoun, bool] | None:
    """Take a lower-case word that no list holds for people if it ends as words for people do: "propagandist", "caller".

    Only for what is cited: elsewhere "river" and "factor" end so too.

    Args:
        word: a lower-case word, singular or plural.

    Returns:
        As ``person_noun``.

    Example:
        >>> [bool(agent_noun(word)) for word in ("propagandists", "caller", "evidence", "disaster")]
        [True, True, False, False]
    """
    one, plural = singular(word.rsplit("-", 1)[-1])
    if len(one) < 5 or one in word_set("thing") or body_kind(one) or not one.endswith(_AGENT_ENDINGS):
        return None
    return PersonNoun(frozenset({one}), "", "group"), plural


@lru_cache(maxsize=20_000)
def body_kind(word: str) -> str | None:
    """Which kind of source a lower-case noun for a body or document is: government, organisation, medium, document."""
    kinds = _body_nouns()
    return kinds.get(word) or kinds.get(singular(word)[0])
