"""How texts are cut and varied for training."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from analysis.language.encoder import MODEL
from analysis.language.training.config import load_config
from analysis.language.training.corpora import NONE, Text
from analysis.language.training.examples import (
    MASK_PIECE,
    Pieces,
    batches,
    cut,
    examples_of,
    is_sentence,
    lone_sentence,
    vary_marks,
)

CONFIG = load_config()


def only(kind: str):
    return replace(CONFIG.windows, shares={"full": 0, "long": 0, "short": 0} | {kind: 1})


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(Tokenizer.from_file(str(MODEL / "tokenizer.json")))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["full", "long", "short"]), st.lists(st.integers(1, 12), min_size=1, max_size=900), st.integers()
)
def test_windows_hold_every_word_and_fit(kind: str, sizes: list[int], seed: int) -> None:
    windows = only(kind)
    starts = np.arange(0, len(sizes), 20)
    bounds = cut(np.array(sizes), starts, windows, random.Random(seed))
    assert {at for start, stop in bounds for at in range(start, stop)} == set(range(len(sizes)))
    limit = {"full": windows.full, "long": windows.long, "short": 500}[kind]
    assert all(sum(sizes[start:stop]) <= limit for start, stop in bounds)
    if kind == "short":
        assert all(start in starts for start, _ in bounds)


def attributed() -> Text:
    words = ['"', "We", "close", ",", '"', "she", "said", ".", "¶", '"', "We", "open", "."]
    labels = {"att": np.zeros(len(words), np.int64), "link": np.full(len(words), NONE)}
    labels["link"][1] = 6
    return Text("t", words, labels, np.array([0, 9]), [(1, 3)])


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("curly", "“ We close , ” she said . ¶ “ We open ."),
        ("guillemets", "« We close , » she said . ¶ « We open ."),
        ("german", "„ We close , “ she said . ¶ „ We open ."),
        ("straight", '" We close , " she said . ¶ " We open .'),
    ],
)
def test_marks_open_and_close_paragraph_by_paragraph(style: str, expected: str) -> None:
    marks = replace(CONFIG.marks, **(dict.fromkeys(["curly", "straight", "guillemets", "german"], 0.0) | {style: 1.0}))
    varied = vary_marks(attributed(), replace(CONFIG, marks=marks), random.Random(0))
    assert " ".join(varied.words) == expected


def test_an_example_holds_pieces_labels_and_pointers_within(pieces: Pieces) -> None:
    calm = replace(CONFIG, windows=replace(only("full"), hidden_words=0.0))
    calm = replace(calm, marks=replace(calm.marks, curly=0, straight=0, guillemets=0, german=0))
    calm = replace(calm, breaks=replace(calm.breaks, removed=0))
    (example,) = examples_of(attributed(), {(1, 3): 7}, calm, pieces, random.Random(0))
    assert len(example.first) == 13
    assert example.labels["link"][1] == 6
    assert example.meanings == [(int(example.first[1]), int(example.first[3]), 7)]
    hidden = replace(calm, windows=replace(calm.windows, hidden_words=1.0))
    (masked,) = examples_of(attributed(), {}, hidden, pieces, random.Random(0))
    assert (masked.ids[masked.first] == MASK_PIECE).sum() == 12  # not the line break
    assert masked.meanings == []


def test_a_lone_sentence_is_learned_with_all_that_is_known_of_it(pieces: Pieces) -> None:
    text = replace(attributed(), starts=np.array([0, 9]), meanings=[(1, 3), (0, 8)])
    text = replace(text, guesses={"ner": np.arange(len(text.words), dtype=np.float16)[:, None]})
    assert not is_sentence(text, (1, 3))
    assert not is_sentence(text, (0, 3))
    assert is_sentence(text, (0, 8))  # the line break behind it is no word of another
    assert is_sentence(text, (9, 13))
    example = lone_sentence(text, (0, 8), 4, pieces)
    assert example.labels["link"].tolist() == [NONE, 6, *[NONE] * 6]
    assert example.guesses["ner"][:, 0].tolist() == list(range(8))
    assert example.meanings == [(1, len(example.ids) - 1, 4)]


def test_windows_hold_the_guesses_of_their_words(pieces: Pieces) -> None:
    text = replace(attributed(), labels={}, meanings=[])
    text = replace(text, guesses={"att": np.arange(len(text.words), dtype=np.float16)[:, None]})
    quiet = replace(CONFIG, breaks=replace(CONFIG.breaks, removed=0), windows=only("short"))
    found = [e for seed in range(9) for e in examples_of(text, {}, quiet, pieces, random.Random(seed))]
    assert all(len(example.guesses["att"]) == len(example.first) for example in found)
    assert {float(value) for example in found for value in example.guesses["att"][:, 0]} == set(range(len(text.words)))


def test_epochs_differ_and_are_the_same_again(pieces: Pieces) -> None:
    text = attributed()
    long = replace(text, words=text.words * 60, labels={k: np.tile(v, 60) for k, v in text.labels.items()}, meanings=[])

    def windows(seed: str) -> list[int]:
        return [len(e.ids) for e in examples_of(long, {}, CONFIG, pieces, random.Random(seed))]

    assert windows("0/1") == windows("0/1")
    assert len({tuple(windows(f"0/{epoch}")) for epoch in range(6)}) > 1


def test_batches_hold_every_example_within_their_size(pieces: Pieces) -> None:
    chance = random.Random(1)
    some = [e for _ in range(40) for e in examples_of(attributed(), {}, CONFIG, pieces, chance)]
    grouped = batches(some, 60, chance)
    assert sorted(id(e) for batch in grouped for e in batch) == sorted(map(id, some))
    assert all(len(b) == 1 or len(b) * max(len(e.ids) for e in b) <= 60 for b in grouped)
