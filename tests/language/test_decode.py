import json
from pathlib import Path

import numpy as np
import pytest

from analysis.language.confidence import SIGNS
from analysis.language.decode import Decoder, behind_quotations, decode_attributions
from analysis.language.encoder import ModelError, Reading, Window
from analysis.language.marks import read_marks

LABELS = ("O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C")
# An I follows its own B or I only.
STEPS = np.array([[-1e4 if b[0] == "I" and a[1:] != b[1:] else 0 for b in LABELS] for a in LABELS], np.float32)
WEIGHTS = np.array([{"weakest span": 1.0}.get(sign, 0.0) for sign in SIGNS], np.float32)
DECODER = Decoder(LABELS, np.zeros(7, np.float32), STEPS, WEIGHTS, 0.3, 0.0)


def reading(tags: str, points: dict[int, int]) -> Reading:
    """A Reading whose tags and pointers are certain: one letter a word (small: begins), pointers from word to word."""
    code = {"-": 0, "|": 0, ".": 0, "s": 1, "S": 2, "q": 3, "Q": 4, "c": 5, "C": 6}
    n = len(tags)
    attribution = np.full((n, 7), -20, np.float32)
    attribution[np.arange(n), [code[t] for t in tags]] = 20
    link = np.full((n, n), -20, np.float32)
    link[np.arange(n), [points.get(word, word) for word in range(n)]] = 20
    return Reading(n, (Window(0, n, np.arange(n), {"att": attribution, "link": link}),))


def words(tags: str) -> list[str]:
    return [{"|": "¶", ".": "."}.get(tag, "word") for tag in tags]


def compact(found) -> list[tuple]:
    return [(a.source, a.cue, a.content) for a in found]


@pytest.mark.parametrize(
    ("tags", "points", "expected"),
    [
        ("sqcC", {1: 0, 2: 1, 3: 1}, [(((0, 1),), ((1, 2),), ((2, 4),))]),
        # One source serves two cues.
        ("sqc-qc", {1: 0, 2: 1, 4: 0, 5: 4}, [(((0, 1),), ((1, 2),), ((2, 3),)), (((0, 1),), ((4, 5),), ((5, 6),))]),
        # A content in two pieces around its cue.
        ("cCqsc", {0: 2, 1: 2, 2: 3, 4: 2}, [(((3, 4),), ((2, 3),), ((0, 2), (4, 5)))]),
        # No source: the cue points at itself.
        ("qcC", {1: 0, 2: 0}, [((), ((0, 1),), ((1, 3),))]),
        # A content that points at no cue goes to the nearest one.
        ("q--c-----q", {}, [((), ((0, 1),), ((3, 4),))]),
        # Pieces that touch are one, others are not.
        ("sqcCc", {1: 0, 2: 1, 3: 1, 4: 1}, [(((0, 1),), ((1, 2),), ((2, 5),))]),
        ("sqcC-c", {1: 0, 2: 1, 3: 1, 5: 1}, [(((0, 1),), ((1, 2),), ((2, 4), (5, 6)))]),
        ("cC|csqc", {0: 5, 1: 5, 3: 5, 5: 4, 6: 5}, [(((4, 5),), ((5, 6),), ((3, 4), (6, 7)))]),
        # A piece in another sentence is a stray where the cue's own has one, and the content where it has none.
        ("cC|sqc", {0: 4, 1: 4, 4: 3, 5: 4}, [(((3, 4),), ((4, 5),), ((5, 6),))]),
        ("cC.sqc", {0: 4, 1: 4, 4: 3, 5: 4}, [(((3, 4),), ((4, 5),), ((5, 6),))]),
        ("cC|sq-", {0: 4, 1: 4, 4: 3}, [(((3, 4),), ((4, 5),), ((0, 2),))]),
        # A cue without content is no attribution, a content without any cue neither.
        ("sq--", {1: 0}, []),
        ("sScC", {}, []),
        # No span begins inside: the words are nobody's or their first becomes a beginning.
        ("sqCC", {1: 0, 2: 1, 3: 1}, [(((0, 1),), ((1, 2),), ((2, 4),))]),
        ("----", {}, []),
    ],
)
def test_tags_and_pointers_become_attributions(tags: str, points: dict[int, int], expected: list) -> None:
    assert compact(decode_attributions(reading(tags, points), words(tags), DECODER)) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Foreign Navies ¶ Dorvia fired first , she said", "Dorvia fired first"),
        ("foreign navies ¶ and Dorvia fired , she said", "foreign navies ¶ and Dorvia fired"),  # wrapped by hand
        ("He fell . ¶ Nobody saw it , she said", "He fell . ¶ Nobody saw it"),
        ("“ He fell ¶ “ Nobody saw it , she said", "“ He fell ¶ “ Nobody saw it"),
    ],
)
def test_a_heading_is_no_part_of_what_was_said_below_it(text: str, content: str) -> None:
    inside = text.split()  # ends in a comma, the source and the cue
    tags = "c" + "C" * (len(inside) - 4) + "-sq"
    (found,) = decode_attributions(
        reading(tags, dict.fromkeys(range(len(inside) - 1), len(inside) - 1)), inside, DECODER
    )
    assert " ".join(" ".join(inside[first:stop]) for first, stop in found.content) == content


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("“ We will not sign , ” the minister said .", "the"),
        ('" We will not sign . " " So be it , " she said', '" she'),
        ("He called it “ a trap ” and left .", ""),
        ("« We go ! » said Ada , who went .", "said"),
        ("“ We go , ” ¶ She went .", ""),
        ('She said , " we go " . He , " said Ada', ""),
        ("“", ""),
    ],
)
def test_words_behind_a_closed_quotation(text: str, behind: str) -> None:
    words = text.split()
    assert [words[at] for at in behind_quotations(words, read_marks(words))] == behind.split()


