"""Who publishes what others print: agencies, and outlets that another outlet credits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

import polars as pl

from analysis.articles.agencies import agency_name
from analysis.lexicons import load_lexicon

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
    others = [party for party in credited if not _words(party) <= _words(outlet)]
    return [
        party
        for party in others
        if agency_name(party) is not None or any(_words(party) <= _words(name) for name in outlets)
    ]


def is_named(outlet: str, party: str) -> bool:
    """Whether a name stands for an outlet: all its words are words of the outlet's name, or both are one agency.

    Args:
        outlet: the outlet's name.
        party: a name as an article prints it.

    Example:
        >>> is_named("Meridian News Agency", "Meridian"), is_named("AP", "Associated Press"), is_named("Post", "X")
        (True, True, False)
    """
    agency = agency_name(party)
    named = _words(party)
    return (bool(named) and named <= _words(outlet)) or (agency is not None and agency == agency_name(outlet))


def _words(printed: str) -> frozenset[str]:
    words = frozenset(printed.casefold().split())
    return words - _ARTICLES or words


@cache
def _broadcasters() -> frozenset[str]:
    media = load_lexicon("media").filter(pl.col("kind") == "broadcaster")["name"]
    return frozenset(name.removesuffix(" News") for name in media)
