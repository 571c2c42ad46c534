"""Replays corrections over the tables of a build: what each row changes, and which rows are conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.corrections.applying import PAIR_SCHEMA, correct_claims
from analysis.corrections.clashes import clashes, named_as
from analysis.corrections.content import CONTENT_COLUMNS
from analysis.corrections.decisions import Decision, Drop, Merge, Move, Pair, Reword, Speak, decide
from analysis.corrections.file import COLUMNS, SCHEMA
from analysis.corrections.finding import CLAIM_COLUMNS, Finder, Source
from analysis.schema import (
    CLAIM_CORRECTIONS,
    CORRECTIONS,
    SOURCE_CORRECTIONS,
    SOURCE_LINKS,
    SOURCES,
    AnyFrame,
    conform,
)

Named = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What corrections make of a corpus.

    ``corrections`` says what became of each row; ``pairs`` are the decisions about links between claims, for
    ``correct_claim_links``; the others are tables of the schema.
    """

    corrections: pl.DataFrame
    sources: pl.DataFrame
    source_links: pl.DataFrame
    source_corrections: pl.DataFrame
    claim_corrections: pl.DataFrame
    pairs: pl.DataFrame


def replay(
    corrections: pl.DataFrame,
    claims: pl.DataFrame,
    sources: pl.DataFrame,
    source_links: pl.DataFrame,
    texts: Mapping[str, str] | None = None,
) -> Replayed:
    """Find what corrections name, and say what follows for the tables.

    All rows hold at once: none undoes an earlier one, and two that contradict each other are conflicts both.

    Args:
        corrections: of ``read_corrections``.
        claims: columns ``CLAIM_COLUMNS``, as annotate() gave them.
        sources: of ``link_sources``.
        source_links: of ``link_sources``.
        texts: of the articles whose claims are given other words, by id.

    Returns:
        The tables of links as people corrected them. Rows that conflict change nothing.
    """
    if corrections.is_empty():
        empty = CORRECTIONS.empty(), sources, source_links, SOURCE_CORRECTIONS.empty(), CLAIM_CORRECTIONS.empty()
        return Replayed(*empty, pl.DataFrame(schema=PAIR_SCHEMA))
    finder = Finder(claims, sources, source_links, texts)
    rows = corrections.rows(named=True)
    found, wrong = decide(rows, finder)
    wrong |= clashes(found)
    decisions = {row: decision for row, decision in found.items() if row not in wrong}
    named = named_as({row: d for row, d in decisions.items() if isinstance(d, Merge)})
    links = _links(source_links, named)
    parts = _parts(decisions, named, finder)
    own = _own(decisions, named)
    cited = correct_claims(claims, links, parts, own)["source_id"].drop_nulls().unique()
    return Replayed(
        _report(rows, found, wrong, _Counts(claims, finder.links)),
        _sources(sources, decisions, named).filter(pl.col("source_id").is_in(cited.implode())),
        links,
        parts,
        own,
        _pairs(decisions),
    )


