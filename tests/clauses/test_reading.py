"""Who does what to whom: sentences and what is read in them by the shipped model."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest
from spacy.language import Language

from analysis import annotate
from analysis.clauses import FORMS, read_clauses
from analysis.clauses.actions import noun_action, verb_actions
from analysis.language.words import read_words
from analysis.schema import ARTICLES

CLAUSES = Path(__file__).parents[2] / "benchmarks" / "agency_clauses.csv"


def read(nlp: Language, text: str) -> list[tuple[str, str, str | None, str | None, bool]]:
    words = read_words(nlp(text))
    return [
        (
            clause.action.lemma,
            clause.form,
            None if clause.actor is None else words.text[clause.actor],
            None if clause.patient is None else words.text[clause.patient],
            clause.negated,
        )
        for clause in read_clauses(words)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police shot a man.", [("shoot", "active", "Police", "man", False)]),
        ("A man was shot by police.", [("shoot", "passive", "police", "man", False)]),
        ("A man was shot.", [("shoot", "agentless passive", None, "man", False)]),
        ("A man was not shot.", [("shoot", "agentless passive", None, "man", True)]),
        ("A bomb killed nine villagers.", [("kill", "thing as actor", "bomb", "villagers", False)]),
        ("Nine villagers were killed by a bomb.", [("kill", "agentless passive", None, "villagers", False)]),
        ("Norland's attack on the port began.", [("attack", "nominalisation", "Norland", "port", False)]),
        ("Ada Bell's murder was never solved.", [("murder", "nominalisation", None, "Bell", False)]),
        ("Troops fired on the crowd.", [("fire", "active", "Troops", "crowd", False)]),
        # false friends
        ("The mayor fired her chief of staff.", []),
        ("The director shot the film in eleven days.", []),
        ("The attack helicopters were delivered in June.", []),
        ("The station came under attack.", []),
    ],
)
def test_reads_who_does_what_to_whom(nlp: Language, text: str, expected: list[tuple[object, ...]]) -> None:
    assert read(nlp, text) == expected


def test_most_of_the_held_out_sentences_are_read_right(nlp: Language) -> None:
    sys.path.insert(0, str(CLAUSES.parent))
    try:
        from agency import judged
    finally:
        sys.path.pop(0)
    table = judged(nlp)
    held_out = table.filter(pl.col("number") % 2 == 1)
    assert held_out.height == 100
    assert held_out["all"].mean() >= 0.85
    assert held_out["form"].mean() >= 0.9


def test_every_form_is_among_the_sentences() -> None:
    gold = pl.read_csv(CLAUSES, comment_prefix="#", infer_schema=False).fill_null("")
    assert gold.height == 200
    assert set(gold["form"]) == {*FORMS, ""}


def test_rows_lead_to_their_characters(nlp: Language) -> None:
    text = "On Monday, Norlandic troops killed Ivo Corr. “They killed my son,” Ada Bell said. The raid failed."
    row = {"article_id": "a", "outlet": "Globe", "byline": [], "language": "en", "credits": [], "text": text}
    row |= {"n_words": 17, "origin": "a.txt", "flags": []}
    rows = annotate(pl.DataFrame([row], schema=ARTICLES.schema), nlp).clauses.rows(named=True)
    assert [(r["lemma"], r["voice"], r["claim_id"]) for r in rows] == [
        ("kill", "outlet", None),
        ("kill", "sources", "a#0"),
        ("raid", "outlet", None),
    ]
    assert [text[r["start"] : r["end"]] for r in rows] == [
        "Norlandic troops killed Ivo Corr",
        "They killed my son",
        "raid",
    ]
    assert (rows[0]["actor"], rows[0]["patient"], rows[0]["patient_entity"]) == (
        "Norlandic troops",
        "Ivo Corr",
        "Ivo Corr",
    )
    for r in rows:
        for who in ("actor", "patient"):
            if r[who] is not None:
                assert text[r[f"{who}_start"] : r[f"{who}_end"]] == r[who]


@pytest.mark.parametrize(
    ("form", "lemma"), [("shot", "shoot"), ("stabbed", "stab"), ("slain", "slay"), ("destroying", "destroy")]
)
def test_forms_of_verbs_are_known(form: str, lemma: str) -> None:
    assert verb_actions(form)[""].lemma == lemma


def test_words_of_no_list_are_none() -> None:
    assert verb_actions("negotiate") == {}
    assert noun_action("talks") is None
