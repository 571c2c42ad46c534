"""Adds annotated parts to a corpus: drops what they replace, links what is the same across all parts, and commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from analysis.articles.records import UnreadableError
from analysis.commits import (
    Commit,
    CorpusError,
    Part,
    create_commit,
    digest,
    latest_commit,
    read_table,
    write_part,
)
from analysis.corrections.applying import correct_claim_links, correct_claims
from analysis.corrections.file import FILE, read_corrections
from analysis.corrections.finding import CLAIM_COLUMNS
from analysis.corrections.replay import replay
from analysis.linking.claim_links import link_claims
from analysis.linking.entities import apply_entity_links, link_entities
from analysis.linking.events import link_events
from analysis.linking.ledger import number_ledger
from analysis.linking.passages import find_passages
from analysis.linking.sources import link_sources
from analysis.linking.stories import apply_story_links, group_stories
from analysis.linking.utterances import trace_utterances
from analysis.schema import CLAIM_LINKS, DUPLICATES, QUANTITIES, REJECTED, SOURCES, TABLES

PUBLISHED = ("article_id", "outlet", "published_at", "credits")
"""Columns of articles that say whose each is."""

VECTORS = ["claim_id", "vector"]
"""Columns of the table of claims' vectors that are read."""

TOLD = (
    "claim_id",
    "article_id",
    "content_start",
    "content_end",
    "source_id",
    "cue_lemma",
    "denied",
    "via",
    "medium",
)
"""Columns of claims that are read to link them; their words and vectors are read a few stories at a time."""

COMPARED_TOGETHER = 1_000
"""Articles of stories whose claims are in memory at a time, words, vectors and all."""

NAMING = ("article_id", "start", "text", "head", "kind", "form", "plural", "names", "targets", "details", "event_id")
"""Columns of the names of events that are read to link them."""


def join(
    root: Path,
    written: Sequence[Part],
    *,
    replaced: Collection[str] = (),
    files: Collection[str] = (),
    rejected: pl.DataFrame,
    duplicates: pl.DataFrame,
) -> Commit:
    """Make parts visible in a corpus, all at once, whoever else is writing to it.

    Args:
        root: the corpus.
        written: parts on disk that belong to it from now on, in order.
        replaced: ids of articles that the corpus holds and the parts bring in a newer version.
        files: the files read, whose earlier rows in ``rejected`` and ``duplicates`` no longer count.
        rejected: records of those files that could not be read.
        duplicates: records of those files that repeat others.

    Returns:
        The commit, or the one that was there already if nothing changes.

    Raises:
        CorpusError: a file of the corpus is missing or damaged, or its corrections are no text.
    """
    while True:
        head = latest_commit(root)
        parts = _merge(root, head.parts if head else (), written, replaced)
        tables = _linked(root, parts)
        tables["rejected"] = _carry(root, head, "rejected", files, rejected.select(REJECTED.schema.names()))
        tables["duplicates"] = _carry(root, head, "duplicates", files, duplicates.select(DUPLICATES.schema.names()))
        name = digest([part.folder for part in parts], {n: frame.to_dicts() for n, frame in tables.items()})
        links = write_part(root, f"links/{name}", tables, "")
        if head and (head.parts, head.links) == (parts, links):
            return head
        commit = Commit(head.number + 1 if head else 1, parts, links)
        if create_commit(root, commit):
            return commit


def _linked(root: Path, parts: Sequence[Part]) -> dict[str, pl.DataFrame]:
    """What is the same across the articles of all parts, as people corrected it: tables by name.

    Texts and vectors are most of a corpus: each is read where it is needed, and only for as long.
    """
    read = partial(_together, root, parts, "articles")
    passages = find_passages(read([*PUBLISHED, "text"]))
    story_links = group_stories(read(["article_id", "title", "text", "published_at", "language", "story"]))
    articles = apply_story_links(read([*PUBLISHED, "story"]), story_links)
    placed = articles.select("article_id", "story")
    corrected = replay(corrections_of(root), *linked_sources(root, parts, placed))
    mentions = _together(root, parts, "entities", ["article_id", "entity_id", "entity"])
    entity_links = link_entities(mentions, placed, corrected.sources, corrected.source_links)
    del mentions
    claims = _together(root, parts, "claims", list(TOLD))
    overlay = corrected.source_links, corrected.source_corrections, corrected.claim_corrections
    claims = correct_claims(claims, *overlay).join(placed, on="article_id")
    claim_links = correct_claim_links(_claim_links(root, parts, claims, corrected.sources), corrected.pairs)
    return {
        "story_links": story_links,
        "sources": corrected.sources,
        "source_links": corrected.source_links,
        "entity_links": entity_links,
        "event_links": link_events(_together(root, parts, "event_names", list(NAMING)), placed),
        "corrections": corrected.corrections,
        "claim_corrections": corrected.claim_corrections,
        "source_corrections": corrected.source_corrections,
        "passages": passages,
        "claim_links": claim_links,
        "utterances": trace_utterances(claim_links, claims, articles, passages, corrected.sources),
        "number_ledger": _ledger(root, parts, articles, entity_links, claims),
    }


