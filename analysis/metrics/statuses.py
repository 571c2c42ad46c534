"""How much of what the others report an outlet states, contradicts, could not have yet, or is not found to have."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.metrics.claim_groups import SAME, grouped_claims, placed_articles
from analysis.metrics.outlets import SAID, outlets_of
from analysis.metrics.statements import STATUSES, claim_coverage
from analysis.metrics.uncertainty import FEW, shares
from analysis.schema import AnyFrame


def claim_statuses(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Count for each outlet how many claims of others, on the stories that it covers, have which status.

    Versions that are there are often not found: the shares "not found" and "not yet possible" are too high, "stated" is
    too low, and a note says how many of versions that are there are missed (``claim_coverage`` says how measured).

    The rows behind a number: those of ``claim_coverage`` for the outlet and status, where another outlet states the
    claim.

    Intervals draw the other outlets' articles, each claim being of the one with its lowest claim_id, and where an
    outlet covers several stories also these as wholes; the wider ends count. Of one story, nothing is said of others.

    Args:
        claims: as for ``claim_coverage``, as are the other tables, relations and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        relations: the links that make claims one.
        acts: which acts count.
        interval: probability that intervals cover.
        resamples: bootstrap samples.
        seed: varies the random stream.

    Returns:
        outlet, status ("contradicted", "not found", "not yet possible", "stated"), value (share of the others' claims,
        0 to 1), low, high, n (claims of others), claims (of these with this status), articles (of others, with claims),
        stories, note (null, or what limits the number).

    Raises:
        SchemaError: a column is missing.
        ValueError: interval or resamples are out of range.

    Example:
        >>> claims = {"claim_id": ["a#0", "b#0", "b#1"], "article_id": ["a", "b", "b"], "quotation": ["direct"] * 3}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = {"article_id": ["a", "b"], "outlet": ["Post", "Globe"], "story": ["bridge"] * 2,
        ...             "published_at": [None] * 2}
        >>> found = claim_statuses(claims, links, articles).filter(pl.col("outlet") == "Post", pl.col("claims") > 0)
        >>> found.select("status", "value", "n").rows()
        [('not found', 0.5, 2), ('stated', 0.5, 2)]
    """
    told = claims_of_others(claims, claim_links, articles, relations=relations, acts=acts)
    outlets = outlets_of(articles)["outlet"].unique().to_list()

    def counted(unit: str) -> pl.DataFrame:
        counts = told.group_by("outlet", "status", article_id=unit).agg(pl.len().cast(pl.Int64).alias("claims"))
        kinds = pl.DataFrame({"status": STATUSES})
        return shares(counts, outlets, kinds, "claims", interval=interval, resamples=resamples, seed=seed)

    by_story = counted("story").select("outlet", "status", "low", "high", "note", stories="articles")
    both = counted("article_id").join(by_story, on=["outlet", "status"], suffix="_of_stories", maintain_order="left")
    missed = told.group_by("outlet", "status").agg(pl.mean("missed"))
    both = both.join(missed, on=["outlet", "status"], how="left", maintain_order="left")
    columns = ("outlet", "status", "value", "low", "high", "n", "claims", "articles", "stories", "note")
    return both.with_columns(
        # Null ends of one story are passed over, which leaves those of its articles.
        low=pl.when(pl.col("low").is_not_null()).then(pl.min_horizontal("low", "low_of_stories")),
        high=pl.when(pl.col("high").is_not_null()).then(pl.max_horizontal("high", "high_of_stories")),
        note=_note(),
    ).select(columns)


def claims_of_others(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """List what ``claim_statuses`` counts: for each outlet on a story the claims of others, and what it has of them.

    Args:
        claims: as for ``claim_coverage``, as are the other tables, relations and acts.
        claim_links: the table of a corpus.
        articles: the articles that are compared.
        relations: the links that make claims one.
        acts: which acts count.

    Returns:
        outlet, story, claim (the lowest claim_id of its versions), status, missed, article_id (of another outlet, with
        the lowest of its claim_ids).
    """
    options = {"relations": relations, "acts": acts}
    coverage = claim_coverage(claims, claim_links, articles, **options)  # type: ignore[arg-type]
    placed = placed_articles(articles)
    grouped = grouped_claims(claims, claim_links, placed, **options)  # type: ignore[arg-type]
    publisher = placed.select("story", "outlet", "publisher").unique()
    told = _told_by_others(coverage, grouped).join(publisher, on=["story", "outlet"], maintain_order="left")
    return told.select("story", "claim", "status", "missed", "article_id", outlet="publisher")


def _told_by_others(coverage: pl.DataFrame, grouped: pl.DataFrame) -> pl.DataFrame:
    """Rows of the coverage whose claim another outlet states, with the article of its lowest claim_id there."""
    each = grouped.sort("claim_id").group_by("claim", "outlet", maintain_order=True).agg(pl.col("article_id").first())
    # Two outlets of a claim are enough: another one is the first, and for the first itself the second.
    firsts = each.group_by("claim", maintain_order=True).agg(
        lead=pl.col("outlet").first(),
        of_lead=pl.col("article_id").first(),
        of_next=pl.col("article_id").get(1, null_on_oob=True),
    )
    article = pl.when(pl.col("outlet") == pl.col("lead")).then("of_next").otherwise("of_lead")
    rows = coverage.select("story", "claim", "outlet", "status", "missed").join(firsts, on="claim")
    return rows.with_columns(article_id=article).drop_nulls("article_id")


def _note() -> pl.Expr:
    """What limits a number: few articles or stories, and what is missed."""
    few = pl.when(pl.col("stories").is_between(2, FEW - 1)).then(
        pl.format("only {} stories: rough interval", "stories")
    )
    one = pl.when((pl.col("stories") == 1) & (pl.col("articles") > 1)).then(pl.lit("one story: says nothing of others"))
    missed = pl.when(pl.col("missed").is_not_null()).then(
        pl.format("{} % of versions that are there are missed", (100 * pl.col("missed")).round().cast(pl.Int64))
    )
    whole = pl.concat_str("note", pl.coalesce(one, few), missed, separator="; ", ignore_nulls=True)
    return pl.when(whole != "").then(whole)