def apply_corrections(
    corrections: AnyFrame, claims: AnyFrame, sources: AnyFrame, articles: AnyFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Correct the claims and sources of a corpus or of annotate(), without a file.

    Args:
        corrections: columns ``action``, ``item``, ``item_words``, ``other``, ``other_words``, ``relation``, ``who``,
            ``when`` and ``why``, as in corrections.csv; those that no row needs may be missing. An item may be given as
            ``claim_id``, with the claim's ``content_text`` as its words.
        claims: the table ``claims``.
        sources: the table ``sources``.
        articles: the table ``articles``, without which no claim can be given other words (``set_content``).

    Returns:
        The corrected claims, the sources that they cite, and what became of each row: the table ``corrections``.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> claims = pl.DataFrame({"claim_id": ["b#0"], "article_id": ["b"], "content_start": [0], "content_end": [5],
        ...                        "content_text": ["Close"], "source_id": ["person:a-bell"]})
        >>> bell = {"anonymous": False, "aliases": []}
        >>> sources = pl.DataFrame([{"source_id": "person:a-bell", "name": "A. Bell", "kind": "person", **bell},
        ...                         {"source_id": "person:ada-bell", "name": "Ada Bell", "kind": "person", **bell}])
        >>> merge = {"action": ["merge_sources"], "item": ["A. Bell"], "other": ["person:ada-bell"], "who": ["LK"],
        ...          "when": ["2025-03-04"], "why": ["one mayor"]}
        >>> claims, sources, told = apply_corrections(merge, claims, sources)
        >>> claims["source_id"].to_list(), sources["aliases"].to_list(), told["applied"].to_list()
        (['person:ada-bell'], [['A. Bell']], [True])
    """
    given = conform(corrections, "corrections", columns=("action", "item", "who", "when", "why"))
    listed = pl.concat([pl.DataFrame(schema=SCHEMA), given.drop("row", "note", strict=False)], how="diagonal_relaxed")
    listed = listed.select(SCHEMA.names()).with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    said = conform(claims, "claims", columns=CLAIM_COLUMNS)
    needed = ("source_id", "name", "kind", "anonymous", "aliases")
    cited = pl.concat([SOURCES.empty(), conform(sources, "sources", columns=needed)], how="diagonal")
    links = cited.select("source_id", linked_id="source_id", corrected=pl.lit(None, dtype=pl.Int64))
    told = conform(articles, "articles", columns=("article_id", "text")) if articles is not None else None
    texts = dict(told.select("article_id", "text").iter_rows()) if told is not None else {}
    done = replay(listed, said.select(CLAIM_COLUMNS), cited, links, texts)
    corrected = correct_claims(said, done.source_links, done.source_corrections, done.claim_corrections)
    return corrected, done.sources, done.corrections


def _end(named: Named, key: str) -> str:
    return named[key][0] if key in named else key


def _links(source_links: pl.DataFrame, named: Named) -> pl.DataFrame:
    """The links with every merged source's id replaced."""
    rows = [
        (key, *named.get(linked, (linked, None)))
        for key, linked in source_links.select("source_id", "linked_id").iter_rows()
    ]
    return pl.DataFrame(rows, schema=SOURCE_LINKS.schema, orient="row")


def _parts(decisions: Mapping[int, Decision], named: Named, finder: Finder) -> pl.DataFrame:
    rows = []
    for row, move in decisions.items():
        if isinstance(move, Move):
            end = _end(named, move.target.id)
            name = move.target.name if end == move.target.id else finder.source(end, None).name
            rows += [(move.part.article_id, key, end, name, row) for key in move.part.ids]
    frame = pl.DataFrame(rows, schema=SOURCE_CORRECTIONS.schema, orient="row")
    return frame.sort(pl.all()).unique(["article_id", "source_id"], keep="first", maintain_order=True)


def _own(decisions: Mapping[int, Decision], named: Named) -> pl.DataFrame:
    """What is decided of each claim itself; of rows that say the same the first."""
    rows: dict[str, dict[str, Any]] = {}
    for row, decision in sorted(decisions.items(), reverse=True):
        if isinstance(decision, Drop):
            said: dict[str, Any] = {"dropped": True, "corrected": row}
        elif isinstance(decision, Speak):
            said = {"source_id": _end(named, decision.speaker.id) if decision.speaker else None, "corrected": row}
        elif isinstance(decision, Reword):
            said = dict(zip(CONTENT_COLUMNS, decision.content.row(), strict=True)) | {"reworded": row}
        else:
            continue
        key = decision.claim.id
        rows[key] = rows.get(key, {"claim_id": key, "dropped": False}) | said
    return pl.DataFrame([rows[key] for key in sorted(rows)], schema=CLAIM_CORRECTIONS.schema)


def _pairs(decisions: Mapping[int, Decision]) -> pl.DataFrame:
    rows = [
        (pair.a.id, pair.b.id, pair.relation, pair.linked, pair.why, row)
        for row, pair in decisions.items()
        if isinstance(pair, Pair)
    ]
    return pl.DataFrame(rows, schema=PAIR_SCHEMA, orient="row")


def _sources(sources: pl.DataFrame, decisions: Mapping[int, Decision], named: Named) -> pl.DataFrame:
    """The table with new sources in it, and merged ones as one row."""
    touched = {key for pair in ((key, end) for key, (end, _) in named.items()) for key in pair}
    touched |= {source.id for source, _ in _new(decisions)}
    rows = {row["source_id"]: row for row in sources.rows(named=True) if row["source_id"] in touched}
    for source, number in _new(decisions):
        rows.setdefault(source.id, _row(source, number))
    for key, (end, number) in named.items():
        rows[end] = _together(rows[end], rows.pop(key), number)
    untouched = sources.filter(~pl.col("source_id").is_in(list(touched)))
    return pl.concat([untouched, pl.DataFrame(list(rows.values()), schema=sources.schema)]).sort("source_id")


def _new(decisions: Mapping[int, Decision]) -> list[tuple[Source, int]]:
    """Sources that corrections make, each with its row."""
    named = [
        (source, row)
        for row, decision in decisions.items()
        for source in (getattr(decision, name, None) for name in ("target", "speaker", "source", "into"))
    ]
    return [(source, row) for source, row in named if source and source.new]


def _row(source: Source, number: int) -> dict[str, Any]:
    given = {"source_id": source.id, "name": source.name, "kind": source.kind, "corrected": number}
    empty: dict[str, Any] = dict.fromkeys(SOURCES.schema.names())
    return empty | {"anonymous": source.kind == "unnamed", "aliases": []} | given


def _together(row: Mapping[str, Any], merged: Mapping[str, Any], number: int) -> dict[str, Any]:
    """One row for two sources: what the second is not told of, the merged one fills in."""
    names = {row["name"], *row["aliases"], merged["name"], *merged["aliases"]} - {row["name"]}
    filled = {name: row[name] or merged[name] for name in ("side", "represents", "title", "gender")}
    if merged["gender"] not in (None, filled["gender"]):
        filled["gender"] = None  # the texts disagree
    return {**row, **filled, "aliases": sorted(names), "corrected": row["corrected"] or number}


class _Counts:
    """How many claims each source has, across the corpus and in each article."""

    def __init__(self, claims: pl.DataFrame, links: Mapping[str, str]) -> None:
        self._parts = Counter(claims.drop_nulls("source_id").select("article_id", "source_id").iter_rows())
        self._sources: Counter[str] = Counter()
        for (_, key), count in self._parts.items():
            self._sources[links.get(key, key)] += count

    def of(self, decision: Decision) -> int:
        """The claims that a decision is about."""
        if isinstance(decision, Merge):
            return self._sources[decision.source.id]
        if isinstance(decision, Move):
            return sum(self._parts[decision.part.article_id, key] for key in decision.part.ids)
        return 2 if isinstance(decision, Pair) else 1


def _report(
    rows: list[dict[str, Any]], found: Mapping[int, Decision], wrong: Mapping[int, str], counts: _Counts
) -> pl.DataFrame:
    told = []
    for row in rows:
        number = row["row"]
        decision = found.get(number)
        applied = number not in wrong
        ids = _ids(decision) if decision else (None, None)
        note = wrong.get(number) or (_odd(row, decision) if decision else None)
        claims = counts.of(decision) if decision and applied else 0
        told.append((number, *(row[name] for name in COLUMNS), applied, *ids, claims, note))
    return pl.DataFrame(told, schema=CORRECTIONS.schema, orient="row")


def _ids(decision: Decision) -> tuple[str | None, str | None]:
    """What the item and the other of a row are in this corpus."""
    if isinstance(decision, Merge):
        return decision.source.id, decision.into.id
    if isinstance(decision, Move):
        return decision.part.source.id, decision.target.id
    if isinstance(decision, Pair):
        return decision.a.id, decision.b.id
    if isinstance(decision, Speak):
        return decision.claim.id, decision.speaker.id if decision.speaker else None
    return decision.claim.id, None


def _odd(row: Mapping[str, Any], decision: Decision) -> str | None:
    """What a person should know of a correction that holds."""
    if isinstance(decision, Merge):
        return "the two are one source without it" if decision.source == decision.into else None
    if isinstance(decision, Move) and row["action"] == "merge_sources" and "@" in (row["item"] or ""):
        return f"only in article {decision.part.article_id}: elsewhere it is {decision.part.source.id} by itself"
    if isinstance(decision, Speak | Reword | Drop) and ":" in row["item"]:
        if decision.claim.place != row["item"]:
            return f"the claim is now at {decision.claim.place}"
        if isinstance(decision, Reword) and decision.content.place != row["other"]:
            return f"the words are now at {decision.content.place}"
    return None
