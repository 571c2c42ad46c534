"""The question of a review: one claim in its sentence, and the ways to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis.corrections.finding import KINDS
from dashboards.chrome import shorten
from dashboards.claims import select
from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.highlight import Mark, highlight
from dashboards.listing import QUOTATIONS, claim_link, outlet
from dashboards.page import Page

Row = Mapping[str, Any]
AROUND = 300  # characters beyond the claim in which its words may really begin or end
LONGEST_LIST = 200  # speakers to choose from
LONGEST_WORDS = 60  # characters of a claim that was answered
BUTTONS = (("yes", "y", "Yes, right"), ("no", "n", "No claim"), ("skip", "x", "Cannot tell"))
SAID = {
    "yes": "right",
    "no": "no claim",
    "skip": "cannot tell",
    "speaker": "somebody else said it",
    "span": "other words",
}


def question(page: Page, row: Row, who: str, kind: str) -> Html:
    """The claim in its sentence, what to ask of it, and ways to answer.

    Args:
        page: whose desk and state it is about.
        row: the claim.
        who: who is asked.
        kind: the kind of source that was chosen already.

    Returns:
        HTML whose fields are answer:CLAIM, speaker, kind and words.
    """
    reading = page.desk.reading(row["article_id"])
    text = reading.article["text"] if reading else ""
    marks = [Mark(span["start"], span["end"], "content active") for span in row["content_spans"]]
    marks.append(Mark(row["cue_start"], row["cue_end"], "cue active"))
    if row["source_start"] is not None:
        marks.append(Mark(row["source_start"], row["source_end"], "source active"))
    shown = around(reading.sentences if reading else [], marks)
    name = source_name(page.desk, row) or "nobody named"
    asked = tag(
        "p",
        "Did ",
        tag("b", name),
        f" ({row['cue_lemma']}, {QUOTATIONS.get(row['quotation'], row['quotation'])}) say the marked words?",
    )
    title = (reading.article["title"] if reading else None) or "No headline"
    where = tag("p", outlet(page, row["outlet"]), " ", tag("a", title, href=claim_link(page, row)), class_="facts")
    buttons = [
        tag(
            "button",
            label,
            " ",
            tag("kbd", key),
            type="button",
            data_field=f"answer:{row['claim_id']}",
            value=verdict,
            data_key=key,
        )
        for verdict, key, label in BUTTONS
    ]
    return join(
        where,
        tag("div", highlight(text, marks, shown), class_="text"),
        asked,
        tag("div", buttons, class_="answers", role="group", aria_label="Answer"),
        fixes(page, row, kind),
        tag(
            "p",
            f"You are {who}. Keys: y, n, x; s for the speaker, w for the words; u takes back.",
            class_="hint",
        ),
    )


def around(sentences: list[dict[str, Any]], marks: list[Mark]) -> tuple[int, int]:
    """The sentences of the claim with the one before and the one behind."""
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    touched = [n for n, one in enumerate(sentences) if one["start"] < last and one["end"] > first]
    if not touched:
        return max(0, first - AROUND), last + AROUND
    begin, end = max(0, touched[0] - 1), min(len(sentences) - 1, touched[-1] + 1)
    return sentences[begin]["start"], sentences[end]["end"]


def fixes(page: Page, row: Row, kind: str) -> Html:
    """What to fill in where the speaker or the words are wrong."""
    names = [name for name in page.desk.sources(page.state.scope)["source"].head(LONGEST_LIST) if name]
    key = row["claim_id"]
    speaker = tag(
        "div",
        tag(
            "label",
            tag("span", "Somebody else said it ", tag("kbd", "s")),
            tag("input", type="text", id="field-speaker", data_field="speaker", data_key="s", list="speakers"),
            tag("datalist", [tag("option", value=name) for name in names], id="speakers"),
        ),
        select("kind", "Who is", [(one, one) for one in KINDS], kind, "a source above"),
        tag("button", "Save the speaker", type="button", data_field=f"answer:{key}", value="speaker"),
        class_="fields",
    )
    words = tag(
        "div",
        tag(
            "label",
            tag("span", "The words begin or end elsewhere; ... stands between pieces ", tag("kbd", "w")),
            tag("textarea", row["content_text"], id="field-words", data_field="words", data_key="w", rows=3),
        ),
        tag("button", "Save the words", type="button", data_field=f"answer:{key}", value="span"),
        class_="fields words",
    )
    return tag("details", tag("summary", "Fix the speaker or the words"), speaker, words, open=True)


def source_name(desk: Desk, row: Row) -> str | None:
    """Who said it, as the machine read it."""
    _, sources = desk.as_read()
    found = sources.filter(pl.col("source_id") == row["source_id"])["name"] if row["source_id"] else pl.Series([])
    return str(found[0]) if found.len() else row["source_text"]


def kept(row: Row, verdict: str) -> Html:
    """The last answer, with the way to take it back."""
    button = tag("button", "Take it back ", tag("kbd", "u"), type="button", data_field="back", value="1", data_key="u")
    words = shorten(" ".join(row["content_text"].split()), LONGEST_WORDS)
    return tag("p", f"Kept: {SAID[verdict]}, of “{words}” ", button, class_="hint", role="status")
