import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis.language.attribution import Attribution
from analysis.language.cues import Cue, read_cue
from analysis.lexicons import load_lexicon

NLP = spacy.blank("en")


LEMMAS = [
    ("<s She> <q said> <c it rained>.", "say", "neutral"),
    ("<s She> <q has repeatedly said> <c it rained>.", "say", "neutral"),
    ("<s She> <q told reporters> <c it rained>.", "tell", "neutral"),
    ("<s She> <q told> reporters <c it rained>.", "tell", "neutral"),
    ("<q According to> <s the clerk>, <c it rained>.", "according to", "neutral"),
    ("<s She> <q pointed> out <c it rained>.", "point out", "endorsing"),
    ("<s She> <q made it clear> <c it would rain>.", "make clear", "endorsing"),
    ("<s She> <q went on to say> <c it rained>.", "go on to say", "neutral"),
    ("<s She> <q alleges> <c theft>.", "allege", "doubting"),
    ("<q allegations> by <s her> <c of theft>", "allege", "doubting"),
    ("<s She> <q slammed> <c the plan>.", "slam", "confrontational"),
    ("<s She> <q admitted> <c theft>.", "admit", "endorsing"),
    ("<s She> <q insists> <c on it>.", "insist", "arguing"),
    ("<s She> <q thought> <c it rained>.", "think", "thought"),
    ("<s She> <q vowed> <c to go>.", "vow", "intention"),
    ("<s She> <q was asked> <c whether it rained>.", "ask", "asking"),
    ("<s She> <q continued to argue> <c for it>.", "argue", "arguing"),
    ("<s She> <q continued>, <c “and left>.”", "continue", "neutral"),
    ("<s She> <q seemed to suggest> <c it>.", "suggest", "neutral"),
    ("<s Mayor><q :> <c It rained>", ":", "neutral"),
    ("<s She> <q issued a statement saying> <c it rained>.", "issue a statement", "neutral"),
    ("<s She> <q praising> <c the plan>.", "praise", "supportive"),
    ("<s She> <q refers to> <c it> as rain.", "refer to", "neutral"),
    ("<s She> <q yodelled> <c that it rained>.", "yodel", "other"),
    ("<s She> <q has> <c doubts>.", "have", "other"),
]


@pytest.mark.parametrize(("text", "lemma", "cue_class"), LEMMAS)
def test_lemma_and_class(marked, text: str, lemma: str, cue_class: str) -> None:
    cue = read_cue(*marked(text))
    assert (cue.lemma, cue.cue_class) == (lemma, cue_class)


# Every form that is not made by adding -s, -ed or -ing to the base form.
FORMS = """
bear bore borne, bring brought, cast casting, choose chose chosen, come came, cry cried cries,
deny denied denies, draw drew drawn, feel felt, find found, forbid forbade forbidden forbidding,
foresee foresaw foreseen, forget forgot forgotten, get got, give gave given, go went gone, hear heard,
hold held, know knew known, lay laid, lie lied lying, make made making, mean meant, pay paid,
quip quipped quipping, read, rebut rebutted, refer referred referring, say said says, see saw seen,
seek sought, set setting, shoot shot, sing sang sung, speak spoke spoken, stand stood, swear swore sworn,
take took taken taking, tell told, think thought, throw threw thrown, understand understood, weep wept,
write wrote written writing, tear tore torn, drive drove driven, admit admitted, quiz quizzed,
testify testified testifies, reply replied replies, veto vetoed vetoes, guess guesses guessed,
teach taught, echo echoes echoed
"""


def test_every_entry_of_the_lexicon_is_found_by_irregular_forms_of_its_verb() -> None:
    irregular = {verb: forms for verb, *forms in (row.split() for row in FORMS.split(","))}
    checked = 0
    for lemma in load_lexicon("reporting_verbs")["lemma"]:
        verb, *rest = lemma.split()
        for form in irregular.get(verb, ()):
            doc = NLP(" ".join(("They", form, *rest, "so")))
            found = read_cue(doc, Attribution(((0, 1),), ((1, len(doc) - 1),), ((len(doc) - 1, len(doc)),))).lemma
            assert found == lemma, form
            checked += 1
    assert checked > 100


BASE_FORMS = [("blew", "blow"), ("fought", "fight"), ("misspoke", "misspeak"), ("wove", "weave"), ("hummed", "hum")]


