"""The file of what people answered about claims, and the claims of a corpus that its rows mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from analysis.corrections.file import read_rows
from analysis.corrections.finding import Finder, NotFoundError
from analysis.schema import REVIEWS, SOURCE_LINKS, SOURCES, VERDICTS

REVIEWS_FILE = "reviews.csv"
REVIEW_COLUMNS = ("item", "item_words", "verdict", "speaker", "kind", "content", "who", "when")


def read_reviews(path: Path) -> pl.DataFrame:
    """Read the answers of people to whether claims are right, as they are written.

    Args:
        path: CSV as ``read_corrections`` reads it.

    Returns:
        ``row``, the columns of ``REVIEW_COLUMNS`` and ``note``. No rows where there is no file.

    Raises:
        UnreadableError: the file is no text.
        OSError: the file is there and cannot be opened.

    Example:
        >>> read_reviews(Path("nowhere.csv")).height
        0
    """
    return read_rows(path, REVIEW_COLUMNS)


def resolve_reviews(reviews: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Find the claim that each answer is about, by its place and words, as corrections are found again.

    Args:
        reviews: of ``read_reviews``.
        claims: columns ``CLAIM_COLUMNS``, as annotate() gave them: what people dropped is there, too.

    Returns:
        The table ``reviews``: a row that means no claim, or answers nothing, has a note that says why.
    """
    finder = Finder(claims, SOURCES.empty(), SOURCE_LINKS.empty())
    rows: list[dict[str, Any]] = []
    for row in reviews.iter_rows(named=True):
        claim, note = None, row["note"] or _fault(row)
        if not note:
            try:
                claim = finder.claim(row["item"], row["item_words"]).id
            except NotFoundError as error:
                note = str(error)
        rows.append({**row, "claim_id": claim, "note": note})
    return pl.DataFrame(rows, schema=REVIEWS.schema)


def _fault(row: dict[str, Any]) -> str | None:
    if row["verdict"] not in VERDICTS:
        return f"there is no verdict '{row['verdict'] or ''}': write one of {', '.join(VERDICTS)}"
    return None if row["who"] else "who is missing: an answer says whose it is"
