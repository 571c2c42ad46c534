"""The sentence that is shown for a use of a word."""

from __future__ import annotations

import re

import pytest

from dashboards.passage import sentence

LONG = (
    "The inspectors "
    + "and the engineers of the harbour " * 12
    + "warned of cracks "
    + "in the northern quay " * 15
    + "."
)


@pytest.mark.parametrize(
    ("text", "word", "start", "end", "shown"),
    [
        (
            "Rain fell. The old bridge gave way at noon.",
            "bridge",
            11,
            43,
            "Rain fell. The old [bridge] gave way at noon.",
        ),
        (
            "Nobody expected the evacuation. Cranes fell. The harbour was empty by nightfall, they said.",
            "Cranes",
            32,
            44,
            "… expected the evacuation. [Cranes] fell. The harbour was empty …",
        ),
        ("Incomprehensibilities-of-the-kind. Fire! Unpronounceablenessesandsoonandsoon.", "Fire", 35, 40, None),
        (LONG, "warned", 0, len(LONG), None),
        ("First line\nFire! broke out\nLast line", "Fire", 11, 16, "[Fire]! broke out"),
    ],
)
def test_a_use_is_shown_in_whole_words_of_its_paragraph(
    text: str, word: str, start: int, end: int, shown: str | None
) -> None:
    low = text.index(word)
    row = {"text": text, "start": low, "end": low + len(word), "sentence_start": start, "sentence_end": end}
    html = sentence(row)
    marked = re.sub(r'<span[^>]*class="[^"]*used[^"]*"[^>]*>(.*?)</span>', r"[\1]", html)
    plain = re.sub("<[^>]+>", "", marked)
    if shown is not None:
        assert plain == shown
    assert f"[{word}]" in plain
    pieces = plain.replace("[", "").replace("]", "").removeprefix("… ").removesuffix(" …")
    assert pieces in text
    assert set(pieces.split()) <= set(text.split())
