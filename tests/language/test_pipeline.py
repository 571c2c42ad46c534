import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import attributions, load_pipeline, pipeline
from analysis.language.encoder import ModelError
from analysis.language.sentences import LONGEST_SENTENCE

LEAK = (
    "The chemical plant in Hollin leaked solvent into the river on Monday, Mayor Ruth Okafor said.\n\n"
    "“We have closed the intake,” she told the Harbor Post. The company denied that anybody was hurt."
)


def said(doc) -> list[tuple[str, str, str]]:
    def words(spans):
        return " ... ".join(doc[first:stop].text for first, stop in spans).strip(" .,“”\"'")

    return [(words(a.source), words(a.cue), words(a.content)) for a in attributions(doc)]


def everything(doc) -> list:
    tokens = [(t.text, t.pos_, t.dep_, t.head.i, t.is_sent_start) for t in doc]
    return [tokens, [(e.start, e.end, e.label_) for e in doc.ents], attributions(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the bridge is safe.", [("The mayor", "said", "the bridge is safe")]),
        (
            "“The bridge is safe,” Mayor Ruth Okafor told reporters.",
            [("Mayor Ruth Okafor", "told", "The bridge is safe")],
        ),
        (
            "According to the fire service, nobody was hurt.",
            [("the fire service", "According to", "nobody was hurt")],
        ),
        ("The river rose by two metres overnight.", []),
    ],
)
def test_who_said_what(nlp, text: str, expected: list) -> None:
    assert said(nlp(text)) == expected


def test_docs_have_sentences_tags_trees_and_entities(nlp) -> None:
    doc = nlp(LEAK)
    assert [s.text.split()[0] for s in doc.sents] == ["The", "“We", "The"]
    assert {"Hollin", "Ruth Okafor"} <= {e.text for e in doc.ents}
    closed = next(t for t in doc if t.text == "closed")
    assert closed.pos_ == "VERB"
    assert [(c.text, c.dep_) for c in closed.children if c.dep_ in {"nsubj", "aux", "obj"}] == [
        ("We", "nsubj"),
        ("have", "aux"),
        ("intake", "obj"),
    ]
    assert all(sum(t.head == t for t in s) == 1 for s in doc.sents)


def test_a_text_reads_the_same_whoever_else_is_in_its_batch(nlp) -> None:
    texts = [LEAK, "Short.", LEAK * 12, "", "He said no.", "\n\n"]
    alone = [everything(nlp(text)) for text in texts]
    assert [everything(doc) for doc in nlp.pipe(texts, batch_size=64)] == alone
    assert [everything(doc) for doc in nlp.pipe(texts, batch_size=2)] == alone
    assert [everything(doc) for doc in load_pipeline(threads=1).pipe(texts)] == alone


def test_articles_of_many_windows_are_read_to_their_end(nlp) -> None:
    speakers = [
        "Captain Abbott",
        "Mayor Bianchi",
        "Judge Chowdhury",
        "Senator Dubois",
        "Doctor Eriksen",
        "Major Farouk",
    ]
    topics = ["the harbour", "the bridge", "the old mill", "the ferry", "the museum", "the tram", "the school"]
    text = "\n\n".join(
        f"{speaker} said {topic} will stay closed for another week. It was shut after the storm of last winter."
        for topic in topics
        for speaker in speakers
    )
    assert len(text.split()) > 800
    found = [(source, content.split(" will")[0]) for source, _, content in said(nlp(text))]
    expected = [(speaker, topic) for topic in topics for speaker in speakers]
    assert len(set(expected) - set(found)) <= 2  # what the model misses at its best; a lost window would miss ten
    assert len(found) <= len(expected)


def test_texts_of_many_segments_are_read_whole(nlp, monkeypatch) -> None:
    paragraphs = [LEAK, "The mayor said the bridge is safe.", "“Nobody was hurt,” Captain Abbott told reporters."] * 3
    text = "\n\n".join(paragraphs)
    whole = said(nlp(text))
    monkeypatch.setattr(pipeline, "SEGMENT", 60)
    doc = nlp(text)
    cut = said(doc)
    assert len(pipeline._segments(doc)) > 3
    assert ("The mayor", "said", "the bridge is safe") in cut
    assert abs(len(cut) - len(whole)) <= 2
    assert all(sum(t.head == t for t in s) == 1 for s in doc.sents)
    assert "".join(s.text_with_ws for s in doc.sents) == text


