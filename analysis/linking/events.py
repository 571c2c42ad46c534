"""The same event in different articles of a story, whatever each calls it: "incursion", "offensive", "operation".

Within an article the phrases that name one event are together already. Two articles mean the same event by a noun that
both use, if nothing they say of it sets the events apart, or by different nouns that can name one thing, if both say of
it the same two names at least. Where several events of a story fit, none is chosen by the noun alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from analysis.events import call
from analysis.events.nouns import GENERAL, classes_of
from analysis.linking.sources import Frame
from analysis.schema import EVENT_LINKS

_MOST = 2 / 3
"""Share of a noun's uses in a story that one event must have for the bare noun to mean it."""
_NAMES = 2
"""Names that two events must share to be one under different nouns."""


_Noun = tuple[str, str, bool]
"""A noun, what kind of thing it names, and whether several."""


@dataclass(slots=True)
class _Event:
    """What one article, or several, say of an event; ``members`` are the ids it had, and why each belongs to it."""

    id: str
    kind: str
    plural: bool
    heads: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    details: set[str] = field(default_factory=set)
    phrases: list[tuple[str, str]] = field(default_factory=list)
    pointed: bool = False
    members: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def told(self) -> set[str]:
        """All that its phrases say of it besides their nouns."""
        return self.names | self.details

    @property
    def main(self) -> str:
        """Its commonest noun; of equally common ones the first."""
        return max(self.heads, key=self.heads.__getitem__)

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """Those of which most is said come first; the others join them."""
        return not self.told, -len(self.names), -len(self.phrases), self.id

    def take(self, other: _Event, why: str | None) -> None:
        """Take in what another article says of it."""
        self.id = min(self.id, other.id)
        self.heads.update(other.heads)
        self.names |= other.names
        self.targets |= other.targets
        self.details |= other.details
        self.phrases += other.phrases
        self.members.append((other.id, why))


def link_events(event_names: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Find which events of annotate() are the same in a story.

    Args:
        event_names: columns ``article_id``, ``start``, ``text``, ``head``, ``kind``, ``form``, ``plural``, ``names``,
            ``targets``, ``details`` and ``event_id``, as annotate() gave them.
        articles: columns ``article_id`` and ``story``.

    Returns:
        The table ``event_links``, sorted by id, for the events that several articles tell of: the id that annotate()
        gave, the id in the story, what the event is called there, and why it is the same. It does not depend on the
        order of the rows.

    Example:
        >>> row = {"kind": "event", "form": "owned", "plural": False, "names": ["norland", "saltmere"]}
        >>> row |= {"targets": ["saltmere"], "details": []}
        >>> one = {"article_id": "a", "start": 0, "text": "Norland's raid on Saltmere", "head": "raid", **row}
        >>> other = {"article_id": "b", "start": 9, "text": "Norland's Saltmere invasion", "head": "invasion", **row}
        >>> names = pl.DataFrame([{"event_id": "a@0", **one}, {"event_id": "b@9", **other}])
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "story": ["saltmere", "saltmere"]})
        >>> link_events(names, articles).select("linked_id", "why").rows()
        [('a@0', None), ('a@0', "'invasion' and 'raid', norland, saltmere")]
    """
    rows: list[tuple[str, str, str, str | None]] = []
    for events in _stories(event_names, articles):
        for event in _Story(events).events:
            if len(event.members) > 1:
                called = call(event.phrases)
                rows.extend((key, event.id, called, why) for key, why in event.members)
    return pl.DataFrame(rows, schema=EVENT_LINKS.schema, orient="row").sort("event_id")


def apply_event_links(event_names: Frame, event_links: Frame) -> Frame:
    """Give phrases the ids and names that their events have in a story.

    Args:
        event_names: a table with the columns ``event_id``, ``event`` and ``why``, as annotate() gave it, or a lazy
            frame of it.
        event_links: what ``link_events`` returned, lazy if the phrases are.

    Returns:
        The same rows and columns in the same order; ids without a link stay. ``why`` of an article's first phrase says
        what it has in common with the other articles.

    Example:
        >>> link = {"event_id": ["b@9"], "linked_id": ["a@0"], "event": ["raid"], "why": ["'raid' again"]}
        >>> names = pl.DataFrame({"event_id": ["b@9"], "event": ["invasion"], "why": [None]})
        >>> apply_event_links(names, pl.DataFrame(link)).row(0)
        ('a@0', 'raid', "'raid' again")
    """
    links = event_links.rename({"event": "linked_event", "why": "linked_why"})
    joined = event_names.join(links, on="event_id", how="left", maintain_order="left")
    return joined.with_columns(
        event_id=pl.coalesce("linked_id", "event_id"),
        event=pl.coalesce("linked_event", "event"),
        why=pl.coalesce("why", "linked_why"),
    ).drop("linked_id", "linked_event", "linked_why")


def _stories(event_names: pl.DataFrame, articles: pl.DataFrame) -> Iterator[list[_Event]]:
    """The events of each story, as their articles tell of them."""
    told = event_names.join(articles.select("article_id", "story").drop_nulls(), on="article_id")
    told = told.sort("story", "article_id", "start")
    columns = ("text", "head", "kind", "form", "plural", "names", "targets", "details", "event_id")
    for story in told.partition_by("story", maintain_order=True):
        events: dict[str, _Event] = {}
        for text, head, kind, form, plural, names, targets, details, key in story.select(columns).iter_rows():
            event = events.setdefault(key, _Event(key, kind, plural))
            event.heads[head] += 1
            event.names.update(names)
            event.targets.update(targets)
            event.details.update(details)
            event.phrases.append((head, text))
            event.pointed |= form in ("definite", "owned")
        yield sorted(events.values(), key=lambda event: event.rank)


class _Story:
    """The events of one story: each that joins another is taken in by it."""

    def __init__(self, told: list[_Event]) -> None:
        self.events: list[_Event] = []
        self._by_key: dict[tuple[str, str], list[_Event]] = defaultdict(list)
        self._uses: Counter[_Noun] = Counter()
        self._leading: dict[_Noun, _Event] = {}
        for event in told:
            found, why = self._find(event)
            if found is None:
                found = _Event(event.id, event.kind, event.plural)
                self.events.append(found)
            self._index(found, event)
            found.take(event, why)
            self._count(found, event)

    def _count(self, event: _Event, other: _Event) -> None:
        """Count the nouns that another says of an event, and note for which it has become the leading one."""
        for head, uses in other.heads.items():
            noun = (head, event.kind, event.plural)
            self._uses[noun] += uses
            if event.heads[head] > self._leading.setdefault(noun, event).heads[head]:
                self._leading[noun] = event

    def _index(self, event: _Event, other: _Event) -> None:
        """Make an event known by all that another says of it."""
        for key in _keys(event.heads + other.heads, event.told | other.told) - _keys(event.heads, event.told):
            self._by_key[key].append(event)

    def _find(self, event: _Event) -> tuple[_Event | None, str | None]:
        """The event that one is the same as, and why."""
        near = {id(e): e for key in sorted(_keys(event.heads, event.told)) for e in self._by_key[key]}
        alike = [other for other in near.values() if _alike(event, other)]
        judged = [(found, other) for other in alike if (found := _judge(event, other))]
        if judged:
            (_, why), best = max(judged, key=lambda pair: (pair[0][0], len(pair[1].phrases), pair[1].id))
            return best, why
        telling = classes_of(event.main) != {GENERAL}  # "the matter" is another one in every article
        return self._only(event) if event.pointed and telling else (None, None)

    def _only(self, event: _Event) -> tuple[_Event | None, str | None]:
        """The only event, or nearly so, that the story calls by a noun, if nothing sets it apart."""
        noun = (event.main, event.kind, event.plural)
        other = self._leading.get(noun)
        if other is None or other.heads[event.main] < _MOST * self._uses[noun]:
            return None, None
        apart = (event.told and other.told) or not _alike(event, other)
        return (None, None) if apart else (other, f"'{event.main}': the story has hardly another")


def _keys(heads: Iterable[str], told: Iterable[str]) -> set[tuple[str, str]]:
    """What two events share at least if what is said of them makes them one: a noun or its class, and a word beside."""
    nouns = {noun for head in heads for noun in ({head} | classes_of(head))}
    return {(noun, word) for noun in nouns - {GENERAL} for word in told}


def _alike(one: _Event, other: _Event) -> bool:
    """Whether nothing sets two events apart: both one or several, and not in different places."""
    elsewhere = one.targets and other.targets and not one.targets & other.targets
    return (one.kind, one.plural) == (other.kind, other.plural) and not elsewhere


def _judge(one: _Event, other: _Event) -> tuple[int, str] | None:
    """How much says that two events are the same, and what; None if too little does."""
    names = sorted(one.names & other.names)
    shared = names or sorted(one.told & other.told)
    if one.names and other.names and not names:
        return None
    if one.main == other.main and shared:
        return 10 + len(shared), f"both '{one.main}', {', '.join(shared)}"
    both = one.main in other.heads or other.main in one.heads
    related = both or (classes_of(one.main) & classes_of(other.main)) - {GENERAL}
    if related and len(names) >= _NAMES:
        return len(names), f"'{one.main}' and '{other.main}', {', '.join(names)}"
    return None
