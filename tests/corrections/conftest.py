"""Seven claims of four articles, as a machine reads them, for corrections to be tried on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import polars as pl
import pytest

from analysis.corrections.file import SCHEMA
from analysis.corrections.finding import CLAIM_COLUMNS, Finder
from analysis.corrections.replay import Replayed, replay
from analysis.schema import CLAIMS, SOURCE_LINKS, SOURCES

CLAIMED = [
    ("a#0", "a", 10, 40, "the pumps had failed on Tuesday", "person:ida-holm"),
    ("a#1", "a", 60, 90, "“Nobody warned us,”", "person:vik@a"),
    ("b#0", "b", 5, 30, "the pumps were old", "person:holm@b"),
    ("b#1", "b", 44, 70, "nobody was hurt", "person:jan-vik"),
    ("c#0", "c", 0, 25, "the lane stays closed", "person:jan-vik"),
    ("c#1", "c", 30, 55, "the city would pay", "person:vik@c"),
    ("d#0", "d", 7, 29, "the insurer would not pay", None),
]
CITED = [
    ("person:ida-holm", "Ida Holm", "person", ["Holm"]),
    ("person:jan-vik", "Jan Vik", "person", []),
    ("person:vik@a", "Vik", "person", []),
]
TEXTS = {
    "a": "Holm said the pumps had failed on Tuesday. Late. “Nobody warned us,” Vik said, “nobody at all. Late.”",
    "b": "x" * 200,
}
LINKED = {
    "person:ida-holm": "person:ida-holm",
    "person:holm@b": "person:ida-holm",
    "person:jan-vik": "person:jan-vik",
    "person:vik@a": "person:vik@a",
    "person:vik@c": "person:vik@a",
}


def claims_frame(rows: list[tuple[Any, ...]] = CLAIMED) -> pl.DataFrame:
    schema = {name: CLAIMS.schema[name] for name in CLAIM_COLUMNS}
    return pl.DataFrame(rows, schema=schema, orient="row")


def sources_frame(rows: list[tuple[str, str, str, list[str]]] = CITED) -> pl.DataFrame:
    named = [dict(zip(("source_id", "name", "kind", "aliases"), row, strict=True)) for row in rows]
    return pl.DataFrame([{"anonymous": False, **row} for row in named], schema=SOURCES.schema)


def links_frame(links: Mapping[str, str] = LINKED) -> pl.DataFrame:
    return pl.DataFrame([(*pair, None) for pair in links.items()], schema=SOURCE_LINKS.schema, orient="row")


@pytest.fixture
def row() -> Callable[..., dict[str, Any]]:
    """Makes a row of corrections."""
    return _row


def _row(action: str, item: str, words: str | None = None, other: str | None = None, **more: Any) -> dict[str, Any]:
    said = {"who": "LK", "when": "2025-03-04", "why": "read it"}
    return {"action": action, "item": item, "item_words": words, "other": other} | said | more


def written(*rows: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"row": n, **r} for n, r in enumerate(rows, 1)], schema=SCHEMA)


@pytest.fixture
def finder_of() -> Callable[..., Finder]:
    """Makes a finder of rows of claims and sources; sources other than the usual are linked to themselves."""

    def make(claims: list[tuple[Any, ...]] = CLAIMED, sources: list[tuple[str, str, str, list[str]]] = CITED) -> Finder:
        links = LINKED if sources is CITED else {key: key for key, *_ in sources}
        return Finder(claims_frame(claims), sources_frame(sources), links_frame(links))

    return make


@pytest.fixture
def finder(finder_of: Callable[..., Finder]) -> Finder:
    return finder_of()


@pytest.fixture
def claims() -> pl.DataFrame:
    return claims_frame()


@pytest.fixture
def replayed() -> Callable[..., Replayed]:
    def run(*rows: Mapping[str, Any], shuffle: Random | None = None) -> Replayed:
        claims, cited, links = list(CLAIMED), list(CITED), list(LINKED.items())
        for table in (claims, cited, links) if shuffle else ():
            shuffle.shuffle(table)
        return replay(written(*rows), claims_frame(claims), sources_frame(cited), links_frame(dict(links)), TEXTS)

    return run
