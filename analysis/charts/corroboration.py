"""Charts of who else has an outlet's claims, and of what only it has."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from analysis.charts.dots import shares_chart
from analysis.metrics.chains import CORROBORATION
from analysis.metrics.exclusive_claims import MEASURES


def corroboration_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw which share of each outlet's claims another outlet has, by an independent chain or by the same.

    Args:
        table: what ``corroboration`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and corroboration.

    Example:
        >>> from analysis.metrics import corroboration
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"]}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> utterances = {"utterance_id": [], "claim_id": [], "chain": []}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> corroboration_chart(corroboration(claims, links, utterances, articles)).to_dict()["title"]["text"]
        'Who else reports it'
    """
    return shares_chart(
        table,
        "corroboration",
        counted="claims",
        identity=("outlet", "corroboration"),
        title="Who else reports it",
        subtitle=[
            "Share of the outlet's claims that another one has, and how.",
            "Half of what is shared is missed: see what only one has.",
            "Line: interval; dashed if few articles, none if one.",
        ],
        what="Share of each outlet's claims that another has by an independent chain, has by the same chain, or is not "
        "found to have",
        order=CORROBORATION,
        outlets=outlets,
        names={"independent chain": "independent"},
    )


def exclusive_claims_chart(table: pl.DataFrame, outlets: Sequence[str] | None = None) -> alt.LayerChart:
    """Draw which share of each outlet's claims no other outlet has: as observed, and corrected for missed links.

    Args:
        table: what ``exclusive_claims`` returned.
        outlets: all outlets of the corpus, so that colours stay the same when some are left out.

    Returns:
        A chart whose selection 'pick' holds outlet and measure.

    Example:
        >>> from analysis.metrics import exclusive_claims
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"]}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> exclusive_claims_chart(exclusive_claims(claims, links, articles)).to_dict()["title"]["text"]
        'What only one outlet has'
    """
    return shares_chart(
        table,
        "measure",
        counted="claims",
        identity=("outlet", "measure"),
        title="What only one outlet has",
        subtitle=[
            "Share of its claims on shared stories. Observed: none found",
            "elsewhere; corrected: by what was missed in 18 stories.",
            "Line: interval; dashed if corrected, or if few articles.",
        ],
        what="Share of each outlet's claims that no other outlet is found to have, as observed and, lower and less "
        "certain, corrected for the links that are missed",
        order=MEASURES,
        outlets=outlets,
    )
