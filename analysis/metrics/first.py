"""Which outlet was first, of those that have the same story or the same utterance."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import polars as pl

from analysis.metrics.claim_groups import grouped_claims, placed_articles
from analysis.metrics.outlets import SAID, outlets_of
from analysis.metrics.times import last_moment
from analysis.metrics.uncertainty import shares
from analysis.schema import AnyFrame

Of = Literal["utterances", "stories"]
TURNS = ("first", "not known", "later")
"""An outlet's turn: known to be before all others; known to be behind one; or neither."""


def first_reports(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    of: Of = "utterances",
    *,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count how often an outlet was first with what others have too.

    An outlet is first where one of its versions is known to have been published before every other outlet's, and later
    where another outlet's is known to be before all of its own. A day without a time stands for all of its hours, so of
    two articles dated by the same day, or of the same minute, neither is known to be first; nor is one without a date,
    nor one beside it that may be later. Those are "not known", and never split among the outlets.

    First among the articles of the corpus: who was first in the world may not be in it, and what is published may have
    been changed since. Links between utterances are missed (``claim_coverage``): what others have is then not counted.

    The rows behind a number: of utterances, the outlet's claims that ``claim_links`` ties to another outlet's; of
    stories, its articles on stories that another outlet covers.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table of a corpus (claim_a, claim_b, relation); only ``same_utterance`` is read.
        articles: the articles that are compared (article_id, outlet, story, published_at); those without a story are
            left out.
        of: "utterances", or "stories": then claims and links are not looked at.
        acts: which acts count; all of them with None.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, turn ("first", "later", "not known"), value (share of what it and another outlet have, 0 to 1), low,
        high, n (utterances or stories that it and another outlet have), reports (of these), articles (with these, the
        first of each), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such ``of``, or interval or resamples are out of range.

    Example:
        >>> from datetime import UTC, datetime
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 9)]}
        >>> found = first_reports(claims, links, articles)
        >>> found.filter(pl.col("reports") > 0).select("outlet", "turn", "value", "n").rows()
        [('Globe', 'later', 1.0, 1), ('Post', 'first', 1.0, 1)]
    """
    turns_taken = reports_in_turn(claims, claim_links, articles, of, acts=acts)
    counts = turns_taken.group_by("outlet", "article_id", "turn").agg(pl.len().cast(pl.Int64).alias("reports"))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    turns = pl.DataFrame({"turn": TURNS})
    return shares(counts, outlets, turns, "reports", interval=interval, resamples=resamples, seed=seed)


def reports_in_turn(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    of: Of = "utterances",
    *,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """List what ``first_reports`` counts: each outlet's turn with what another one has too.

    Args:
        claims: as for ``first_reports``, as are the other tables, of and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        of: "utterances" or "stories".
        acts: which acts count.

    Returns:
        reported (the lowest claim_id of the utterance, or the story), article_id (the outlet's first with it), outlet,
        turn.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such ``of``.
    """
    if of not in get_args(Of):
        raise ValueError(f"of is '{of}'; it must be one of {', '.join(get_args(Of))}.")
    placed = placed_articles(articles)
    if of == "stories":
        return _turns(placed.with_columns(reported="story", name="article_id"))
    told = grouped_claims(claims, claim_links, placed, relations=("same_utterance",), acts=acts)
    reports = told.join(placed.select("article_id", "publisher"), on="article_id")
    return _turns(reports.rename({"claim": "reported", "claim_id": "name"}))


def _turns(reports: pl.DataFrame) -> pl.DataFrame:
    """The turn of each outlet with what another one has too, and its first article with it."""
    at = pl.col("published_at")
    own = (
        reports.sort("published_at", "name", nulls_last=True)
        .group_by("reported", "outlet", maintain_order=True)
        .agg(
            pl.col("article_id", "publisher").first(),
            # One without a date may be the first: then nothing tells how early the outlet may have had it.
            earliest=pl.when(at.null_count() == 0).then(at.min()),
            surely_by=last_moment(at).min(),
        )
    )
    several = own.filter(pl.len().over("reported") > 1)
    others = several.select("reported", "earliest", "surely_by", other="outlet")
    beside = (
        several.select("reported", "outlet")
        .join(others, on="reported")
        .filter(pl.col("outlet") != pl.col("other"))
        .group_by("reported", "outlet")
        .agg(
            others_earliest=pl.when(pl.col("earliest").null_count() == 0).then(pl.col("earliest").min()),
            others_surely_by=pl.col("surely_by").min(),
        )
    )
    first, unknown, later = (pl.lit(turn) for turn in TURNS)
    turn = (
        pl.when(pl.col("surely_by") < pl.col("others_earliest"))
        .then(first)
        .when(pl.col("others_surely_by") < pl.col("earliest"))
        .then(later)
        .otherwise(unknown)
    )
    rows = several.join(beside, on=["reported", "outlet"])
    return rows.select("reported", "article_id", outlet="publisher", turn=turn)
