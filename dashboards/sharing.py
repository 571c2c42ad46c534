"""What two articles share: who published it first, and in which words the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl
from rapidfuzz.distance import Indel

from analysis.articles.dates import is_known_before
from analysis.metrics.voices import WORD
from dashboards.desk import Desk
from dashboards.state import NO_SOURCE, Filter, Scope

UNKNOWN = "unknown"  # articles whose outlet nobody knows may be of different ones
TOKEN = re.compile(r"[\w\u0300-\u036f]+(?:['’-]\w+)*")
Spans = tuple[tuple[int, int], tuple[int, int]]


def shared(desk: Desk, scope: Scope, chosen: Filter | None = None) -> pl.DataFrame:
    """What articles of different outlets share, with who published first.

    Args:
        desk: the corpus.
        scope: articles of which both are.
        chosen: which of their passages; all by default.

    Returns:
        Rows as ``placed_passages`` gives them.
    """

    def every() -> pl.DataFrame:
        return placed_passages(desk.table("passages"), desk.all_articles)

    def within() -> pl.DataFrame:
        inside = desk.articles(scope)["article_id"].implode()
        frame = desk.keep(("every passage",), every)
        return frame.filter(pl.col("article_a").is_in(inside), pl.col("article_b").is_in(inside))

    frame = desk.keep(("passages", scope), within)
    return frame if chosen is None else chosen_passages(frame, chosen)


def placed_passages(passages: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Put to each passage that two outlets share what is known of both articles.

    Args:
        passages: the passages of the corpus.
        articles: its articles, text included.

    Returns:
        The passages with ``passage`` (an id), outlet, at, day and title of both sides (``_a``, ``_b``), text (the
        passage in the first article), words, ``outlets`` (both, in alphabetical order), ``first`` and ``later`` (null
        where nothing tells who published first). Longest first.
    """
    told = articles.select("article_id", "outlet", "title", "text", at="published_at")
    rows = passages
    for side in ("a", "b"):
        of_side = told.rename({name: f"{name}_{side}" for name in told.columns if name != "article_id"})
        rows = rows.join(of_side, left_on=f"article_{side}", right_on="article_id", maintain_order="left")
    rows = rows.filter((pl.col("outlet_a") != pl.col("outlet_b")) | (pl.col("outlet_a") == UNKNOWN))
    order = [_first(*row) for row in rows.select("outlet_a", "at_a", "outlet_b", "at_b").iter_rows()]
    text = pl.col("text_a").str.slice("start_a", pl.col("end_a") - pl.col("start_a"))
    number = pl.concat_str("article_a", pl.lit(":"), "start_a", pl.lit(":"), "article_b", pl.lit(":"), "start_b")
    return (
        rows.with_columns(
            pl.Series("first", [first for first, _ in order], pl.String),
            pl.Series("later", [later for _, later in order], pl.String),
            text=text,
            words=text.str.count_matches(WORD).cast(pl.Int64),
            passage=number,
            outlets=pl.concat_list("outlet_a", "outlet_b").list.sort(),
            day=pl.min_horizontal(pl.col("at_a").dt.date(), pl.col("at_b").dt.date()),
        )
        .drop("text_a", "text_b")
        .sort("words", "similarity", "passage", descending=[True, True, False])
    )


def _first(outlet_a: str, at_a: object, outlet_b: str, at_b: object) -> tuple[str | None, str | None]:
    if is_known_before(at_a, at_b):  # type: ignore[arg-type]
        return outlet_a, outlet_b
    return (outlet_b, outlet_a) if is_known_before(at_b, at_a) else (None, None)  # type: ignore[arg-type]


def chosen_passages(frame: pl.DataFrame, chosen: Filter) -> pl.DataFrame:
    """Keep the passages that a filter lets through: of one outlet, or between two; of a kind; by who was first."""
    for outlet in chosen.outlet:
        frame = frame.filter(pl.col("outlets").list.contains(outlet))
    if chosen.copied:
        frame = frame.filter(kind=chosen.copied)
    if chosen.first:
        unknown = chosen.first == NO_SOURCE
        frame = frame.filter(pl.col("first").is_null() if unknown else pl.col("first") == chosen.first)
    return frame


def counted_pairs(frame: pl.DataFrame) -> pl.DataFrame:
    """Count what each two outlets share, apart by who published first.

    Args:
        frame: placed passages.

    Returns:
        outlets, first (null where nothing tells), wire, quotation, copy (passages of each kind), words (of all of
        them), one row a pair and order; those with most words first.
    """
    kinds = {kind: (pl.col("kind") == kind).sum().cast(pl.Int64) for kind in ("wire", "quotation", "copy")}
    pairs = frame.group_by("outlets", "first").agg(**kinds, words=pl.sum("words"))
    return pairs.sort("words", pl.col("outlets").list.join("\n"), "first", descending=[True, False, False])


def differences(text_a: str, a: tuple[int, int], text_b: str, b: tuple[int, int]) -> Iterator[Spans]:
    """Find where two versions of a passage differ: words without case and marks, as many as possible left in place.

    Args:
        text_a: one article's text.
        a: the passage in it.
        text_b: the other's.
        b: the passage in that.

    Yields:
        Start and end in either text; empty where that one has nothing.

    Example:
        >>> list(differences("It will not sail.", (0, 17), "It will never sail", (0, 18)))
        [((8, 11), (8, 13))]
    """
    ours, theirs = list(TOKEN.finditer(text_a, *a)), list(TOKEN.finditer(text_b, *b))
    plain = [[match[0].casefold().replace("’", "'") for match in found] for found in (ours, theirs)]
    at_a = at_b = 0
    for block in Indel.editops(*plain).as_matching_blocks():
        if at_a < block.a or at_b < block.b:
            yield _between(ours[at_a : block.a], a), _between(theirs[at_b : block.b], b)
        at_a, at_b = block.a + block.size, block.b + block.size


def _between(words: list[re.Match[str]], span: tuple[int, int]) -> tuple[int, int]:
    return (words[0].start(), words[-1].end()) if words else (span[0], span[0])
