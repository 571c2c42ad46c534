"""The sentences of articles that a finding rests on: quoted, with where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from analysis.report.selection import Story

AROUND = 160
LONGEST = 320
EACH = 2


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article with those around them. ``start`` and ``end`` are offsets into the article's text."""

    article_id: str
    start: int
    end: int
    before: str
    marked: str
    after: str


def excerpt(story: Story, article_id: str, start: int, end: int) -> Excerpt:
    """Quote a stretch of an article in its sentence.

    Args:
        story: whose article it is.
        article_id: the article.
        start: first character.
        end: one past the last.

    Returns:
        The stretch, cut to a length that quotes rather than reprints; before and after it what its sentences have.
    """
    text = str(story.articles.filter(article_id=article_id)["text"][0])
    spans = story.sentences.filter(pl.col("article_id") == article_id, pl.col("end") > start, pl.col("start") < end)
    first = min([start, *spans["start"]])
    last = max([end, *spans["end"]])
    cut = min(end, start + LONGEST)
    before, after = text[max(first, start - AROUND) : start], text[cut : min(last, cut + AROUND)]
    if first < start - AROUND:
        before = f"…{before.partition(' ')[2]}"  # from the next whole word
    if cut < end or last > cut + AROUND:
        after = f"{after if cut == end else ''}…"
    return Excerpt(article_id, start, end, before, text[start:cut], after)


def excerpts_of(story: Story, rows: pl.DataFrame, each: int = EACH) -> list[Excerpt]:
    """Quote some of the rows behind a number, of every outlet the first ones.

    Args:
        story: whose rows they are.
        rows: claims (article_id, content_start, content_end), or stretches of text (article_id, start, end).
        each: how many of an outlet.

    Returns:
        Excerpts in the order of outlets, articles and text.
    """
    start, end = ("content_start", "content_end") if "content_start" in rows.columns else ("start", "end")
    spans = rows.select("article_id", start=pl.col(start), end=pl.col(end)).drop_nulls().unique()
    told = spans.join(story.articles.select("article_id", "outlet"), on="article_id")
    some = told.sort("outlet", "article_id", "start", "end").group_by("outlet", maintain_order=True).head(each)
    return [excerpt(story, *span) for span in some.select("article_id", "start", "end").iter_rows()]


def claims_quoted(story: Story, claim_ids: Iterable[str]) -> list[Excerpt]:
    """Quote claims in the order given."""
    wanted = list(claim_ids)
    quoted = story.claims.filter(pl.col("claim_id").is_in(wanted))
    found = {row["claim_id"]: row for row in quoted.iter_rows(named=True)}
    rows = [found[one] for one in wanted if one in found]
    return [excerpt(story, row["article_id"], row["content_start"], row["content_end"]) for row in rows]
