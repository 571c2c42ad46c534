"""What outlets could have reported after another, and how long each took, or was watched without reporting it."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.metrics.claim_groups import grouped_claims, placed_articles
from analysis.metrics.outlets import SAID
from analysis.metrics.times import day_alone, last_moment
from analysis.schema import AnyFrame

_HOUR, _DAY = 3_600_000_000, 24.0


def reporting_waits(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    others: int = 1,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """List what each outlet could have reported after another, and how long it took or was watched.

    Args:
        claims: as for ``delay_curves``, as are the other tables and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        others: how many other outlets must have a claim for it to count, 1 or more.
        acts: which acts count.

    Returns:
        outlet, story, claim (the lowest claim_id of the utterance), article_id (the article that had it first, of
        another outlet), claim_id (the outlet's first version; null where none is found), hours, happened (whether the
        outlet has it), by_day (whether one of the two times is a day alone), sorted by outlet, story and claim.

    Raises:
        SchemaError: a column is missing.
        ValueError: others is below 1.

    Example:
        >>> from datetime import UTC, datetime
        >>> claims = {"claim_id": ["a#0"], "article_id": ["a"], "quotation": ["direct"]}
        >>> links = {"claim_a": [], "claim_b": [], "relation": []}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [datetime(2025, 3, 3, hour, tzinfo=UTC) for hour in (8, 11)]}
        >>> reporting_waits(claims, links, articles).select("outlet", "claim", "hours", "happened").rows()
        [('Globe', 'a#0', 3.0, False)]
    """
    if others < 1:
        raise ValueError(f"others is {others}; at least 1 other outlet must have a claim for a delay to begin.")
    placed = placed_articles(articles)
    told = grouped_claims(claims, claim_links, placed, relations=("same_utterance",), acts=acts)
    # Of each outlet its first version; none is known to be the first where one has no date.
    first = (
        told.sort("published_at", "claim_id", nulls_last=True)
        .group_by("story", "claim", "outlet", maintain_order=True)
        .agg(pl.col("article_id", "claim_id").first(), _all_dated(pl.col("published_at").min()).alias("at"))
    )
    followers = placed.group_by("story", "outlet").agg(
        pl.col("publisher").first(), last=pl.col("published_at").sort_by(last_moment(pl.col("published_at"))).last()
    )
    own = first.select("claim", "outlet", "claim_id", "at")
    pairs = followers.join(_first_of_others(first, followers, others), on=["story", "outlet"])
    rows = pairs.join(own, on=["claim", "outlet"], how="left")
    end = pl.when(pl.col("claim_id").is_not_null()).then("at").otherwise("last")
    whole_days = day_alone(end) | day_alone(pl.col("since"))
    days = (end.dt.truncate("1d") - pl.col("since").dt.truncate("1d")).dt.total_days() * _DAY
    hours = (end - pl.col("since")).dt.total_microseconds() / _HOUR
    return (
        rows.filter(last_moment(end) >= pl.col("since"))
        .select(
            "story",
            "claim",
            "article_id",
            "claim_id",
            outlet="publisher",
            hours=pl.when(whole_days).then(days).otherwise(hours),
            happened=pl.col("claim_id").is_not_null(),
            by_day=whole_days,
        )
        .select("outlet", "story", "claim", "article_id", "claim_id", "hours", "happened", "by_day")
        .sort("outlet", "story", "claim", "article_id", "claim_id", "hours")
    )


def _all_dated(value: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("published_at").null_count() == 0).then(value)


def _first_of_others(first: pl.DataFrame, followers: pl.DataFrame, least: int) -> pl.DataFrame:
    """For each outlet on a story, and each utterance that another has: the first article of another, and when."""
    ordered = first.sort("claim", "at", "article_id", nulls_last=True)
    firsts = ordered.group_by("story", "claim", maintain_order=True).agg(
        lead=pl.col("outlet").first(),
        leading=pl.struct("article_id", since="at").first(),
        following=pl.struct("article_id", since="at").get(1, null_on_oob=True),
        having=pl.col("outlet"),
        undated=pl.col("outlet").filter(pl.col("at").is_null()),
    )
    every = followers.select("story", "outlet").join(firsts, on="story")
    is_lead = pl.col("outlet") == pl.col("lead")
    # One of another outlet without a date may have been the first of all.
    undated, having = (pl.col(name).list.set_difference(pl.concat_list("outlet")) for name in ("undated", "having"))
    enough = (undated.list.len() == 0) & (having.list.len() >= least)
    of_another = pl.when(is_lead).then("following").otherwise("leading").alias("other")
    found = every.filter(enough).select("story", "outlet", "claim", of_another)
    return found.unnest("other").drop_nulls("since")
