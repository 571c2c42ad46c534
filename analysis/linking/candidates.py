"""Which articles may share a passage, without comparing all of them; and what so many share that it is boilerplate.

Rare fingerprints lead: one that few articles have points from each of them to each other. What comes back again and
again over weeks (a footer, a caption, "the president of the United States") makes no article a copy of another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.linking.fingerprints import GRAM, SHORTEST, Flags, Hashes, Integers, Words, fingerprints

APART = 7.0
"""Days without a stretch of words after which it is printed on another occasion."""
OCCASIONS = 4
"""Occasions from which on a stretch is commonplace."""
BOILERPLATE = 12
"""Commonplace words in a row that are boilerplate; fewer are a name or a phrase within somebody's own sentence."""
MOST = 32
"""Articles that one fingerprint pairs all with each other; where more have it, each is paired with the first."""
TOGETHER = 500_000
"""Fingerprints that are sorted at a time, about: memory would grow with the corpus otherwise."""
COPIED = 8
"""Words in a row that make two articles worth aligning; where ``APART`` or less lies between them, ``SHORTEST`` do."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be shared.

    Attributes:
        pairs: indexes of two articles a row, the smaller first, in order.
        boilerplate: for each word whether it belongs to boilerplate.
    """

    pairs: Integers
    boilerplate: Flags


def find_candidates(words: Words, days: npt.NDArray[np.float64], outlets: Integers) -> Candidates:
    """Find pairs of articles that share a run of words, and the boilerplate in all articles.

    Quotations that are commonplace pair only articles of one occasion: "I will build a wall" is printed for years.

    Args:
        words: the words of all articles.
        days: when each article was published, in days from any day; NaN without a date, which may be any occasion.
            What one outlet prints again without dates counts as another occasion each time.
        outlets: a number for each article's outlet.

    Returns:
        The pairs and the boilerplate.

    Example:
        >>> from analysis.linking.fingerprints import read_words
        >>> texts = ["one two three four five six seven eight nine", "no two three four five six seven eight nine"]
        >>> find_candidates(read_words(texts), np.zeros(2), np.arange(2)).pairs.tolist()
        [[0, 1]]
    """
    hashes, places = fingerprints(words)
    parts = 1 + len(hashes) // TOGETHER
    covered = np.zeros(len(words.ids), np.bool_)
    pairs = [np.empty((0, 2), np.int64)]
    for part in range(parts):
        mine = hashes % np.uint64(parts) == part
        pairs.append(_met(words, days, outlets, *_shared(words, days, hashes[mine], places[mine]), covered))
    return Candidates(np.unique(np.concatenate(pairs), axis=0), _in_long_runs(covered, words.bounds))


def _met(
    words: Words,
    days: npt.NDArray[np.float64],
    outlets: Integers,
    places: Integers,
    group: Integers,
    covered: Flags,
) -> Integers:
    """The pairs of articles that some fingerprints lead to; words of those that are commonplace become ``covered``."""
    article = words.article_of(places)
    published = days[article]
    occasion = _occasions(group, published)
    undated = np.isnan(published)
    again = _again(group[undated], outlets[article[undated]], int(group.max(initial=-1)) + 1)
    commonplace = (_distinct(group, occasion) + again >= OCCASIONS)[group]
    quoted = (np.bincount(group, words.quoted[places]) > np.bincount(group) / 2)[group]
    for at in range(GRAM):
        covered[places[commonplace & ~quoted] + at] = True
    used = ~commonplace | quoted
    group = np.unique(np.where(commonplace, occasion, group + len(places))[used], return_inverse=True)[1]
    return _pairs(words, days, *_meetings(places[used], group))


def _shared(words: Words, days: npt.NDArray[np.float64], hashes: Hashes, places: Integers) -> tuple[Integers, Integers]:
    """Where the fingerprints of two or more articles stand, the first in each, and a number for each fingerprint.

    Places are in order of fingerprint and, within it, of publication.
    """
    order = np.argsort(hashes, kind="stable")
    values, chosen = hashes[order], places[order]
    article = words.article_of(chosen)
    again = np.concatenate([[False], (values[1:] == values[:-1]) & (article[1:] == article[:-1])])[: len(values)]
    values, chosen = values[~again], chosen[~again]
    new = np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]
    group = np.cumsum(new) - 1
    several = (np.bincount(group) > 1)[group]
    places, group = chosen[several], np.unique(group[several], return_inverse=True)[1]
    article = words.article_of(places)
    order = np.lexsort((article, days[article], group))
    return places[order], group[order]


