"""The same source in different articles: "Putin" there is "Vladimir Putin" here, "NRSC" the committee it stands for.

What annotate() names in full has one id everywhere; partial names carry the article they stand in. Here these join the
one full name that fits, first within their story, then in the whole corpus; spellings, middle initials and acronyms
join what they stand for. Two different full names never become one, and where several people fit, nobody is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

from analysis.annotate import merge_sources
from analysis.language.gender import GENDERS
from analysis.language.names import (
    PersonName,
    acronyms,
    fold,
    is_acronym,
    organisation_key,
    parse_person,
    part_of,
    same_full,
)
from analysis.language.spelling import near, spelling_key
from analysis.schema import SOURCE_LINKS, SOURCES

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

BODIES = ("organisation", "government", "medium")
FAR_MORE = 5
"""How many times more articles must cite one person than any other of that name for a bare surname to mean them."""
_FUNCTION = frozenset({"the", "a", "an", "of", "for", "in", "at", "to", "and", "former", "his", "her", "s"})


@dataclass(frozen=True, slots=True)
class _Source:
    id: str
    name: str
    kind: str
    person: PersonName
    told: frozenset[str]
    stories: frozenset[str]
    articles: int

    @property
    def scoped(self) -> bool:
        """Whether the id is one article's own."""
        return "@" in self.id


