"""One story of a corpus: its tables, and what to call it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import polars as pl

from analysis.commits import CorpusError
from analysis.corpus import Corpus

MOST_OUTLETS = 8
"""More colours cannot be told apart."""
LISTED = 40
FOLDER = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)+")
BARE_ID = re.compile(r"\d+|[0-9a-fA-F-]{16,}")


@dataclass(frozen=True)
class Story:
    """The tables of one story. ``outlets`` are those that are compared, ``left_out`` how many others there are."""

    name: str
    title: str
    articles: pl.DataFrame
    claims: pl.DataFrame
    sources: pl.DataFrame
    sentences: pl.DataFrame
    claim_links: pl.DataFrame
    passages: pl.DataFrame
    numbers: pl.DataFrame
    outlets: list[str]
    left_out: int

    @property
    def compared(self) -> pl.DataFrame:
        """The articles of the outlets that are compared."""
        return self.articles.filter(pl.col("outlet").is_in(self.outlets))

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of the first and the last article, where any has one."""
        days = self.articles["published_at"].dt.date().drop_nulls()
        return (days.sort()[0], days.sort()[-1]) if days.len() else (None, None)


def story_title(story: str, articles: pl.DataFrame) -> str:
    """What to call a story: its name, its folder's name as words, or instead of a bare id its first headline.

    Args:
        story: as articles name it.
        articles: with story, title and published_at.

    Returns:
        The title.

    Example:
        >>> story_title("harbour-strike", pl.DataFrame())
        'Harbour strike'
    """
    if FOLDER.fullmatch(story):
        return re.sub("[-_]", " ", story).capitalize()
    if not BARE_ID.fullmatch(story):
        return story
    about = articles.filter(pl.col("story") == story).drop_nulls("title").sort("published_at", "title")
    return f"“{about['title'][0]}”" if about.height else story


def choose_story(corpus: Corpus, story: str | None = None) -> Story:
    """Take the tables of one story.

    Args:
        corpus: where it is.
        story: its name; may be left out where the corpus has one story.

    Returns:
        The story.

    Raises:
        CorpusError: there is no such story, or several and none was named; the message lists what there is.
    """
    articles = corpus.articles
    if story is None:
        story = _only_story(corpus)
    chosen = articles.filter(pl.col("story") == story)
    if chosen.is_empty():
        raise CorpusError(f"{corpus.path}: no story '{story}'. {_near(story, articles)}")
    return _told(corpus, story, chosen)


def _told(corpus: Corpus, story: str, articles: pl.DataFrame) -> Story:
    """Cut every table to the articles of a story."""
    ids = articles["article_id"].implode()
    claims = corpus.claims.filter(pl.col("article_id").is_in(ids))
    claim_ids = claims["claim_id"].implode()
    counted = articles["outlet"].value_counts().sort("count", "outlet", descending=[True, False])
    return Story(
        name=story,
        title=story_title(story, articles),
        articles=articles,
        claims=claims,
        sources=corpus.sources,
        sentences=corpus.sentences.filter(pl.col("article_id").is_in(ids)),
        claim_links=corpus.claim_links.filter(pl.col("claim_a").is_in(claim_ids), pl.col("claim_b").is_in(claim_ids)),
        passages=corpus.passages.filter(pl.col("article_a").is_in(ids), pl.col("article_b").is_in(ids)),
        numbers=corpus.number_ledger.filter(pl.col("story") == story),
        outlets=sorted(counted["outlet"].head(MOST_OUTLETS)),
        left_out=max(0, counted.height - MOST_OUTLETS),
    )


def _stories(articles: pl.DataFrame) -> list[tuple[str, int]]:
    """Stories with their number of articles, the largest first."""
    counted = articles.drop_nulls("story")["story"].value_counts()
    return [
        (str(story), int(count)) for story, count in counted.sort("count", "story", descending=[True, False]).rows()
    ]


def _only_story(corpus: Corpus) -> str:
    """The one story of a corpus."""
    stories = _stories(corpus.articles)
    if not stories:
        raise CorpusError(f"{corpus.path}: no article has a story. Build it with --story-from folder.")
    if len(stories) > 1:
        listed = "\n".join(_line(name, count, corpus.articles) for name, count in stories[:LISTED])
        more = f"\n  and {len(stories) - LISTED:,} more" if len(stories) > LISTED else ""
        raise CorpusError(f"{corpus.path}: {len(stories):,} stories; name one with --story:\n{listed}{more}")
    return stories[0][0]


def _line(name: str, count: int, articles: pl.DataFrame) -> str:
    """A story on a line of a terminal: nothing in it may command that."""
    title = story_title(name, articles) if BARE_ID.fullmatch(name) else ""
    line = f"  {name}  ({count:,} article{'' if count == 1 else 's'}){'  ' + title if title else ''}"
    return "".join(letter for letter in line if letter.isprintable())


def _near(story: str, articles: pl.DataFrame) -> str:
    """The stories that may be meant: alike in name or in title."""
    names = {name: name for name, _ in _stories(articles)}
    spelled = {name.casefold(): name for name in names}
    spelled |= {story_title(name, articles).casefold(): name for name in names}
    wanted = story.casefold()
    held = [name for key, name in sorted(spelled.items()) if wanted and wanted in key]
    alike = [spelled[key] for key in get_close_matches(wanted, sorted(spelled), n=5, cutoff=0.5)]
    near = list(dict.fromkeys(alike + held))[:5]
    if not near:
        return "Without --story the stories are listed."
    return "Near it:\n" + "\n".join(_line(name, articles.filter(story=name).height, articles) for name in near)