def _occasions(group: Integers, published: npt.NDArray[np.float64]) -> Integers:
    """For each place the number of its occasion: another one after ``APART`` days, and for each fingerprint."""
    other = (group[1:] != group[:-1]) | (published[1:] - published[:-1] > APART)
    return np.cumsum(np.concatenate([[False], other])[: len(group)])


def _distinct(group: Integers, occasion: Integers) -> Integers:
    """How many occasions each fingerprint has."""
    first = np.concatenate([[True], occasion[1:] != occasion[:-1]])[: len(group)]
    return np.bincount(group[first])


def _again(group: Integers, outlet: Integers, groups: int) -> Integers:
    """How many articles have each fingerprint that an article of their outlet has before them."""
    outlets = int(outlet.max(initial=0)) + 1
    first = np.unique(group * outlets + outlet) // outlets
    return np.bincount(group, minlength=groups) - np.bincount(first, minlength=groups)


def _in_long_runs(covered: Flags, bounds: Integers) -> Flags:
    """The words covered where ``BOILERPLATE`` of an article are in a row."""
    changes = np.flatnonzero(covered[1:] != covered[:-1]) + 1
    firsts = np.union1d(changes, bounds[:-1])
    firsts = firsts[firsts < len(covered)]
    lengths = np.diff(np.concatenate([firsts, [len(covered)]]))
    return covered & np.repeat(lengths >= BOILERPLATE, lengths)


def _meetings(places: Integers, group: Integers) -> tuple[Integers, Integers]:
    """Two places of one group a row: all pairs of small groups, the first and each other one of large ones."""
    sizes = np.bincount(group)
    firsts = np.cumsum(sizes) - sizes
    rank = np.arange(len(places)) - firsts[group]
    large = (sizes > MOST)[group]
    left, right = [places[firsts[group]][large & (rank > 0)]], [places[large & (rank > 0)]]
    small, of = places[~large], group[~large]
    for apart in range(1, min(MOST, len(of))):
        same = of[apart:] == of[:-apart]
        left.append(small[: len(same)][same])
        right.append(small[apart:][same])
    return np.concatenate(left), np.concatenate(right)


def _pairs(words: Words, days: npt.NDArray[np.float64], left: Integers, right: Integers) -> Integers:
    """The articles of places between which enough words in a row are the same."""
    length = 1 + _same_words(words, left, right, -1) + _same_words(words, left, right, 1)
    pairs = np.stack([words.article_of(left), words.article_of(right)], axis=1)
    far = np.abs(days[pairs[:, 0]] - days[pairs[:, 1]]) > APART
    enough = length >= np.where(far, COPIED, SHORTEST)
    return np.unique(np.sort(pairs[enough], axis=1), axis=0)


def _same_words(words: Words, left: Integers, right: Integers, step: int) -> Integers:
    """How many words next to two places are the same, up to ``COPIED`` of them."""
    count = np.zeros(len(left), np.int64)
    (first, last), (first_other, last_other) = (_article_bounds(words, places) for places in (left, right))
    going = np.arange(len(left))
    for distance in range(1, COPIED + 1):
        one, other = left[going] + step * distance, right[going] + step * distance
        inside = (one >= first[going]) & (one < last[going])
        inside &= (other >= first_other[going]) & (other < last_other[going])
        going, one, other = going[inside], one[inside], other[inside]
        going = going[words.ids[one] == words.ids[other]]
        count[going] = distance
    return count


def _article_bounds(words: Words, places: Integers) -> tuple[Integers, Integers]:
    """The first word of the article of each place, and one past its last."""
    article = words.article_of(places)
    return words.bounds[article], words.bounds[article + 1]
