"""Which of the articles read are new to a corpus, and which are there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from analysis.annotate import NOT_ANNOTATED
from analysis.articles.duplicates import content_of, set_apart
from analysis.commits import Part, digest, read_table
from analysis.schema import ARTICLES

Verdict = Literal["new", "changed", "known", "duplicate"]
PARTICULARS = tuple(column.name for column in ARTICLES.columns if column.name not in ("origin", "flags"))


def file_of(origin: str) -> str:
    """The file of an origin, without the record within it.

    Example:
        >>> file_of("stories.zip#july.csv#12")
        'stories.zip'
    """
    return origin.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Stored:
    """What has to be remembered of an article to know it again: hashes, no texts."""

    article_id: str
    origin: str
    particulars: str
    content: str
    text: str

    @classmethod
    def of(cls, article: Mapping[str, Any]) -> Stored:
        """Take it from a row of ``articles``."""
        flags = [flag for flag in article["flags"] if flag != NOT_ANNOTATED]  # annotate() adds it
        particulars = digest([article[name] for name in PARTICULARS], flags)
        return cls(article["article_id"], article["origin"], particulars, content_of(article), digest(article["text"]))


@dataclass(frozen=True, slots=True)
class Taken:
    """What an article read is to a corpus.

    Attributes:
        verdict: ``new``; ``known``, when it is there; ``duplicate``, when it is there from another file or record;
            ``changed``, when the same record was read before with other particulars, which these replace.
        article: the row of ``articles``, under an id of its own where its id is another article's.
        before: the article that is there, or None.
    """

    verdict: Verdict
    article: Mapping[str, Any]
    before: Stored | None = None


@dataclass(slots=True)
class Known:
    """The articles of a corpus and of the build under way.

    Attributes:
        replaced: ids of articles of the corpus that this build has read in a newer version.
    """

    replaced: set[str] = field(default_factory=set)
    _by_id: dict[str, Stored] = field(default_factory=dict)
    _by_record: dict[tuple[str, str], Stored] = field(default_factory=dict)
    _by_content: dict[str, Stored] = field(default_factory=dict)
    _earlier: set[str] = field(default_factory=set)

    @classmethod
    def from_parts(cls, root: Path, parts: Iterable[Part]) -> Known:
        """Take in every article of a corpus, one part at a time.

        Args:
            root: the corpus.
            parts: its parts.

        Returns:
            What is known before anything is read.
        """
        known = cls()
        for part in parts:
            for article in read_table(root, part, "articles").iter_rows(named=True):
                known._add(Stored.of(article))
        known._earlier = set(known._by_id)
        return known

    def take(self, article: Mapping[str, Any]) -> Taken:
        """Decide what an article is, and remember it if it is to be annotated.

        Args:
            article: a row of ``articles``.

        Returns:
            The decision.
        """
        found = Stored.of(article)
        holder = self._by_id.get(found.article_id)
        if holder and holder.content != found.content and not self._is_version(holder, found):
            return self.take(set_apart(article))
        before = self._by_record.get((found.origin, found.text)) or holder
        if before and self._is_version(before, found):
            self._earlier.discard(before.article_id)  # what repeats it from now on is no new version of it
            if before.particulars == found.particulars:
                return Taken("known", article, before)
            self._forget(before)
            self._add(found)
            return Taken("changed", article, before)
        before = self._by_content.get(found.content)
        if before:
            return Taken("known" if before.origin == found.origin else "duplicate", article, before)
        self._add(found)
        return Taken("new", article)

    def _is_version(self, before: Stored, found: Stored) -> bool:
        """Has an earlier build read the same text from the same file, perhaps with other particulars?"""
        same_file = file_of(before.origin) == file_of(found.origin)
        return before.article_id in self._earlier and same_file and before.text == found.text

    def _add(self, stored: Stored) -> None:
        self._by_id[stored.article_id] = stored
        self._by_record[stored.origin, stored.text] = stored
        self._by_content.setdefault(stored.content, stored)

    def _forget(self, stored: Stored) -> None:
        self.replaced.add(stored.article_id)
        del self._by_id[stored.article_id]
        self._by_record.pop((stored.origin, stored.text), None)
        self._by_content.pop(stored.content, None)
