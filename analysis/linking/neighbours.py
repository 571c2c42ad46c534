"""Which articles tell alike things at about the same time, found through rare terms without comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from analysis.linking.terms import Floats, Integers, Vectors

CANDIDATES = 500
"""Articles that one is compared with at most: those of its window that share its rarest terms."""


def find_pairs(
    vectors: Vectors, days: Floats, window: float, least: float, nearness: Callable[[Floats], Floats]
) -> pl.DataFrame:
    """Find the pairs of articles that share much, at a cost that grows with articles, not with pairs.

    Every article is compared with those after it within the window that share its rarest terms; one without a date
    with all.

    Args:
        vectors: of articles in the order of their days, those without one at the end.
        days: when each was published; NaN where that is not known.
        window: days from one article to another.
        least: pairs below this similarity are left out.
        nearness: from days between two articles (NaN where one has no date) to a factor of their cosine, 0 to 1.

    Returns:
        ``one``, ``other`` (numbers of articles, one before other) and ``similarity`` (0 to 1), sorted by the first two.

    Example:
        >>> from analysis.linking.terms import article_terms, weigh
        >>> texts = ["Cranes fell.", "The cranes fell in Saltmere.", "Saltmere votes.", "Who votes?"]
        >>> vectors = weigh(article_terms(pl.DataFrame({"title": [""] * 4, "text": texts})), 4)
        >>> find_pairs(vectors, np.array([1.0, 2.0, 2.0, 9.0]), 3, 0.05, np.ones_like).select("one", "other").rows()
        [(0, 1), (1, 2)]
    """
    # Every article of every term, by term and then in the order of days, as one sorted number.
    keys = np.sort(vectors.terms * vectors.count + np.repeat(np.arange(vectors.count), np.diff(vectors.starts)))
    dated = int(np.isfinite(days).sum())
    ends = np.searchsorted(days[:dated], days[:dated] + window, side="right")
    scattered = np.zeros(len(vectors.names))
    found = []
    for article in range(vectors.count):
        first, last = vectors.starts[article], vectors.starts[article + 1]
        terms, weights = vectors.terms[first:last], vectors.weights[first:last]
        bounds = (article + 1, ends[article]) if article < dated else (0, article)
        others = _candidates(terms, keys, vectors.count, bounds)
        if not others.size:
            continue
        scattered[terms] = weights
        cosines = _products(vectors, others, scattered)
        scattered[terms] = 0
        similarity = np.round(cosines * nearness(np.abs(days[others] - days[article])), 6)
        kept = similarity >= least
        same = np.full(int(kept.sum()), article)
        pair = np.minimum(same, others[kept]), np.maximum(same, others[kept])
        found.append(pl.DataFrame({"one": pair[0], "other": pair[1], "similarity": similarity[kept]}))
    empty = pl.DataFrame(schema={"one": pl.Int64, "other": pl.Int64, "similarity": pl.Float64})
    return pl.concat([empty, *found]).sort("one", "other")


def _candidates(terms: Integers, keys: Integers, count: int, bounds: tuple[int, int]) -> Integers:
    """Articles between two bounds that share a term, by the rarest terms first, until there are enough."""
    firsts, lasts = np.searchsorted(keys, terms * count + bounds[0]), np.searchsorted(keys, terms * count + bounds[1])
    before = np.cumsum(lasts - firsts) - (lasts - firsts)
    taken = np.clip(CANDIDATES - before, 0, lasts - firsts)
    found: Integers = np.unique(keys[_ranges(firsts, taken)] % count)
    return found


def _products(vectors: Vectors, others: Integers, scattered: Floats) -> Floats:
    """The cosine of some articles and the one whose weights are scattered by term."""
    firsts, sizes = vectors.starts[others], vectors.starts[others + 1] - vectors.starts[others]
    rows = _ranges(firsts, sizes)
    # Others share a term, so none is empty, and every sum has terms of its own.
    shared = vectors.weights[rows] * scattered[vectors.terms[rows]]
    cosines: Floats = np.add.reduceat(shared, np.cumsum(sizes) - sizes)
    return cosines


def _ranges(firsts: Integers, sizes: Integers) -> Integers:
    """Whole numbers from each first one, as many as its size, one range behind the other."""
    behind = np.cumsum(sizes) - sizes
    numbers: Integers = np.arange(int(sizes.sum())) + np.repeat(firsts - behind, sizes)
    return numbers