def test_a_content_seldom_goes_on_behind_a_closed_quotation() -> None:
    text, tags = ["“", "We", "sign", ",", "”", "the", "mayor", "said"], "cCCCCCCq"
    pointing = reading(tags, dict.fromkeys(range(7), 7) | {7: 5})
    pointing.windows[0].out["att"][5:7] = [[0, 1, 0, 0, 0, 0, 2], [0, 0, 1, 0, 0, 0, 2]]
    for closed, content in ((0.0, (0, 7)), (3.0, (0, 5))):
        decoder = Decoder(LABELS, np.zeros(7, np.float32), STEPS, WEIGHTS, 0.0, closed)
        (found,) = decode_attributions(pointing, text, decoder)
        assert found.content == (content,)


def test_a_mark_alone_is_no_content() -> None:
    assert decode_attributions(reading("sqc", {1: 0, 2: 1}), ["He", "said", "“"], DECODER) == []


def test_certain_numbers_give_full_confidence_and_doubtful_ones_less() -> None:
    sure = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful.windows[0].out["att"][:] /= 16
    assert decode_attributions(sure, words("sqcC"), DECODER)[0].confidence == pytest.approx(1, abs=1e-4)
    assert decode_attributions(doubtful, words("sqcC"), DECODER)[0].confidence < 0.7
    doubtful.windows[0].out["att"][:] /= 8
    assert decode_attributions(doubtful, words("sqcC"), DECODER) == []


def test_the_confidence_is_the_regression_on_its_signs() -> None:
    """The weakest of these spans has a probability of a half: log-odds zero, and the constant decides."""
    weights = np.where([sign == "constant" for sign in SIGNS], np.log(3), WEIGHTS).astype(np.float32)
    even = reading("sqcC", {1: 0, 2: 1, 3: 1})
    even.windows[0].out["att"][0] = [0, np.log(6), 0, 0, 0, 0, 0]
    (found,) = decode_attributions(
        even, words("sqcC"), Decoder(LABELS, np.zeros(7, np.float32), STEPS, weights, 0.3, 0.0)
    )
    assert found.confidence == pytest.approx(0.75, abs=1e-3)


def test_costs_decide_where_scores_are_even() -> None:
    even = reading("sqc-", {1: 0, 2: 1})
    even.windows[0].out["att"][3, [0, 6]] = 1.0
    for cost, stop in ((0.5, 4), (-0.5, 3)):
        costs = np.zeros(7, np.float32)
        costs[0] = cost
        (found,) = decode_attributions(even, words("sqc-"), Decoder(LABELS, costs, STEPS, WEIGHTS, 0.0, 0.0))
        assert found.content == ((2, stop),)


def test_a_decoder_is_read_from_its_file(tmp_path: Path) -> None:
    stored = {"costs": {"O": 0.5}, "closed": 2.0, "least_confidence": 0.4, "weights": dict.fromkeys(SIGNS, 1.0)}
    (tmp_path / "decoder.json").write_text(json.dumps(stored), encoding="utf8")
    decoder = Decoder.load(tmp_path, LABELS, STEPS)
    assert decoder.costs.tolist() == [0.5, 0, 0, 0, 0, 0, 0]
    assert (decoder.closed, decoder.least_confidence, decoder.weights.tolist()) == (2.0, 0.4, [1.0] * len(SIGNS))


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "{}", '{"costs": {}, "closed": 2.0, "least_confidence": 0.4, "weights": {}}']
)
def test_a_decoder_that_is_not_whole_says_what_to_do(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "decoder.json").write_text(text, encoding="utf8")
    with pytest.raises(ModelError, match=r"decoder\.json.*Install parallax-news again"):
        Decoder.load(tmp_path, LABELS, STEPS)
