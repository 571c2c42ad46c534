"""Who publishes what others print: agencies, and outlets that another outlet credits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

import polars as pl

from analysis.articles.agencies import agency_name
from analysis.lexicons import load_lexicon

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(["the", "a", "an"])


def sells_copy(outlet: str) -> bool:
    """Whether an outlet is an agency; broadcasters are among those credited, but publish mostly for themselves.

    Args:
        outlet: its name.

    Returns:
        Whether others print what it writes.

    Example:
        >>> sells_copy("Reuters"), sells_copy("BBC News"), sells_copy("Saltmere Post")
        (True, False, False)
    """
    agency = agency_name(outlet)
    return agency is not None and agency.removesuffix(" News") not in _broadcasters()


def credited_publishers(outlet: str, credited: Iterable[str], outlets: Collection[str]) -> list[str]:
    """Who of those that an article credits is another publisher: an agency or an outlet, no desk and no person.

    A part of the outlet's own name means the outlet, unless another is called so: "The Times" may be the house of "The
    Times of Israel", but not where "The Times" is an outlet too.

    Args:
        outlet: who published the article.
        credited: the parties that it credits.
        outlets: names of all outlets that are known.

    Returns:
        Names as credited, in their order; "Meridian" stands for the outlet "Meridian News Agency".

    Example:
        >>> credited_publishers("Post", ["AFP", "Meridian", "Web Desk", "Post"], ["Post", "Meridian News Agency"])
        ['AFP', 'Meridian']
    """
    known = [name for name in outlets if _words(name) != _words(outlet)]

    def publishes(party: str) -> bool:
        """Whether this is a publisher, and not the outlet itself."""
        if is_named(outlet, party):
            return False
        if any(is_named(name, party) for name in known):
            return True
        return agency_name(party) is not None and not _words(party) <= _words(outlet)

    return [party for party in credited if publishes(party)]


def is_named(outlet: str, party: str) -> bool:
    """Whether a name stands for an outlet: both are called the same but for words such as "News", or are one agency.

    A part of the name does not: "The Times" is not "The Times of Israel".

    Args:
        outlet: the outlet's name.
        party: a name as an article prints it.

    Example:
        >>> is_named("Meridian News Agency", "Meridian"), is_named("AP", "Associated Press"), is_named("Post", "X")
        (True, True, False)
        >>> is_named("The Times of Israel", "The Times"), is_named("The Times", "the Times")
        (False, True)
    """
    agency = agency_name(party)
    named = _telling(party)
    return (bool(named) and named == _telling(outlet)) or (agency is not None and agency == agency_name(outlet))


def _words(printed: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(printed.casefold()))
    return words - _ARTICLES or words


def _telling(printed: str) -> frozenset[str]:
    """The words of a name that tell publishers apart; all of them where none does."""
    words = _words(printed)
    return words - _common() or words


@cache
def _common() -> frozenset[str]:
    return frozenset(load_lexicon("publisher_words")["word"])


@cache
def _broadcasters() -> frozenset[str]:
    media = load_lexicon("media").filter(pl.col("kind") == "broadcaster")["name"]
    return frozenset(name.removesuffix(" News") for name in media)
