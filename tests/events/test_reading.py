"""Which phrases name an event, where they begin and end, and what they say of it."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from analysis.events.nouns import classes_of, event_noun
from analysis.events.reading import read_event_mentions
from analysis.language.words import read_words
from analysis.lexicons import load_lexicon

RAID = "Norland/PROPN/GPE ’s/PART raid/NOUN on/ADP the/DET port/NOUN of/ADP Saltmere/PROPN/GPE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # owner, place and the noun between them
        (f"{RAID} failed/VERB .", [("Norland’s raid on the port of Saltmere", "raid", "owned")]),
        (
            "The/DET widely/ADV criticised/VERB ban/NOUN holds/VERB .",
            [("The widely criticised ban", "ban", "definite")],
        ),
        # a name before the noun
        (
            "the/DET Saltmere/PROPN/GPE incursion/NOUN ended/VERB .",
            [("the Saltmere incursion", "incursion", "definite")],
        ),
        # a conjunction is no determiner
        (
            "She/PRON said/VERB that/SCONJ Norlandic/ADJ raids/NOUN stopped/VERB .",
            [("Norlandic raids", "raid", "bare")],
        ),
        # the day before belongs to the verb
        (
            "On/ADP Monday/PROPN/DATE protesters/NOUN marched/VERB .",
            [("protesters", "protester", "bare")],
        ),
        # what stands for nothing in particular
        ("They/PRON are/AUX at/ADP war/NOUN .", []),
        ("There/PRON will/AUX be/AUX no/DET talks/NOUN .", []),
        # part of another noun, or of a name
        ("the/DET attack/NOUN helicopter/NOUN crew/NOUN left/VERB .", []),
        ("the/DET Denver/PROPN/ORG Post/PROPN/ORG wrote/VERB it/PRON .", []),
        # "offensive" is an adjective to taggers now and then
        (
            "support/NOUN for/ADP Norland/PROPN/GPE ’s/PART offensive/ADJ but/CCONJ no/DET troops/NOUN .",
            [("Norland’s offensive", "offensive", "owned")],
        ),
        ("an/DET offensive/ADJ joke/NOUN fell/VERB .", [("an offensive joke", "joke", "indefinite")]),
        # plural only in form
        ("the/DET talks/NOUN broke/VERB down/ADP .", [("the talks", "talks", "definite")]),
    ],
)
def test_phrases(tagged, text: str, expected: list[tuple[str, str, str]]) -> None:
    words = tagged(text)
    found = read_event_mentions(words)
    assert [(words.doc_text[m.start : m.end], m.head, m.form) for m in found] == expected


def test_a_heading_ends_where_its_line_does() -> None:
    vocab = spacy.blank("en").vocab
    tokens = ["Saltmere", "Invasion", "\n", "Norland", "denies", "it"]
    tags = ["PROPN", "NOUN", "SPACE", "PROPN", "VERB", "PRON"]
    doc = Doc(vocab, words=tokens, spaces=[True, False, False, True, True, False], pos=tags)
    assert [(m.start, m.end, m.head) for m in read_event_mentions(read_words(doc))] == [(0, 17, "invasion")]


def test_what_a_phrase_says(tagged) -> None:
    text = f"{RAID} angered/VERB Denmark/PROPN/GPE ’s/PART mayors/NOUN ./PUNCT"
    (mention,) = read_event_mentions(tagged(text))
    assert (mention.kind, mention.plural) == ("event", False)
    assert (mention.names, mention.targets) == (("norland", "saltmere"), ("saltmere",))
    assert (mention.details, mention.around) == (("port",), ("denmark",))


@pytest.mark.parametrize("name", ["Danish/ADJ/NORP", "Copenhagen/PROPN/GPE ’s/PART", "Denmark/PROPN/GPE ’s/PART"])
def test_a_country_its_people_and_its_capital_are_one_name(tagged, name: str) -> None:
    (mention,) = read_event_mentions(tagged(f"the/DET {name} raid/NOUN failed/VERB ."))
    assert mention.names == ("denmark",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{RAID} was/AUX an/DET invasion/NOUN .", "'raid' was 'invasion'"),
        (f"{RAID} ,/PUNCT a/DET surprise/NOUN attack/NOUN ,/PUNCT failed/VERB .", "'raid', 'attack'"),
        ("the/DET raid/NOUN on/ADP Monday/PROPN/DATE marked/VERB a/DET defeat/NOUN .", "'raid' marked 'defeat'"),
        # somebody calls it by a noun of no list
        ("She/PRON called/VERB the/DET raid/NOUN a/DET disgrace/NOUN .", "called 'raid' 'disgrace'"),
        ("She/PRON described/VERB the/DET raid/NOUN as/ADP a/DET disgrace/NOUN .", "described 'raid' as 'disgrace'"),
        # what is said of it is no name for it
        ("the/DET raid/NOUN is/AUX a/DET difficult/ADJ task/NOUN .", None),
        ("the/DET raid/NOUN was/AUX not/PART an/DET invasion/NOUN .", None),
        ("the/DET raid/NOUN ,/PUNCT the/DET ban/NOUN and/CCONJ the/DET strike/NOUN failed/VERB .", None),
    ],
)
def test_what_a_sentence_says_to_be_the_same(tagged, text: str, expected: str | None) -> None:
    first, *others = read_event_mentions(tagged(text))
    tied = [(m.tie, m.same_as) for m in others if m.tie]
    assert tied == ([(expected, first.start)] if expected else [])


def test_every_class_but_the_general_one_has_several_nouns() -> None:
    nouns = load_lexicon("event_nouns")
    assert nouns["noun"].is_unique().all()
    assert set(nouns["kind"]) == {"event", "actor"}
    sizes = nouns.with_columns(nouns["classes"].str.split("|")).explode("classes")["classes"].value_counts()
    assert sizes["count"].min() > 1
    assert event_noun("counter-protests") == event_noun("protests")
    assert classes_of("raid") & classes_of("incursion")
    assert not classes_of("raid") & classes_of("speech")