@pytest.mark.parametrize(("printed", "lemma"), BASE_FORMS)
def test_verbs_outside_the_lexicon_have_their_base_form(printed: str, lemma: str) -> None:
    doc = NLP(f"They {printed} so")
    assert read_cue(doc, Attribution(((0, 1),), ((1, 2),), ((2, 3),))).lemma == lemma


ACTS = [
    ("<s The mayor> <q said> <c it rained>.", "said"),
    ("<s A report by the mayor> <q said> <c it rained>.", "document"),
    ("<s The latest polls> <q show> <c him ahead>.", "document"),
    ("<s Her lawyer> <q showed> <c that it was so>.", "said"),
    ("<q According to> <s court documents>, <c it rained>.", "document"),
    ("<q According to> <s the pollster>, <c it rained>.", "said"),
    ("<s An aide who wrote the memo> <q said> <c it rained>.", "said"),
    ("<s The Harbor Post> <q said> <c it rained>.", "said"),
    ("<s Her post> <q said> <c it rained>.", "document"),
    ("<s The mayor> <q believes> <c it rained>.", "thought"),
    ("<s The mayor> <q plans> <c to go>.", "intention"),
    ("<s The mayor> <q promised> <c to go>.", "said"),
    ("<s The mayor> <q is fond of> <c it>.", "said"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act(marked, text: str, act: str) -> None:
    assert read_cue(*marked(text)).act == act


DENIED = [
    ("<s She> <q denied> <c it>.", True),
    ("<s She> <q did not deny> <c it>.", False),
    ("<s She> <q never denied> <c it>.", False),
    ("<s She> <q didn’t deny> <c it>.", False),
    ("<s She> did not <q deny> <c it>.", False),
    ("<s She> <q rejects> <c the claim>.", True),
    ("<s She> <q ruled out> <c talks>.", True),
    ("<s She> <q did not rule out> <c talks>.", False),
    ("<s She> <q did not say> <c why>.", True),
    ("<s She> <q wouldn't say> <c why>.", True),
    ("<s She> <q not only said> <c why>.", False),
    ("<s She> <q declined to comment> <c on it>.", True),
    ("<s She> <q declined> to comment <c on it>.", True),
    ("<s She> <q refused to say> <c why>.", True),
    ("<s She> <q refused> <c to leave>.", False),
    ("<s She> <q declined> <c to comment on it>.", True),
    ("<s She> <q declined> <c to be interviewed>.", True),
    ("<s She> <q wants> <c to comment on it>.", False),
    ("<s She> <q did not immediately respond to> <c a request>.", True),
    ("<s She> <q doesn't believe> <c it>.", True),
    ("<s She> <q did not want> <c to go>.", False),
    ("<s She> <q did not know> <c it rained>.", False),
    ("<s The report> <q does not show> <c that it rained>.", False),
    ("<s She> <q said> <c she did not go>.", False),
    ("It was not clear why. <s She> <q said> <c so>.", False),
]


@pytest.mark.parametrize(("text", "denied"), DENIED)
def test_denied(marked, text: str, denied: bool) -> None:
    assert read_cue(*marked(text)).denied is denied


HEDGED = [
    ("<s She> <q said> <c it rained>.", False),
    ("<s She> <q reportedly said> <c it rained>.", True),
    ("<s She> reportedly <q said> <c it rained>.", True),
    ("<s She> <q said> <c it allegedly rained>.", False),
    ("<s She> <q is believed to have told> him <c it rained>.", True),
    ("<s She> is said to have <q told> him <c it rained>.", True),
    ("<s She> <q appeared to confirm> <c it>.", True),
    ("<s She> <q appeared> and <q said> <c it>.", False),
    ("<s She>, <q reportedly>, <c will go>.", True),
]


@pytest.mark.parametrize(("text", "hedged"), HEDGED)
def test_hedged(marked, text: str, hedged: bool) -> None:
    assert read_cue(*marked(text)).hedged is hedged


@given(st.lists(st.sampled_from(["did", "n't", "not", "to", "said", "out", ",", " ", "’", "zorb", "deny"]), min_size=1))
def test_any_cue_gives_a_cue(words: list[str]) -> None:
    doc = Doc(NLP.vocab, words=words)
    for start in range(len(words)):
        cue = read_cue(doc, Attribution((), ((start, len(words)),), ()))
        assert isinstance(cue, Cue)
        assert cue.lemma
