"""What an outlet did with a claim, in a word and a mark that need no colour, and how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.lexicons import load_lexicon
from dashboards.elements import Html, join, tag
from dashboards.page import Page, plural

Row = Mapping[str, Any]
# What an outlet may have done: a mark, the word, and a class.
WORDS = {
    "stated": ("●", "stated", "stated"),
    "contradicted": ("×", "contradicted", "contradicted"),
    "not found": ("○", "absent", "absent"),
    "not yet possible": ("…", "not yet possible", "early"),
}
MEANINGS = {
    "stated": "the outlet reports it.",
    "contradicted": "the outlet does not report it, but what somebody says against it.",
    "not yet possible": "all that the outlet has on the story was out before the first version found.",
}


def status(page: Page, row: Row, outlet: str) -> Html:
    """What one outlet did with a claim: a mark and a word, and the way to the sentence."""
    mark, word, kind = WORDS[row["status"]]
    sign = tag("span", mark, class_="mark", aria_hidden="true")
    if row["claim_ids"]:
        link = page.state.query(page="reader", article=row["article_id"], claim=row["first"], at="")
        times = len(row["claim_ids"])
        named = tag("a", word, href=link, aria_label=f"{outlet}: {word}; read it", class_=kind)
        return join(sign, named, tag("small", f"{times} times") if times > 1 else "")
    missed = tag("small", missed_share(row)) if kind == "absent" and row["missed"] is not None else ""
    title = missed_fully(row) if row["missed"] is not None else None
    return join(sign, tag("span", word, class_=kind, title=title), missed)


def missed_share(row: Row) -> str:
    """How often what is there is missed.

    Example:
        >>> missed_share({"missed": 0.323})
        'missed with probability 32 %'
    """
    return f"missed with probability {100 * row['missed']:.0f} %"


def missed_fully(row: Row) -> str:
    """The same with its interval, and what it was measured on.

    Example:
        >>> missed_fully({"missed": 0.323, "low": 0.203, "high": 0.449, "n": 130})
        'if it is there, it is missed with probability 32 % (95 % interval 20 to 45 %, measured on 130 versions)'
    """
    interval = f"95 % interval {100 * row['low']:.0f} to {100 * row['high']:.0f} %"
    return f"if it is there, it is {missed_share(row)} ({interval}, measured on {plural(row['n'], 'version')})"


def legend() -> Html:
    """What the marks mean, and how far to trust an absent one."""
    lines = []
    for kind, (mark, word, _) in WORDS.items():
        meaning = MEANINGS.get(kind)
        if meaning is None:
            meaning = f"no version was found, which does not mean that there is none. If there is, {measured()}"
        sign = tag("span", mark, class_="mark", aria_hidden="true")
        lines.append(tag("li", sign, tag("b", word), ": ", meaning))
    return tag("details", tag("summary", "What the marks mean"), tag("ul", lines, class_="marks"), class_="meaning")


def measured() -> str:
    """How often versions are missed, by how the others are quoted, as ``claim_coverage`` has it."""
    names = {"direct": "quoted elsewhere", "mixed": "partly quoted", "indirect": "in outlets’ words alone"}
    parts = []
    for row in load_lexicon("link_recall").iter_rows(named=True):
        there, low, high = int(row["there"]), float(row["low"]), float(row["high"])
        share = 1 - int(row["found"]) / there
        numbers = f"{100 * share:.0f} % ({100 * low:.0f} to {100 * high:.0f} %, n = {there})"
        parts.append(f"{numbers} where it is {names.get(row['quotation'], row['quotation'])}")
    return f"it is missed with probability {'; '.join(parts)}. Measured on 18 stories of three outlets."
