"""Which outlets report what was said: stated, contradicted, not found, or not yet possible when they published."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.articles.outlets import UNKNOWN
from analysis.lexicons import load_lexicon
from analysis.linking.clusters import connected
from analysis.metrics.outlets import SAID, claims_of, outlets_of
from analysis.schema import AnyFrame, conform

STATUSES = ("stated", "contradicted", "not yet possible", "not found")
SAME = ("same_utterance", "same_claim")


def claim_coverage(
    claims: AnyFrame,
    claim_links: AnyFrame,
    articles: AnyFrame,
    *,
    relations: Collection[str] = SAME,
    acts: Collection[str] | None = SAID,
) -> pl.DataFrame:
    """Tell for each claim of a story, and each outlet on the story, whether the outlet has it.

    Claims that links hold together are one. That none is found in an outlet is no proof that it left the claim out:
    ``missed`` says how often a version that is there is not found or not linked, by how the claim is quoted. It was
    measured on pairs of versions in 18 stories of three American outlets read by eye, each linked with weights fitted
    on the other stories (``lexicons/en/link_recall.csv``, ``benchmarks/linking.py``); pairs of one story hang together,
    so its interval comes from drawing whole stories anew. The features and thresholds were chosen on the same stories,
    and other news may be harder: take it for the least. It is not the probability that the outlet has the claim: that
    depends on how many outlets have claims like it.

    Articles that name no outlet are not known to be of one: each counts as an outlet of its own, as in ``utterances``.

    The rows behind a row: the outlet's claims in ``claim_ids``.

    Args:
        claims: the claims table (claim_id, article_id, quotation, act).
        claim_links: the table of a corpus (claim_a, claim_b, relation).
        articles: the articles that are compared (article_id, outlet, story, published_at); those without a story are
            left out.
        relations: the links that make claims one; ``("same_utterance",)`` keeps speakers and occasions apart.
        acts: which acts count; all of them with None.

    Returns:
        story, claim (the lowest claim_id), quotation (direct if any version is, else mixed, else indirect), outlets
        (that state it), outlet ("unknown (ID)" for an article that names none), status, claim_ids (the outlet's
        versions, or those that contradict it), missed (0 to 1), low, high (its 95 % interval), n (pairs of versions
        that it was measured on). ``missed`` and what follows is null unless the status is ``not found``, and where
        ``relations`` are not both that it was measured for.
        Status is one of

        - stated;
        - contradicted: it has none of the versions, and one that contradicts one of them;
        - not yet possible: all its articles on the story were out before the first version, all with a date;
        - not found.

        Sorted by story, outlets from many to few, claim, outlet.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> claims = {"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct", "indirect"]}
        >>> links = {"claim_a": ["a#0"], "claim_b": ["b#0"], "relation": ["same_utterance"]}
        >>> articles = pl.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["Post", "Globe", "Sun"],
        ...     "story": ["bridge"] * 3, "published_at": [None] * 3})
        >>> found = claim_coverage(claims, links, articles)
        >>> found.select("claim", "outlet", "status", "claim_ids").rows()
        [('a#0', 'Globe', 'stated', ['b#0']), ('a#0', 'Post', 'stated', ['a#0']), ('a#0', 'Sun', 'not found', [])]
    """
    placed = outlets_of(articles, "story", "published_at").drop_nulls("story")
    placed = placed.with_columns(outlet=_told_apart())
    told = claims_of(claims, placed, "claim_id", "quotation", acts=acts).join(
        placed.select("article_id", "story", "published_at"), on="article_id"
    )
    links = conform(claim_links, "claim_links", columns=("claim_a", "claim_b", "relation"))
    grouped = told.join(_numbered(links, told, relations), on="claim_id")
    said = grouped.group_by("claim").agg(
        pl.col("story").first(),
        first=pl.when(pl.col("published_at").null_count() == 0).then(pl.col("published_at").min()),
        quotation=pl.when((pl.col("quotation") == "direct").any())
        .then(pl.lit("direct"))
        .when((pl.col("quotation") == "mixed").any())
        .then(pl.lit("mixed"))
        .otherwise(pl.lit("indirect")),
        outlets=pl.col("outlet").n_unique().cast(pl.Int64),
    )
    last = placed.group_by("story", "outlet").agg(
        last=pl.when(pl.col("published_at").null_count() == 0).then(pl.col("published_at").max())
    )
    stating = grouped.group_by("claim", "outlet").agg(stating=pl.col("claim_id").sort())
    rows = (
        said.join(last, on="story")
        .join(stating, on=["claim", "outlet"], how="left")
        .join(_contradicting(links, grouped), on=["claim", "outlet"], how="left")
        .with_columns(status=_status(), claim_ids=pl.coalesce("stating", "against", pl.lit([], pl.List(pl.String))))
    )
    columns = ("story", "claim", "quotation", "outlets", "outlet", "status", "claim_ids", "missed", "low", "high", "n")
    measured = _missed() if set(relations) == set(SAME) else _missed().clear()
    counted = rows.join(measured, on=["quotation", "status"], how="left").select(columns)
    return counted.sort("story", "outlets", "claim", "outlet", descending=[False, True, False, False])


def _told_apart() -> pl.Expr:
    """The outlet of an article, with its id where that is not known: two of these are not known to be one."""
    nameless = pl.concat_str(pl.lit(f"{UNKNOWN} ("), "article_id", pl.lit(")"))
    return pl.when(pl.col("outlet") == UNKNOWN).then(nameless).otherwise("outlet")


def _numbered(links: pl.DataFrame, claims: pl.DataFrame, relations: Collection[str]) -> pl.DataFrame:
    """For each claim the lowest id of those that are one with it."""
    there = claims["claim_id"].implode()
    kept = links.filter(
        pl.col("relation").is_in(list(relations)), pl.col("claim_a").is_in(there), pl.col("claim_b").is_in(there)
    )
    lowest = {claim: claim for claim in claims["claim_id"]}
    for group in connected(kept.select("claim_a", "claim_b").iter_rows()):
        lowest |= dict.fromkeys(group, min(group))
    return pl.DataFrame(list(lowest.items()), schema={"claim_id": pl.String, "claim": pl.String}, orient="row")


def _contradicting(links: pl.DataFrame, grouped: pl.DataFrame) -> pl.DataFrame:
    """For each claim and outlet the outlet's claims that contradict one of its versions."""
    against = links.filter(relation="contradicts").select("claim_a", "claim_b")
    turned = against.select(claim_a="claim_b", claim_b="claim_a")
    number = grouped.select("claim_id", "claim")
    return (
        pl.concat([against, turned])
        .join(number, left_on="claim_a", right_on="claim_id")
        .join(grouped.select("claim_id", "outlet"), left_on="claim_b", right_on="claim_id")
        .group_by("claim", "outlet")
        .agg(against=pl.col("claim_b").unique().sort())
    )


def _status() -> pl.Expr:
    stated, contradicted, too_early, not_found = (pl.lit(status) for status in STATUSES)
    return (
        pl.when(pl.col("stating").is_not_null())
        .then(stated)
        .when(pl.col("against").is_not_null())
        .then(contradicted)
        .when(pl.col("last") < pl.col("first"))
        .then(too_early)
        .otherwise(not_found)
    )


def _missed() -> pl.DataFrame:
    """How often a version of a claim that is there is not found, by how the claim is quoted."""
    numbers = pl.col("there", "found").cast(pl.Int64), pl.col("low", "high").cast(pl.Float64)
    measured = load_lexicon("link_recall").with_columns(*numbers, status=pl.lit(STATUSES[-1]))
    measured = measured.with_columns(missed=1 - pl.col("found") / pl.col("there"), n=pl.col("there"))
    return measured.select("quotation", "status", "missed", "low", "high", "n")
