from datetime import UTC, datetime

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis.language.attribution import Attribution, set_attributions
from analysis.language.circumstances import Circumstances, read_circumstances

NLP = spacy.blank("en")
WEDNESDAY = datetime(2024, 8, 21, 8, 55, tzinfo=UTC)


MEDIUM = [
    # named media
    ("<c “We will not meet,”> <s he> <q told> TASS.", "TASS"),
    ("<c “It is over,”> <s Orlov> <q wrote> on the Telegram messaging app.", "Telegram"),
    ("<s She> <q wrote on Facebook> that <c it rained>.", "Facebook"),
    ("<s She> <q tweeted>: <c “It rained.”>", "Twitter"),
    ("In a post on X, <s the minister> <q said> <c it rained>.", "X"),
    ("<s The minister> <q wrote> on X that <c it rained>.", "X"),
    ("<s Malcolm X> <q said> <c it rained>.", None),
    ("<s She> <q said> in an interview with CNN that <c it rained>.", "CNN"),
    ("In an interview with CNN on Sunday, <s the senator> <q said> <c it rained>.", "CNN"),
    ("<s She> <q told> Fox News’ Sean Hannity that <c it rained>.", "Fox News"),
    ("<s She> <q told> Jo Moss of the BBC that <c it rained>.", "BBC"),
    ("<s She> <q said> on NBC's “Meet the Press” that <c it rained>.", "NBC"),
    ("Speaking to Reuters, <s she> <q said> <c it rained>.", "Reuters"),
    ("<c It rained>, <s she> <q wrote> in The Wall Street Journal.", "Wall Street Journal"),
    ("<c It rained>, <s she> <q told> the Harbor City Tribune.", "Harbor City Tribune"),
    ("<c It rained>, <s she> <q told> the newspaper Volna.", "Volna"),
    ("<c It rained>, <s she> <q told> Volna television.", "Volna"),
    # occasions
    ("<s She> <q said in a statement> that <c it rained>.", "statement"),
    ("<s She> <q issued a statement saying> <c it rained>.", "statement"),
    ("<c It rained>, <s she> <q said> at a hastily called press conference.", "news conference"),
    ("During Monday's debate, <s she> <q said> <c it rained>.", "debate"),
    ("<s She> <q told> a rally in Ohio that <c it rained>.", "rally"),
    ("<s She> <q said> in a statement posted on Instagram that <c it rained>.", "Instagram"),
    ("<s She> <q says> <c it rained> on Ada Moss's website.", None),
    ("<c “It rained,”> <s she> <q says> on Ada Moss's website.", "website"),
    ("<s She> <q told of> <c rows with Dan Moss> on CNN.", None),
    ("<s She> <q said> <c “it rained”> on CNN.", "CNN"),
    ("<s She> <q complained> about plans to address a meeting, saying <c it rained>.", None),
    ("<c It rained>, <s she> <q said> in Omsk on May 4, Volna TV channel said.", None),
    ("<s She>, in an interview with CNN to air Tuesday, <q gave> them <c a chance>.", "CNN"),
    ("In an interview with Omsk newspaper Volna, <s she> <q said> <c it rained>.", "Volna"),
    ("<s She> <q said> during a Fox News interview that <c it rained>.", "Fox News"),
    ("<c “It rained,”> <s she> <q said> in a telephone interview.", "interview"),
    # people and bodies are no medium, and what is talked about is not where
    ("<s She> <q told> reporters <c it rained>.", None),
    ("<s She> <q told> investigators <c it rained>.", None),
    ("<s She> <q told> White House Press Secretary Dan Moss <c it rained>.", None),
    ("<s She> <q told> the Security Council that <c it rained>.", None),
    ("<s She> <q told> lawmakers <c she had called CNN>.", None),
    ("<s She> <q complained> about Twitter, saying <c it lied>.", None),
    ("<s She> <q criticized> <c it>, according to TASS.", None),
    ("<s She> <q commented> on a CNN poll, saying <c it was wrong>.", None),
    ("<s CNN> <q reported> that <c it rained>.", None),
    ("Reporters from the BBC arrived. <s She> <q said> <c it rained>.", None),
]


