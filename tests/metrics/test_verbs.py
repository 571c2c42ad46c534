from __future__ import annotations

import pytest

from analysis.metrics import reporting_verbs


def test_lemmas_by_hand(claims, articles) -> None:
    table = reporting_verbs(claims, articles).filter(outlet="Globe")
    # 8 claims: say 5, claim 2, add 1; 'shout' is of an article that is not compared
    assert table.select("cue_lemma", "cue_class", "value", "claims", "n").rows() == [
        ("add", "neutral", 1 / 8, 1, 8),
        ("claim", "doubting", 2 / 8, 2, 8),
        ("say", "neutral", 5 / 8, 5, 8),
    ]


def test_classes_by_hand(claims, articles) -> None:
    table = reporting_verbs(claims, articles, "class")
    assert table.columns[:2] == ["outlet", "cue_class"]
    assert table.filter(outlet="Globe").select("cue_class", "value").rows() == [("doubting", 2 / 8), ("neutral", 6 / 8)]


def test_a_verb_that_an_outlet_never_uses_has_an_upper_bound(claims, articles) -> None:
    row = reporting_verbs(claims, articles).filter(outlet="Courier", cue_lemma="claim").row(0, named=True)
    # none in 2 articles: 1 - 0.05 ** (1/2)
    assert (row["value"], row["low"]) == (0, 0)
    assert row["high"] == pytest.approx(0.77639, abs=1e-5)
