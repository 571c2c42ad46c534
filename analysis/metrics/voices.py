"""Whose words are they? Cuts articles into stretches by who speaks in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import polars as pl

from analysis.language.quotation import quoted_spans
from analysis.metrics.outlets import outlets_of
from analysis.schema import AnyFrame, conform

Voice = Literal["outlet", "sources", "all"]
Span = tuple[int, int]

NONE = "none"
"""Quotation of words that no claim covers."""
WORD = r"(?:\p{L}-)?(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*"
"""A word: letters and digits, with apostrophes and hyphens within; 'D-N.Y.' is one, and so is '3,000'."""

_RANK = {"indirect": 1, "mixed": 2, "direct": 3}


def stretches(claims: AnyFrame, articles: AnyFrame, *, marks: bool = True) -> pl.DataFrame:
    """Cut each article where the speaker changes.

    Where claims lie within one another, the more literal quotation counts: direct before mixed before indirect.

    Args:
        claims: the claims table (article_id, content_spans, quotation).
        articles: the articles to cut (article_id, outlet, text).
        marks: also cut at quotation marks, which takes a look at every text.

    Returns:
        outlet, article_id, start, end (offsets into the article's text), text, quotation (direct, mixed, indirect, or
        'none' outside claims), quoted (between quotation marks; false throughout without ``marks``). In order;
        together they are the whole text.

    Raises:
        SchemaError: a column is missing.

    Example:
        >>> articles = {"article_id": ["a"], "outlet": ["Globe"], "text": ["Rain fell, she said."]}
        >>> claims = {"article_id": ["a"], "content_spans": [[{"start": 0, "end": 9}]], "quotation": ["indirect"]}
        >>> stretches(claims, articles).select("text", "quotation").rows()
        [('Rain fell', 'indirect'), (', she said.', 'none')]
    """
    texts = outlets_of(articles, "text")
    spans = _content(claims)
    rows: list[tuple[str, str, int, int, str, str, bool]] = []
    for article_id, outlet, text in texts.iter_rows():
        layers = [(start, end, _RANK[kind]) for start, end, kind in spans.get(article_id, ())]
        quotes = quoted_spans(text) if marks else []
        for start, end, rank, quoted in cut_by_rank(len(text), layers, quotes):
            kind = next((name for name, value in _RANK.items() if value == rank), NONE)
            rows.append((outlet, article_id, start, end, text[start:end], kind, quoted))
    schema = {"outlet": pl.String, "article_id": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String}
    return pl.DataFrame(rows, schema=schema | {"quotation": pl.String, "quoted": pl.Boolean}, orient="row")


def in_voice(voice: Voice) -> pl.Expr:
    """Choose stretches by whose words they are.

    Args:
        voice: 'sources' for what claims report or quotation marks enclose, 'outlet' for the rest, 'all' for both.

    Returns:
        A filter over the rows of ``stretches``.

    Raises:
        ValueError: there is no such voice.
    """
    sources = (pl.col("quotation") != NONE) | pl.col("quoted")
    choices: dict[Voice, pl.Expr] = {"outlet": ~sources, "sources": sources, "all": pl.lit(True)}
    if voice not in choices:
        raise ValueError(f"voice is '{voice}'; it must be one of {', '.join(choices)}.")
    return choices[voice]


def _content(claims: AnyFrame) -> dict[str, list[tuple[int, int, str]]]:
    """List the pieces of claims by article."""
    wanted = ("article_id", "content_spans", "quotation")
    pieces: dict[str, list[tuple[int, int, str]]] = {}
    for article_id, spans, kind in conform(claims, "claims", columns=wanted).select(wanted).iter_rows():
        pieces.setdefault(article_id, []).extend((span["start"], span["end"], kind) for span in spans)
    return pieces


def cut_by_rank(
    length: int, layers: Sequence[tuple[int, int, int]], quotes: Iterable[Span]
) -> list[tuple[int, int, int, bool]]:
    """Cut a text where what covers it changes.

    Args:
        length: of the text.
        layers: start, end and rank (1 to 3) of what covers it.
        quotes: spans between quotation marks.

    Returns:
        Start and end of each stretch, the highest rank that covers it (0 for none), and whether it is quoted; together
        they are the whole text.
    """
    changes: dict[int, list[tuple[int, int]]] = {0: [], length: []}
    for start, end, rank in (*layers, *((start, end, 0) for start, end in quotes)):
        changes.setdefault(max(0, start), []).append((rank, 1))
        changes.setdefault(min(length, end), []).append((rank, -1))
    open_layers = [0, 0, 0, 0]
    points = sorted(changes)
    found = []
    for start, end in pairwise(points):
        for rank, change in changes[start]:
            open_layers[rank] += change
        highest = max((rank for rank in (1, 2, 3) if open_layers[rank]), default=0)
        found.append((start, end, highest, open_layers[0] > 0))
    return found
