import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.decode import COSTS, best_tags, decode_attributions, spans_of_tags
from analysis.language.encoder import Reading, Window

LABELS = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]


def reading(tags: str, points: dict[int, int]) -> Reading:
    """A Reading whose tags and pointers are certain: one letter a word (small: begins), pointers from word to word."""
    code = {"-": 0, "|": 0, "s": 1, "S": 2, "q": 3, "Q": 4, "c": 5, "C": 6}
    n = len(tags)
    attribution = np.full((n, 7), -20, np.float32)
    attribution[np.arange(n), [code[t] for t in tags]] = 20
    link = np.full((n, n), -20, np.float32)
    link[np.arange(n), [points.get(word, word) for word in range(n)]] = 20
    return Reading(n, (Window(0, n, np.arange(n), {"att": attribution, "link": link}),))


def words(tags: str) -> list[str]:
    return ["¶" if tag == "|" else "word" for tag in tags]


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
        # A small gap does not break a content, a larger one or a cue does.
        ("sqcC---c", {1: 0, 2: 1, 3: 1, 7: 1}, [(((0, 1),), ((1, 2),), ((2, 8),))]),
        ("sqcC----c", {1: 0, 2: 1, 3: 1, 8: 1}, [(((0, 1),), ((1, 2),), ((2, 4), (8, 9)))]),
        ("cC|csqc", {0: 5, 1: 5, 3: 5, 5: 4, 6: 5}, [(((4, 5),), ((5, 6),), ((3, 4), (6, 7)))]),
        # A piece in another paragraph is a stray where the cue's own has one, and the content where it has none.
        ("cC|sqc", {0: 4, 1: 4, 4: 3, 5: 4}, [(((3, 4),), ((4, 5),), ((5, 6),))]),
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
    assert compact(decode_attributions(reading(tags, points), words(tags), LABELS)) == expected


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
        reading(tags, dict.fromkeys(range(len(inside) - 1), len(inside) - 1)), inside, LABELS
    )
    assert " ".join(" ".join(inside[first:stop]) for first, stop in found.content) == content


def test_certain_numbers_give_full_confidence_and_doubtful_ones_less() -> None:
    sure = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful = reading("sqcC", {1: 0, 2: 1, 3: 1})
    doubtful.windows[0].out["att"][:] /= 16
    assert decode_attributions(sure, words("sqcC"), LABELS)[0].confidence == pytest.approx(1, abs=1e-4)
    assert decode_attributions(doubtful, words("sqcC"), LABELS)[0].confidence < 0.7
    doubtful.windows[0].out["att"][:] /= 4
    assert decode_attributions(doubtful, words("sqcC"), LABELS) == []


def test_an_inside_tag_after_another_label_begins_a_span() -> None:
    assert spans_of_tags(np.array([1, 4, 4, 0, 6]), LABELS) == [("S", 0, 1), ("Q", 1, 3), ("C", 4, 5)]


def random_chances(rows: list[list[float]]) -> np.ndarray:
    chance = np.array(rows, np.float32) + 1e-3
    return chance / chance.sum(-1, keepdims=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1), min_size=7, max_size=7), min_size=1, max_size=4))
def test_the_tagging_is_the_best_of_those_allowed(rows: list[list[float]]) -> None:
    chance = random_chances(rows)
    costs = np.array([COSTS.get(label, 0.0) for label in LABELS])

    def allowed(tags) -> bool:
        return all(
            LABELS[tag][0] != "I" or (before is not None and LABELS[before][2:] == LABELS[tag][2:])
            for before, tag in zip((None, *tags), tags, strict=False)
        )

    def total(tags) -> float:
        return float(sum(np.log(chance[i, tag] + 1e-9) - costs[tag] for i, tag in enumerate(tags)))

    best = max(total(tags) for tags in itertools.product(range(7), repeat=len(rows)) if allowed(tags))
    tags = best_tags(chance, LABELS).tolist()
    assert allowed(tags)
    assert total(tags) == pytest.approx(best, abs=1e-4)