@pytest.mark.parametrize(("text", "medium"), MEDIUM)
def test_medium(marked, text: str, medium: str | None) -> None:
    assert read_circumstances(*marked(text), None).medium == medium


VIA = [
    ("<s Petrova> <q accused> them of <c planning an attack>, as reported by TASS.", "TASS"),
    ("<s Petrova> <q accused> them of <c planning an attack, as reported by TASS>.", "TASS"),
    (
        "<c It will cost more>, <q according to> <s a draft audit first reported by the Harbor Tribune>.",
        "Harbor Tribune",
    ),
    ("<c It will cost more>, <q said> <s a reporter of the Harbor Tribune>.", None),
    ("<s Moscow> <q claimed> that <c it won>, according to a report by Izvestia.", "Izvestia"),
    ("<c “They won,”> Izvestia <q cited> <s the service> <q as saying>.", "Izvestia"),
    ("<s Moscow> <q said> <c it won>, TASS reported.", "TASS"),
    ("<s Moscow> <q said> <c it won>, an Ukrinform correspondent reports.", "Ukrinform"),
    ("<s Moscow> <q said> <c it won>, Volna TV channel said.", "Volna TV"),
    ("<s Moscow> <q said> <c it won>, the Harbor Tribune first reported on Monday.", "Harbor Tribune"),
    ("<s Moscow> <q was quoted> by Interfax <q as saying> <c it won>.", "Interfax"),
    ("Citing unnamed aides, Reuters reported that <s Moscow> <q said> <c it won>.", "Reuters"),
    ("<s German media>, ZDF and Der Spiegel <q said> <c it won>.", None),
    ("Topics <s she> <q has reported> on for Newsweek include <c crime>.", None),
    ("<q According to> <s TASS>, <c it won>.", None),
    ("<s Izvestia> <q reported> that <c it won>.", None),
    ("<s He> <q told> TASS that <c it won>.", None),
    ("<s He> <q said> <c TASS reported that it won>.", None),
]


@pytest.mark.parametrize(("text", "via"), VIA)
def test_via(marked, text: str, via: str | None) -> None:
    assert read_circumstances(*marked(text), None).via == via


SAID_ON = [
    ("<s Moscow> on Wednesday <q claimed> that <c it won>.", "2024-08-21"),
    ("<s Moscow> <q said> on Thursday that <c it won>.", "2024-08-15"),
    ("<s Moscow> <q said> Tuesday <c it won>.", "2024-08-20"),
    ("<s Moscow> <q said> last Wednesday <c it won>.", "2024-08-14"),
    ("On August 17, <s Petrova> <q accused> them of <c lies>.", "2024-08-17"),
    ("On Aug. 17, <s Petrova> <q accused> them of <c lies>.", "2024-08-17"),
    (
        "<s Petrova> <q accused> them of <c planning an attack>, as reported by the TASS agency on Aug. 17.",
        "2024-08-17",
    ),
    ("On 17 August 2023, <s Petrova> <q accused> them of <c lies>.", "2023-08-17"),
    ("On Dec. 30, <s Petrova> <q accused> them of <c lies>.", "2023-12-30"),
    ("<c “Lies,”> <s she> <q told> reporters in Kyiv late Tuesday.", "2024-08-20"),
    ("<c “Lies,”> <s she> <q said> yesterday.", "2024-08-20"),
    ("Earlier today, <s she> <q said> <c they were lies>.", "2024-08-21"),
    ("<c “Lies,”> <s she> <q said> in an interview Monday night.", "2024-08-19"),
    ("In a statement on Monday, <s she> <q said> <c they were lies>.", "2024-08-19"),
    ("In Monday's debate, <s she> <q said> <c they were lies>.", "2024-08-19"),
    ("<s She> <q attacked> <c the mayor> on Monday over <c his plan>.", "2024-08-19"),
    # not when it was said
    ("<s She>, in an interview to air Tuesday, <q gave> them <c a chance>.", None),
    ("His term ended on May 29 - but <c appeals> <q were denied>.", None),
    ("Today's story hurts <s her> by <q implying> that <c it rained>.", None),
    ("<s She> <q said> <c the bridge she crossed with them all was open> to the town and to cars on Monday.", None),
    ("<s She> <q was stunned> in Monday's primary by <c it>.", None),
    ("<s She> <q said> <c it rained on Monday>.", None),
    ("<s She> <q said> after Monday's vote that <c it rained>.", None),
    ("<s She>, who arrived on Monday, <q said> <c it rained>.", None),
    ("After the vote on Monday, <s she> <q said> <c it rained>.", None),
    ("Talks broke down on Monday and <s she> <q said> <c it rained>.", None),
    ("It rained on Monday. <s She> <q said> <c so>.", None),
    ("<s She> <q criticized> Monday's vote as <c a farce>.", None),
    ("<s She> <q plans to announce> on Monday <c that it rained>.", None),
    ("<s She> <q has said> since Monday that <c it rained>.", None),
    ("<s She> <q said> <c it rained>.", None),
]


