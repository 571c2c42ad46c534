"""Which outlets report what was said: stated, contradicted, not found, or not yet possible when they published."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.lexicons import load_lexicon
from analysis.metrics.claim_groups import SAME, grouped_claims, placed_articles, surest_quotation
from analysis.metrics.outlets import SAID
from analysis.metrics.times import last_moment
from analysis.schema import AnyFrame, conform

STATUSES = ("stated", "contradicted", "not yet possible", "not found")


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
    ``missed`` says how often the version of an outlet that has a claim is not found or not linked where another
    outlet's version is found, by how that one is quoted. It was measured in 18 stories of three American outlets read
    by eye, each linked with weights fitted on the others (``lexicons/en/link_recall.csv``, ``benchmarks/linking.py``);
    what is missed in one story hangs together, so its interval comes from drawing whole stories anew. The features and
    thresholds were chosen on the same stories, and other news may be harder: take it for the least. It is not the
    probability that the outlet has the claim, which depends on how many outlets have claims like it: in those stories
    20 % of the outlets with the status ``not found`` had the claim (174 of 856), and 16 % of those with ``not yet
    possible`` (32 of 195), which were first, unnoticed.

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
        versions, or those that contradict it), missed (0 to 1), low, high (its 95 % interval), n (versions that it was
        measured on). ``missed`` and what follows is null where the status is ``stated`` or ``contradicted``, and where
        ``relations`` are not both that it was measured for.
        Status is one of

        - stated;
        - contradicted: it has none of the versions, and one that contradicts one of them;
        - not yet possible: all its articles on the story are known to have been out before the first version found;
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
    placed = placed_articles(articles)
    links = conform(claim_links, "claim_links", columns=("claim_a", "claim_b", "relation"))
    grouped = grouped_claims(claims, links, placed, relations=relations, acts=acts)
    said = grouped.group_by("claim").agg(
        story=pl.col("story").sort_by("claim_id").first(),
        first=pl.when(pl.col("published_at").null_count() == 0).then(pl.col("published_at").min()),
        quotation=surest_quotation(),
        outlets=pl.col("outlet").n_unique().cast(pl.Int64),
    )
    last = placed.group_by("story", "outlet").agg(
        last=pl.when(pl.col("published_at").null_count() == 0).then(last_moment(pl.col("published_at")).max())
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
    """How often a version of a claim that is there is not found, by how the others are quoted."""
    numbers = pl.col("there", "found").cast(pl.Int64), pl.col("low", "high").cast(pl.Float64)
    measured = load_lexicon("link_recall").with_columns(*numbers)
    measured = measured.with_columns(missed=1 - pl.col("found") / pl.col("there"), n=pl.col("there"))
    unseen = pl.DataFrame({"status": STATUSES[2:]})
    return measured.join(unseen, how="cross").select("quotation", "status", "missed", "low", "high", "n")
