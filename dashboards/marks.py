"""What is marked in an article, and a switch for each kind of mark: claims, names, copies, loaded words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis import metrics
from dashboards.desk import Desk, Reading
from dashboards.elements import Html, tag
from dashboards.highlight import Mark
from dashboards.listing import claim_link
from dashboards.page import Page
from dashboards.sharing import shared
from dashboards.state import MARKS, NO_FILTER, Scope

NAMES = {"claims": "Claims", "names": "Names", "copies": "Copies", "loaded": "Loaded words"}
LEGEND = {
    "claims": (("source", "who"), ("cue", "says"), ("content", "what was said")),
    "names": (("entity", "name"),),
    "copies": (("copied", "in another article too"),),
    "loaded": (("loaded", "word that judges"),),
}


def marks_of(page: Page, reading: Reading) -> list[Mark]:
    """Every mark of the kinds that are switched on."""
    shown = switched_on(page)
    marks: list[Mark] = []
    if "names" in shown:
        marks += [Mark(row["start"], row["end"], "entity") for row in reading.entities]
    if "claims" in shown:
        for row in reading.claims:
            marks += _claim(page, row)
    if "copies" in shown:
        marks += _copies(page, reading.article["article_id"])
    if "loaded" in shown:
        marks += [Mark(start, end, "loaded") for start, end in loaded_words(page.desk, reading)]
    return marks


def switched_on(page: Page) -> set[str]:
    """Which kinds are shown."""
    return {kind for kind in page.state.marks.split(",") if kind in MARKS}


def switches(page: Page) -> Html:
    """A switch for each kind of mark, and what its marks mean."""
    shown = switched_on(page)
    links = [
        tag(
            "a",
            NAMES[kind],
            href=page.state.query(marks=",".join(one for one in MARKS if (one in shown) != (one == kind))),
            id=f"marks-{kind}",
            class_="outlet",
            role="switch",
            aria_checked="true" if kind in shown else "false",
            aria_current="true" if kind in shown else None,
        )
        for kind in MARKS
    ]
    meanings = [tag("span", name, class_=look) for kind in MARKS if kind in shown for look, name in LEGEND[kind]]
    legend = tag("p", meanings, class_="legend", aria_label="Legend")
    return tag("div", tag("div", links, class_="voices", role="group", aria_label="What is marked"), legend)


def loaded_words(desk: Desk, reading: Reading) -> list[tuple[int, int]]:
    """Where an article's loaded words stand, whoever says them."""
    article = pl.DataFrame({name: [reading.article[name]] for name in ("article_id", "outlet", "text")})
    sentences = pl.DataFrame(
        [{name: row[name] for name in ("article_id", "sentence", "start", "end")} for row in reading.sentences],
        schema={"article_id": pl.String, "sentence": pl.Int64, "start": pl.Int64, "end": pl.Int64},
    )
    uses = metrics.loaded_uses(sentences, desk.claims(Scope()).head(0), article, "all")
    return list(uses.select("start", "end").iter_rows())


def speaker(row: Mapping[str, Any]) -> str:
    """Whom to name as the source of a claim."""
    return str(row["source"] or row["source_text"] or "Nobody named")


def _claim(page: Page, row: Mapping[str, Any]) -> list[Mark]:
    """Who, verb and content of one claim, each a way to it."""
    link = claim_link(page, row)
    marks = [Mark(span["start"], span["end"], "content", link) for span in row["content_spans"]]
    label = f"{row['cue_lemma']}: claim of {speaker(row)}"
    marks.append(Mark(row["cue_start"], row["cue_end"], "cue", link, label=label))
    if row["source_start"] is not None:
        marks.append(Mark(row["source_start"], row["source_end"], "source", link))
    return marks


def _copies(page: Page, article_id: str) -> list[Mark]:
    """Passages that another article has too, each a way to both beside each other."""
    found = shared(page.desk, Scope())
    marks = []
    for side in ("a", "b"):
        for row in found.filter(pl.col(f"article_{side}") == article_id).iter_rows(named=True):
            link = page.state.query(page="copies", **NO_FILTER | {"passage": row["passage"]})
            marks.append(Mark(row[f"start_{side}"], row[f"end_{side}"], "copied", link))
    return marks
