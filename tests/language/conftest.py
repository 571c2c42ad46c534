"""Hand-built Docs for tests: a text in which <s source>, <q cue> and <c content> are marked."""

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from analysis.language.attribution import Attribution

NLP = spacy.blank("en")


@pytest.fixture(scope="session")
def marked() -> Callable[[str], tuple[Doc, Attribution]]:
    return _marked


def _marked(text: str) -> tuple[Doc, Attribution]:
    plain = ""
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "q": [], "c": []}
    for before, role, inside in re.findall(r"([^<]*)(?:<(\w) ([^>]*)>)?", text):
        plain += before
        if role:
            spans[role].append((len(plain), len(plain) + len(inside)))
            plain += inside
    doc = NLP(plain)

    def tokens(role: str) -> tuple[tuple[int, int], ...]:
        found = [doc.char_span(*span, alignment_mode="expand") for span in spans[role]]
        return tuple((span.start, span.end) for span in found)

    return doc, Attribution(tokens("s"), tokens("q"), tokens("c"))
