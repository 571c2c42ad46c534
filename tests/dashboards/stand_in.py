"""A small corpus for tests of the dashboard: hand-written articles, offsets looked up in their texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from analysis.corrections.reviews import REVIEWS_FILE as FILE
from analysis.corrections.reviews import read_reviews, resolve_reviews
from analysis.schema import (
    ARTICLES,
    CLAIM_LINKS,
    CLAIMS,
    CLAUSES,
    ENTITIES,
    EVENT_NAMES,
    NUMBER_LEDGER,
    PASSAGES,
    QUANTITIES,
    REVIEWS,
    SENTENCES,
    SOURCES,
    UTTERANCES,
)

HARBOUR = "Harbour strike"
BRIDGE = "Bridge collapse"

TEXTS = {
    "gazette-1": (
        "Gazette",
        HARBOUR,
        "Dockers walk out at Port Ellis",
        datetime(2024, 3, 4, 8, tzinfo=UTC),
        "Cranes stood still at Port Ellis on Monday as 400 dockers walked out.\n\n"
        "“We will not load another ship until they talk to us,” said Ruth Okafor, who leads the dockers’ union.\n\n"
        "The harbour board denied that it had refused to meet. Its chairman, Piet Vos, told Radio Ellis on Sunday that "
        "“the door is open”.",
    ),
    "gazette-2": (
        "Gazette",
        HARBOUR,
        "Board and union to meet",
        datetime(2024, 3, 6, 8, tzinfo=UTC),
        "Talks will begin on Thursday, Okafor said. An official who asked not to be named called the offer “generous”.",
    ),
    "herald-1": (
        "Herald",
        HARBOUR,
        "Strike costs the harbour a million a day",
        datetime(2024, 3, 5, 6, tzinfo=UTC),
        "The strike costs Port Ellis a million a day, according to the harbour board.\n\n"
        "Vos claimed the union had walked away from “three separate offers”.",
    ),
    "tribune-1": (
        "Tribune",
        HARBOUR,
        "Three days without a ship",
        None,
        "Three days in, no ship has left. Ruth Okafor said the dockers could hold out for a month.",
    ),
    "herald-2": (
        "Herald",
        BRIDGE,
        "Inspectors had warned of cracks",
        datetime(2024, 5, 1, 9, tzinfo=UTC),
        "A report of the bridge inspectors warned of cracks in 2021.",
    ),
}

# article, who as printed, its source, cue, its lemma and class, content, quotation, what else is known
CLAIMED: list[tuple[str, str, str | None, str, str, str, str, str, dict[str, Any]]] = [
    (
        "gazette-1",
        "Ruth Okafor",
        "okafor",
        "said",
        "say",
        "neutral",
        "We will not load another ship until they talk to us",
        "direct",
        {},
    ),
    (
        "gazette-1",
        "The harbour board",
        "board",
        "denied",
        "deny",
        "denying",
        "that it had refused to meet",
        "indirect",
        {"denied": True, "confidence": 0.71},
    ),
    (
        "gazette-1",
        "Its chairman, Piet Vos",
        "vos",
        "told",
        "tell",
        "neutral",
        "that “the door is open”",
        "mixed",
        {"medium": "Radio Ellis", "said_on": "2024-03-03"},
    ),
    ("gazette-2", "Okafor", "okafor", "said", "say", "neutral", "Talks will begin on Thursday", "indirect", {}),
    (
        "gazette-2",
        "An official who asked not to be named",
        "official",
        "called",
        "call",
        "neutral",
        "the offer “generous”",
        "mixed",
        {"hedged": False},
    ),
    (
        "herald-1",
        "the harbour board",
        "board",
        "according to",
        "according to",
        "neutral",
        "The strike costs Port Ellis a million a day",
        "indirect",
        {},
    ),
    (
        "herald-1",
        "Vos",
        "vos",
        "claimed",
        "claim",
        "doubting",
        "the union had walked away from “three separate offers”",
        "mixed",
        {"via": "Radio Ellis"},
    ),
    (
        "tribune-1",
        "Ruth Okafor",
        "okafor",
        "said",
        "say",
        "neutral",
        "the dockers could hold out for a month",
        "indirect",
        {},
    ),
    (
        "herald-2",
        "A report of the bridge inspectors",
        None,
        "warned",
        "warn",
        "neutral",
        "of cracks in 2021",
        "indirect",
        {"act": "document", "confidence": None},
    ),
]
CITED = [
    ("okafor", "Ruth Okafor", "person", False, None, "leads the dockers’ union"),
    ("board", "the harbour board", "organisation", False, None, None),
    ("vos", "Piet Vos", "person", False, None, "chairman"),
    ("official", "An official who asked not to be named", "unnamed", True, None, None),
]
NAMED = [
    ("gazette-1", "Port Ellis", "GPE"),
    ("gazette-1", "Ruth Okafor", "PERSON"),
    ("herald-1", "Port Ellis", "GPE"),
]


# two articles, the words of each, kind and similarity
PASSED_ON = [
    ("gazette-1", "Port Ellis on Monday as 400 dockers", "herald-1", "Port Ellis a million a day", "copy", 0.4),
    ("gazette-1", "said Ruth Okafor", "tribune-1", "Ruth Okafor said", "quotation", 1.0),
    ("gazette-1", "Its chairman, Piet Vos", "gazette-2", "Okafor said", "copy", 0.1),
]


@dataclass
class StandIn:
    """The tables of a corpus, by name."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    entities: pl.DataFrame
    claims: pl.DataFrame
    sources: pl.DataFrame
    name: str = "Ellis"
    claim_links: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CLAIM_LINKS.schema))
    utterances: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=UTTERANCES.schema))
    passages: pl.DataFrame = field(default_factory=PASSAGES.empty)
    event_names: pl.DataFrame = field(default_factory=EVENT_NAMES.empty)
    clauses: pl.DataFrame = field(default_factory=CLAUSES.empty)
    number_ledger: pl.DataFrame = field(default_factory=NUMBER_LEDGER.empty)
    quantities: pl.DataFrame = field(default_factory=QUANTITIES.empty)
    settings: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None

    @property
    def as_read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        return self.claims, self.sources

    @property
    def reviews(self) -> pl.DataFrame:
        return REVIEWS.empty() if self.path is None else resolve_reviews(read_reviews(self.path / FILE), self.claims)

    def scan(self, name: str) -> pl.LazyFrame:
        return getattr(self, name).lazy()


