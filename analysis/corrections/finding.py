"""Finds again what a correction names: claims by their place and words, sources by id, name and article.

Numbers of claims and ids of sources change when a newer model reads the same articles; a person's decision must not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl
from rapidfuzz import fuzz

from analysis.corrections.content import Content, ContentError, read_content
from analysis.language.identity import source_id
from analysis.language.speakers import Speaker

KINDS = ("person", "organisation", "government", "medium", "document", "group", "unnamed")
CLAIM_COLUMNS = ("claim_id", "article_id", "content_start", "content_end", "content_text", "source_id")
MOST_WORDS = 160
"""Characters of a claim's words that are enough to know it again."""
SAME_PLACE = 0.5
"""Share of characters (of both together) that a claim keeps if it is taken for the one that stood there."""
LIKE_THERE, LIKE_ELSEWHERE = 60, 90
"""How alike its words must be, 0 to 100, where it stood and elsewhere in the article."""
FEWEST = 4
"""Words that make a claim known again elsewhere: fewer ("the legislation") are said of many things."""
_PLACE = re.compile(r"(.+):(\d+)-(\d+)", re.DOTALL)
_NUMBERED = re.compile(r"(.+)#\d+", re.DOTALL)
_NEW = re.compile(rf"({'|'.join(KINDS)}):\s*(\S.*)", re.DOTALL)
_SCOPED = re.compile(rf"({'|'.join(KINDS)}):.+@.+", re.DOTALL)
_ODD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})


class NotFoundError(Exception):
    """What a correction names is not in the corpus, or is not one thing; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the corpus, or a new one that a correction makes."""

    id: str
    name: str
    kind: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A source in one article: the ids that annotate() gave there, and the source that they are linked to.

    ``place`` is what names it in the file; ``only`` says that no other article cites that source.
    """

    article_id: str
    ids: tuple[str, ...]
    source: Source
    place: str
    only: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: its id, where it stands and what is said."""

    id: str
    article_id: str
    start: int
    end: int
    words: str

    @property
    def place(self) -> str:
        """What names it in the file: its article and the characters of its content."""
        return f"{self.article_id}:{self.start}-{self.end}"


def beginning(words: str) -> str:
    """The first words of a claim, as many as are needed to know it again.

    Example:
        >>> beginning("the pumps had failed")
        'the pumps had failed'
    """
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else line[:MOST_WORDS].rpartition(" ")[0] or line[:MOST_WORDS]


def articles_of(items: Iterable[str | None]) -> list[str]:
    """The articles that the names of claims may mean.

    Example:
        >>> articles_of(["herald-17:10-40", "post-2#0", None])
        ['herald-17', 'post-2']
    """
    matched = (_PLACE.fullmatch(item or "") or _NUMBERED.fullmatch(item or "") for item in items)
    return sorted({match[1] for match in matched if match})