@pytest.mark.parametrize(("text", "said_on"), SAID_ON)
def test_said_on(marked, text: str, said_on: str | None) -> None:
    assert read_circumstances(*marked(text), WEDNESDAY).said_on == said_on


@pytest.mark.parametrize(
    ("text", "published_at", "said_on"),
    [
        ("On August 17, <s Petrova> <q accused> them of <c lies>.", None, "--08-17"),
        ("<s Moscow> on Wednesday <q claimed> that <c it won>.", None, None),
        ("<s Moscow> <q said> today <c it won>.", None, None),
        ("<s Moscow> <q said> on August 17, 2024, that <c it won>.", None, "2024-08-17"),
        ("<s Moscow> <q said> on Feb. 29 <c it won>.", datetime(2023, 3, 1, tzinfo=UTC), "2020-02-29"),
        ("<s Moscow> <q said> on Friday <c it won>.", datetime(1, 1, 1, tzinfo=UTC), None),
        ("<s Moscow> <q said> yesterday <c it won>.", datetime(1, 1, 1, tzinfo=UTC), None),
        ("<s Moscow> <q said> on June 31 <c it won>.", WEDNESDAY, None),
    ],
)
def test_the_day_of_publication_decides(marked, text: str, published_at: datetime | None, said_on: str | None) -> None:
    assert read_circumstances(*marked(text), published_at).said_on == said_on


def test_another_attribution_between_keeps_its_own_circumstances() -> None:
    doc = NLP("He said it rained and she told CNN on Monday it snowed.")
    first = Attribution(((0, 1),), ((1, 2),), ((2, 4),))
    second = Attribution(((5, 6),), ((6, 7),), ((10, 12),))
    set_attributions(doc, [first, second])
    assert read_circumstances(doc, first, WEDNESDAY) == Circumstances(None, None, None)
    assert read_circumstances(doc, second, WEDNESDAY) == Circumstances("CNN", None, "2024-08-19")


def test_what_another_cue_governs_is_not_taken_over() -> None:
    doc = NLP("He spoke in a statement hours after the council passed the plan.")
    set_attributions(doc, [Attribution(((0, 1),), ((1, 2),), ((5, 6),))])
    assert read_circumstances(doc, Attribution(((7, 9),), ((9, 10),), ((10, 12),)), None).medium is None


def test_only_the_sentence_of_the_cue_is_read() -> None:
    words = ["On", "Monday", "it", "rained", "She", "said", "so"]
    doc = Doc(NLP.vocab, words=words, sent_starts=[True, False, False, False, True, False, False])
    assert read_circumstances(doc, Attribution(((4, 5),), ((5, 6),), ((6, 7),)), WEDNESDAY).said_on is None


@given(
    st.lists(
        st.sampled_from(["told", "on", "X", "CNN", "Monday", "Aug.", "31", ",", "\n", "by", "a", "News"]), min_size=1
    ),
    st.datetimes(timezones=st.just(UTC)),
)
def test_any_sentence_gives_circumstances(words: list[str], published_at: datetime) -> None:
    doc = Doc(NLP.vocab, words=words)
    for at in range(len(words)):
        found = read_circumstances(doc, Attribution((), ((at, at + 1),), ((0, at),) if at else ()), published_at)
        assert found.said_on is None or found.said_on <= f"{published_at.date().isoformat()}~"
