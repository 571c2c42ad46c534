"""What a text tells of women and men, and what it does not."""

from __future__ import annotations

import pytest

from analysis.language import load_pipeline
from analysis.language.attribution import attributions
from analysis.language.entities import group_mentions
from analysis.language.gender import noun_gender, told_genders, unnamed_gender
from analysis.language.names import genders
from analysis.language.speakers import resolve
from analysis.language.words import read_words


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


def told(nlp, text: str) -> dict[str, str]:
    doc = nlp(text)
    words = read_words(doc)
    entities, mentions = group_mentions(words)
    found = told_genders(words, entities, mentions, attributions(doc))
    return {entities[number].name: gender for number, gender in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # titles
        ("Mr. Corr said that the bridge would open.", {"Corr": "male"}),
        ("The bridge will open, Mrs. Bell said.", {"Bell": "female"}),
        ("The bridge will open, Dame Robin Bell said.", {"Robin Bell": "female"}),
        ("Mr. and Mrs. Corr came.", {}),
        ("Martin Luther King Jr. spoke in the town.", {}),
        # offices and trades that only women or men are called by
        ("The bridge will open, spokeswoman Robin Bell said.", {"Robin Bell": "female"}),
        ("The bridge will open, Congressman Robin Bell said.", {"Robin Bell": "male"}),
        ("The bridge will open, Chairman Robin Bell said.", {}),
        ("The bridge will open, Mayor Robin Bell said.", {}),
        # appositions
        ("His wife, Robin Bell, said that the bridge would open.", {"Robin Bell": "female"}),
        ("Robin Bell, a father of two, said that the bridge would open.", {"Robin Bell": "male"}),
        ("The woman Robin Bell met said that the bridge would open.", {}),
        # pronouns, where nobody else is near
        ("Robin Bell opened the bridge on Monday. “It will hold,” she said.", {"Robin Bell": "female"}),
        ("Robin Bell opened the bridge on Monday. He then left the town.", {"Robin Bell": "male"}),
        ("Robin Bell opened the bridge with Ivo Corr. He then left the town.", {}),
        ("Robin Bell opened the bridge with a senator. He then left the town.", {}),
        # a surname before the full name may be somebody else's: then the full name alone is sure
        ("Bell opened the bridge. He left. Then Robin Bell came, and Mr. Bell spoke.", {}),
        ("Robin Bell opened the bridge. Then Mr. Bell spoke.", {"Robin Bell": "male"}),
        # not whom indirect speech is about, nor a topic that another paragraph takes up again
        ("Robin Bell said that she would open the bridge.", {}),
        ("Robin Bell opened the bridge on Monday.\n\nHe was one of the first to come.", {}),
    ],
)
def test_what_a_text_tells(nlp, text: str, expected: dict[str, str]) -> None:
    assert told(nlp, text) == expected


def test_first_names_tell_nothing(nlp) -> None:
    assert (genders()["sarah"], genders()["john"]) == ("f", "m")
    text = "Sarah Bell and John Corr met on Monday. Sarah Bell said that the bridge would open. John Corr left."
    assert told(nlp, text) == {}
    assert told(nlp, "Mr. Sarah Bell opened the bridge.") == {"Sarah Bell": "male"}


def test_a_title_is_surer_than_a_pronoun(nlp) -> None:
    text = "Robin Bell opened the bridge on Monday. He then left the town. “It will hold,” said Mrs. Bell."
    assert told(nlp, text.partition(" “")[0]) == {"Robin Bell": "male"}
    assert told(nlp, text) == {"Robin Bell": "female"}


def test_an_article_that_contradicts_itself_says_both(nlp) -> None:
    assert told(nlp, "Mr. Bell opened the bridge. The mayor thanked him. Mrs. Bell left the town.") == {"Bell": "both"}


@pytest.mark.parametrize(
    ("noun", "gender"),
    [("spokeswoman", "f"), ("ex-wife", "f"), ("widower", "m"), ("senator", ""), ("chairman", ""), ("women", "")],
)
def test_words_for_people(noun: str, gender: str) -> None:
    assert noun_gender(noun) == gender


def test_people_without_a_name_go_by_the_word_for_them(nlp) -> None:
    doc = nlp("“The bridge will open,” a spokeswoman said. “It will not,” an official said.")
    assert [(speaker.name, speaker.gender) for speaker in resolve(doc).speakers if speaker] == [
        ("spokeswoman", "female"),
        ("official", None),
    ]
    assert unnamed_gender("He", False, []) == "male"
    assert unnamed_gender("he", True, []) is None
