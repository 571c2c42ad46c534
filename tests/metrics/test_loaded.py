from __future__ import annotations

import polars as pl
import pytest

from analysis.lexicons import load_lexicon
from analysis.metrics import loaded_sentences, loaded_uses, loaded_words, slanted_sentences
from analysis.metrics.slant import features

Tables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]


def tables(text: str, said: str = "", outlet: str = "Globe") -> Tables:
    """One sentence; ``said`` is what a source says in it."""
    start = text.index(said)
    sentences = {"article_id": ["a"], "sentence": [0], "start": [0], "end": [len(text)]}
    claims = {"article_id": ["a"], "content_spans": [[{"start": start, "end": start + len(said)}]]}
    claims |= {"quotation": ["indirect"]}
    if not said:
        claims = {"article_id": [], "content_spans": [], "quotation": []}
    articles = {"article_id": ["a"], "outlet": [outlet], "text": [text]}
    return pl.DataFrame(sentences), pl.DataFrame(claims), pl.DataFrame(articles)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bell slammed the plan", ["slammed"]),
        ("SLAMMED by Bell", ["SLAMMED"]),  # first in the sentence
        ("Roy Savage spoke", []),  # a name
        ("“Reckless,” Bell wrote", ["Reckless"]),
        ("Café owners – naïve – called it a reckless plan", ["reckless"]),  # two bytes a letter
        ("the non-reckless recklessness", ["recklessness"]),
        ("a plan--reckless, then", ["reckless"]),
        ("he lashed out at her", ["lashed out"]),
        ("It rained.", []),
        ("", []),
    ],
)
def test_words_and_where_they_stand(text: str, found: list[str]) -> None:
    uses = loaded_uses(*tables(text), "all")
    assert [text[start:end] for start, end in uses.select("start", "end").iter_rows()] == found
    assert uses["text"].to_list() == found


def test_whose_words() -> None:
    parts = tables("Bell slammed the plan and said it was reckless", "it was reckless")
    found = {voice: loaded_uses(*parts, voice)["text"].to_list() for voice in ("outlet", "sources", "all")}
    assert found == {"outlet": ["slammed"], "sources": ["reckless"], "all": ["slammed", "reckless"]}
    assert loaded_words(*parts, "outlet").filter(pl.col("class") == "any")["n"].item() == 6
    assert loaded_words(*parts, "sources").filter(pl.col("class") == "any")["n"].item() == 3


def test_rate_by_hand() -> None:
    # 8 words, of which 'slammed' and 'reckless' are loaded; 'dangerous' evaluates in plain words
    parts = tables("Bell slammed the reckless and dangerous new plan")
    rates = {row["class"]: row for row in loaded_words(*parts).iter_rows(named=True)}
    assert (rates["any"]["value"], rates["any"]["n"], rates["any"]["uses"]) == (250, 8, 2)
    assert rates["evaluative"]["value"] == rates["combative"]["value"] == 125
    assert rates["label"]["value"] == 0
    assert loaded_words(*parts, least=1).filter(pl.col("class") == "any")["uses"].item() == 3


def test_score_is_the_strengths_together() -> None:
    scored = loaded_sentences(*tables("Bell slammed the reckless and dangerous plan")).row(0, named=True)
    assert (scored["score"], scored["words"]) == (5, ["slammed", "reckless"])
    assert scored["spans"] == [{"start": 5, "end": 12}, {"start": 17, "end": 25}]


def test_the_list_uses_the_declared_values_and_no_form_twice() -> None:
    words = load_lexicon("loaded_words")
    forms = pl.concat([words["word"], words["forms"].str.split("|").explode().replace("", None).drop_nulls()])
    assert forms.is_unique().all()
    assert (forms == forms.str.to_lowercase()).all()
    assert set(words["sign"]) == {"-1", "0", "1"}
    assert set(words["strength"]) == {"1", "2", "3"}


def test_slanted_sentences_follow_the_weights() -> None:
    weights = dict(load_lexicon("slant_weights").iter_rows())
    assert set(weights) == {*features(), "constant"}
    texts = ["Bell slammed the reckless plan of the mayor", "Bell read the lengthy plan of the mayor"]
    sentences = {"article_id": ["a", "b"], "sentence": [0, 0], "start": [0, 0], "end": [len(text) for text in texts]}
    sentences |= {"n_words": [8, 8], "position": [0.0] * 2, "quoted": [0.0] * 2, "attributed": [0.0] * 2}
    claims = {"article_id": [], "sentence": [], "content_spans": [], "quotation": [], "cue_class": []}
    articles = {"article_id": ["a", "b"], "outlet": ["Globe"] * 2, "text": texts}
    ranked = slanted_sentences(pl.DataFrame(sentences), claims, articles)
    assert ranked["article_id"].to_list() == ["a", "b"]
    assert ranked["value"].is_between(0, 1).all()


def test_unknown_voice_is_refused() -> None:
    with pytest.raises(ValueError, match="it must be one of"):
        loaded_uses(*tables("Bell slammed it"), "reader")
