from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from analysis.language.pipeline import load_pipeline
from analysis.language.sentences import behind_stops


@cache
def pipeline() -> Language:
    return load_pipeline(threads=1)


# A bar stands where a sentence begins, besides the begin of a line.
SENTENCES = [
    # titles, initials, months, numbers, places
    "He met Gen. Mark Roe at 5 p.m. on Monday.|The talks failed.",
    "Lt. Gov. Ada Bell and Sgt. Tom Fox left.|Rep. Jo Pike (D-Calif.) stayed.",
    "Brig. Gen. Lee, Col. Kim, Capt. Poe, Maj. Orr and Cpl. May died.|Pvt. Dunn lived.",
    "Mr. Smith, Mrs. Jones and Dr. Wu of St. Mary's came.|Ms. Roe did not.",
    "Prof. Bell of the Univ. of Kent spoke.|Rev. Fox prayed.",
    "J. K. Rowling and George W. Bush met H.R. McMaster.|They talked.",
    "On Jan. 6 the crowd came.|By Feb. 2 it was gone.|In Sept. Congress met.",
    "It was ranked No. 3 in the world.|Nobody knew why.",
    "See Fig. 3 and p. 12, vol. 4 of Smith et al. Later work agrees.",
    "He lived at 5th Ave. and Main St. in Ohio.|Then he moved.",
    "She moved to Washington, D.C.|Her brother stayed in St. Louis, Mo., until May.",
    "The company, which is based in Reading, Pa., fell 3 percent.|Shares of Acme Co. rose.",
    "Sen. Roe (R-Ky.) said so.|Rep. Bell, D-N.Y., agreed.",
    "Roe vs. Wade and Brown v. Board were read.|Both matter.",
    "Martin Luther King Jr. Day is in January.|Sammy Davis Jr. sang.",
    "Acme Corp. Chief Executive Ann Lee resigned.|Harbor Inc. declined to comment.",
    "The vote was 5.5 to 4.5 percent.|The rest (about 2 p.c.) abstained.",
    # abbreviations that end a sentence, too
    "The U.S. Army said so.|The U.S. is not alone.",
    "They live in the U.S.|The army does not.",
    "It was 5 p.m.|The crowd left.",
    "The firm is called Acme Inc.|It makes anvils.",
    # quotations of one sentence and of several
    "“We will stay.|We will fight.|We will win,” the mayor said.",
    "“We will stay,” the mayor said.|“We will fight.|We will win.”",
    '"It is over," she said.|"Nobody won.|Nobody lost."|The hall fell silent.',
    "“I don't know.|I don't know.”|She shrugged.",
    "He asked, “Who are you?” and left.",
    "“Who are you?” he asked.|Nobody answered.",
    "“Are you mad?” Ms. Bell asked.|“Yes!” Mr. Fox said.",
    "“Stop!” he shouted.|The car drove on.",
    "“Why?”|The hall fell silent.",
    "“Who won?” Roe said.|“Bell did!” said Fox.|Nobody cheered.",
    "“Go home!”|She left the room.",
    "He said: “No.”|She said yes.",
    "What do they want?|National parks?|They never say.",
    # ellipses, brackets, marks within sentences
    "I waited … and waited ... and then it came.|It was late.",
    "They waited . . . and then it came.|Nobody cheered.",
    "“We were… surprised,” she said.|Then: silence.",
    "(The mayor declined to comment.)|The council did not.",
    "The mayor left town.|(He had no choice.)",
    "He came in third (behind Roe).|She won.",
    "Yahoo! shares rose.|So did those of Google.",
    "The deal — worth $3 bn. — is off.|Why?|Nobody knows.",
    # headlines and lists
    "Mayor quits after vote\nThe mayor quit on Monday.|She gave no reason.",
    "By Ann Lee\nHARBOR CITY, Ohio (AP) — The mayor quit.|She left.",
    "1. Buy bread.\n2. Sell it.",
    "• One item\n• Another item",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_of_the_shipped_pipeline(marked: str) -> None:
    expected = [sentence.strip() for line in marked.split("\n") for sentence in line.split("|")]
    doc = pipeline()(marked.replace("|", " "))
    assert [sentence.text.strip() for sentence in doc.sents] == expected


words = st.sampled_from(["The", "army", "U.S.", ".", "...", "?", "!", '"', "”", "“", ")", "(", "Gen", "3", "\n", "he"])


@given(st.lists(st.tuples(words, st.booleans(), st.integers(-9, 9)), max_size=30))
def test_sentences_begin_behind_stops_alone_and_never_at_what_closes(rows) -> None:
    text, spaced = [word for word, _, _ in rows], [space for _, space, _ in rows]
    begins = behind_stops(np.array([odds for *_, odds in rows], np.float32), text, spaced, ["X"] * len(text))
    for at in np.flatnonzero(begins).tolist():
        before = [word for word in text[:at] if word not in ('"', "”", ")")]
        assert before[-1].endswith((".", "?", "!"))
        assert spaced[at] or text[at] not in ('"', "”", ")")
        assert not (before[-1] == "..." and text[at].islower())
