"""Corpora in their own layouts, written here, and the texts they become."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.training.corpora import (
    NONE,
    Text,
    annotated_texts,
    guessed_starts,
    read_polnear,
    read_treebank,
    read_worldwide,
    sentences,
    with_breaks,
    without_breaks,
)
from analysis.language.training.labels import ATTRIBUTION, ENTITY, RELATION, TAG

ARTICLE = "“We close,” Ada Bell said.\n\nShe added that buses run, and left."
SPANS = [
    ("Content", [(0, 11)]),
    ("Source", [(12, 20)]),
    ("Cue", [(21, 25)]),
    ("Source", [(28, 31)]),
    ("Cue", [(32, 37)]),
    ("Content", [(38, 52)]),
]
EVENTS = ["Attribution:T3 Content:T1 Cue:T3 Source:T2", "Attribution:T5 Content:T6 Cue:T5 Source:T4"]


def write_polnear(folder: Path, text: str, spans: list, events: list[str]) -> Path:
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "one.txt").write_text(text, encoding="utf8", newline="")
    lines = [
        f"T{number}\t{role} {';'.join(f'{a} {b}' for a, b in ranges)}\t{text[ranges[0][0] : ranges[0][1]]}"
        for number, (role, ranges) in enumerate(spans, 1)
    ]
    lines += [f"E{number}\t{event}" for number, event in enumerate(events, 1)]
    (folder / "attributions" / "one.ann").write_text("\n".join(lines), encoding="utf8")
    return folder


def tagged(text: Text) -> str:
    return " ".join(f"{word}/{ATTRIBUTION[tag]}" for word, tag in zip(text.words, text.labels["att"], strict=True))


def test_spans_become_tags_and_relations_pointers(tmp_path: Path) -> None:
    (text,) = read_polnear(write_polnear(tmp_path / "p", ARTICLE, SPANS, EVENTS))
    assert tagged(text) == (
        "“/B-C We/I-C close/I-C ,/I-C ”/I-C Ada/B-S Bell/I-S said/B-Q ./O ¶/O "
        "She/B-S added/B-Q that/B-C buses/I-C run/I-C ,/O and/O left/O ./O"
    )
    pointed = {text.words[at]: text.words[to] for at, to in enumerate(text.labels["link"]) if to != NONE}
    assert pointed == {
        **dict.fromkeys(["“", "We", "close", ",", "”"], "said"),
        "said": "Ada",
        "added": "She",
        **dict.fromkeys(["that", "buses", "run"], "added"),
    }
    assert text.meanings == [(0, 5), (12, 15), (0, 9), (10, 19)]
    assert [text.words[at] for at in text.starts] == ["“", "She"]


def test_of_spans_that_overlap_what_is_left_begins_anew(tmp_path: Path) -> None:
    spans = [("Content", [(0, 11)]), ("Cue", [(21, 25)]), ("Source", [(4, 9)])]
    (text,) = read_polnear(
        write_polnear(tmp_path / "p", ARTICLE, spans, ["Attribution:T2 Content:T1 Cue:T2 Source:T3"])
    )
    assert tagged(text).startswith("“/B-C We/I-C close/B-S ,/B-C ”/I-C")


def test_a_cue_without_source_points_at_itself(tmp_path: Path) -> None:
    (text,) = read_polnear(
        write_polnear(
            tmp_path / "p", ARTICLE, [("Content", [(0, 11)]), ("Cue", [(21, 25)])], ["A:T2 Content:T1 Cue:T2"]
        )
    )
    assert text.labels["link"][7] == 7


def test_content_in_two_pieces_leaves_the_words_between(tmp_path: Path) -> None:
    spans = [("Content", [(1, 3), (4, 9)]), ("Cue", [(21, 25)])]
    (text,) = read_polnear(write_polnear(tmp_path / "p", ARTICLE, spans, ["A:T2 Content:T1 Cue:T2"]))
    assert tagged(text).startswith("“/O We/B-C close/I-C ,/O")


def test_each_text_has_its_own_annotations(tmp_path: Path) -> None:
    for kind in ("text", "attributions"):
        (tmp_path / kind).mkdir()
    for name in ("harbour", "harbour-2", "1", "[a]"):
        (tmp_path / "text" / f"{name}.txt").touch()
    for name in ("harbour", "harbour-2", "10", "[a]_anna", "[a]_zoe"):
        (tmp_path / "attributions" / f"{name}.ann").touch()
    found = [(text.stem, gold.stem) for text, gold in annotated_texts(tmp_path)]
    assert sorted(found) == [("[a]", "[a]_anna"), ("harbour", "harbour"), ("harbour-2", "harbour-2")]


def test_entities_are_read_a_word_a_line(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    path.write_text(
        "# article = one\nAda\tB-Person\nBell\tI-Person\nleft\tO\n.\tO\n\nIn\tO\nVessany\tB-Location\n.\tO\n"
        "# article = two\nRain\tO\n\t\n",
        encoding="utf8",
    )
    first, second = read_worldwide(path)
    assert (first.name, second.name) == ("one", "two")
    assert [ENTITY[tag] for tag in first.labels["ner"]] == [
        *("B-Person", "I-Person", "O", "O", "O", "B-Location", "O"),
    ]
    assert first.starts.tolist() == [0, 4]
    assert second.words == ["Rain"]


TREEBANK = """# newdoc id = one
# text = Ada left . She sang
1\tAda\tAda\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-1)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = Her sister sang
1\tHer\tshe\tPRON\tPRP$\t_\t2\tnmod:poss\t_\tEntity=(2-person-new-2(1-person-giv-1)
2\tsister\tsister\tNOUN\tNN\t_\t3\tnsubj\t_\tEntity=2)
2.1\tdid\tdo\tAUX\t_\t_\t_\t_\t_\t_
3\tsang\tsing\tVERB\tVBD\t_\t0\troot\t_\t_
# newdoc id = two
# text = Go
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
"""


def test_trees_point_into_the_whole_text_and_chains_at_the_mention_before(tmp_path: Path) -> None:
    path = tmp_path / "train.conllu"
    path.write_text(TREEBANK, encoding="utf8")
    first, second = read_treebank(path)
    assert first.words == ["Ada", "left", ".", "Her", "sister", "sang"]
    assert first.labels["head"].tolist() == [1, 1, 1, 4, 5, 5]
    assert [RELATION[r] for r in first.labels["dep"]] == ["nsubj", "root", "punct", "nmod:poss", "nsubj", "root"]
    assert [TAG[t] for t in first.labels["pos"]] == ["PROPN", "VERB", "PUNCT", "PRON", "NOUN", "VERB"]
    assert first.labels["ss"].tolist() == [1, 0, 0, 1, 0, 0]
    assert first.labels["antecedent"].tolist() == [0, NONE, NONE, 0, 4, NONE]
    assert second.labels["head"].tolist() == [0]


def plain(n: int) -> Text:
    head = np.array([max(0, at - 1) for at in range(n)])
    words, labels = [f"w{at}" for at in range(n)], {"head": head, "pos": np.arange(n)}
    guesses = {"ner": np.arange(1, n + 1, dtype=np.float16)[:, None]}
    return Text("t", words, labels, np.arange(0, n, 3), [(0, n)], guesses=guesses)


@given(st.integers(1, 20), st.sets(st.integers(0, 19)))
def test_breaks_come_and_go_and_pointers_follow_their_words(n: int, before: set[int]) -> None:
    text = plain(n)
    broken = with_breaks(text, before)
    assert broken.words.count("¶") == len([at for at in before if at < n])
    assert [broken.words[a] for a in broken.starts] == [text.words[a] for a in text.starts]
    for at, word in enumerate(broken.words):
        if word == "¶":
            assert broken.labels["head"][at] == NONE
            assert broken.guesses["ner"][at] == 0  # nothing is known of a break that was put in
        else:
            assert broken.guesses["ner"][at] == int(word[1:]) + 1
            assert broken.words[broken.labels["head"][at]] == text.words[text.labels["head"][int(word[1:])]]
    again = without_breaks(broken)
    assert again.words == text.words
    assert again.labels["head"].tolist() == text.labels["head"].tolist()
    assert again.meanings == text.meanings
    assert again.guesses["ner"].tolist() == text.guesses["ner"].tolist()


@pytest.mark.parametrize("relation", ["nmod:unmarked", "nmod"])
def test_unknown_subtypes_count_as_their_type(relation: str) -> None:
    from analysis.language.training.labels import relation_number

    assert RELATION[relation_number(relation)] == "nmod"


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("We go . They stay .", [0, 3]),
        ('" We go . " They stay .', [0, 5]),
        ("“ We go . ” ¶ They stay .", [0, 6]),
        ('She said : " Go . Now . " ¶ " Stay .', [0, 6, 10]),
    ],
)
def test_windows_may_begin_behind_stops_and_the_marks_that_close_upon_them(words: str, starts: list[int]) -> None:
    assert guessed_starts(words.split()).tolist() == starts


def test_sentences_end_before_line_breaks() -> None:
    words = ["We", "go", "there", "now", ".", "¶", "¶", "No", "."]
    assert sentences(words, np.array([0, 7])) == [(0, 5)]
