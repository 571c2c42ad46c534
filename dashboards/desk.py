"""What the pages show, worked out once: the rows and metrics of a corpus for a scope and a filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar

import polars as pl

from analysis.report.selection import MOST_OUTLETS, story_title
from dashboards.filtering import in_scope, on_days, passing_claims
from dashboards.groups import group_claims
from dashboards.sample import Dealer, answers, in_order
from dashboards.state import Filter, Scope

T = TypeVar("T")
KEPT = 200  # results; a visitor who tries every filter must not fill the memory
UNASKED = 6  # of more outlets than that, as many are shown until somebody chooses


class Tabled(Protocol):
    """What the dashboard needs of a corpus: its tables by name."""

    @property
    def name(self) -> str:
        """What to call it."""

    @property
    def articles(self) -> pl.DataFrame:
        """The articles, text included."""

    @property
    def claims(self) -> pl.DataFrame:
        """The claims."""

    @property
    def sources(self) -> pl.DataFrame:
        """The sources."""

    @property
    def as_read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Claims and sources without people's corrections."""

    @property
    def reviews(self) -> pl.DataFrame:
        """What people answered about claims."""

    def scan(self, name: str) -> pl.LazyFrame:
        """One table, read when asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows of one article."""

    article: dict[str, Any]
    claims: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    sentences: list[dict[str, Any]]


class Desk:
    """One corpus, shared by all visitors: its rows joined once, and every result kept until others push it out."""

    def __init__(self, corpus: Tabled, *, name: str = "", read_only: bool = False) -> None:
        self.name = name or corpus.name
        self.read_only = read_only
        self.dealer = Dealer()
        self._corpus = corpus
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._lock = Lock()
        self._texts = corpus.articles.select("article_id", "text")
        self._articles = corpus.articles.drop("text").with_columns(day=pl.col("published_at").dt.date())
        self.all_sources = corpus.sources
        outlets = self._articles.select("article_id", "outlet", "story", "published_at", "day", headline="title")
        sources = self.all_sources.select("source_id", "kind", "anonymous", "side", source="name", role="title")
        self._claims = corpus.claims.join(outlets, on="article_id", how="left", maintain_order="left").join(
            sources, on="source_id", how="left", maintain_order="left"
        )

    @property
    def folder(self) -> Path | None:
        """Where the corpus lies, if it lies on disk: only there can answers of a review be kept."""
        return getattr(self._corpus, "path", None)

    @property
    def all_articles(self) -> pl.DataFrame:
        """All articles, text included."""
        return self._corpus.articles

    def as_read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Claims as the machine read them, in the order in which a review deals them, and their sources.

        Returns:
            Claims with outlet and story; sources.
        """

        def work() -> tuple[pl.DataFrame, pl.DataFrame]:
            claims, sources = self._corpus.as_read
            placed = claims.join(self._articles.select("article_id", "outlet", "story"), on="article_id")
            return in_order(placed, self._corpus.name), sources

        return self.keep(("as read",), work)

    def answered(self) -> pl.DataFrame:
        """The last answer to each claim that anybody reviewed, as the file is now."""
        return answers(self._corpus.reviews, self.as_read()[0])

    def answered_ids(self) -> set[str]:
        """The claims that anybody answered, skipped ones too."""
        return set(self._corpus.reviews["claim_id"].drop_nulls())

    def keep(self, key: tuple[Any, ...], work: Callable[[], T]) -> T:
        """Do a piece of work once for a key, and give its result again later."""
        if key in self._kept:
            kept: T = self._kept[key]
            return kept
        done = work()
        with self._lock:  # work is done beside the page, too, by other threads
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = done
        return done

    def knows(self, key: tuple[Any, ...]) -> bool:
        """Whether the result for a key is there already."""
        return key in self._kept

    def stories(self) -> list[tuple[str, int, date | None]]:
        """Every story with its number of articles and the day of its first one, the newest story first."""

        def work() -> list[tuple[str, int, date | None]]:
            grouped = self._articles.drop_nulls("story").group_by("story").agg(pl.len(), pl.min("day"))
            counted = grouped.sort("day", "story", descending=[True, False], nulls_last=True)
            return [(str(story), int(count), first) for story, count, first in counted.iter_rows()]

        return self.keep(("stories",), work)

    def only_story(self) -> str:
        """The story of all articles, where all are of one; else nothing."""
        told = self._articles["story"].unique()
        return str(told[0]) if told.len() == 1 and told[0] else ""

    def story_name(self, story: str) -> str:
        """What to call a story: its name, its folder's name as words, or instead of a bare id its first headline."""
        return story_title(story, self._articles)

    def outlets(self, story: str = "") -> list[tuple[str, int]]:
        """Every outlet that covers a story with its number of articles, by name."""

        def work() -> list[tuple[str, int]]:
            counted = in_scope(self._articles, Scope(story)).group_by("outlet").len().sort("outlet")
            return [(str(outlet), int(count)) for outlet, count in counted.iter_rows()]

        return list(self.keep(("outlets", story), work))

    def compared(self, scope: Scope) -> Scope:
        """The outlets that charts compare: those chosen, or of very many the ones with the most articles."""
        counts = self.articles(scope)["outlet"].value_counts().sort("count", "outlet", descending=[True, False])
        if counts.height <= MOST_OUTLETS:
            return scope
        most = MOST_OUTLETS if scope.outlets else UNASKED
        return Scope(scope.story, tuple(sorted(counts["outlet"].head(most))))

    def coloured(self, scope: Scope) -> list[str]:
        """The outlets that have a colour of their own, in the order that gives it: all of a story, if not too many."""

        def work() -> list[str]:
            outlets = [name for name, _ in self.outlets(scope.story)]
            if len(outlets) <= MOST_OUTLETS:
                return outlets
            return self.articles(self.compared(scope))["outlet"].unique().sort().to_list()

        return self.keep(("coloured", scope), work)

    def articles(self, scope: Scope) -> pl.DataFrame:
        """The articles of a scope, without their text, with ``day``."""
        return self.keep(("articles", scope), lambda: in_scope(self._articles, scope))

    def texts(self, scope: Scope) -> pl.DataFrame:
        """The articles of a scope as the metrics want them, text included."""
        return self._corpus.articles.filter(pl.col("article_id").is_in(self.articles(scope)["article_id"].implode()))

    def listed(self, scope: Scope, chosen: Filter) -> pl.DataFrame:
        """The articles of a scope that a filter by outlet and days lets through, with their number of claims."""
        counts = self.claims(scope).group_by("article_id").agg(n_claims=pl.len().cast(pl.Int64))
        frame = self.articles(scope).filter(*on_days(chosen))
        return frame.join(counts, on="article_id", how="left").with_columns(pl.col("n_claims").fill_null(0))

    def claims(self, scope: Scope, chosen: Filter | None = None) -> pl.DataFrame:
        """Claims with outlet, story, published_at, day, headline, and their source's name, kind, side and role.

        Args:
            scope: which articles.
            chosen: which of their claims; all by default.

        Returns:
            One row a claim, in the order of the corpus.
        """
        frame = self.keep(("claims", scope), lambda: in_scope(self._claims, scope))
        if chosen is None or chosen == Filter():
            return frame
        if chosen.group:
            frame = frame.filter(pl.col("claim_id").is_in(self._group(scope, chosen.group).implode()))
        return passing_claims(frame, chosen)

    def _group(self, scope: Scope, group: str) -> pl.Series:
        """The claims of a group among the outlets that charts compare."""
        fewer = self.compared(scope)

        def work() -> pl.Series:
            return group_claims(group, self.claims(fewer), self.all_sources, self.texts(fewer))

        return self.keep(("group", fewer, group), work)

    def sources(self, scope: Scope) -> pl.DataFrame:
        """Who is cited in a scope: source_id, source, kind, role, n_claims, n_articles, n_outlets, outlets."""

        def work() -> pl.DataFrame:
            return (
                self.claims(scope)
                .drop_nulls("source_id")
                .group_by("source_id")
                .agg(
                    pl.first("source", "kind", "role", "side", "anonymous"),
                    n_claims=pl.len(),
                    n_articles=pl.col("article_id").n_unique(),
                    n_outlets=pl.col("outlet").n_unique(),
                    outlets=pl.col("outlet").unique().sort(),
                )
                .sort("n_claims", "source", descending=[True, False])
            )

        return self.keep(("sources", scope), work)

    def table(self, name: str) -> pl.DataFrame:
        """A table of what is linked across articles; whoever joins it with a scope's claims leaves the others out."""
        return self.keep(("table", name), lambda: self._corpus.scan(name).collect())

    def scan(self, name: str) -> pl.LazyFrame:
        """A table, of which only what is asked for is read."""
        return self._corpus.scan(name)

    def rows(self, name: str, scope: Scope) -> pl.DataFrame:
        """A table's rows of the articles of a scope; those of tables that are linked across articles stay all."""
        whole = self._corpus.scan(name)
        if "article_id" not in whole.collect_schema():
            return self.table(name)
        inside = pl.col("article_id").is_in(self.articles(scope)["article_id"].implode())
        return self.keep(("rows", name, scope), lambda: whole.filter(inside).collect())

    def cues(self, scope: Scope) -> list[tuple[str, int]]:
        """Cue lemmas of a scope with their number of claims, most frequent first."""
        counted = self.claims(scope).group_by("cue_lemma").len().sort("len", "cue_lemma", descending=[True, False])
        return [(str(cue), int(count)) for cue, count in counted.iter_rows()]

    def source_name(self, source_id: str) -> str | None:
        """A source's name."""
        found = self.all_sources.filter(pl.col("source_id") == source_id)["name"]
        return str(found[0]) if found.len() else None

    def reading(self, article_id: str) -> Reading | None:
        """All rows of one article, or None if the corpus has no such article."""
        articles = self._articles.filter(pl.col("article_id") == article_id)
        if articles.is_empty():
            return None
        article = articles.row(0, named=True)
        article["text"] = self._texts.filter(pl.col("article_id") == article_id)["text"][0]

        def rows(name: str) -> list[dict[str, Any]]:
            table = self._corpus.scan(name).filter(pl.col("article_id") == article_id)
            return table.sort("start").collect().rows(named=True)

        claims = self._claims.filter(pl.col("article_id") == article_id).sort("cue_start").rows(named=True)
        return Reading(article, claims, rows("entities"), rows("sentences"))
