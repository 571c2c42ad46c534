"""Who quotes whom: outlets by sources, both in an order that puts alike beside alike."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

import numpy as np
import polars as pl

from analysis.metrics.intervals import Floats
from analysis.metrics.outlets import SAID, outlets_of, sourced_claims
from analysis.metrics.sources import Counted
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame


def source_matrix(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Counted = "claims",
    *,
    most: int = 20,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of each outlet's claims that each of the most cited sources has.

    Outlets and sources are ordered by their scores on the first axis of correspondence analysis (M. Hill 1974,
    Correspondence analysis: a neglected multivariate method, Applied Statistics 23:340-354): with P the table as shares
    of its sum and r, c the sums of its rows and columns, the scores are the first singular vectors of
    (P - rc') / sqrt(rc'), divided by sqrt(r) and sqrt(c). They run so that the first outlet of the alphabet that is not
    at 0 is on the side of the top. Outlets that cite none of these sources come last.

    Sources without a name have no row (nobody can tell whether two of them are the same), but their claims count in n.

    The rows behind a number: claims of the outlet's articles with that source_id.

    Args:
        claims: the claims table (article_id, source_id; n_words where words are counted).
        sources: the sources table (source_id, name, kind, anonymous).
        articles: the articles that are compared (article_id, outlet); claims of others are left out.
        counted: claims, or the words in their contents.
        most: how many sources, those with most over all outlets.
        acts: which acts count; all of them with None. Claims without a column ``act`` count as they are.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, source_id, name, value (share of all that is counted in the outlet, 0 to 1), low, high, n (all that is
        counted in the outlet, sources without a name and claims without a source too), claims or words (of this
        source), articles (of the outlet with a claim), note (null, or what limits the interval), outlet_place,
        source_place (from 0). A row for every outlet and source, in the order of the places.

    Raises:
        SchemaError: a column is missing, or claims name a source that ``sources`` lacks.
        ValueError: counted, most, interval or resamples are out of range.

    Example:
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Courier", "Globe"]}
        >>> sources = {"source_id": ["s", "t"], "name": ["Ivo Corr", "Ada Bell"], "kind": ["person"] * 2,
        ...            "anonymous": [False] * 2}
        >>> claims = {"article_id": ["a", "a", "b", "b"], "source_id": ["s", "t", "t", None]}
        >>> source_matrix(claims, sources, articles).select("outlet", "name", "value", "claims", "n").rows()
        [('Courier', 'Ivo Corr', 0.5, 1, 2), ('Courier', 'Ada Bell', 0.5, 1, 2), ('Globe', 'Ivo Corr', 0.0, 0, 2), \
('Globe', 'Ada Bell', 0.5, 1, 2)]
    """
    if most < 1:
        raise ValueError(f"most is {most}; it must be at least 1 source.")
    rows = claims_by_source(claims, sources, articles, counted, acts=acts)
    amount = pl.col("words").sum() if counted == "words" else pl.len().cast(pl.Int64)
    names = rows.drop_nulls("source_id").select("source_id", "name").unique("source_id")
    counts = rows.group_by("outlet", "article_id", "source_id").agg(amount.alias(counted)).filter(pl.col(counted) > 0)
    totals = counts.drop_nulls("source_id").group_by("source_id").agg(pl.sum(counted))
    top = totals.sort(counted, "source_id", descending=[True, False]).head(most)["source_id"]
    kept = counts.with_columns(pl.when(pl.col("source_id").is_in(top.implode())).then("source_id"))
    kept = kept.group_by("outlet", "article_id", "source_id").agg(pl.sum(counted))
    outlets = sorted(outlets_of(articles)["outlet"].unique())
    listed = pl.DataFrame({"source_id": top.sort()}, schema={"source_id": pl.String})
    # the rest is a category of its own, so that shares are of all claims
    every = pl.concat([listed, pl.DataFrame({"source_id": [None]}, schema=listed.schema)])
    table = shares(kept, outlets, every, counted, interval=interval, resamples=resamples, seed=seed)
    table = table.drop_nulls("source_id").sort("outlet", "source_id")
    grid = table[counted].to_numpy().astype(np.float64).reshape(len(outlets), listed.height)
    of_outlets, of_sources = seriation(grid)
    outlet_places = pl.DataFrame({"outlet": [outlets[at] for at in of_outlets]}, schema={"outlet": pl.String})
    return (
        table.join(names, on="source_id")
        .join(outlet_places.with_columns(outlet_place=pl.int_range(pl.len())), on="outlet")
        .join(listed[of_sources].with_columns(source_place=pl.int_range(pl.len())), on="source_id")
        .select("outlet", "source_id", "name", pl.exclude("outlet", "source_id", "name"))
        .sort("outlet_place", "source_place")
    )


