"""Texts given with their tags, so that no model decides what a rule is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from analysis.language.words import Words, read_words

VOCAB = spacy.blank("en").vocab
NO_SPACE_BEFORE = (".", ",", "’s", "'s", ")", "”")


def tagged(text: str) -> Words:
    """Words of a text whose tokens are written as word/TAG or word/TAG/LABEL; '.' ends a sentence."""
    parts = [([*token.rstrip("/").split("/"), "", ""])[:3] for token in text.split()]
    words = [word for word, _, _ in parts]
    spaces = [at + 1 < len(words) and words[at + 1] not in NO_SPACE_BEFORE for at in range(len(words))]
    starts = [at == 0 or words[at - 1] == "." for at in range(len(words))]
    labels = [label for *_, label in parts]
    inside = [at > 0 and label == labels[at - 1] for at, label in enumerate(labels)]
    ents = [f"{'I' if inside[at] else 'B'}-{label}" if label else "O" for at, label in enumerate(labels)]
    tags = [tag or "PUNCT" for _, tag, _ in parts]
    return read_words(Doc(VOCAB, words=words, spaces=spaces, pos=tags, sent_starts=starts, ents=ents))


@pytest.fixture(name="tagged")
def tagged_fixture() -> Callable[[str], Words]:
    return tagged
