"""What is counted as right."""

import numpy as np
import pytest

from analysis.language.confidence import SIGNS
from analysis.language.training.choosing import Judged, fit, reliability
from analysis.language.training.scores import Count, attribution_counts, pair_up, quotation_of, summary

TEXT = "“We close,” Ada Bell said. She added that buses run until May."
SAID = {"source": [(12, 20)], "cue": [(21, 25)], "content": [(0, 11)]}
ADDED = {"source": [(27, 30)], "cue": [(31, 36)], "content": [(37, 61)]}


def counted(gold: list, given: list) -> dict[str, tuple[int, int, int]]:
    return {c.measure: (c.right, c.gold, c.given) for c in attribution_counts("a", TEXT, gold, given)}


@pytest.mark.parametrize(
    ("given", "measure", "expected"),
    [
        ([SAID, ADDED], "who said what", (2, 2, 2)),
        ([SAID, ADDED], "content, exact", (2, 2, 2)),
        # Marks and white space at a span's ends make it no other span.
        ([SAID | {"content": [(1, 10)]}], "content, exact", (1, 2, 1)),
        ([SAID | {"content": [(1, 6)]}], "content, exact", (0, 2, 1)),
        # A content in another place, another speaker, no speaker.
        ([ADDED | {"content": [(37, 47)]}], "who said what", (0, 2, 1)),
        ([ADDED | {"source": [(12, 20)]}], "who said what", (0, 2, 1)),
        ([ADDED | {"source": []}], "who said what", (0, 2, 1)),
        ([ADDED | {"source": []}], "source, overlap", (0, 2, 0)),
        ([SAID, SAID], "who said what", (1, 2, 2)),
        ([], "who said what", (0, 2, 0)),
        ([SAID], "who said what, recall of direct", (1, 1, 1)),
        ([SAID], "who said what, recall of indirect", (0, 1, 1)),
    ],
)
def test_counts(given: list, measure: str, expected: tuple[int, int, int]) -> None:
    assert counted([SAID, ADDED], given)[measure] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [("“We close,”", "direct"), ("that “buses” run", "mixed"), ("that buses run", "indirect"), ('"We close', "direct")],
)
def test_quotation_kinds_of_the_gold(text: str, kind: str) -> None:
    assert quotation_of(text, [(0, len(text))]) == kind


def test_each_span_pairs_once_with_its_best() -> None:
    gold = [frozenset({1, 2, 3, 4}), frozenset({5, 6})]
    given = [frozenset({1, 2, 3}), frozenset({1, 2, 3, 4}), frozenset({6, 7, 8})]
    assert pair_up(gold, given) == [(0, 1)]
    assert pair_up(gold, given, 0.2) == [(0, 1), (1, 2)]


def test_a_summary_has_shares_and_an_interval_over_articles() -> None:
    alike = [Count("m", str(i), 3, 4, 4) for i in range(20)]
    row = summary(alike).row(0, named=True)
    assert (row["f1"], row["low"], row["high"], row["n"], row["articles"]) == (75.0, 75.0, 75.0, 80, 20)
    unlike = [Count("m", str(i), i % 2 * 4, 4, 5) for i in range(20)]
    row = summary(unlike).row(0, named=True)
    assert (row["precision"], row["recall"]) == (40.0, 50.0)
    assert row["low"] < 30 < row["f1"] < 60 < row["high"]


def test_calibration_error_is_the_distance_of_promise_and_share() -> None:
    sure = np.array([0.95] * 10 + [0.35] * 10)
    right = np.array([True] * 10 + [True] * 5 + [False] * 5)
    error, table = reliability(sure, right)
    assert error == pytest.approx((0.05 + 0.15) / 2)
    assert [(round(a, 2), b, n) for a, b, n in table] == [(0.35, 0.5, 10), (0.95, 1.0, 10)]


def test_the_regression_finds_the_weights_that_made_the_data() -> None:
    chance = np.random.default_rng(0)
    x = np.column_stack([np.ones(20_000), chance.normal(size=20_000)]).astype(np.float32)
    y = chance.random(20_000) < 1 / (1 + np.exp(-(0.5 + 2 * x[:, 1])))
    judged = Judged(list(x), y.tolist(), [], [], [], 0, 0)
    assert fit([judged]) == pytest.approx([0.5, 2.0], abs=0.08)


def test_a_model_that_finds_nothing_gets_weights_that_say_nothing() -> None:
    assert fit([]).tolist() == [0.0] * len(SIGNS)
