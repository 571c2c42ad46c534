"""A place in a text as a list shows it: its sentence, with the words marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.elements import Html, tag
from dashboards.highlight import Mark, highlight

NEAREST, FARTHEST = 30, 180  # characters shown on either side of a word, at least and at most


def sentence(row: Mapping[str, Any]) -> Html:
    """The sentence that holds a word, the word marked; some of the paragraph around it where it is very short."""
    text, low, high = row["text"], row["start"], row["end"]
    first = text.rfind("\n", 0, low) + 1
    last = text.find("\n", high) if "\n" in text[high:] else len(text)
    start = max(first, low - FARTHEST, min(row["sentence_start"], low - NEAREST))
    end = min(last, high + FARTHEST, max(row["sentence_end"], high + NEAREST))
    before, after = "", ""
    if start > first and start != row["sentence_start"]:
        start = max(text.find(" ", start - 1, low) + 1, start)
        before = "… "
    if end < last and end != row["sentence_end"]:
        end = max(text.rfind(" ", high, end + 1), high)
        after = " …"
    moved = len(before) - start
    marked = highlight(before + text[start:end] + after, [Mark(low + moved, high + moved, "used")])
    return tag("div", marked, class_="sentence")
