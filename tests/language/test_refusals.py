"""Refusals to answer: hand-built Docs whose source, cue and content come out as marked."""

import pytest
import spacy

from analysis.language.attribution import Attribution
from analysis.language.refusals import SHARE_RIGHT, refusals

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Acme declined to comment.", "declined", "to comment"),
        ("Acme has repeatedly refused to discuss the leak, and left.", "has repeatedly refused", "to discuss the leak"),
        ("Acme declined further comment.", "declined", "further comment"),
        (
            "Acme did not immediately respond to a request for comment.",
            "did not immediately respond to",
            "a request for comment",
        ),
        ("Acme didn’t return calls but paid.", "didn’t return", "calls"),
        ("Acme has not replied to an email\n\nThe mayor did.", "has not replied to", "an email"),
        ("Acme did not comment.", "did not", "comment"),
    ],
)
def test_refusals_are_found(text: str, cue: str, content: str) -> None:
    doc = NLP(text)
    (found,) = refusals(doc, [])
    assert [doc[a:b].text for a, b in (*found.cue, *found.content)] == [cue, content]
    assert (found.source, found.confidence) == ((), SHARE_RIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "Acme declined to pay.",  # an act, no answer
        "Sales declined.",
        "The heart did not respond to the drug.",
        "Acme did not return to the harbour.",
        "They did not answer.",  # nothing tells that anybody asked
        "declined",
        "Acme declined further",
        "Acme declined",
        "did not",
        "",
    ],
)
def test_other_refusals_are_none(text: str) -> None:
    assert refusals(NLP(text), []) == []


@pytest.mark.parametrize("span", [(1, 2), (0, 4)])
def test_what_the_model_found_is_not_found_again(span: tuple[int, int]) -> None:
    doc = NLP("Acme declined to comment.")
    assert refusals(doc, [Attribution((), ((4, 5),), (span,))]) == []


def test_the_subject_is_the_source() -> None:
    doc = NLP("A spokesman for Acme, declined to comment.")
    for at in range(len(doc)):
        doc[at].head, doc[at].pos_ = doc[5], "X"
    doc[5].pos_, doc[1].dep_ = "VERB", "nsubj"
    for at in (0, 2, 3, 4):
        doc[at].head = doc[1]
    (found,) = refusals(doc, [])
    assert [doc[a:b].text for a, b in found.source] == ["A spokesman for Acme"]
