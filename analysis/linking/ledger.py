"""Numbers about the same thing in one story: which outlets agree, which are later, which disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import polars as pl

from analysis.linking.agreement import AT_LEAST, can_both_be_true
from analysis.linking.grouping import group_things
from analysis.linking.things import Mention, Thing, thing_of
from analysis.schema import NUMBER_LEDGER, AnyFrame, conform


def number_ledger(quantities: AnyFrame, articles: AnyFrame, entities: AnyFrame, claims: AnyFrame) -> pl.DataFrame:
    """Line up the numbers that the articles of a story give for the same thing.

    Two numbers are about the same thing if unit, what is counted and what became of it fit, if nothing tells them apart
    (modifiers, places, times), and if words around them are the same that few others in the story have.
    Numbers agree if what they can mean overlaps: "more than 1,000" and "1,013".

    Args:
        quantities: the table ``quantities``.
        articles: ``article_id``, ``outlet``, ``published_at``, ``story`` and ``text``; without a story, no ledger.
        entities: ``article_id``, ``start``, ``end``, ``label`` and ``entity_id``.
        claims: ``claim_id`` and ``source_id``.

    Returns:
        The table ``number_ledger``: the versions of each number that two or more articles give, the earliest first.

    Example:
        >>> from datetime import date
        >>> from analysis.schema import CLAIMS, ENTITIES
        >>> text = "The blast at the port killed 12 people."
        >>> rows = {"article_id": ["a", "b"], "sentence": 0, "start": 29, "end": 31, "value": [12.0, 15.0],
        ...         "value_high": None, "unit": ["people"] * 2, "qualifier": None, "counted": ["person killed"] * 2,
        ...         "as_of": [date(2024, 8, 1), date(2024, 8, 2)], "claim_id": None, "scope_start": 0, "scope_end": 38}
        >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["Courier", "Post"], "published_at": None,
        ...                          "story": ["port", "port"], "text": [text, text.replace("12", "15")]})
        >>> ledger = number_ledger(pl.DataFrame(rows), articles, ENTITIES.empty(), CLAIMS.empty())
        >>> ledger.select("version", "outlet", "value", "relation", "against").rows()
        [(0, 'Courier', 12.0, 'first', None), (1, 'Post', 15.0, 'updated', 0)]
    """
    wanted = ("article_id", "outlet", "published_at", "story", "text")
    told = conform(articles, "articles", columns=wanted).select(wanted).filter(pl.col("story").is_not_null())
    speakers = conform(claims, "claims", columns=("claim_id", "source_id")).select("claim_id", "source_id")
    counted = conform(quantities, "quantities").filter(pl.col("counted").is_not_null())
    rows = counted.join(told.drop("text"), on="article_id", how="inner").join(speakers, on="claim_id", how="left")
    text_at = {article: row for row, article in enumerate(told["article_id"])}
    mentions = _Mentions(conform(entities, "entities", columns=("article_id", "start", "end", "label", "entity_id")))
    lines: list[tuple[Any, ...]] = []
    order = ["story", "as_of", "published_at", "article_id", "start"]
    # One story at a time: the words and names around all numbers of a corpus would fill the memory.
    for (story,), told_in in rows.sort(order, nulls_last=True).group_by("story", maintain_order=True):
        articles_in = told_in["article_id"].unique()
        if len(articles_in) < 2:
            continue
        texts = {article: told["text"][text_at[article]] for article in articles_in}
        names = {article: mentions.of(article) for article in articles_in}
        versions = [
            _Version(row, thing_of(row, texts[row["article_id"]], names[row["article_id"]]))
            for row in told_in.iter_rows(named=True)
        ]
        lines += _lines(str(story), versions)
    return pl.DataFrame(lines, schema=NUMBER_LEDGER.schema, orient="row")


class _Mentions:
    """The mentions of all articles, to be asked for those of one."""

    def __init__(self, entities: pl.DataFrame) -> None:
        columns = ("start", "end", "label", "entity_id")
        self._rows = entities.sort("article_id", "start", "end").select("article_id", *columns)
        counts = self._rows.group_by("article_id", maintain_order=True).len()
        firsts = counts["len"].cum_sum() - counts["len"]
        self._spans = dict(zip(counts["article_id"], zip(firsts, counts["len"], strict=True), strict=True))
        self._rows = self._rows.select(columns)

    def of(self, article: str) -> list[Mention]:
        """Those of one article, in order of its text."""
        return list(self._rows.slice(*self._spans.get(article, (0, 0))).iter_rows())


class _Version(NamedTuple):
    """One number of a story, with what it is about."""

    row: dict[str, Any]
    thing: Thing


def _lines(story: str, versions: Sequence[_Version]) -> Iterator[tuple[Any, ...]]:
    """The rows of a story's ledger."""
    grouped = group_things([version.thing for version in versions])
    told = [group for group in grouped if len({versions[place].thing.article for place in group}) > 1]
    for number, group in enumerate(told):
        names = [versions[place].row["counted"] for place in group]
        name = min(names, key=lambda name: (-names.count(name), -len(name), name))
        relations = _relations([versions[place].thing for place in group])
        for at, (place, relation) in enumerate(zip(group, relations, strict=True)):
            row = versions[place].row
            given = (row[column] for column in NUMBER_LEDGER.schema.names()[4:-2])
            yield (f"{story}#{number}", story, name, at, *given, *relation)


def _relations(group: Sequence[Thing]) -> Iterator[tuple[str, int | None]]:
    """How each version stands to the one in force before it, and that one's place.

    A later day makes another number an update, unless it is one that an update has replaced.
    """
    in_force, past = 0, list[int]()
    for at, version in enumerate(group):
        held = group[in_force]
        later = version.as_of is not None and held.as_of is not None and version.as_of > held.as_of
        if at == 0:
            yield "first", None
        elif can_both_be_true(version, held) and not (later and _raises(version, held)):
            yield "agreeing", in_force
        elif later and not any(can_both_be_true(version, group[old]) for old in past):
            yield "updated", in_force
            past.append(in_force)
            in_force = at
        else:
            yield "disagreeing", in_force


def _raises(version: Thing, held: Thing) -> bool:
    """Whether a count that is still open has grown: "at least 12", a day later "at least 15"."""
    return version.qualifier in AT_LEAST and held.qualifier in AT_LEAST and version.value > held.value
