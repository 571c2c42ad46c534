import numpy as np
import pytest

from analysis.language.decode import decode_attributions, spans_of_tags
from analysis.language.encoder import Reading, Window

LABELS = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]


def reading(tags: str, points: dict[int, int]) -> Reading:
    """A Reading whose tags and pointers are certain: one letter a word (small: begins), pointers from word to word."""
    code = {"-": 0, "s": 1, "S": 2, "q": 3, "Q": 4, "c": 5, "C": 6}
    n = len(tags)
    attribution = np.full((n, 7), -20, np.float32)
    attribution[np.arange(n), [code[t] for t in tags]] = 20
    link = np.full((n, n), -20, np.float32)
    link[np.arange(n), [points.get(word, word) for word in range(n)]] = 20
    return Reading(n, (Window(0, n, np.arange(n), {"att": attribution, "link": link}),))


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
        # A cue without content is no attribution, a content without any cue neither.
        ("sq--", {1: 0}, []),
        ("sScC", {}, []),
        ("----", {}, []),
    ],
)
def test_tags_and_pointers_become_attributions(tags: str, points: dict[int, int], expected: list) -> None:
    assert compact(decode_attributions(reading(tags, points), LABELS)) == expected


def test_certain_numbers_give_full_confidence_and_doubtful_ones_less() -> None:
    sure = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful.windows[0].out["att"][:] /= 20
    assert decode_attributions(sure, LABELS)[0].confidence == pytest.approx(1, abs=1e-4)
    assert decode_attributions(doubtful, LABELS)[0].confidence < 0.6


def test_an_inside_tag_after_another_label_begins_a_span() -> None:
    assert spans_of_tags(np.array([1, 4, 4, 0, 6]), LABELS) == [("S", 0, 1), ("Q", 1, 3), ("C", 4, 5)]
