"""The tables behind the comparison: claims of stories that several outlets cover, who has each, what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis import metrics
from analysis.metrics.claim_groups import QUOTATIONS, SAME, placed_articles
from analysis.metrics.first import reports_in_turn
from dashboards.desk import Desk
from dashboards.state import NO_SOURCE, Filter, Scope

Row = dict[str, Any]
ENOUGH_WORDS = 6  # a shorter wording does not tell what was said


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything known of one claim.

    Attributes:
        claim: its row of ``compared_claims``.
        versions: every version as ``Desk.claims`` has it, with chain, in order of publication.
        cells: the row of ``claim_coverage`` of each outlet on the story.
        pieces: the rows of ``quotation_versions``, by claim_id.
        diffs: the row of ``version_diffs``, by claim_id.
        traced: the row of the table of utterances, by claim_id.
        turns: the turn of each outlet ("first", "later", "not known"), by article_id.
        merged: the links that make its versions one.
        against: the claims that contradict a version, each with the link's ``why`` and the ``version`` it is against.
    """

    claim: Row
    versions: list[Row]
    cells: list[Row]
    pieces: dict[str, list[Row]]
    diffs: dict[str, Row]
    traced: dict[str, Row]
    turns: dict[str, str]
    merged: list[Row]
    against: list[Row]


def compared_claims(desk: Desk, scope: Scope) -> pl.DataFrame:
    """What is reported on the stories of a scope that two or more of its outlets cover, versions of one claim as one.

    Args:
        desk: the corpus.
        scope: which articles.

    Returns:
        story, claim (the lowest claim_id), outlets (that state it), tellers (their names), chains (the most that may be
        independent), disputes (claims that contradict it in another outlet than one that states it), speaker (whom most
        versions name), speakers (how many are named), wording (the shortest good one of the surest quotations),
        source_ids, searched (all that the text filter looks in), order (from 0). First come those on which most outlets
        have a word, for or against, then those that most contradict.
    """
    return desk.keep(("compared claims", scope), lambda: _compared(desk, scope))


def statuses(desk: Desk, scope: Scope) -> dict[tuple[str, str], Row]:
    """The rows of ``claim_coverage`` of a scope, by claim and outlet, each with the article_id of its first version."""

    def work() -> dict[tuple[str, str], Row]:
        links = desk.table("claim_links")
        rows = metrics.claim_coverage(desk.claims(scope), links, desk.articles(scope))
        place = desk.claims(scope).select("article_id", "published_at", "cue_start", first="claim_id")
        told = rows.select("claim", "outlet", first="claim_ids").explode("first").join(place, on="first")
        firsts = told.sort("published_at", "article_id", "cue_start", nulls_last=True).unique(
            ["claim", "outlet"], keep="first", maintain_order=True
        )
        kept = firsts.select("claim", "outlet", "first", "article_id")
        rows = rows.join(kept, on=["claim", "outlet"], how="left", maintain_order="left")
        return {(row["claim"], row["outlet"]): row for row in rows.iter_rows(named=True)}

    return desk.keep(("statuses", scope), work)


def chosen_claims(rows: pl.DataFrame, chosen: Filter) -> pl.DataFrame:
    """Keep the claims that a filter lets through.

    Args:
        rows: from ``compared_claims``.
        chosen: outlets that state it, a source, words, how many tell it, and whether it is contradicted.

    Returns:
        Some of the rows.
    """
    conditions = [pl.col("tellers").list.contains(outlet) for outlet in chosen.outlet]
    if chosen.source == NO_SOURCE:
        conditions.append(pl.col("source_ids").list.len() == 0)
    elif chosen.source:
        conditions.append(pl.col("source_ids").list.contains(chosen.source))
    if chosen.text:
        conditions.append(pl.col("searched").str.contains(chosen.text.lower(), literal=True))
    if chosen.told == "one":
        conditions.append(pl.col("outlets") == 1)
    elif chosen.told == "several":
        conditions.append(pl.col("outlets") > 1)
    elif chosen.told:
        conditions.append(pl.col("chains") >= int(chosen.told))
    if chosen.disputed:
        conditions.append(pl.col("disputes") > 0)
    return rows.filter(*conditions)


def opened(desk: Desk, scope: Scope, claim_id: str) -> Opened | None:
    """Gather what is known of the claim that one version belongs to.

    Args:
        desk: the corpus.
        scope: which articles.
        claim_id: any of its versions.

    Returns:
        What is known; None where no such claim is compared.
    """
    told = members(desk, scope)
    number = told.filter(claim_id=claim_id)["claim"]
    rows = compared_claims(desk, scope).filter(claim=number[0]) if number.len() else number.to_frame()
    if rows.is_empty():
        return None
    claim = rows.row(0, named=True)
    own = told.filter(claim=claim["claim"])
    ids = own["claim_id"].implode()
    links = desk.table("claim_links")
    traced = desk.table("utterances").filter(pl.col("claim_id").is_in(ids))
    versions = desk.claims(scope).join(own.select("claim_id", "teller", "chain"), on="claim_id")
    articles = desk.texts(scope).filter(pl.col("article_id").is_in(versions["article_id"].implode()))
    pieces = metrics.quotation_versions(traced, versions, articles)
    diffs = metrics.version_diffs(pieces)
    both = pl.col("claim_a").is_in(ids) & pl.col("claim_b").is_in(ids)
    turns = reports_in_turn(versions, links, desk.articles(scope))
    return Opened(
        claim=claim,
        versions=versions.sort("published_at", "article_id", "cue_start", nulls_last=True).rows(named=True),
        cells=[row for (one, _), row in statuses(desk, scope).items() if one == claim["claim"]],
        pieces={str(key[0]): part.rows(named=True) for key, part in pieces.group_by("claim_id", maintain_order=True)},
        diffs={row["claim_id"]: row for row in diffs.rows(named=True)},
        traced={row["claim_id"]: row for row in traced.rows(named=True)},
        turns=dict(turns.select("article_id", "turn").iter_rows()),
        merged=links.filter(both, pl.col("relation").is_in(SAME)).sort("score", descending=True).rows(named=True),
        against=_against(links, own, told).join(desk.claims(scope), on="claim_id").sort("claim_id").rows(named=True),
    )


