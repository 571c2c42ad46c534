"""Adds what a person answers about a claim to a corpus: the verdict, and the correction that follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.articles.cleaning import clean_line
from analysis.commits import CorpusError
from analysis.correcting import Written, append_row, take_out, write_correction
from analysis.corrections.decisions import NOBODY
from analysis.corrections.finding import KINDS, beginning
from analysis.corrections.reviews import REVIEW_COLUMNS, REVIEWS_FILE
from analysis.schema import VERDICTS

FOLLOWING = {"no": "drop_claim", "speaker": "set_speaker", "span": "set_content"}
"""The correction that follows from a verdict."""
LONGEST_NAME = 60
WHY = "reviewed"


def reviewer(name: str) -> str:
    """Check what a person who reviews is called.

    Args:
        name: as typed.

    Returns:
        The name on one line.

    Raises:
        ValueError: nothing is left of it, or it is too long; the message says so.

    Example:
        >>> reviewer("  Lena   K. ")
        'Lena K.'
    """
    line = clean_line(name) or ""
    if not any(character.isalpha() for character in line):
        raise ValueError("Give a name or initials: every answer is kept with who gave it.")
    if len(line) > LONGEST_NAME:
        raise ValueError(f"That name is {len(line)} characters long; give one of at most {LONGEST_NAME}.")
    return line


def add_review(
    path: str | Path,
    claim: Mapping[str, Any],
    verdict: str,
    *,
    who: str,
    speaker: str | None = None,
    kind: str | None = None,
    content: Sequence[tuple[int, int]] = (),
    when: str | None = None,
) -> list[Written]:
    """Write an answer into ``reviews.csv``, and into ``corrections.csv`` what follows from it.

    'no' drops the claim, 'speaker' names another source, 'span' other words. The correction is written first: one that
    does not hold is refused, and then the answer is not kept either. The tables follow with the next replay or build.

    Args:
        path: the corpus.
        claim: a row of claims (article_id, content_start, content_end, content_text).
        verdict: one of ``analysis.schema.VERDICTS``.
        who: who answers.
        speaker: for 'speaker', a source's id or name, ``kind:Name`` for a new one, or 'none'.
        kind: the kind of that source; taken from ``kind:Name`` or 'none' if not given.
        content: for 'span', of each piece of what was said the first character and one past the last.
        when: the time; now by default.

    Returns:
        The rows written, for ``take_back``.

    Raises:
        CorpusError: the correction does not hold, or a file cannot be added to; the answer was not written.
        ValueError: there is no such verdict, the name is none, or what the verdict needs is missing.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"verdict is '{verdict}'; it must be one of {', '.join(VERDICTS)}.")
    if (verdict == "speaker") != bool(speaker) or (verdict == "span") != bool(content):
        raise ValueError("'speaker' needs the speaker, 'span' the place of the content, and no other verdict either.")
    name = reviewer(who)
    item = f"{claim['article_id']}:{claim['content_start']}-{claim['content_end']}"
    correction: Mapping[str, str | None] = {}
    written: list[Written] = []
    said = "+".join(f"{start}-{end}" for start, end in content) or None
    if verdict in FOLLOWING:
        try:
            correction, place = write_correction(path, FOLLOWING[verdict], item, speaker or said, who=name, why=WHY)
            written.append(place)
        except CorpusError as error:
            if "says so already" not in str(error):
                raise
    given = (speaker or "").partition(":")[0]
    known = kind or (given if given in (*KINDS, NOBODY) else None)
    row = {
        "item": item,
        "item_words": beginning(claim["content_text"]),
        "verdict": verdict,
        "speaker": speaker and (correction.get("other") or speaker),
        "kind": known,
        "content": said,
        "who": name,
        "when": when or f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    return [*written, append_row(Path(path) / REVIEWS_FILE, REVIEW_COLUMNS, row)]


def take_back(written: Sequence[Written]) -> None:
    """Take an answer out of ``reviews.csv``, and what followed from it out of ``corrections.csv``.

    Args:
        written: of ``add_review``.

    Raises:
        CorpusError: a file was written anew since; the message says which row to take out by hand.
        OSError: a file cannot be written.
    """
    for row in reversed(written):
        take_out(row)