class Finder:
    """The claims and sources of one state of a corpus, to be asked by what corrections call them.

    Args:
        claims: columns ``CLAIM_COLUMNS``, sources as annotate() gave them.
        sources: the sources of the corpus.
        source_links: from the ids of annotate() to those of the corpus.
        texts: of articles, by id; those whose claims are given other words.
    """

    def __init__(
        self,
        claims: pl.DataFrame,
        sources: pl.DataFrame,
        source_links: pl.DataFrame,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._claims = claims
        self._texts = texts or {}
        self.links: dict[str, str] = dict(source_links.select("source_id", "linked_id").iter_rows())
        self.sources: dict[str, Source] = {}
        self._made: dict[str, Source] = {}
        self._named: dict[str, set[str]] = defaultdict(set)
        for key, name, kind, aliases in sources.select("source_id", "name", "kind", "aliases").iter_rows():
            self.sources[key] = Source(key, name, kind)
            for called in (name, *aliases):
                self._named[_plain(called)].add(key)

    def add(self, source: Source) -> None:
        """Know a source that a correction makes, so that others can name it too."""
        self._made.setdefault(source.id, source)

    @cached_property
    def _by_article(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for key, article, start, end, words in self._claims.select(CLAIM_COLUMNS[:5]).iter_rows():
            found[article].append(Claim(key, article, start, end, words))
        return found

    @cached_property
    def _cited(self) -> dict[str, list[str]]:
        """Ids that annotate() gave to the sources of each article."""
        cited = self._claims.drop_nulls("source_id").select("article_id", "source_id").unique().sort(pl.all())
        return dict(cited.group_by("article_id", maintain_order=True).agg("source_id").iter_rows())

    def claim(self, item: str | None, words: str | None) -> Claim:
        """The claim that a correction means.

        Args:
            item: ``article_id:start-end`` of its content, or the ``claim_id`` that it had.
            words: its words, or the first of them.

        Returns:
            The claim that stands there, or shares most of the place and the words, or has the words elsewhere.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        place = _PLACE.fullmatch(item or "")
        numbered = _NUMBERED.fullmatch(item or "")
        if not (place or numbered):
            raise NotFoundError(
                f"'{item or ''}' names no claim: give ARTICLE:START-END of its content, or its claim_id"
            )
        if not words:
            raise NotFoundError(f"the words of the claim '{item}' are missing: without them it is not known again")
        article = place[1] if place else numbered[1] if numbered else ""
        there = self._by_article.get(article)
        if not there:
            raise NotFoundError(f"no claim of an article '{article}' is in the corpus: add it, or remove the row")
        span = (int(place[2]), int(place[3])) if place else (0, 0)
        ranked = sorted(((_fit(claim, item, span, words), claim) for claim in there), key=lambda pair: pair[0])
        best, claim = ranked[-1]
        if best == _NO_FIT:
            raise NotFoundError(
                f"no claim of article '{article}' stands at {item} or says “{beginning(words)}”: look at the article "
                "again, then name the claim anew or remove the row"
            )
        if len(ranked) > 1 and ranked[-2][0] == best:
            raise NotFoundError(
                f"two claims of article '{article}' say “{beginning(words)}”: give the place of the one you mean, "
                f"{ranked[-2][1].place} or {claim.place}"
            )
        return claim

    def content(self, claim: Claim, given: str | None, words: str | None) -> Content:
        """What a correction says was said by a claim.

        Args:
            claim: the claim.
            given: the place of the content in the claim's article, or the words as printed there.
            words: with a place: the words that stood there.

        Returns:
            The content as the article has it now.

        Raises:
            NotFoundError: the article has no such place or words.
        """
        if not given:
            raise NotFoundError("the words that were said are missing: give START-END in the article, or the words")
        if claim.article_id not in self._texts:
            raise NotFoundError(f"the text of article '{claim.article_id}' is not at hand: give the articles, too")
        try:
            return read_content(self._texts[claim.article_id], given, words, near=claim.start)
        except ContentError as error:
            raise NotFoundError(f"article '{claim.article_id}': {error}") from error

    def source(self, item: str | None, words: str | None, *, article: str | None = None) -> Source:
        """The source that a correction means, across the corpus.

        Args:
            item: its id, its name where only one source has it, or ``kind:Name`` of one that is not there.
            words: its name, by which it is known again when its id has changed.
            article: where a new source may be made: the article that cites it, or none ("") if it is cited in several.

        Returns:
            The source as it is now.

        Raises:
            NotFoundError: there is none, or there are several.
        """
        if not item:
            raise NotFoundError("no source is named: give its source_id, or its name")
        if item in self._made:
            return self._made[item]
        if item in self.links:
            return self.sources[self.links[item]]
        if _SCOPED.fullmatch(item):
            if part := self.part(item, words):
                return part.source
            raise NotFoundError(f"no source '{item}' is in the corpus: give the source_id of one that is")
        given = _NEW.fullmatch(item)
        kind, name = (given[1], given[2]) if given else (None, item)
        found = self._called(name, kind) or (self._called(words, kind) if words else [])
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(source.id for source in found)
            raise NotFoundError(f"{len(found)} sources are called '{words or name}': give the id of one, {ids}")
        if article is not None and kind and _printed(name) and (article or kind != "unnamed"):
            made = _new(name, kind, article)
            return self.sources[self.links[made.id]] if made.id in self.links else made
        new = ", or kind:Name for a new one, as 'person:Ada Bell'" if article is not None else ""
        raise NotFoundError(f"no source '{item}' is in the corpus: give the source_id of one that is{new}")

    def part(self, item: str | None, words: str | None) -> Part | None:
        """A source in one article: ``SOURCE@ARTICLE``, or an id of annotate() that holds for one article alone.

        Args:
            item: as written in the file.
            words: the source's name.

        Returns:
            The part; None where the item does not say in which article, or the source is not cited there.
        """
        pieces = (item or "").split("@")
        for cut in range(1, len(pieces)):
            name, article = "@".join(pieces[:cut]), "@".join(pieces[cut:])
            if article not in self._cited:
                continue
            ids = self._cited[article]
            if item in ids and item in self.links:
                return self._part(article, [str(item)], self.sources[self.links[str(item)]], str(item))
            if source := self._cited_as(name, words, ids):
                here = [key for key in ids if self.links.get(key) == source.id]
                return self._part(article, here, source, f"{source.id}@{article}")
        return None

    def _part(self, article: str, ids: list[str], source: Source, place: str) -> Part:
        return Part(article, tuple(ids), source, place, self._citing[source.id] == {article})

    @cached_property
    def _citing(self) -> dict[str, set[str]]:
        """The articles that cite each source."""
        citing: dict[str, set[str]] = defaultdict(set)
        for article, ids in self._cited.items():
            for key in ids:
                citing[self.links.get(key, key)].add(article)
        return citing

    def _cited_as(self, name: str, words: str | None, ids: list[str]) -> Source | None:
        """The one source among the ids of an article that has an id or name, or else a fuller name of its kind."""
        here = sorted({self.links[key] for key in ids if key in self.links})
        if name in self.links and self.links[name] in here:
            return self.sources[self.links[name]]
        cited = [source for source in self._called(words or name, None) if source.id in here]
        if not cited and words:
            told, kind = set(_plain(words).split()), name.partition(":")[0]
            cited = [
                s for s in map(self.sources.get, here) if s and s.kind == kind and told <= set(_plain(s.name).split())
            ]
        return cited[0] if len(cited) == 1 else None

    def _called(self, name: str, kind: str | None) -> list[Source]:
        """The sources that go by a name, those for whom it is no mere alias first of all."""
        found = [self.sources[key] for key in sorted(self._named.get(_plain(name), ()))]
        found = found or [made for made in self._made.values() if _plain(made.name) == _plain(name)]
        of_kind = [source for source in found if kind in (None, source.kind)]
        return [source for source in of_kind if _plain(source.name) == _plain(name)] or of_kind


_NO_FIT = (False, 0.0, 0.0)


def _fit(claim: Claim, item: str | None, span: tuple[int, int], words: str) -> tuple[bool, float, float]:
    """How well a claim fits a place and words: whether it stands there, then by the words, then by the characters."""
    said, wanted = _plain(claim.words), _plain(words)
    alike = max(fuzz.ratio(wanted, said), fuzz.ratio(wanted, said[: len(wanted)]))
    shared = min(claim.end, span[1]) - max(claim.start, span[0])
    overlap = max(0.0, shared / (max(claim.end, span[1]) - min(claim.start, span[0])))
    if overlap >= SAME_PLACE:
        return (True, alike, overlap) if alike >= LIKE_THERE else _NO_FIT
    known = claim.id == item or len(wanted.split()) >= FEWEST
    return (False, alike, float(claim.id == item)) if known and alike >= LIKE_ELSEWHERE else _NO_FIT


def _plain(text: str) -> str:
    """Words as they are compared: without case, with one form of quotation marks and of white space."""
    return " ".join(text.translate(_ODD).casefold().split())


def _printed(name: str) -> bool:
    """Whether this is a name as printed, not the end of an id that is gone."""
    return " " in name or name != name.lower()


def _new(name: str, kind: str, article: str) -> Source:
    speaker = Speaker(name, kind, kind == "unnamed", None, None, (), kind != "unnamed")
    return Source(source_id(speaker, article), name, kind, new=True)