@pytest.mark.parametrize(
    ("text", "size"),
    [("a b c ¶ d e", 4), ("a ¶ b c . d", 5), ("a ¶ b c d e", 6), ("¶ ¶ ¶ ¶", 4)],
)
def test_segments_end_at_line_breaks_or_full_stops(text: str, size: int) -> None:
    assert pipeline._cut(text.split()) == size


UNCLOSED = [
    ("The mayor", "the bridge", "in 1911"),
    ("Ada Bell", "the old mill", "by her grandfather"),
    ("Otto Crane, an engineer", "the tunnel", "after the war"),
    ("A spokesman for the port", "the northern pier", "of oak"),
    ("Governor Lukas Verhoeven", "every school in Kalmar", "before he was born"),
    ("The ministry", "the ferry", "abroad"),
    ("He", "the tower", "too fast"),
    ("Police", "the square", "for horses"),
]


@pytest.mark.parametrize("mark", ['"', "“", "”", "«", "»", "„", "‘", "’", "'", "`", "‹", "″"])
def test_unclosed_quotation_marks_break_nothing(nlp, mark: str) -> None:
    text = " ".join(f"{who} said {what} is safe. It was built {when}." for who, what, when in UNCLOSED)
    whole, broken = nlp(text), nlp(f"{mark}{text}")
    assert len(list(broken.sents)) == len(list(whole.sents)) == 2 * len(UNCLOSED)
    assert len(attributions(broken)) >= len(UNCLOSED) - 2
    repeated = nlp(f"{mark}We will not sign, the minister said. " * 200)
    assert len(list(repeated.sents)) > 100


# Words that rules about cues, relays, refusals and quotations look at, in any order.
TELLING = re.findall(
    r"\S+",
    """said denied declined refused further comment to did not n't respond answer according as reported by first saying
quoted cited told that he she they it who Acme Ada Bell Mr. Dr. Moscow spokesman for the of “ ” " ' ‘ ’ « » , . : ; —
( ) ... ¶ 12 Monday request in a statement on X whose letter reads and but""",
)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from([*TELLING, "\n\n"]), max_size=60).map(" ".join),
    )
)
def test_no_text_breaks_the_reader(nlp, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert "".join(s.text_with_ws for s in doc.sents) == text
    for attribution in attributions(doc):
        for first, stop in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= first < stop <= len(doc)


def test_a_printed_paragraph_mark_is_a_word(nlp) -> None:
    doc = nlp("See ¶ 12 of the ruling, the judge said.")
    assert len(list(doc.sents)) == 1
    assert doc[1].text == "¶"
    assert doc[1].pos_ != "SPACE"


def test_a_folder_without_a_model_is_refused_at_once(tmp_path) -> None:
    with pytest.raises(ModelError, match=r"is no model's folder: it has no labels\.json"):
        load_pipeline(model=tmp_path)


def test_a_missing_base_says_how_to_install_it() -> None:
    with pytest.raises(OSError, match="python -m spacy download en_core_web_trf"):
        load_pipeline(base="en_core_web_trf")


def test_another_base_keeps_its_own_sentences_and_entities_and_gets_attributions(tmp_path) -> None:
    base = spacy.blank("en")
    base.add_pipe("sentencizer")
    base.add_pipe("entity_ruler").add_patterns([{"label": "RIVER_TOWN", "pattern": "Hollin"}])
    base.to_disk(tmp_path / "base")
    doc = load_pipeline(base=tmp_path / "base")(LEAK)
    assert [e.label_ for e in doc.ents] == ["RIVER_TOWN"]
    assert ("The company", "denied") in [(source, cue) for source, cue, _ in said(doc)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (
            "Talks will not resume until the pier is cleared, Dan Holm, the deputy head of the port's council, said on "
            "Wednesday.\nIn a message on Telegram, the former mayor said the port had been at risk. The strike had put "
            "an end to that, he added.",
            ["Talks", "In", "The"],
        ),
        ("“We wait five more months every year,” said Jonas Brink, a baggage handler, who takes two buses.", ["“"]),
        ("“We've been told five more months for three years,” said Jonas Brink, who takes two buses.", ["“"]),
        ("“It was over by noon.” The pier is open.", ["“", "The"]),
        ("A heading without a full stop\nThe pier is open.", ["A", "The"]),
    ],
)
def test_a_sentence_begins_behind_a_full_stop_or_on_a_new_line(nlp, text: str, starts: list[str]) -> None:
    assert [sentence[0].text for sentence in nlp(text).sents] == starts


def test_a_text_without_a_full_stop_is_cut_so_that_its_trees_fit_into_memory(nlp) -> None:
    doc = nlp("harbour light water stone " * 300)
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE
