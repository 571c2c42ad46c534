"""Claims by what charts divide them by and no column says: side, title or gender of a source, agencies, exclusives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl

from analysis.metrics.agencies import traced_claims
from analysis.metrics.exclusive_sources import cited_on_shared_stories
from analysis.metrics.sources import cited_claims

Lister = Callable[[pl.DataFrame, pl.DataFrame, pl.DataFrame], pl.DataFrame]
_CLAIM = ("claim_id",)

GROUPS: dict[str, Lister] = {
    "side": partial(cited_claims, by="side", keep=_CLAIM),
    "title": partial(cited_claims, by="title", keep=_CLAIM),
    "anonymity": partial(cited_claims, by="anonymity", keep=_CLAIM),
    "gender": partial(cited_claims, by="gender", keep=_CLAIM),
    "dependence": partial(traced_claims, keep=_CLAIM),
    "exclusive": partial(cited_on_shared_stories, keep=_CLAIM),
}
"""What lists the claims of a chart, each with a column of this name."""


def group_claims(group: str, claims: pl.DataFrame, sources: pl.DataFrame, articles: pl.DataFrame) -> pl.Series:
    """Find the claims of one group.

    Args:
        group: column and value, as in 'gender:female'. It comes from a URL, so it may be nonsense.
        claims: claims of a scope.
        sources: the sources table.
        articles: the articles that are compared.

    Returns:
        Their claim_id; of nonsense none.

    Example:
        >>> articles = pl.DataFrame({"article_id": ["a"], "outlet": ["Globe"]})
        >>> sources = pl.DataFrame({"source_id": ["s"], "kind": ["person"], "anonymous": [False], "side": ["Mali"]})
        >>> claims = pl.DataFrame({"claim_id": ["a#0"], "article_id": ["a"], "source_id": ["s"]})
        >>> group_claims("side:Mali", claims, sources, articles).to_list()
        ['a#0']
    """
    column, _, value = group.partition(":")
    if column not in GROUPS:
        return pl.Series("claim_id", [], dtype=pl.String)
    listed = GROUPS[column](claims, sources, articles)
    return listed.filter(pl.col(column).cast(pl.String) == value)["claim_id"]