def article(
    article_id: str, outlet: str, story: str | None, title: str | None, when: datetime | None, text: str, **more: Any
) -> dict[str, Any]:
    row = {
        "article_id": article_id,
        "outlet": outlet,
        "title": title,
        "byline": ["A. Writer"],
        "published_at": when,
        "published_text": None,
        "url": f"https://{outlet.lower()}.example/{article_id}",
        "language": "en",
        "credits": [],
        "dateline": None,
        "story": story,
        "text": text,
        "n_words": len(text.split()),
        "origin": f"{article_id}.txt",
        "flags": [],
    }
    return row | more


def claim(number: int, text: str, spec: tuple[Any, ...]) -> dict[str, Any]:
    article_id, printed, source_id, cue, lemma, cue_class, content, quotation, more = spec
    start = text.index(content)
    first = text.index(printed)
    said = text.index(cue, first + len(printed)) if cue in text[first + len(printed) :] else text.index(cue)
    row = {
        "claim_id": f"{article_id}#{number}",
        "article_id": article_id,
        "sentence": text[: text.index(cue)].count(". "),
        "source_start": first,
        "source_end": first + len(printed),
        "source_text": printed,
        "cue_start": said,
        "cue_end": said + len(cue),
        "content_start": start,
        "content_end": start + len(content),
        "content_spans": [{"start": start, "end": start + len(content)}],
        "content_text": content,
        "n_words": len(content.split()),
        "source_id": source_id,
        "cue_lemma": lemma,
        "cue_class": cue_class,
        "act": "said",
        "quotation": quotation,
        "denied": False,
        "hedged": False,
        "medium": None,
        "via": None,
        "said_on": None,
        "confidence": 0.9,
    }
    return row | more


def sentences(article_id: str, text: str) -> list[dict[str, Any]]:
    rows, start = [], 0
    for paragraph, line in enumerate(text.split("\n\n")):
        for piece in line.split(". "):
            at = text.index(piece, start)
            end = min(len(text), at + len(piece) + 1)
            start = end
            rows.append(
                {
                    "article_id": article_id,
                    "sentence": len(rows),
                    "paragraph": paragraph,
                    "start": at,
                    "end": end,
                    "n_words": len(piece.split()),
                    "position": at / len(text),
                    "quoted": 0.0,
                    "attributed": 0.0,
                }
            )
    return rows


def source(
    source_id: str, name: str, kind: str, anonymous: bool, side: str | None, title: str | None
) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "name": name,
        "kind": kind,
        "anonymous": anonymous,
        "side": side,
        "represents": None,
        "aliases": [],
        "title": title,
    }


def entity(article_id: str, text: str, name: str, label: str) -> dict[str, Any]:
    start = text.index(name)
    return {
        "article_id": article_id,
        "sentence": 0,
        "start": start,
        "end": start + len(name),
        "text": name,
        "label": label,
        "entity_id": f"{article_id}-{name}",
        "entity": name,
    }


