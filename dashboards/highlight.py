"""The HTML of an article's text with spans marked in it. The text is hostile, so every character of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboards.elements import Html, join, tag

LONGEST = 60_000  # characters; a browser stays quick with them, and few articles have more
PARAGRAPH = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of the text to mark.

    Attributes:
        start: first character, in code points.
        end: one past the last.
        kind: class names for it, separated by spaces.
        link: where a click on it leads (a query that begins with '?'), if anywhere.
        reveal: bring its first piece into view.
        label: what a screen reader calls the link; a mark with one can be reached with the keyboard.
    """

    start: int
    end: int
    kind: str
    link: str = ""
    reveal: bool = False
    label: str = ""


def window(text: str, around: int = 0) -> tuple[int, int]:
    """Choose which part of a very long text is shown: all of it, or the part around a place.

    Args:
        text: the article's text.
        around: the character that must be within it.

    Returns:
        Start and end, at most ``LONGEST`` apart.

    Example:
        >>> window("short")
        (0, 5)
    """
    if around < LONGEST:
        return 0, min(len(text), LONGEST)
    start = max(0, min(around, len(text)) - LONGEST // 2)
    return start, min(len(text), start + LONGEST)


def highlight(text: str, marks: Sequence[Mark], shown: tuple[int, int] | None = None) -> Html:
    """Write a text as paragraphs with marks in it.

    Marks may overlap, nest and cross paragraphs: the text is cut wherever one begins or ends, and a piece has the
    classes of every mark that covers it and leads where the shortest of them leads.

    Args:
        text: the article's text.
        marks: what to mark; empty ones and ones outside the text are left out.
        shown: the part of the text to write; all by default.

    Returns:
        One <p> for each line of the text that is not blank. Its characters, tags removed and entities
        decoded, are exactly the text's.

    Example:
        >>> highlight("He <said> no.", [Mark(3, 9, "cue")])
        '<p>He <span class="cue">&lt;said&gt;</span> no.</p>'
    """
    low, high = shown or (0, len(text))
    fitting = [mark for mark in marks if mark.end > mark.start and mark.start < high and mark.end > low]
    fitting.sort(key=lambda mark: (mark.start, mark.end))
    revealed: set[Mark] = set()
    paragraphs = []
    for line in PARAGRAPH.finditer(text, low, high):
        if not line.group().strip():
            continue
        inside = [mark for mark in fitting if mark.start < line.end() and mark.end > line.start()]
        paragraphs.append(tag("p", _pieces(text, line.start(), line.end(), inside, revealed)))
    return join(paragraphs)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], revealed: set[Mark]) -> Html:
    """Cut one paragraph wherever a mark begins or ends."""
    cuts = {start, end}
    for mark in marks:
        cuts.update((max(start, mark.start), min(end, mark.end)))
    edges = sorted(cuts)
    pieces: list[object] = []
    for left, right in pairwise(edges):
        over = [mark for mark in marks if mark.start <= left and mark.end >= right]
        pieces.append(_piece(text[left:right], over, revealed) if over else text[left:right])
    return join(pieces)


def _piece(characters: str, over: Sequence[Mark], revealed: set[Mark]) -> Html:
    """Write one piece that at least one mark covers."""
    classes = " ".join(dict.fromkeys(name for mark in over for name in mark.kind.split()))
    linked = min((mark for mark in over if mark.link), key=lambda mark: mark.end - mark.start, default=None)
    wanted = next((mark for mark in over if mark.reveal and mark not in revealed), None)
    if wanted:
        revealed.add(wanted)
    reveal = "center" if wanted else None
    if linked is not None and linked.label:
        return tag("a", characters, class_=classes, data_reveal=reveal, href=linked.link, aria_label=linked.label)
    return tag("span", characters, class_=classes, data_reveal=reveal, data_go=linked.link if linked else None)
