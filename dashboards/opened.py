"""One claim opened: its versions side by side, how they hang together, and what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from dashboards.comparison import Opened
from dashboards.elements import Html, join, tag
from dashboards.listing import QUOTATIONS, claim_link, headline, moment, outlet
from dashboards.page import Page, plural
from dashboards.status import WORDS, missed_fully

Row = Mapping[str, Any]
FEW_KEPT = 1 / 3  # where a version keeps fewer of the words, its differences are no help to who reads it
PICKUPS = {
    "credited": "taken from {}, which it credits",
    "uncredited": "taken from {} without credit",
    "shared": "one origin with {}",
    "same outlet": "told again after {}",
}
TURNS = {
    "first": "known to be the first with it",
    "later": "known to be later than another outlet",
    "not known": "not known whether it was first",
}
CHANGES = {"cut": "cut", "spliced": "cut without a mark", "changed": "changed", "added": "added"}
RELATIONS = {"same_utterance": "one utterance", "same_claim": "the same, by another source or on another occasion"}


def opened_claim(page: Page, known: Opened) -> Html:
    """Everything about one claim."""
    row = known.claim
    away = tag("a", "Close", href=page.state.query(claim=""), class_="button", id="close-claim")
    stated = [cell for cell in known.cells if cell["status"] == "stated"]
    facts = f"Stated by {len(stated)} of {plural(len(known.cells), 'outlet')} on the story, in "
    facts += "one chain." if row["chains"] == 1 else f"up to {row['chains']} chains that may be independent."
    title = join(row["speaker"] or "Nobody named", ": ", row["wording"])
    # It has the keyboard as soon as it opens, so that the versions are the next thing that one reaches.
    heading = tag("h2", title, tabindex="-1", data_reveal="start", id="opened-claim")
    cards = [_card(page, known, list(rows)) for rows in _by_outlet(known.versions)]
    return tag(
        "section",
        tag("header", heading, away, tag("p", facts)),
        _legend() if known.diffs else "",
        tag("div", cards, class_="versions"),
        _elsewhere(known),
        _chains(page, known),
        _merged(page, known),
        _against(page, known),
        class_="opened",
        aria_label="The claim chosen",
    )


def _by_outlet(versions: list[dict[str, Any]]) -> list[list[Row]]:
    """The versions of each outlet, the outlet first that published first."""
    order: dict[str, list[Row]] = {}
    for row in versions:
        order.setdefault(row["teller"], []).append(row)
    return list(order.values())


def _card(page: Page, known: Opened, rows: list[Row]) -> Html:
    """All versions of one outlet."""
    parts = []
    for _, told in groupby(rows, key=lambda row: row["article_id"]):
        versions = list(told)
        head = tag("small", moment(versions[0]["published_at"]), " · ", headline({"title": versions[0]["headline"]}))
        parts.append(tag("section", head, [_version(page, known, row) for row in versions]))
    return tag("article", tag("h3", outlet(page, rows[0]["outlet"])), parts, class_="version")


def _version(page: Page, known: Opened, row: Row) -> Html:
    """One version: who, how, what, and the way to its sentence."""
    who = row["source_text"] or row["source"] or "nobody named"
    how = QUOTATIONS.get(row["quotation"], row["quotation"])
    facts = [who, f"“{row['cue_lemma']}”", how, *(["denied"] if row["denied"] else [])]
    link = tag("a", "Read the sentence", href=claim_link(page, row), aria_label=f"Read the sentence of {row['outlet']}")
    return join(
        tag("p", _wording(known, row), class_="wording"),
        tag("small", " · ".join(facts), " · ", link),
    )


def _wording(known: Opened, row: Row) -> Html:
    """The words, with what is different from the fullest version; what hardly shares a word stands as it is."""
    diff = known.diffs.get(row["claim_id"])
    if diff is None:
        fullest = any(other["reference"] == row["claim_id"] for other in known.diffs.values())
        note = tag("small", "The fullest version: others are compared with it.") if fullest else ""
        return join(row["content_text"], note)
    kept = round((diff["kept"] or 0) * diff["n"])
    counted = tag("small", f"keeps {kept} of the {plural(diff['n'], 'word')} of the fullest version")
    marked = join([piece(part) for part in known.pieces[row["claim_id"]]])
    if (diff["kept"] or 0) >= FEW_KEPT:
        return join(marked, counted)
    return join(row["content_text"], counted, tag("details", tag("summary", "Word by word"), marked))


def piece(row: Row) -> Html:
    """One piece of a version, marked by what became of it, so that it can be told without colour and aloud.

    Example:
        >>> piece({"change": "cut", "reference_text": "for it", "text": None})
        '<del class="cut"><span class="aloud">[cut: </span>for it<span class="aloud">]</span></del> '
    """
    change = row["change"]
    if change == "kept":
        return join(row["text"], " ")
    end = tag("span", "]", class_="aloud")
    parts = []
    if row["reference_text"]:
        start = tag("span", f"[{CHANGES['cut'] if change == 'changed' else CHANGES[change]}: ", class_="aloud")
        parts.append(tag("del", start, row["reference_text"], end, class_=change))
    if row["text"]:
        start = tag("span", f"[{CHANGES[change]}: ", class_="aloud")
        parts.append(tag("ins", start, row["text"], end, class_=change))
    return join([join(part, " ") for part in parts])


def _legend() -> Html:
    """What the marks in the words mean."""
    shown = [
        "kept ",
        tag("del", "cut"),
        " ",
        tag("del", "spliced", class_="spliced"),
        " (cut without a mark of it) ",
        tag("del", "changed"),
        " ",
        tag("ins", "to this"),
        " ",
        tag("ins", "added", class_="added"),
    ]
    return tag("p", tag("small", "Beside the fullest version: ", shown), aria_label="Legend")


def _elsewhere(known: Opened) -> Html:
    """The outlets that do not state it, in words."""
    items = []
    for cell in known.cells:
        if cell["status"] == "stated":
            continue
        words = WORDS[cell["status"]][1]
        doubt = f"; {missed_fully(cell)}" if cell["missed"] is not None else ""
        items.append(tag("li", f"{cell['outlet']}: {words}{doubt}."))
    return tag("div", tag("h3", "Other outlets on the story"), tag("ul", items)) if items else join()


def _chains(page: Page, known: Opened) -> Html:
    """Who had it first, from whom others have it, and the evidence."""
    if len(known.versions) == 1:
        return join()
    told = {row["claim_id"]: row for row in known.versions}
    items = []
    for number, chain in groupby(sorted(known.versions, key=lambda row: row["chain"]), key=lambda row: row["chain"]):
        steps = []
        for row in chain:
            trace = known.traced.get(row["claim_id"])
            facts = [moment(row["published_at"])]
            if row["article_id"] in known.turns:
                facts.append(join(TURNS[known.turns[row["article_id"]]]))
            if trace and trace["pickup"] in PICKUPS:
                origin = told.get(trace["from_claim"])
                of = origin["outlet"] if origin else "a version outside this choice"
                why = f" ({trace['why']})" if trace["why"] else ""
                facts.append(join(PICKUPS[trace["pickup"]].format(of), why))
            link = tag("a", row["outlet"], href=claim_link(page, row))
            steps.append(tag("li", link, ": ", [join(", " if place else "", fact) for place, fact in enumerate(facts)]))
        items.append(tag("li", f"Chain {number}", tag("ul", steps)))
    return tag("div", tag("h3", "Where each has it from"), tag("ul", items))


def _merged(page: Page, known: Opened) -> Html:
    """Why the versions were taken to be one claim."""
    told = {row["claim_id"]: row for row in known.versions}
    items = []
    for link in known.merged:
        pair = [told[link[name]] for name in ("claim_a", "claim_b")]
        names = [tag("a", row["outlet"], href=claim_link(page, row)) for row in pair]
        relation = RELATIONS[link["relation"]]
        judged = "by hand" if link["corrected"] else f"likelihood {link['score']:.2f}"
        items.append(tag("li", names[0], " and ", names[1], f": {relation} ({judged}). {link['why']}"))
    return tag("div", tag("h3", "Why these are taken for one"), tag("ul", items)) if items else join()


def _against(page: Page, known: Opened) -> Html:
    """The claims that contradict it, with the reason."""
    if not known.against:
        return join()
    told = {row["claim_id"]: row for row in known.versions}
    items = []
    for row in known.against:
        version = told[row["version"]]
        who = row["source"] or row["source_text"] or "Nobody named"
        denied = "denies: " if row["denied"] else ""
        where = "the same outlet" if row["by"] == version["teller"] else row["outlet"]
        ways = join(
            tag(
                "a", "Read the sentence", href=claim_link(page, row), aria_label=f"Read the sentence of {row['outlet']}"
            ),
            " · ",
            tag("a", "Open this claim", href=page.state.query(claim=row["claim_id"])),
        )
        against = f"Against the version of {version['outlet']}: {row['why']}."
        body = join(
            tag("b", who), f" in {where}: {denied}", row["content_text"], tag("br"), tag("small", against, " "), ways
        )
        items.append(tag("li", body))
    note = tag("small", "Found by their words. Read both before you print it.")
    return tag("div", tag("h3", "What contradicts it"), tag("ul", items), note)
