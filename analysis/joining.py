"""Adds annotated parts to a corpus: drops what they replace, links what is the same across all parts, and commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from analysis.articles.records import UnreadableError
from analysis.batches import rows_of, story_batches, whole_table
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
from analysis.corrections.applying import correct_claim_links, correct_claims, correct_content
from analysis.corrections.file import FILE, read_corrections
from analysis.corrections.finding import CLAIM_COLUMNS, articles_of
from analysis.corrections.replay import Replayed, replay
from analysis.linking.claim_links import link_claims
from analysis.linking.entities import apply_entity_links, link_entities
from analysis.linking.events import link_events
from analysis.linking.ledger import number_ledger
from analysis.linking.passages import find_passages
from analysis.linking.sources import link_sources
from analysis.linking.stories import apply_story_links, group_stories
from analysis.linking.utterances import trace_utterances
from analysis.schema import CLAIM_LINKS, DUPLICATES, EVENT_LINKS, NUMBER_LEDGER, QUANTITIES, REJECTED, SOURCES

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
    read = partial(whole_table, root, parts, "articles")
    passages = find_passages(read([*PUBLISHED, "text"]))
    story_links = group_stories(read(["article_id", "title", "text", "published_at", "language", "story"]))
    articles = apply_story_links(read([*PUBLISHED, "story"]), story_links)
    placed = articles.select("article_id", "story")
    written = corrections_of(root)
    corrected = replay(written, *linked_sources(root, parts, placed), texts_of(root, parts, written))
    mentions = whole_table(root, parts, "entities", ["article_id", "entity_id", "entity"])
    entity_links = link_entities(mentions, placed, corrected.sources, corrected.source_links)
    del mentions
    claims = whole_table(root, parts, "claims", list(TOLD))
    overlay = corrected.source_links, corrected.source_corrections, corrected.claim_corrections
    claims = correct_claims(claims, *overlay).join(placed, on="article_id")
    claim_links = correct_claim_links(_claim_links(root, parts, placed, claims, corrected), corrected.pairs)
    return {
        "story_links": story_links,
        "sources": corrected.sources,
        "source_links": corrected.source_links,
        "entity_links": entity_links,
        "event_links": _event_links(root, parts, placed),
        "corrections": corrected.corrections,
        "claim_corrections": corrected.claim_corrections,
        "source_corrections": corrected.source_corrections,
        "passages": passages,
        "claim_links": claim_links,
        "utterances": trace_utterances(claim_links, claims, articles, passages, corrected.sources),
        "number_ledger": _ledger(root, parts, articles, entity_links, claims),
    }


def _claim_links(
    root: Path, parts: Sequence[Part], placed: pl.DataFrame, claims: pl.DataFrame, corrected: Replayed
) -> pl.DataFrame:
    """What ``link_claims`` gives, a batch at a time."""
    found = [CLAIM_LINKS.empty()]
    for here, some in story_batches(root, parts, placed.filter(pl.col("story").is_not_null() & _told_twice())):
        own = claims.join(some.select("article_id"), on="article_id", how="semi")
        texts = rows_of(root, here, "claims", ["claim_id", "content_text"], own.select("claim_id"))
        vectors = rows_of(root, here, "claim_vectors", VECTORS, own.select("claim_id"))
        said = correct_content(texts, corrected.claim_corrections).select("claim_id", "content_text")
        found.append(link_claims(own.join(said, on="claim_id"), vectors, corrected.sources))
    return pl.concat(found).sort(CLAIM_LINKS.key)


def _event_links(root: Path, parts: Sequence[Part], placed: pl.DataFrame) -> pl.DataFrame:
    """What ``link_events`` gives, a batch at a time."""
    found = [EVENT_LINKS.empty()]
    for here, some in story_batches(root, parts, placed):
        found.append(link_events(rows_of(root, here, "event_names", list(NAMING), some.select("article_id")), some))
    return pl.concat(found).sort(EVENT_LINKS.key)


def _ledger(
    root: Path, parts: Sequence[Part], articles: pl.DataFrame, entity_links: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    """The numbers of stories that several articles tell, a batch at a time."""
    found = [NUMBER_LEDGER.empty()]
    for here, some in story_batches(root, parts, articles.filter(pl.col("story").is_not_null() & _told_twice())):
        own = some.select("article_id")
        told = some.join(rows_of(root, here, "articles", ["article_id", "text"], own), on="article_id")
        named = rows_of(root, here, "entities", ["article_id", "start", "end", "label", "entity_id"], own)
        counted = rows_of(root, here, "quantities", QUANTITIES.schema.names(), own)
        found.append(number_ledger(counted, told, apply_entity_links(named, entity_links), claims))
    return pl.concat(found).sort("story", maintain_order=True)


def _told_twice() -> pl.Expr:
    """Whether several articles tell a story."""
    return pl.len().over("story") > 1


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
    claims = whole_table(root, parts, "claims", list(CLAIM_COLUMNS))
    # Parts hold no corrections, and those of older versions lack columns for these, and for genders.
    cited = pl.concat([SOURCES.empty(), *(read_table(root, part, "sources") for part in parts)], how="diagonal")
    return claims, *link_sources(claims, cited.drop("corrected"), articles)


def texts_of(root: Path, parts: Sequence[Part], corrections: pl.DataFrame) -> dict[str, str]:
    """The texts of articles whose claims corrections give other words.

    Args:
        root: the corpus.
        parts: its parts.
        corrections: of ``read_corrections``.

    Returns:
        The texts by article's id; of no other articles.

    Raises:
        CorpusError: a file is missing or damaged.
    """
    named = articles_of(corrections.filter(action="set_content")["item"])
    if not named:
        return {}
    wanted = pl.DataFrame({"article_id": named})
    return dict(rows_of(root, parts, "articles", ["article_id", "text"], wanted).iter_rows())


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
