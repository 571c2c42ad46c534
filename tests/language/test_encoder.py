import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import encoder
from analysis.language.encoder import MODEL, Encoder, ModelError, capitals, most_central, window_bounds


@pytest.mark.parametrize(
    ("word", "kind"),
    [("talks", 1), ("Kyiv", 2), ("I", 2), ("NATO", 3), ("McCain", 4), ("2024", 0), ("“", 0), ("iPhone", 4)],
)
def test_capitals_become_token_types(word: str, kind: int) -> None:
    assert capitals(word) == kind


@given(st.lists(st.integers(1, 12), min_size=1, max_size=300), st.integers(12, 60), st.floats(0, 0.9))
def test_windows_cover_the_text_and_keep_to_their_size(sizes: list[int], window: int, overlap: float) -> None:
    bounds = window_bounds(sizes, window, overlap)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(sizes)
    for (start, stop), (following, end) in itertools.pairwise(bounds):
        assert start < following <= stop < end
    assert all(sum(sizes[start:stop]) <= window for start, stop in bounds)


def test_a_word_longer_than_a_window_still_gets_one() -> None:
    assert window_bounds([3, 99, 3], window=10) == [(0, 1), (1, 2), (2, 3)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=300))
def test_every_word_is_kept_from_exactly_one_window_that_holds_it(sizes: list[int]) -> None:
    bounds = window_bounds(sizes, 40, 0.3)
    kept = most_central(bounds, len(sizes))
    assert sorted(np.concatenate(kept).tolist()) == list(range(len(sizes)))
    for (start, stop), words in zip(bounds, kept, strict=True):
        assert all(start <= word < stop for word in words)


def test_words_come_from_the_window_in_which_they_stand_most_central() -> None:
    kept = most_central([(0, 6), (4, 10)], 10)
    assert [words.tolist() for words in kept] == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_a_reading_is_not_lost_when_another_forgets_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "REMEMBERED_WORDS", 1)
    model = Encoder(threads=1)
    texts = [[f"word{number}", *["rain"] * 300] for number in range(40)]
    slow = model.read(texts)
    found = [next(slow).n]
    assert [reading.n for reading in model.read([["Nobody", "came"]])] == [2]
    found += [reading.n for reading in slow]
    assert found == [301] * 40


def test_a_forked_process_makes_threads_of_its_own() -> None:
    model = Encoder(threads=1)
    words = [["Nobody", "came"]]
    (before,) = model.read(words)
    model._pool.shutdown()  # what a fork leaves: the pool without its threads
    model._process = -1
    (after,) = model.read(words)
    np.testing.assert_array_equal(after.gather("att"), before.gather("att"))


def test_a_reading_can_be_reduced_to_some_outputs() -> None:
    (reading,) = Encoder(threads=1).read([["Nobody", "came"]])
    small = reading.only("pieces", "sizes")
    assert all(set(window.out) == {"pieces", "sizes"} for window in small.windows)
    assert small.embed([[(0, 2)]], np.eye(385, 384, dtype=np.float32)) == reading.embed(
        [[(0, 2)]], np.eye(385, 384, dtype=np.float32)
    )


PARTS = ["model.int8.onnx", "tokenizer.json", "labels.json", "rel_bilinear.npy", "meaning.npy", "steps.npy"]


DAMAGES = {
    "missing": None,
    "empty": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "something else": lambda data: b"\xff\xfe nothing of the kind",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", PARTS)
def test_a_model_that_is_not_whole_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, damage: str
) -> None:
    for name in set(PARTS) - {part}:
        (tmp_path / name).symlink_to(MODEL / name)
    if DAMAGES[damage]:
        (tmp_path / part).write_bytes(DAMAGES[damage]((MODEL / part).read_bytes()))
    with pytest.raises(ModelError, match="Name the folder 'model'"):
        Encoder(tmp_path)
    monkeypatch.setattr(encoder, "MODEL", tmp_path)
    with pytest.raises(ModelError, match="Install parallax-news again"):
        Encoder(tmp_path)