def claims_by_source(
    claims: AnyFrame,
    sources: AnyFrame,
    articles: AnyFrame,
    counted: Counted = "claims",
    *,
    acts: Collection[str] | None = SAID,
    keep: Collection[str] = (),
) -> pl.DataFrame:
    """List the claims that ``source_matrix`` counts, each with its source.

    Args:
        claims: as for ``source_matrix``, as are the other tables and options.
        sources: the sources table.
        articles: the articles that are compared.
        counted: with 'words' the rows have a column ``words``.
        acts: which acts count.
        keep: what else is needed of the claims.

    Returns:
        outlet, article_id, source_id and name (null where the source has no name, or there is none), words (where
        they are counted), ``keep``; one row a claim.
    """
    if counted not in get_args(Counted):
        raise ValueError(f"counted is '{counted}'; it must be one of {', '.join(get_args(Counted))}.")
    of_claims = ("n_words",) if counted == "words" else ()
    rows = sourced_claims(claims, sources, articles, acts, of_claims=(*of_claims, *keep), of_sources=("name",))
    named = ~pl.col("anonymous") & (pl.col("kind") != "unnamed")
    of_named = (pl.when(named).then(name).alias(name) for name in ("source_id", "name"))
    return rows.select("outlet", "article_id", *of_named, *(pl.col(name).alias("words") for name in of_claims), *keep)


def seriation(grid: Floats) -> tuple[list[int], list[int]]:
    """Order rows and columns of a table of counts by the first axis of correspondence analysis.

    Args:
        grid: counts, 0 or more.

    Returns:
        Row numbers and column numbers in their order; empty ones last, ties as they stand.

    Example:
        >>> seriation(np.array([[4.0, 0.0, 1.0], [0.0, 5.0, 1.0], [2.0, 1.0, 2.0]]))
        ([0, 2, 1], [0, 2, 1])
    """
    rows, columns = np.flatnonzero(grid.sum(axis=1)), np.flatnonzero(grid.sum(axis=0))
    if not len(rows):
        return list(range(grid.shape[0])), list(range(grid.shape[1]))
    part = grid[np.ix_(rows, columns)] / grid.sum()
    r, c = part.sum(axis=1), part.sum(axis=0)
    left, _, right = np.linalg.svd((part - np.outer(r, c)) / np.sqrt(np.outer(r, c)), full_matrices=False)
    row_scores, column_scores = left[:, 0] / np.sqrt(r), right[0] / np.sqrt(c)
    apart = np.flatnonzero(np.abs(row_scores) > 1e-9)
    sign = -np.sign(row_scores[apart[0]]) if len(apart) else 1.0
    return _ordered(row_scores * sign, rows, grid.shape[0]), _ordered(column_scores * sign, columns, grid.shape[1])


def _ordered(scores: Floats, which: np.ndarray[tuple[int], np.dtype[np.intp]], size: int) -> list[int]:
    """Numbers by score; those without one stand last."""
    placed = [int(at) for at in which[np.argsort(scores.round(9), kind="stable")]]
    return placed + [at for at in range(size) if at not in set(placed)]