def link_sources(
    claims: pl.DataFrame, sources: pl.DataFrame, articles: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find which sources of annotate() are the same across a corpus.

    Args:
        claims: columns ``article_id`` and ``source_id``, as annotate() gave them.
        sources: the sources of all batches; an id may occur more than once.
        articles: columns ``article_id`` and ``story``.

    Returns:
        The table ``sources`` of the corpus, and ``source_links`` from every id of annotate() to the id there. Neither
        depends on the order of the rows.

    Example:
        >>> row = {"kind": "person", "anonymous": False, "side": None, "represents": None, "aliases": [],
        ...        "title": None}
        >>> found = pl.DataFrame([{"source_id": "person:ada-bell", "name": "Ada Bell", **row},
        ...                       {"source_id": "person:bell@b", "name": "Bell", **row}])
        >>> claims = pl.DataFrame({"article_id": ["a", "b"], "source_id": ["person:ada-bell", "person:bell@b"]})
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "story": ["harbour", "harbour"]})
        >>> link_sources(claims, found, articles)[0].select("source_id", "name", "aliases").rows()
        [('person:ada-bell', 'Ada Bell', ['Bell'])]
    """
    merged = merge_sources([sources])
    found = _read(claims, merged, articles)
    linked = {source.id: source.id for source in found}
    people = [source for source in found if source.kind == "person" and source.person.words]
    _link_people(people, linked)
    _link_bodies([source for source in found if source.kind in BODIES and not source.scoped], linked)
    pairs = [(key, _follow(linked, key), None) for key in sorted(linked)]
    links = pl.DataFrame(pairs, schema=SOURCE_LINKS.schema, orient="row")
    chosen = merged.select(linked_id="source_id", linked_name="name", linked_kind="kind")
    renamed = (
        merged.join(links, on="source_id")
        .join(chosen, on="linked_id", how="left")
        .with_columns(
            source_id=pl.col("linked_id"),
            name=pl.col("linked_name"),
            kind=pl.col("linked_kind"),
            aliases=pl.col("aliases").list.concat(pl.concat_list("name")),
        )
        .select(merged.columns)
    )
    genders = _genders(merged.select("gender", own="source_id").join(links, left_on="own", right_on="source_id"))
    linked_sources = merge_sources([renamed]).drop("gender").join(genders, on="source_id", how="left")
    return linked_sources.select(SOURCES.schema.names()).sort("source_id"), links


def _genders(sources: pl.DataFrame) -> pl.DataFrame:
    """The gender of each source that is told: all of its names agree, or far more tell the one than the other.

    A surname is a name of its own in each article, so these are articles, nearly; one slip among fifty decides nothing.
    Nor does a single surname for somebody with a full name, whom it may have been linked to by mistake.
    """
    told = sources.rename({"linked_id": "source_id"}).filter(pl.col("gender").is_in(list(GENDERS.values())))
    counts = told.group_by("source_id", "gender").agg(pl.len(), whole=(~pl.col("own").str.contains("@")).any())
    others = pl.col("len").sum().over("source_id") - pl.col("len")
    enough = pl.col("whole") | pl.col("source_id").str.contains("@") | (pl.col("len") > 1)
    return counts.filter(enough, pl.col("len") > others, pl.col("len") >= FAR_MORE * others).select(
        "source_id", "gender"
    )


def apply_links(claims: Frame, source_links: Frame) -> Frame:
    """Give claims the corpus-wide ids of their sources.

    Args:
        claims: a table with the column ``source_id``, as annotate() gave it, or a lazy frame of it.
        source_links: what ``link_sources`` returned, lazy if claims are.

    Returns:
        The same rows and columns in the same order; ids without a link, and nulls, stay.

    Example:
        >>> links = pl.DataFrame({"source_id": ["person:bell@b"], "linked_id": ["person:ada-bell"]})
        >>> apply_links(pl.DataFrame({"source_id": ["person:bell@b", None]}), links)["source_id"].to_list()
        ['person:ada-bell', None]
    """
    links = source_links.select("source_id", "linked_id")
    joined = claims.join(links, on="source_id", how="left", maintain_order="left")
    return joined.with_columns(source_id=pl.coalesce("linked_id", "source_id")).drop("linked_id")


def _read(claims: pl.DataFrame, sources: pl.DataFrame, articles: pl.DataFrame) -> list[_Source]:
    # An article without a story is a story of its own.
    story = pl.coalesce(pl.col("story"), pl.concat_str(pl.lit("\0"), "article_id")).alias("story")
    cited = (
        claims.select("article_id", "source_id").unique().join(articles.select("article_id", story), on="article_id")
    )
    stories = dict(cited.group_by("source_id").agg("story").iter_rows())
    found = []
    for key, name, kind, title in sources.select("source_id", "name", "kind", "title").iter_rows():
        told = frozenset(fold(word) for word in (title or "").split()) - _FUNCTION
        where = stories.get(key, ())
        found.append(_Source(key, name, kind, parse_person(name), told, frozenset(where), len(where)))
    return found


def _follow(linked: dict[str, str], key: str) -> str:
    while linked[key] != key:
        key = linked[key]
    return key


def _link_people(people: list[_Source], linked: dict[str, str]) -> None:
    full = [source for source in people if source.person.full]
    clusters = _cluster(full, _may_be_one, lambda s: _spellings(s.person))
    for cluster in clusters:
        # The name most articles use, not the longest: nobody looks for "Donald John Trump".
        cluster.sort(key=lambda s: (-s.articles, *_rank(s)))
        for source in cluster[1:]:
            linked[source.id] = cluster[0].id
    by_word: dict[str, list[list[_Source]]] = defaultdict(list)
    for cluster in clusters:
        for word in sorted({spelling_key(word) for source in cluster for word in source.person.words}):
            by_word[word].append(cluster)
    left = []
    for part in people:
        if part.person.full:
            continue
        chosen = _who(part, by_word[spelling_key(part.person.words[-1])])
        if chosen:
            linked[part.id] = chosen[0].id
        else:
            left.append(part)
    _link_surnames(left, linked)


def _who(part: _Source, clusters: list[list[_Source]]) -> list[_Source] | None:
    """The one whom a partial name means: of those it fits best, who shares role and story, then role, then story.

    Where several do, it is the one whom far more articles cite than any other, if there is one. Another spelling means
    only somebody of the same story, or whom several articles cite: "Emmanuel" is no "Rahm Emanuel" from elsewhere.
    """
    scored = [(max(part_of(part.person, s.person) for s in cluster), cluster) for cluster in clusters]
    best = max((score for score, _ in scored), default=0)
    fits = [cluster for score, cluster in scored if score == best >= 2 and _trusted(part, cluster)]
    alike = [cluster for cluster in fits if any(s.told & part.told for s in cluster)]
    near_by = [cluster for cluster in fits if any(s.stories & part.stories for s in cluster)]
    both = [cluster for cluster in alike if cluster in near_by]
    for chosen in (both, alike, near_by, fits):
        if chosen:
            return _leading(chosen)
    return None


def _trusted(part: _Source, cluster: list[_Source]) -> bool:
    printed = any(part.person.words[-1] in source.person.words for source in cluster)
    beside = any(source.stories & part.stories for source in cluster)
    return printed or beside or sum(source.articles for source in cluster) >= FAR_MORE


def _leading(clusters: list[list[_Source]]) -> list[_Source] | None:
    """The only cluster, or the one of far more articles than all others."""
    ranked = sorted(clusters, key=lambda cluster: -sum(source.articles for source in cluster))
    counts = [sum(source.articles for source in cluster) for cluster in ranked]
    return ranked[0] if len(ranked) == 1 or counts[0] >= FAR_MORE * counts[1] else None


def _spellings(name: PersonName) -> tuple[Hashable, ...]:
    """What two full names share if they can be one: the surname, or the first name and a surname that begins alike."""
    given, surname = spelling_key(name.words[0]), spelling_key(name.words[-1])
    return surname, (given, surname[:1])


def _may_be_one(one: _Source, other: _Source) -> bool:
    return same_full(one.person, other.person)


def _link_surnames(parts: list[_Source], linked: dict[str, str]) -> None:
    """People whom no article names in full: the same surname, or another spelling of it, in the same story is one."""

    def same(one: _Source, other: _Source) -> bool:
        return bool(one.stories & other.stories) and near(one.person.words[-1], other.person.words[-1])

    for cluster in _cluster(parts, same, lambda s: sorted(s.stories)):
        for source in cluster[1:]:
            linked[source.id] = cluster[0].id


def _link_bodies(bodies: list[_Source], linked: dict[str, str]) -> None:
    by_key: dict[frozenset[str], list[_Source]] = defaultdict(list)
    for source in bodies:
        by_key[organisation_key(source.name)].append(source)
    groups = [sorted(group, key=_rank) for group in by_key.values()]
    long_of: dict[str, list[list[_Source]]] = defaultdict(list)
    for group in groups:
        for acronym in sorted({a for source in group for a in acronyms(source.name)}):
            long_of[acronym].append(group)
        for source in group[1:]:
            linked[source.id] = group[0].id
    for group in groups:
        short = group[0].name
        if not is_acronym(short) or len(short.replace(".", "")) < 3:
            continue
        fits = long_of.get(short.replace(".", "").casefold(), [])
        stories = frozenset[str]().union(*(source.stories for source in group))
        chosen = [g for g in fits if any(s.stories & stories for s in g)] or fits
        if len(chosen) == 1 and chosen[0] is not group:
            linked[group[0].id] = chosen[0][0].id


def _rank(source: _Source) -> tuple[int, int, bool, str, str]:
    """The fullest name first, a headline's "WHITE HOUSE" last, whatever order the sources came in."""
    shouted = " " in source.name and source.name.isupper()
    return (-len(source.person.words), -len(source.name), shouted, source.name, source.id)


def _cluster(
    sources: Iterable[_Source], same: Callable[[_Source, _Source], bool], keys: Callable[[_Source], Iterable[Hashable]]
) -> list[list[_Source]]:
    """Group sources that are pairwise the same; who fits two groups joins the one of their story, or none.

    Args:
        sources: in any order.
        same: whether two may be one.
        keys: only sources that share a key are compared.
    """
    clusters: list[list[_Source]] = []
    where: dict[Hashable, list[int]] = defaultdict(list)
    for source in sorted(sources, key=_rank):
        numbers = sorted({number for key in keys(source) for number in where[key]})
        fits = [number for number in numbers if all(same(source, other) for other in clusters[number])]
        if len(fits) > 1:
            fits = [n for n in fits if any(source.stories & other.stories for other in clusters[n])]
        if len(fits) == 1:
            number = fits[0]
            clusters[number].append(source)
        else:
            number = len(clusters)
            clusters.append([source])
        for key in keys(source):
            if number not in where[key]:
                where[key].append(number)
    return clusters
