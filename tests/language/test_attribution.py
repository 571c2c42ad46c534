import pytest
import spacy
from spacy.tokens import Doc

from analysis.language.attribution import Attribution, with_whole_source

VOCAB = spacy.blank("en").vocab
PAIR = "dad|NOUN -|PUNCT of|ADP -|PUNCT two|NUM"


@pytest.mark.parametrize(
    ("words", "glued", "cue", "source", "expected"),
    [
        (f"stormed|VERB {PAIR} Craig|PROPN Pell|PROPN .|PUNCT", {1, 2, 3, 4}, (0, 1), (1, 2), (1, 8)),
        (f"stormed|VERB {PAIR} again|ADV", {1, 2, 3, 4}, (0, 1), (1, 2), (1, 6)),
        (f"stormed|VERB {PAIR} Pell|PROPN", {1, 2, 3, 4}, (0, 1), (1, 6), (1, 6)),  # whole already: nothing is added
        ("said|VERB Ada|PROPN -|PUNCT who|PRON left|VERB", set(), (0, 1), (1, 2), (1, 2)),  # a dash between spaces
        ("Ada|PROPN -|PUNCT said|VERB", {0, 1}, (2, 3), (0, 1), (0, 1)),  # the cue stands there
        ("said|VERB Ada|PROPN -|PUNCT", {1}, (0, 1), (1, 2), (1, 2)),
    ],
)
def test_a_source_is_not_cut_at_a_hyphen(words: str, glued: set[int], cue, source, expected) -> None:
    forms, tags = zip(*(word.split("|") for word in words.split()), strict=True)
    doc = Doc(VOCAB, list(forms), [at not in glued for at in range(len(forms))], pos=list(tags))
    assert with_whole_source(doc, Attribution((source,), (cue,), ())).source == (expected,)


def test_without_a_source_nothing_is_led_on() -> None:
    attribution = Attribution((), ((0, 1),), ((1, 2),))
    assert with_whole_source(Doc(VOCAB, ["said", "no"]), attribution) is attribution
