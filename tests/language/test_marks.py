import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.marks import read_marks, with_plain_marks

MARKS = ["“", "”", "„", "«", "»", "‹", "›", "‚", "‘", "’", '"', "''", "``", "'"]


@pytest.mark.parametrize(
    ("text", "expected"),  # o opens, c closes, - neither
    [
        ("“ We go , ” she said .", "o---c---"),
        ("„ Wir gehen , “ sagte sie .", "o---c---"),
        ("« On part » , dit - elle .", "o--c-----"),
        ("» Wir gehen , « sagte sie .", "o---c---"),
        ("‘ We go , ’ she said .", "o---c---"),
        ("`` We go , '' she said .", "o---c---"),
        ("'' We go , '' she said .", "o---c---"),
        ('" We go , " she said . " Now . "', "o---c---o--c"),
        ('“ We go , " she said .', "o---c---"),  # opened curly, closed straight
        ("“ He said ‘ no ’ today . ”", "o--o-c--c"),
        ("“ We go . ¶ “ We stay . ”", "o----o---c"),  # each paragraph opens anew
        ("“ We go . ¶ She stayed , “ he said ”", "o-------o--c"),  # nobody closed it
        ("The workers ’ rights .", "-----"),
        ("‘ The workers ’ rights , ’ he said .", "o-----c---"),
        ("She is Ada 's .", "-----"),
        ("He said ” .", "--c-"),
        ("", ""),
    ],
)
def test_what_marks_do(text: str, expected: str) -> None:
    marks = read_marks(text.split())
    done = ["o" if opens else "c" if closes else "-" for opens, closes in zip(marks.opens, marks.closes, strict=True)]
    assert "".join(done) == expected


def test_depth_is_counted_before_a_word_and_ends_with_its_paragraph() -> None:
    text = "“ a ‘ b ’ ” ¶ c “ d ¶ e"
    assert read_marks(text.split()).depth == [
        0,
        1,
        1,
        2,
        2,
        1,
        0,
        0,
        0,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize(
    "style", [("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("``", "''"), ("''", "''"), ('"', '"')]
)
def test_every_style_reads_as_one(style: tuple[str, str]) -> None:
    text = "{} We go , {} she said . {} Now . {}".format(*style, *style).split()
    assert with_plain_marks(text) == ['"', "We", "go", ",", '"', "she", "said", ".", '"', "Now", ".", '"']


def test_inner_marks_stay_apart_and_apostrophes_as_they_are() -> None:
    text = ["“", "He", "said", "‘", "no", "’", "to", "the", "workers", "’", "plan", "”", "’s"]
    assert with_plain_marks(text) == ['"', "He", "said", "'", "no", "'", "to", "the", "workers", "’", "plan", '"', "’s"]


@given(st.lists(st.sampled_from([*MARKS, "said", "workers", "¶", "."]), max_size=30))
def test_words_stay_as_many_and_none_but_marks_change(words: list[str]) -> None:
    plain, marks = with_plain_marks(words), read_marks(words)
    assert len(plain) == len(words) == len(marks.depth)
    assert all(a == b or (a in MARKS and b in "\"'") for a, b in zip(words, plain, strict=True))
    assert min(marks.depth, default=0) >= 0
    assert not any(a and b for a, b in zip(marks.opens, marks.closes, strict=True))
