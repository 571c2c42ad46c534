"""What the shipped model guesses in texts that nobody has annotated."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.language.encoder import MODEL
from analysis.language.training.corpora import NONE, Text
from analysis.language.training.guesses import read_news, with_guesses

SAID = ["“", "The", "bridge", "is", "safe", ",", "”", "said", "Ada", "Bell", "."]
WORDS = [*SAID, "¶", "It", "was", "built", "of", "stone", "."]


def text(**labels: np.ndarray) -> Text:
    return Text("t", WORDS, labels, np.array([0]))


def test_an_earlier_model_fills_in_what_a_corpus_does_not_tell(tmp_path: Path) -> None:
    named = text(ner=np.zeros(len(WORDS), np.int64))
    plain = text()
    stored = tmp_path / "guesses.safetensors"
    guessed = with_guesses({"names": [named, named], "news": [plain]}, MODEL, stored, 1)
    assert [set(t.guesses) for t in guessed["names"]] == [{"att"}, {"att"}]
    (news,) = guessed["news"]
    assert set(news.guesses) == {"att", "ner"}
    assert news.labels["link"][[1, 2, 3, 4]].tolist() == [7, 7, 7, 7]
    assert news.labels["link"][7] == 8
    assert news.labels["link"][12] == NONE
    for table in news.guesses.values():
        np.testing.assert_allclose(table.sum(1, dtype=np.float32), 1, atol=0.01)
    again = with_guesses({"names": [named, named], "news": [plain]}, MODEL, stored, 1)
    np.testing.assert_array_equal(again["news"][0].guesses["ner"], news.guesses["ner"])
    with pytest.raises(ValueError, match=r"guesses.safetensors belongs to other texts: delete it"):
        with_guesses({"names": [named], "news": [plain]}, MODEL, stored, 1)
    (tmp_path / "model.onnx").write_bytes(b"another")
    with pytest.raises(ValueError, match=r"guesses.safetensors holds the guesses of another model: delete it"):
        with_guesses({"names": [named, named], "news": [plain]}, tmp_path, stored, 1)


def test_news_are_drawn_by_chance_and_the_same_ones_again(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [{"outlet": "Post", "title": f"T{n}", "text": f"Bridge {n} is safe.\n\nIt was built."} for n in range(30)]
    rows.append({"outlet": "Post", "title": "long", "text": "word " * 9000})
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    some = read_news(path, 7, 0)
    assert len(some) == 7
    assert [t.words for t in some] == [t.words for t in read_news(path, 7, 0)]
    assert [t.words for t in some] != [t.words for t in read_news(path, 7, 1)]
    assert "¶" in some[0].words
    assert len(read_news(path, 99, 0)) == 30  # without the one that is too long
