import pytest
import spacy
from spacy.tokens import Doc

from analysis.language.attribution import Attribution
from analysis.language.relays import unwrap

NLP = spacy.blank("en")
VERBS = {"accused", "claimed", "won", "rained", "said", "denied", "reported", "cited", "plans", "flooded", "told"}


def read(doc: Doc, found: Attribution) -> dict[str, list[str]]:
    return {role: [doc[a:b].text for a, b in getattr(found, role)] for role in ("source", "cue", "content")}


def tagged(doc: Doc) -> Doc:
    for token in doc:
        token.pos_ = "VERB" if token.text in VERBS else "NOUN"
    return doc


RELAYED = [
    (
        "<c Petrova accused Kyiv of planning an attack>, as <q reported by> <s TASS>.",
        {"source": ["Petrova"], "cue": ["accused"], "content": ["Kyiv of planning an attack"]},
    ),
    (
        "<c Petrova accused Kyiv of planning an attack>, <q as reported by TASS>.",
        {"source": ["Petrova"], "cue": ["accused"], "content": ["Kyiv of planning an attack"]},
    ),
    (
        "<c Russia claimed that it won>, <q according to> <s a report by> the newspaper Izvestia.",
        {"source": ["Russia"], "cue": ["claimed"], "content": ["that it won"]},
    ),
    (
        "<c Russia on Wednesday claimed that it won>, <q according to> <s a report by> Izvestia.",
        {"source": ["Russia"], "cue": ["claimed"], "content": ["that it won"]},
    ),
    (
        "<c Russia claimed that it won>, <q according to> <s a report by the newspaper Volna>.",
        {"source": ["Russia"], "cue": ["claimed"], "content": ["that it won"]},
    ),
    (
        "<c Petrova accused Kyiv of planning an attack>, as <q reported by> the Norpress news agency.",
        {"source": ["Petrova"], "cue": ["accused"], "content": ["Kyiv of planning an attack"]},
    ),
    (
        "<c “They won,”> <s Izvestia> <q cited> <c the Foreign Service as saying>.",
        {"source": ["the Foreign Service"], "cue": ["cited"], "content": ["“They won,”"]},
    ),
    (
        "<s TASS> <q cited> the mayor as saying <c they won again>.",
        {"source": ["the mayor"], "cue": ["cited"], "content": ["they won again"]},
    ),
    (
        "<c The mayor> <q was quoted by> <s the Interfax news agency> <c as saying that they won>.",
        {"source": ["The mayor"], "cue": ["was quoted by"], "content": ["that they won"]},
    ),
    (
        "<c Petrova accused Kyiv of planning an attack>, as <q reported> by TASS.",
        {"source": ["Petrova"], "cue": ["accused"], "content": ["Kyiv of planning an attack"]},
    ),
    (
        "<s The mayor> <q was quoted by> <c Interfax as saying that they won>.",
        {"source": ["The mayor"], "cue": ["was quoted by"], "content": ["that they won"]},
    ),
    (
        "<q According to> <s Reuters>, citing <c two officials, he will be charged>.",
        {"source": ["two officials"], "cue": ["According to"], "content": ["he will be charged"]},
    ),
    (
        "<s CNN> <q reported>, citing <c that it won>.",
        {"source": ["CNN"], "cue": ["reported"], "content": ["that it won"]},
    ),
    (
        "<s CNN> <q reported> <c that the mayor denied every single charge>.",
        {"source": ["the mayor"], "cue": ["denied"], "content": ["every single charge"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), RELAYED)
def test_what_is_relayed_goes_to_who_said_it(marked, text: str, expected: dict[str, list[str]]) -> None:
    doc, found = marked(text)
    assert read(doc, unwrap(tagged(doc), found)) == expected


KEPT = [
    "<s CNN> <q reported> <c that it rained all over the town>.",  # the medium's own finding
    "<s CNN> <q reported> <c that the river flooded what the mayor said was safe>.",  # another verb comes first
    "<s The mayor> <q reported> <c that Petrova denied every single charge>.",  # no medium
    "<s CNN> <q reported> <c “Petrova denied every single charge”>.",  # its own words
    "<s CNN> <q denied> <c that Petrova accused them of lies>.",  # nothing relayed
    "<s Petrova> <q wrote> on Telegram <c that Orlov denied every single charge>.",
    "<s TASS> <q cited> <c the Foreign Service as saying>.",  # nothing left that was said
    "<q According to> <s a CNN poll>, <c Petrova denied every single charge>.",
    "<q According to> <c that>",
    "<c Petrova denied every single charge>, as <q reported by> two neighbours of TASS.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_a_medium_says_itself_stays_its_own(marked, text: str) -> None:
    doc, found = marked(text)
    assert unwrap(tagged(doc), found) == found
