from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.highlight import LONGEST, Mark, highlight, window

TEXT = "Vos <said> “no”.\n\nOkafor & Vos left."


class Read(HTMLParser):
    """Takes highlighted HTML apart: the characters, each with the classes that cover it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.revealed = 0
        self.characters: list[tuple[str, frozenset[str]]] = []
        self._open: list[frozenset[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        values = dict(attrs)
        self.revealed += "data-reveal" in values
        self._open.append(frozenset((values.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        classes = frozenset().union(*self._open)
        self.characters += [(character, classes) for character in data]


def marks(length: int) -> st.SearchStrategy[list[Mark]]:
    span = st.tuples(
        st.integers(-3, length + 3), st.integers(-3, length + 3), st.sampled_from(["source", "cue", "content"])
    )
    return st.lists(
        span.map(lambda s: Mark(s[0], s[1], s[2], link="?page=reader", label="go" * (s[2] == "cue"))), max_size=8
    )


@given(st.data())
def test_the_characters_are_the_texts_and_classes_are_where_the_marks_are(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("ab <>&\"'\n\r{}`é𝄞“"), max_size=60))
    chosen = data.draw(marks(len(text)))
    read = Read(highlight(text, chosen))
    expected = [
        (character, frozenset(m.kind for m in chosen if m.start <= index < m.end))
        for index, character in enumerate(text)
        if character not in "\r\n" and _line(text, index).strip()
    ]
    assert read.characters == expected
    assert read.tags <= {"p", "span", "a"}


def _line(text: str, index: int) -> str:
    return next(m.group() for m in re.finditer(r"[^\r\n]+", text) if m.start() <= index < m.end())


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([], "<p>Vos &lt;said&gt; “no”.</p><p>Okafor &amp; Vos left.</p>"),
        (
            [Mark(0, 3, "source")],
            '<p><span class="source">Vos</span> &lt;said&gt; “no”.</p><p>Okafor &amp; Vos left.</p>',
        ),
        (
            [Mark(5, 9, "cue", "?a=1&b=2", label="say")],
            '<p>Vos &lt;<a class="cue" href="?a=1&amp;b=2" aria-label="say">said</a>&gt; “no”.</p>'
            "<p>Okafor &amp; Vos left.</p>",
        ),
    ],
)
def test_marks_become_elements(chosen: list[Mark], expected: str) -> None:
    assert highlight(TEXT, chosen) == expected


def test_a_mark_over_two_paragraphs_is_brought_into_view_once() -> None:
    read = Read(highlight(TEXT, [Mark(11, 24, "active", reveal=True)]))
    assert read.revealed == 1
    assert "".join(c for c, classes in read.characters if "active" in classes) == "“no”.Okafor"


def test_the_shortest_of_nested_claims_gets_the_click() -> None:
    html = highlight("one two three", [Mark(0, 13, "content", "?claim=outer"), Mark(4, 7, "content", "?claim=inner")])
    assert '<span class="content" data-go="?claim=inner">two</span>' in html


def test_an_enormous_text_is_cut_around_the_place() -> None:
    text = "x" * (LONGEST * 5)
    low, high = window(text, LONGEST * 3)
    assert high - low == LONGEST
    assert low < LONGEST * 3 < high
    assert len(highlight(text, [Mark(0, len(text), "content")], (low, high))) < LONGEST + 100
    assert window(text, len(text)) == (len(text) - LONGEST // 2, len(text))
