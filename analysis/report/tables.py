"""Tables of a report: what a chart draws, and the claims, sources and articles of the story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from analysis.elements import Html, outward, tag
from analysis.report.selection import Story
from analysis.report.wording import cut

MOST_ROWS = 400
WITHOUT = frozenset({"story", "claim", "claim_ids", "outlets", "until", "cue_class"})


def table(frame: pl.DataFrame, caption: str, links: Sequence[Html] | None = None) -> Html:
    """Write a frame as a table, numbers to the right.

    Args:
        frame: what to write; of very many rows the first ones.
        caption: what it holds.
        links: cells of a last column, one a row.

    Returns:
        The table in an element that scrolls on narrow screens.
    """
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    heads = [
        tag("th", name.replace("_", " "), scope="col", class_="number" if right else None)
        for name, right in zip(frame.columns, numeric, strict=True)
    ]
    rows = []
    for place, row in enumerate(frame.head(MOST_ROWS).iter_rows()):
        cells = [tag("td", _cell(v), class_="number" if r else None) for v, r in zip(row, numeric, strict=True)]
        rows.append(tag("tr", cells, tag("td", links[place]) if links else ""))
    cut_off = (
        f" The first {MOST_ROWS:,} of {frame.height:,} rows; the corpus has all." if frame.height > MOST_ROWS else ""
    )
    body = tag(
        "table",
        tag("caption", caption, cut_off),
        tag("thead", tag("tr", heads, tag("th", "address", scope="col") if links else "")),
        tag("tbody", rows),
    )
    return tag("div", body, class_="scroll", tabindex="0", role="region", aria_label=caption)


def behind_chart(frame: pl.DataFrame) -> pl.DataFrame:
    """The table that a chart draws, as people read it: claims by their first words instead of ids."""
    return frame.drop([name for name in WITHOUT if name in frame.columns])


def articles(story: Story) -> Html:
    """All articles of the story."""
    frame = story.articles.sort("published_at", "outlet", "article_id", nulls_last=True)
    told = frame.select("outlet", headline="title", published=pl.col("published_at").dt.date(), words="n_words")
    return table(told, "Articles", [outward(url, "open") for url in frame["url"]])


def sources(story: Story) -> Html:
    """Who is cited, most often first."""
    told = _claimed(story).drop_nulls("source_id")
    frame = (
        told.group_by("source_id")
        .agg(
            pl.first("source", "kind"),
            claims=pl.len(),
            articles=pl.col("article_id").n_unique(),
            outlets=pl.col("outlet").unique().sort().str.join(", "),
        )
        .sort("claims", "source", "source_id", descending=[True, False, False])
    )
    return table(frame.drop("source_id"), "Sources")


def claims(story: Story) -> Html:
    """Every claim with where it stands."""
    told = _claimed(story).sort("outlet", "article_id", "content_start", "claim_id")
    frame = told.select(
        "outlet",
        who=pl.coalesce("source", "source_text"),
        verb="cue_lemma",
        said=pl.col("content_text").map_elements(cut, pl.String),
        how="quotation",
        headline="title",
        characters=pl.format("{}–{}", "content_start", "content_end"),
    )
    return table(frame, "Claims")


def _claimed(story: Story) -> pl.DataFrame:
    known = story.articles.select("article_id", "outlet", "title")
    names = story.sources.select("source_id", "kind", source="name")
    return story.claims.join(known, on="article_id").join(names, on="source_id", how="left", maintain_order="left")


def _cell(value: object) -> str:
    """A value as a cell shows it."""
    if isinstance(value, float):
        return f"{value:,.3g}".replace("-", "−") if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return (
        "–" if value is None else f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    )