def members(desk: Desk, scope: Scope) -> pl.DataFrame:
    """Every version of every claim.

    Args:
        desk: the corpus.
        scope: which articles.

    Returns:
        claim_id, claim, teller (its outlet as metrics name it), story, outlets, chains, chain.
    """

    def work() -> pl.DataFrame:
        links, traced = desk.table("claim_links"), desk.table("utterances")
        chains = metrics.claim_chains(desk.claims(scope), links, traced, desk.articles(scope))
        versions = chains.explode("claim_ids").rename({"claim_ids": "claim_id", "outlet": "teller"})
        return versions.select("claim_id", "claim", "teller", "story", "outlets", "chains", "chain")

    return desk.keep(("members", scope), work)


def _compared(desk: Desk, scope: Scope) -> pl.DataFrame:
    placed = placed_articles(desk.articles(scope))
    on_story = placed.group_by("story").agg(on_story=pl.col("outlet").n_unique())
    shared = members(desk, scope).join(on_story.filter(pl.col("on_story") > 1), on="story")
    against = _against(desk.table("claim_links"), shared, shared).filter(pl.col("teller") != pl.col("by"))
    disputes = against.group_by("claim").agg(disputes=pl.col("other").n_unique(), disputers=pl.col("by").unique())
    versions = shared.join(desk.claims(scope).drop("story"), on="claim_id")
    whole = (
        versions.sort("published_at", "claim_id", nulls_last=True)
        .group_by("claim", maintain_order=True)
        .agg(
            pl.first("story", "outlets", "chains"),
            tellers=pl.col("outlet").unique().sort(),
            told_by=pl.col("teller").unique(),
            source_ids=pl.col("source_id").drop_nulls().unique().sort(),
            searched=pl.concat_str("content_text", "source", "source_text", separator="\n", ignore_nulls=True)
            .str.join("\n")
            .str.to_lowercase(),
            first=pl.col("published_at").min(),
        )
        .join(_speakers(versions), on="claim")
        .join(_wordings(versions), on="claim")
        .join(disputes, on="claim", how="left")
        .with_columns(pl.col("disputes").fill_null(0))
        .with_columns(heard=pl.col("told_by").list.set_union(pl.col("disputers").fill_null([])).list.len())
    )
    ordered = whole.sort(
        "heard",
        "disputes",
        "chains",
        "first",
        "claim",
        descending=[True, True, True, False, False],
        nulls_last=True,
    )
    return ordered.drop("heard", "first", "told_by", "disputers").with_row_index("order")


def _against(links: pl.DataFrame, own: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The contradictions of some claims: claim, version, teller, the claim_id against it, its claim, whose, and why."""
    found = links.filter(relation="contradicts").select("claim_a", "claim_b", "why")
    turned = found.select(claim_a="claim_b", claim_b="claim_a", why="why")
    whose = told.select("claim_id", other="claim", by="teller")
    return (
        pl.concat([found, turned])
        .rename({"claim_a": "version", "claim_b": "claim_id"})
        .join(own.select("claim", "teller", version="claim_id"), on="version")
        .join(whose, on="claim_id")
        .filter(pl.col("claim") != pl.col("other"))
    )


def _speakers(versions: pl.DataFrame) -> pl.DataFrame:
    """Whom the versions name: the one that most do, and how many there are."""
    named = versions.with_columns(speaker=pl.coalesce("source", "source_text"))
    counted = named.drop_nulls("speaker").group_by("claim", "speaker").len()
    most = counted.sort("len", "speaker", descending=[True, False]).group_by("claim", maintain_order=True)
    found = most.agg(pl.first("speaker"), speakers=pl.len())
    return versions.select("claim").unique().join(found, on="claim", how="left")


def _wordings(versions: pl.DataFrame) -> pl.DataFrame:
    """The shortest wording that tells enough, of the surest kind of quotation; the longest where none does."""
    short = pl.col("n_words") < ENOUGH_WORDS
    ranked = versions.with_columns(
        kind=pl.col("quotation").replace_strict(
            {kind: place for place, kind in enumerate(QUOTATIONS)}, default=3, return_dtype=pl.Int64
        ),
        length=pl.when(short).then(-pl.col("n_words")).otherwise("n_words"),
        short=short,
    ).sort("short", "kind", "length", "claim_id")
    return ranked.group_by("claim", maintain_order=True).agg(
        wording=pl.first("content_text"), quotation=pl.first("quotation"), denied=pl.first("denied")
    )
