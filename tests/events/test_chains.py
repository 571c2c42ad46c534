"""Which phrases of one article name the same event."""

from __future__ import annotations

import pytest

from analysis.events import name_events

RAID = "Norland/PROPN/GPE ’s/PART raid/NOUN on/ADP Saltmere/PROPN/GPE failed/VERB ."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the same noun, the same names
        ("the/DET Saltmere/PROPN/GPE raid/NOUN ended/VERB .", "'raid' again, saltmere"),
        ("the/DET raid/NOUN ended/VERB .", "'raid' again"),
        # another noun that can name it
        ("the/DET operation/NOUN ended/VERB .", "'the operation' after 'raid'"),
        (
            "an/DET incursion/NOUN by/ADP Norland/PROPN/GPE into/ADP Saltmere/PROPN/GPE ended/VERB .",
            "'incursion' and 'raid', norland, saltmere",
        ),
        # any noun for what happens, right after it
        ("the/DET move/NOUN surprised/VERB all/PRON .", "'the move' right after 'raid'"),
        # false friends: elsewhere, several, not yet told of, another kind of thing
        ("Norland/PROPN/GPE ’s/PART raid/NOUN on/ADP Dunmore/PROPN/GPE failed/VERB .", None),
        ("Sudland/PROPN/GPE ’s/PART raid/NOUN failed/VERB .", None),
        ("the/DET raids/NOUN ended/VERB .", None),
        ("a/DET raid/NOUN ended/VERB .", None),
        ("an/DET attack/NOUN on/ADP Saltmere/PROPN/GPE ’s/PART harbour/NOUN failed/VERB .", None),
        ("the/DET speech/NOUN ended/VERB .", None),
        ("the/DET next/ADJ move/NOUN surprised/VERB all/PRON .", None),
        ("their/PRON operation/NOUN ended/VERB .", None),
        ("the/DET soldiers/NOUN left/VERB .", None),
        ("It/PRON rained/VERB . It/PRON snowed/VERB . the/DET move/NOUN ended/VERB .", None),
    ],
)
def test_what_goes_with_the_raid(tagged, text: str, expected: str | None) -> None:
    first, second = name_events(tagged(f"{RAID} {text}"))
    assert (first.why, second.why) == (None, expected)
    assert (second.first == first.first) == (expected is not None)


def test_who_is_named_twice_goes_before_who_is_named_once(tagged) -> None:
    planned = "an/DET attack/NOUN on/ADP Dunmore/PROPN/GPE is/AUX planned/VERB ."
    *_, attack, last = name_events(
        tagged(f"{RAID} the/DET raid/NOUN ended/VERB . {planned} the/DET operation/NOUN is/AUX .")
    )
    assert attack.why is None
    assert last.why == "'the operation' after 'raid'"


def test_an_event_is_called_by_what_says_most(tagged) -> None:
    names = name_events(tagged(f"the/DET operation/NOUN failed/VERB . the/DET operation/NOUN ended/VERB . {RAID}"))
    assert [name.event for name in names] == ["operation", "operation", "Norland’s raid on Saltmere"]


def test_no_words_no_names(tagged) -> None:
    assert name_events(tagged("")) == []