def passage(
    texts: dict[str, str], one: str, mine: str, other: str, theirs: str, kind: str, like: float
) -> dict[str, Any]:
    a, b = texts[one].index(mine), texts[other].index(theirs)
    return {
        "article_a": one,
        "start_a": a,
        "end_a": a + len(mine),
        "article_b": other,
        "start_b": b,
        "end_b": b + len(theirs),
        "similarity": like,
        "kind": kind,
    }


def ellis() -> StandIn:
    """Five articles by three outlets on two stories, with nine claims of four sources."""
    articles = [article(key, *values) for key, values in TEXTS.items()]
    texts = {row["article_id"]: row["text"] for row in articles}
    claims, numbers = [], dict.fromkeys(texts, 0)
    for spec in CLAIMED:
        claims.append(claim(numbers[spec[0]], texts[spec[0]], spec))
        numbers[spec[0]] += 1
    return tabled(
        articles,
        [row for key, text in texts.items() for row in sentences(key, text)],
        [entity(key, texts[key], name, label) for key, name, label in NAMED],
        claims,
        [source(*values) for values in CITED],
        passages=[passage(texts, *values) for values in PASSED_ON],
    )


def link(claim_a: str, claim_b: str, relation: str, why: str) -> dict[str, Any]:
    return {"claim_a": claim_a, "claim_b": claim_b, "relation": relation, "score": 0.8, "why": why}


def version(claim_id: str, position: int, chain: int, pickup: str, origin: str | None, why: str | None) -> Any:
    row = {"utterance_id": "gazette#0", "claim_id": claim_id, "position": position, "chain": chain}
    return row | {"pickup": pickup, "from_claim": origin, "why": why}


def quay(hostile: str = "") -> StandIn:
    """One story of three outlets: an utterance of two, a contradiction of it in the third, and a claim of one alone."""
    more = f" {hostile}" if hostile else ""
    told = {
        "gazette": (
            "Gazette",
            8,
            f"“We will not pay a single penny for the broken quay,” said Vos{more}. Rain, Okafor said.",
        ),
        "herald": ("Herald", 9, f"“We will never pay for the quay,” Vos{more} said."),
        "tribune": ("Tribune", 10, f"The board will pay for the quay, Okafor{more} said."),
    }
    said = [
        (
            "gazette",
            f"Vos{more}",
            "vos",
            "said",
            "say",
            "neutral",
            "We will not pay a single penny for the broken quay",
            "direct",
            {},
        ),
        ("gazette", "Okafor", "okafor", "said", "say", "neutral", "Rain", "indirect", {}),
        ("herald", f"Vos{more}", "vos", "said", "say", "neutral", "We will never pay for the quay", "direct", {}),
        (
            "tribune",
            f"Okafor{more}",
            "okafor",
            "said",
            "say",
            "neutral",
            "The board will pay for the quay",
            "indirect",
            {},
        ),
    ]
    numbers = (0, 1, 0, 0)
    articles = [
        article(key, f"{outlet}{more}", "Quay", f"Title{more}", datetime(2024, 3, 4, hour, tzinfo=UTC), text)
        for key, (outlet, hour, text) in told.items()
    ]
    return tabled(
        articles,
        [row for key, (_, _, text) in told.items() for row in sentences(key, text)],
        [],
        [claim(number, told[spec[0]][2], spec) for number, spec in zip(numbers, said, strict=True)],
        [
            source("vos", f"Piet Vos{more}", "person", False, None, None),
            source("okafor", f"Ruth Okafor{more}", "person", False, None, None),
        ],
        claim_links=[
            link("gazette#0", "herald#0", "same_utterance", f"Piet Vos{more}; both: pay"),
            link("gazette#0", "tribune#0", "contradicts", f"denied by one{more}"),
        ],
        utterances=[
            version("gazette#0", 1, 1, "none", None, None),
            version("herald#0", 2, 1, "uncredited", "gazette#0", f"same words{more}"),
        ],
    )


def tabled(
    articles: list[Any],
    sentences: list[Any],
    entities: list[Any],
    claims: list[Any],
    sources: list[Any],
    name: str = "Ellis",
    claim_links: list[Any] | None = None,
    utterances: list[Any] | None = None,
    passages: list[Any] | None = None,
) -> StandIn:
    return StandIn(
        pl.DataFrame(articles, schema=ARTICLES.schema),
        pl.DataFrame(sentences, schema=SENTENCES.schema),
        pl.DataFrame(entities, schema=ENTITIES.schema),
        pl.DataFrame(claims, schema=CLAIMS.schema),
        pl.DataFrame(sources, schema=SOURCES.schema),
        name,
        pl.DataFrame(claim_links or [], schema=CLAIM_LINKS.schema),
        pl.DataFrame(utterances or [], schema=UTTERANCES.schema),
        pl.DataFrame(passages or [], schema=PASSAGES.schema),
    )
