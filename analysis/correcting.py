"""Adds a correction to a corpus: checks that it holds, appends it to the file, and replays all of them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.commits import CorpusError, create_text_exclusively, latest_commit
from analysis.corpus import Corpus
from analysis.corrections.decisions import Decision, Merge, Move, Reword, Speak, decide
from analysis.corrections.file import COLUMNS, FILE, SCHEMA, header_of, safe_cell
from analysis.corrections.finding import Claim, Finder, Source, beginning
from analysis.corrections.replay import replay
from analysis.joining import corrections_of, join, linked_sources, texts_of
from analysis.schema import DUPLICATES, REJECTED

OF_CLAIMS = ("set_speaker", "set_content", "drop_claim", "link_claims", "unlink_claims")
PLACE = pl.format("{}:{}-{}", "article_id", "content_start", "content_end")
OF_TWO_CLAIMS = ("link_claims", "unlink_claims")


class Written(NamedTuple):
    """A row that was added to a file, and where its bytes begin."""

    path: Path
    start: int
    line: bytes


def replay_corrections(path: str | Path) -> Corpus:
    """Bring the tables of a corpus in line with its ``corrections.csv``, as a build does.

    Args:
        path: the corpus.

    Returns:
        The corpus; its table ``corrections`` says what became of each row.

    Raises:
        CorpusError: the folder is no corpus, or one of its files is missing, damaged or no text.
    """
    root = Corpus.open(path).path
    join(root, [], rejected=REJECTED.empty(), duplicates=DUPLICATES.empty())
    return Corpus.open(root)


def add_correction(
    path: str | Path,
    action: str,
    item: str,
    other: str | None = None,
    *,
    relation: str | None = None,
    who: str,
    why: str,
    when: str | None = None,
) -> Corpus:
    """Write one correction into ``corrections.csv`` and replay all of them.

    Args:
        path: the corpus.
        action: one of ``analysis.schema.ACTIONS``.
        item: a ``claim_id``, or the place of a claim (``article_id:start-end``); a ``source_id`` or a source's name.
        other: the other claim, or the other source, ``kind:Name`` for one that is not there; for 'set_content' where
            the words stand in the article (``START-END``, ``+`` between pieces), or the words as it prints them.
        relation: of two claims, one of ``analysis.schema.RELATIONS``.
        who: who decided it.
        why: the reason.
        when: the day; today by default.

    Returns:
        The corpus with the correction applied.

    Raises:
        CorpusError: the correction does not hold, or contradicts another; nothing was written.
    """
    root = Corpus.open(path).path
    write_correction(root, action, item, other, relation=relation, who=who, why=why, when=when)
    return replay_corrections(root)


def write_correction(
    path: str | Path,
    action: str,
    item: str,
    other: str | None = None,
    *,
    relation: str | None = None,
    who: str,
    why: str,
    when: str | None = None,
) -> tuple[dict[str, str | None], Written]:
    """Write one correction into ``corrections.csv``; the tables follow with the next replay or build.

    Args:
        path: the corpus.
        action: as for ``add_correction``, as are all others.
        item: what it is about.
        other: the other claim or source.
        relation: of two claims.
        who: who decided it.
        why: the reason.
        when: the day; today by default.

    Returns:
        The row as it was written, and where.

    Raises:
        CorpusError: the correction does not hold, or contradicts another; nothing was written.
    """
    root = Corpus.open(path).path
    given = (action, item, None, other, None, relation, who, when or date.today().isoformat(), why)
    row = dict(zip(COLUMNS, given, strict=True))
    checked = _checked(root, row)
    return checked, append_row(root / FILE, COLUMNS, checked)


def _checked(root: Path, row: Mapping[str, str | None]) -> dict[str, str | None]:
    """The row as it is to be written: with places and words instead of numbers, and in keeping with all others."""
    written = corrections_of(root)
    broken = written.filter(pl.col("note").is_not_null())
    if broken.height:
        raise CorpusError(f"{root / FILE}, row {broken['row'][0]}: {broken['note'][0]}. Mend it first.")
    head = latest_commit(root)
    articles = Corpus.open(root).articles.select("article_id", "story")
    parts = head.parts if head else ()
    claims, sources, links = linked_sources(root, parts, articles)
    named = _in_words(root, row, claims)
    number = max(written["row"].to_list(), default=0) + 1
    rows = pl.concat([written, pl.DataFrame([{**named, "row": number, "note": None}], schema=SCHEMA)])
    texts = texts_of(root, parts, rows)
    report = replay(rows, claims, sources, links, texts).corrections.row(-1, named=True)
    if not report["applied"]:
        raise CorpusError(f"nothing was written: {report['note']}")
    decisions, _ = decide(rows.rows(named=True), Finder(claims, sources, links, texts))
    final = _final(named, decisions[number])
    same = [other["row"] for other in written.rows(named=True) if all(other[c] == final[c] for c in COLUMNS[:6])]
    if same:
        raise CorpusError(f"nothing was written: row {same[0]} of {FILE} says so already")
    return final


def _in_words(root: Path, row: Mapping[str, str | None], claims: pl.DataFrame) -> dict[str, str | None]:
    """The row with the place and words, as read, of the claims that it names by number or by the place they have."""
    named = dict(row)
    roles = ("item", "other") if row["action"] in OF_TWO_CLAIMS else ("item",) if row["action"] in OF_CLAIMS else ()
    for role in roles:
        given = row[role] or ""
        found = claims.filter((pl.col("claim_id") == given) | (given == PLACE))
        if found.height != 1:  # perhaps the place that another correction gave it
            moved = Corpus.open(root).scan("claims").filter(given == PLACE).select("claim_id").collect()
            found = claims.join(moved, on="claim_id", how="semi")
        if found.height != 1:
            raise CorpusError(
                f"nothing was written: the corpus has no claim '{given}'. Give its claim_id, or "
                "ARTICLE:START-END of its content, as the table of claims has them"
            )
        key, article, start, end, words = found.row(0)[:5]
        named[role] = Claim(key, article, start, end, words).place
        named[f"{role}_words"] = beginning(words)
    return named


def _final(row: Mapping[str, str | None], decision: Decision) -> dict[str, str | None]:
    """The row with the ids and names of the sources that it names."""
    final = dict(row)
    if isinstance(decision, Merge):
        final |= _named("item", decision.source, row) | _named("other", decision.into, row)
    elif isinstance(decision, Move):
        final |= {"item": decision.part.place, "item_words": decision.part.source.name}
        final |= _named("other", decision.target, row) if row["other"] else {}
    elif isinstance(decision, Speak) and decision.speaker:
        final |= _named("other", decision.speaker, row)
    elif isinstance(decision, Reword):
        final |= {"other": decision.content.place, "other_words": decision.content.text}
    return final


def _named(role: str, source: Source, row: Mapping[str, str | None]) -> dict[str, str | None]:
    """A source's id and name; a new one as it was given, so that the row alone is enough to make it."""
    return {role: row[role] if source.new else source.id, f"{role}_words": source.name}


