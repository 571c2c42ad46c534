"""What kind of source somebody is (person, organisation, government, ...) and which country or body they stand for."""

from __future__ import annotations

import re
from functools import cache

from analysis.language.names import canonical_text, fold
from analysis.language.nouns import body_kind, person_noun, sides
from analysis.lexicons import load_lexicon


@cache
def media_names() -> frozenset[str]:
    """Names of outlets and agencies, folded: not the platforms and occasions that are told of in the same list."""
    found: set[str] = set()
    for name, kind, aliases in load_lexicon("media").select("name", "kind", "aliases").iter_rows():
        if kind not in ("platform", "occasion"):
            found.update(fold(canonical_text(form)) for form in (name, *aliases.split("|")) if form)
    return frozenset(found)


@cache
def media_words() -> frozenset[str]:
    """Words that end the names of media: Times, Herald."""
    rows = load_lexicon("media_words").select("word", "where").iter_rows()
    return frozenset(word for word, where in rows if where == "name")


def name_kind(name: str, label: str) -> str:
    """Say what kind of source a name is that is no person's.

    Ministries, agencies, parliaments, armies, courts and police count as government, and so do the places that stand
    for one: Moscow, the White House.

    Args:
        name: the name, with or without an article.
        label: the label of the entity.

    Returns:
        organisation, government, medium, document or group.

    Example:
        >>> name_kind("Kyiv", "GPE"), name_kind("Reuters", "ORG"), name_kind("Acme Corp.", "ORG")
        ('government', 'medium', 'organisation')
        >>> name_kind("Court of Audit", "ORG"), name_kind("Center for Tax Policy", "ORG")
        ('government', 'organisation')
    """
    bare = canonical_text(name)
    sort = sides().get(bare, ("", ""))[1]
    if fold(bare) in media_names():
        return "medium"
    if sort == "demonym" or label == "NORP" or (bare.endswith("s") and is_people(bare.rsplit(" ", 1)[-1])):
        return "group"
    if sort in ("country", "union", "capital", "seat", "body"):
        return "government"
    if sort == "party":
        return "organisation"
    if label in ("ORG", "PRODUCT", "MISC") and " " in bare and bare.split()[-1] in media_words():
        return "medium"
    # "Court of Audit" is a court
    head = re.split(r" (?:of|for|on|to|in|at|against) ", bare, maxsplit=1)[0]
    words = [fold(word) for word in bare.replace("-", " ").split()]
    for word in [*(fold(word) for word in reversed(head.split()[-1:])), *reversed(words[-2:]), *words[:-2]]:
        kind = body_kind(word)
        paper = kind == "document" and label == "ORG" and (word != words[-1] or word in ("report", "post"))
        if kind and not paper:
            return kind
    return "government" if label in ("GPE", "LOC") else "organisation"


def is_people(word: str) -> bool:
    """Whether a word names people by country or party: Russians, Republicans."""
    return sides().get(word, ("", ""))[1] == "demonym" or (
        sides().get(word, ("", ""))[1] == "party" and bool(person_noun(word.lower()))
    )


def name_side(name: str) -> str | None:
    """The country, party or body that a name itself gives: Moscow is Russia's, "the Russian Foreign Ministry" too.

    Example:
        >>> name_side("Moscow"), name_side("Russian Foreign Ministry"), name_side("Acme")
        ('Russia', 'Russia', None)
    """
    known = sides()
    words = canonical_text(name).split()
    for size in (len(words), 2, 1):
        for at in range(len(words) - size + 1):
            side, sort = known.get(" ".join(words[at : at + size]), ("", ""))
            if side and sort != "state" and not (sort == "party" and len(words[at]) == 1):
                return side
    return None


def stands_for(name: str) -> str | None:
    """The country whose government a name stands for that is a place or a seat of power.

    Example:
        >>> stands_for("Moscow"), stands_for("the White House"), stands_for("Foreign Ministry")
        ('Russia', 'United States', None)
    """
    side, sort = sides().get(canonical_text(name), ("", ""))
    return side if sort in ("country", "capital", "seat") else None
