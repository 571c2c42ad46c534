"""What a report says of itself: how far to trust it, and what it was made of."""

from __future__ import annotations

import importlib.metadata
from dataclasses import asdict
from functools import cache
from importlib.resources import files

import polars as pl

from analysis.commits import digest
from analysis.corpus import Corpus
from analysis.elements import Html, tag
from analysis.fingerprint import fingerprint
from analysis.lexicons import load_lexicon
from analysis.report.wording import percent

MEASURED = {
    "who said what": "who said what, found and right (F1)",
    "who said what, recall of direct": "direct quotations found",
    "who said what, recall of mixed": "partly quoted statements found",
    "who said what, recall of indirect": "indirect speech found",
    "speaker right, of those found and named": "speaker right, of statements found whose speaker has a name",
}


@cache
def figures_of_the_card() -> list[tuple[str, float, str, str]]:
    """What the model card says: what was measured, percent, its 95 % interval, on how many of how many articles."""
    card = files("analysis.language.english").joinpath("README.md").read_text(encoding="utf8")
    rows = (line.strip("| ").split("|") for line in card.splitlines() if line.startswith("| "))
    cells = {row[0].strip(): [cell.strip() for cell in row] for row in rows if len(row) == 7}
    return [
        (said, float(cells[name][3]), cells[name][4], f"{cells[name][5]} in {cells[name][6]} articles")
        for name, said in MEASURED.items()
    ]


def limits(corpus: Corpus) -> Html:
    """How far to trust the numbers."""
    recall = load_lexicon("link_recall")
    missed = [
        f"{row['quotation']} {percent(1 - int(row['found']) / int(row['there']))} ({int(row['there']):,} looked for; "
        f"95 % interval {percent(float(row['low']))} to {percent(float(row['high']))})"
        for row in recall.iter_rows(named=True)
    ]
    items = [
        tag("li", f"{said}: {value:g} % ({interval} %; n = {n})") for said, value, interval, n in figures_of_the_card()
    ]
    return Html(
        "".join(
            (
                tag("h3", "What intervals cover"),
                tag(
                    "p",
                    "Intervals are of 95 % and draw whole articles anew: they say how far a number would move with "
                    "other articles of the same outlet. They do not cover what the reader gets wrong. An outlet with "
                    "one article has no interval. Shares of two outlets are called different only where their "
                    "difference’s interval leaves 0 out and the false discovery rate over all comparisons of this "
                    "report stays at 5 %.",
                ),
                tag("h3", "What the reader gets right"),
                tag("p", _reader(corpus)),
                tag("ul", items),
                tag("h3", "What links miss"),
                tag(
                    "p",
                    "That two outlets have the same claim is found by what their words share. Where another outlet’s "
                    f"version is there, it is missed so often, by how it is quoted: {'; '.join(missed)}. Measured on "
                    "18 stories of three outlets read by eye. So “not found” is no proof of absence.",
                ),
            )
        )
    )


def _reader(corpus: Corpus) -> str:
    """Whether the card's figures are those of the pipeline that read this corpus."""
    base = corpus.settings.get("base")
    same = {part.fingerprint for part in corpus.commit.parts} == {fingerprint(base)}
    if base is not None:
        return f"Trees and entities of this corpus are those of {base}; the figures are of the shipped model alone."
    if not same:
        return "Another version of the reader has read this corpus; the figures, on US political news, are of this one."
    return "Measured on annotated US political news; expect less elsewhere."


def made_of(corpus: Corpus, newest: object) -> Html:
    """Corpus, commit, pipeline and versions; nothing of the clock."""
    prints = pl.Series([part.fingerprint for part in corpus.commit.parts], dtype=pl.String).unique().sort()
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in ("altair", "vl-convert-python", "polars", "spacy")
    ]
    rows = (
        ("corpus", corpus.name),
        ("commit", f"{corpus.commit.number}, hash {digest(asdict(corpus.commit))}"),
        ("pipeline", ", ".join(prints) or "none"),
        ("newest article", newest or "no article has a date"),
        ("versions", ", ".join([f"Parallax {importlib.metadata.version('parallax-news')}", *versions])),
    )
    return tag("dl", [(tag("dt", name), tag("dd", value)) for name, value in rows])
