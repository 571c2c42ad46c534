"""Words that a person says were said, found in an article's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corrections.content import Content, ContentError, read_content

TEXT = "“The lane stays closed,” she said, “until May.” The lane,\nshe added, stays closed. The lane stays closed."


@pytest.mark.parametrize(
    ("said", "words", "near", "spans", "quotation"),
    [
        ("1-22", None, 0, ((1, 22),), "direct"),
        ("0-24", None, 0, ((0, 24),), "direct"),
        (" 24-34 ", None, 0, ((25, 34),), "indirect"),  # no white space at its ends
        ("1-22+36-46", None, 0, ((1, 22), (36, 46)), "direct"),
        ("0-33", None, 0, ((0, 33),), "mixed"),
        ("33-35", None, 0, None, None),  # a comma is no word
        ("The lane stays closed", None, 0, ((1, 22),), "direct"),
        ("The lane stays closed", None, 100, ((83, 104),), "indirect"),
        ("The lane,  she added", None, 0, ((48, 67),), "indirect"),  # over the end of a line
        ("The lane ... stays closed", None, 48, ((48, 56), (69, 81)), "indirect"),
        ("The lane ... until May", None, 0, ((1, 9), (36, 45)), "direct"),
        ("the lane stays closed", None, 0, None, None),  # as printed
        ("until May ... until May", None, 0, None, None),  # it stands there once
        ("83-104", "The lane stays closed", 0, ((83, 104),), "indirect"),
        ("72-93", "The lane stays closed", 70, ((83, 104),), "indirect"),  # the text has grown since
        ("900-921", "The lane stays closed", 70, ((83, 104),), "indirect"),  # and become shorter
        ("1-22", "The lane stays open", 0, None, None),
        ("9-4", None, 0, None, None),
        ("1-22+10-30", None, 0, None, None),
        ("1-900", None, 0, None, None),
        (" ... ", None, 0, None, None),
        ("(", None, 0, None, None),
    ],
)
def test_words_and_places(
    said: str, words: str | None, near: int, spans: tuple[tuple[int, int], ...] | None, quotation: str | None
) -> None:
    if spans is None:
        with pytest.raises(ContentError, match="give"):
            read_content(TEXT, said, words, near=near)
        return
    content = read_content(TEXT, said, words, near=near)
    assert (content.spans, content.quotation) == (spans, quotation)
    assert content.text == " ... ".join(TEXT[start:end] for start, end in spans)


@given(st.text("ab .+-1“”\n", min_size=1, max_size=60), st.data())
def test_what_was_found_once_is_found_again_by_its_place_and_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        content = read_content(text, f"{start}-{end}")
    except ContentError:
        assert not any(character.isalnum() for character in text[start:end])
        return
    assert read_content(text, content.place, content.text) == content
    moved = read_content(f"new: {text}", content.place, content.text, near=start + 5)
    assert moved.text.split() == content.text.split()


def test_a_content_gives_the_columns_of_a_claim() -> None:
    content = Content(((1, 9), (36, 45)), "The lane ... until May", 4, "direct")
    pieces = [{"start": 1, "end": 9}, {"start": 36, "end": 45}]
    assert content.row() == (1, 45, pieces, "The lane ... until May", 4, "direct")
