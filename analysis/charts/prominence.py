"""Charts of where in the article sources stand, and who speaks first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import altair as alt
import polars as pl

from analysis.charts.dots import by_count, shares_chart
from analysis.metrics.prominence import PLACES, By

MOST = 12
"""Sides or sources that a page has room for."""
_CALLED = {"kind": "kind of source", "side": "side", "source": "source"}
_NOBODY = {"kind": "nobody named", "side": "no side given", "source": "nobody named"}
_LINE = "Line: interval; dashed if few articles, none if one."


def source_prominence_chart(
    prominence: pl.DataFrame, place: str = "lead", outlets: Sequence[str] | None = None
) -> alt.LayerChart:
    """Draw which share of each kind of source's claims stands in one place, the kind with most claims on top.

    Args:
        prominence: what ``source_prominence`` returned.
        place: 'lead', 'upper half' or 'lower half'.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet, kind (or what else the table is by) and place.

    Raises:
        ValueError: there is no such place.

    Example:
        >>> from analysis.metrics import source_prominence
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"], "source_id": ["s"], "content_start": [0]}
        >>> source_prominence_chart(source_prominence(claims, sources, articles)).to_dict()["title"]["text"]
        'Who is in the lead'
    """
    if place not in PLACES:
        raise ValueError(f"place is '{place}'; it must be one of {', '.join(PLACES)}.")
    by = next(name for name in get_args(By) if name in prominence.columns)
    where = "in the lead" if place == "lead" else f"in the {place}"
    return shares_chart(
        prominence.filter(place=place),
        by,
        counted="claims",
        identity=("outlet", by, "place"),
        title=f"Who is {where}",
        subtitle=[f"Share of the claims of each {_CALLED[by]} that stands there.", _LINE],
        what=f"Share of the claims of each {_CALLED[by]} that stands {where}",
        order=by_count(prominence, by, "claims", MOST),
        outlets=outlets,
        names={"none": _NOBODY[by]},
    )


def first_sources_chart(first: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw who speaks first in each outlet's articles, the most frequent kind on top.

    Args:
        first: what ``first_sources`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and kind (or what else the table is by).

    Example:
        >>> from analysis.metrics import first_sources
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> sources = {"source_id": ["s"], "kind": ["person"], "anonymous": [False]}
        >>> claims = {"article_id": ["a"], "source_id": ["s"], "content_start": [0]}
        >>> first_sources_chart(first_sources(claims, sources, articles)).to_dict()["title"]["text"]
        'Who speaks first'
    """
    by = next(name for name in get_args(By) if name in first.columns)
    return shares_chart(
        first,
        by,
        counted="openings",
        identity=("outlet", by),
        title="Who speaks first",
        subtitle=[f"Share of the outlet's articles by the {_CALLED[by]} cited first.", _LINE],
        what=f"Share of each outlet's articles by the {_CALLED[by]} cited first",
        order=by_count(first, by, "openings", MOST),
        outlets=outlets,
        names={"none": _NOBODY[by]},
    )