def append_row(path: Path, columns: Sequence[str], row: Mapping[str, str | None]) -> Written:
    """Add one whole row at the end, in the columns and with the delimiter that the file has.

    It is one write at the file's end, so rows that two writers add at once both stay.

    Args:
        path: the file; made with a header if it is not there.
        columns: those of a new file.
        row: what to write, by column.

    Returns:
        What was written, for ``take_out``.

    Raises:
        CorpusError: the file is not in UTF-8, or lacks a column; nothing was written.
        OSError: the file cannot be written, or the disk is full.
    """
    # Excel takes a file without the mark for one in the encoding of the country, and spoils quotation marks.
    create_text_exclusively(path, "\ufeff" + ",".join(columns) + "\n")
    data = path.read_bytes()
    try:
        header, delimiter = header_of(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not in UTF-8, so nothing was written. Save it as 'CSV UTF-8' first.") from error
    missing = [name for name in columns if row[name] and name not in header]
    if missing:
        raise CorpusError(f"{path}: the header lacks {', '.join(missing)}, so nothing was written. Add it there.")
    line = io.StringIO()
    cells = [safe_cell(row.get(name) or "") for name in header]
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(cells)
    begin = b"" if data.endswith(b"\n") else b"\n"
    written = line.getvalue().encode()
    with path.open("ab", buffering=0) as file:
        if file.write(begin + written) != len(begin + written):
            raise OSError(f"{path}: the last row is not whole. Make room on the disk, take the row out.")
        os.fsync(file.fileno())
        return Written(path, file.tell() - len(written), written)


def take_out(written: Written) -> None:
    """Blank a row that was added, in its place: rows that others have added behind it stay.

    Args:
        written: of ``append_row``.

    Raises:
        CorpusError: something else stands there by now, as after somebody saved the file in a spreadsheet.
        OSError: the file cannot be written.
    """
    with written.path.open("r+b") as file:
        file.seek(written.start)
        if file.read(len(written.line)) != written.line:
            raise CorpusError(
                f"{written.path}: changed since the row was added, so it was left there. Take it out by hand: "
                f"{written.line.decode().strip()}"
            )
        file.seek(written.start)
        file.write(b" " * (len(written.line) - 1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