def _claim_links(root: Path, parts: Sequence[Part], claims: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """What ``link_claims`` gives, some stories at a time: words and vectors of all claims would fill the memory."""
    ids = [read_table(root, part, "articles", ["article_id"]).with_columns(part=n) for n, part in enumerate(parts)]
    told = claims.select("article_id", "story").unique().drop_nulls("story")
    told = told.filter(pl.len().over("story") > 1)
    told = told.join(pl.concat([told.select("article_id").with_columns(part=0).clear(), *ids]), on="article_id")
    stories = told.group_by("story").agg(pl.len(), pl.col("part").min(), parts=pl.col("part").unique())
    stories = stories.sort("part", "story").with_columns(batch=(pl.col("len").cum_sum() - 1) // COMPARED_TOGETHER)
    found = [CLAIM_LINKS.empty()]
    for _, some in stories.group_by("batch", maintain_order=True):
        here = [parts[n] for n in some["parts"].explode().unique().sort()]
        own = claims.join(some.select("story"), on="story", how="semi")
        texts = _of_claims(root, here, "claims", ["claim_id", "content_text"], own)
        vectors = _of_claims(root, here, "claim_vectors", VECTORS, own)
        found.append(link_claims(own.join(texts, on="claim_id"), vectors, sources))
    return pl.concat(found).sort(CLAIM_LINKS.key)


def _of_claims(root: Path, parts: Sequence[Part], table: str, columns: list[str], claims: pl.DataFrame) -> pl.DataFrame:
    """Some columns of a table of some parts, of some claims only."""
    wanted = claims.select("claim_id")
    read = (read_table(root, part, table, columns).join(wanted, on="claim_id", how="semi") for part in parts)
    return pl.concat([TABLES[table].empty().select(columns), *read], rechunk=True)


def _ledger(
    root: Path, parts: Sequence[Part], articles: pl.DataFrame, entity_links: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    """The numbers of stories that several articles tell."""
    several = articles.filter(pl.col("story").is_not_null() & (pl.len().over("story") > 1))
    told = several.join(_together(root, parts, "articles", ["article_id", "text"]), on="article_id")
    named = _together(root, parts, "entities", ["article_id", "start", "end", "label", "entity_id"])
    named = apply_entity_links(named.join(several, on="article_id", how="semi"), entity_links)
    return number_ledger(_together(root, parts, "quantities", QUANTITIES.schema.names()), told, named, claims)


def linked_sources(
    root: Path, parts: Sequence[Part], articles: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The claims and sources of parts as the machine links them, without anybody's corrections.

    Args:
        root: the corpus.
        parts: which of its parts.
        articles: columns ``article_id`` and ``story``.

    Returns:
        Claims with the columns ``CLAIM_COLUMNS`` and the ids that annotate() gave; and what ``link_sources`` returns.

    Raises:
        CorpusError: a file is missing or damaged.
    """
    claims = _together(root, parts, "claims", list(CLAIM_COLUMNS))
    # Parts hold no corrections, and those of older versions no column for them.
    cited = [name for name in SOURCES.schema.names() if name != "corrected"]
    return claims, *link_sources(claims, _together(root, parts, "sources", cited), articles)


def corrections_of(root: Path) -> pl.DataFrame:
    """What people wrote into the corrections of a corpus, as it is now.

    Args:
        root: the corpus.

    Returns:
        The rows that ``read_corrections`` gives.

    Raises:
        CorpusError: the file is no text.
    """
    try:
        return read_corrections(root / FILE)
    except UnreadableError as error:
        raise CorpusError(f"{root / FILE}: {error}. Mend it, or take it out of the folder.") from error


def _together(root: Path, parts: Sequence[Part], table: str, columns: list[str]) -> pl.DataFrame:
    """Some columns of a table of all parts."""
    return pl.concat(
        [TABLES[table].empty().select(columns), *(read_table(root, part, table, columns) for part in parts)],
        rechunk=True,  # rows are fetched story by story: from a hundred pieces that takes twice as long
    )


def _merge(root: Path, present: Sequence[Part], written: Sequence[Part], replaced: Collection[str]) -> tuple[Part, ...]:
    """The parts there, without what is replaced, and the ones written, without what another writer has brought."""
    kept = [part for part in (_without(root, part, replaced) for part in present) if part]
    ids = {article for part in kept for article in read_table(root, part, "articles")["article_id"]}
    folders = {part.folder for part in kept}
    fresh = [_without(root, part, ids) for part in written if part.folder not in folders]
    return (*kept, *(part for part in fresh if part))


def _without(root: Path, part: Part, articles: Collection[str]) -> Part | None:
    """The same part without some articles: itself if it has none of them, None if nothing is left."""
    if not articles:
        return part
    mine = read_table(root, part, "articles")["article_id"].to_list()
    gone = sorted(set(mine) & set(articles))
    if not gone:
        return part
    if len(gone) == len(mine):
        return None
    tables = {name: read_table(root, part, name) for name in part.tables}
    for name, frame in tables.items():
        if "article_id" in frame.columns:
            tables[name] = frame.filter(~pl.col("article_id").is_in(gone))
    cited = tables["claims"].select("source_id").unique()
    tables["sources"] = tables["sources"].join(cited, on="source_id", how="semi", maintain_order="left")
    return write_part(root, f"parts/{digest(part.folder, gone)}", tables, part.fingerprint)


def _carry(root: Path, head: Commit | None, table: str, files: Collection[str], rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a table about files that this build did not read, and the rows about those it did."""
    if head:
        before = read_table(root, head.links, table)
        file = pl.col("origin").str.split("#").list.first()
        rows = pl.concat([before.filter(~file.is_in(list(files))), rows])
    return rows.unique().sort(pl.all())
