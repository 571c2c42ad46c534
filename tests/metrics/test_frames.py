"""Vectors of four made-up directions stand in for those of news, so that every number can be worked out by hand."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
import pytest

from analysis.metrics import axis_words, frame_axes, frame_sentences, frames, label_distance
from analysis.metrics.labels import placed_names
from analysis.metrics.sentence_vectors import sentence_scores

PLACES = {"up": (1, 0), "down": (-1, 0), "rising": (0.6, 0.8), "falling": (-0.6, 0.8), "side": (0, 1)}
AXES = {"up - down": (["up"], ["down"])}
NO_CLAIMS = {"article_id": [], "content_spans": [], "quotation": []}


@pytest.fixture
def by_hand(monkeypatch) -> None:
    def vectors(words):
        return np.array([(*PLACES.get(word, (0, 0)), *[0] * 94) for word in words], np.float64).reshape(-1, 96)

    monkeypatch.setattr(sys.modules["analysis.metrics.frame_axes"], "word_vectors", vectors)


def written(*texts: tuple[str, str]) -> pl.DataFrame:
    rows = [(f"a{number}", *text) for number, text in enumerate(texts)]
    return pl.DataFrame(rows, schema=["article_id", "outlet", "text"], orient="row")


@pytest.mark.usefixtures("by_hand")
def test_bias_and_intensity_by_hand() -> None:
    # cosines: rising 0.6, falling -0.6, side 0, unheard has no vector; stop words are left out
    articles = written(("Globe", "Rising, rising the side unheard"), ("Courier", "Falling side"))
    table = frame_axes(NO_CLAIMS, articles, AXES, stop_words=["the"])
    base = (0.6 + 0.6 + 0 - 0.6 + 0) / 5
    globe = (2 * (0.6 - base) ** 2 + base**2) / 3
    courier = ((-0.6 - base) ** 2 + base**2) / 2
    assert table["value"].to_list() == pytest.approx([-0.3, courier, 0.4, globe])
    assert table.select("outlet", "measure", "n").rows() == [
        ("Courier", "bias", 2),
        ("Courier", "intensity", 2),
        ("Globe", "bias", 3),
        ("Globe", "intensity", 3),
    ]


@pytest.mark.usefixtures("by_hand")
def test_voices_are_kept_apart() -> None:
    articles = written(("Globe", "Falling, he said: “rising”"), ("Globe", "side “rising”"))
    of = {voice: frame_axes(NO_CLAIMS, articles, AXES, voice, stop_words=["he"]) for voice in ("outlet", "sources")}
    assert of["sources"].filter(measure="bias").select("value", "n").rows() == [(pytest.approx(0.6), 2)]
    assert of["outlet"].filter(measure="bias").select("value", "n").rows() == [(pytest.approx(-0.3), 2)]


@pytest.mark.usefixtures("by_hand")
def test_the_pulls_of_all_words_add_up_to_the_bias_beyond_that_of_all() -> None:
    articles = written(("Globe", "rising rising side"), ("Courier", "falling side"))
    pulls = (
        axis_words(NO_CLAIMS, articles, AXES, most=9, stop_words=[])
        .group_by("outlet")
        .agg(pl.sum("value"))
        .sort("outlet")
    )
    base = 0.6 / 5
    assert pulls["value"].to_list() == pytest.approx([-0.3 - base, 0.4 - base])
    globe = axis_words(NO_CLAIMS, articles, AXES, most=1, stop_words=[]).filter(outlet="Globe")
    assert globe.select("word", "n", "n_rest").rows() == [("falling", 0, 1)]
    assert globe["value"].item() == pytest.approx((0 - 1 / 5) * (-0.6 - base))


def test_swapping_the_poles_turns_the_sign_of_bias_alone() -> None:
    articles = written(("Globe", "The unlawful strike"), ("Globe", "A legal ruling"), ("Courier", "Banned by law"))
    there, back = (
        frame_axes(NO_CLAIMS, articles, {"x": poles}, resamples=200)
        for poles in ((["legal"], ["illegal"]), (["illegal"], ["legal"]))
    )
    sign = pl.when(pl.col("measure") == "bias").then(-1).otherwise(1)
    assert back["value"].to_list() == pytest.approx(there.select(pl.col("value") * sign)["value"].to_list())
    assert back.filter(measure="bias")["low"].drop_nulls().to_list() == pytest.approx(
        [-high for high in there.filter(measure="bias")["high"].drop_nulls()], abs=0.02
    )


@pytest.mark.parametrize(
    ("poles", "message"),
    [((["xqzzt"], ["legal"]), "no word of a pole of 'x' has a vector"), ((["legal"], ["legal"]), "the same words")],
)
def test_poles_that_make_no_axis_are_refused(poles, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        frame_axes(NO_CLAIMS, written(("Globe", "A strike")), {"x": poles})


def names(*rows: tuple[str, str, list[str], str]) -> pl.DataFrame:
    schema = dict.fromkeys(("article_id", "head", "details", "voice"), pl.String) | {"details": pl.List(pl.String)}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    before = frame["details"].list.join(" ")
    return frame.with_columns(
        pl.concat_str(before, pl.lit(" "), "head").alias("text"),
        kind=pl.lit("event"),
        event_id=pl.lit("e"),
        event=pl.lit("move"),
    )


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize(
    ("text", "head", "details", "called", "place"),
    [
        ("the Up side", "side", ["up"], "up side", 0.5),
        ("a side going up", "side", ["up"], "side", 0.0),  # a noun behind says when or where
        ("up falling sides", "side", ["falling", "up"], "up falling side", pytest.approx(0.4 / 3)),
        ("", "side", ["up"], "side", 0.0),
    ],
)
def test_a_label_is_its_noun_and_the_nouns_before_it(text, head, details, called, place) -> None:
    articles = written(("Globe", "")).with_columns(story=pl.lit("s"))
    rows = names(("a0", head, details, "outlet")).with_columns(text=pl.lit(text))
    found = placed_names(rows, articles, AXES).row(0, named=True)
    assert (found["called"], found["up - down"]) == (called, place)


@pytest.mark.usefixtures("by_hand")
def test_labels_are_apart_by_the_mean_of_their_words() -> None:
    articles = written(("Globe", ""), ("Courier", "")).with_columns(story=pl.lit("s"))
    rows = names(
        ("a0", "rising", [], "outlet"),  # 0.6
        ("a0", "side", ["up"], "outlet"),  # (0 + 1) / 2
        ("a1", "falling", ["unheard"], "outlet"),  # -0.6
        ("a1", "rising", [], "sources"),
    )
    table = label_distance(rows, articles, AXES, "outlet")
    assert table.select("outlet_a", "outlet_b", "n_a", "n_b").rows() == [("Courier", "Globe", 1, 2)]
    assert table["value"].item() == pytest.approx(-0.6 - 0.55)
    assert label_distance(rows, articles, AXES)["value"].item() == pytest.approx(0 - 0.55)


@pytest.mark.usefixtures("by_hand")
def test_labels_of_several_articles_have_an_interval() -> None:
    articles = written(*[("Globe", "")] * 2, *[("Courier", "")] * 2).with_columns(story=pl.lit("s"))
    heads = ("up", "side", "down", "down")
    rows = names(*[(f"a{at}", head, [], "outlet") for at, head in enumerate(heads)])
    row = label_distance(rows, articles, AXES).row(0, named=True)
    assert (row["low"], row["value"], row["high"]) == pytest.approx((-2, -1.5, -1))
    assert row["note"] == "only 2 articles: rough interval"
    over = label_distance(rows, articles, AXES, by="outlets").row(0, named=True)
    assert (over["value"], over["n"], over["note"]) == (pytest.approx(-1.5), 1, "one story: no interval")


def test_a_score_is_nearest_for_the_words_of_the_list_itself() -> None:
    articles = written(("Globe", "Prison guilty. The of. Markets"))
    sentences = {"article_id": ["a0"] * 3, "sentence": [0, 1, 2], "start": [0, 15, 23], "end": [14, 22, 30]}
    scores = sentence_scores(sentences, articles, {"crime": ["guilty", "prison"]})
    assert scores["words"].to_list() == [2, 0, 1]
    assert scores["crime"].to_list()[:2] == [pytest.approx(1), None]
    assert scores["crime"][2] < 0.5


def test_shares_are_means_of_the_sentences_probabilities() -> None:
    text = "The jury convicted him of murder. Stocks fell."
    articles = written(("Globe", text), ("Globe", text))
    spans = {"sentence": [0, 1] * 2, "start": [0, 34] * 2, "end": [33, 46] * 2}
    sentences = {"article_id": ["a0", "a0", "a1", "a1"], **spans, "quoted": [0.0, 1.0] * 2, "attributed": [0.0] * 4}
    crime = frame_sentences(sentences, articles)["law and order and crime"].to_list()
    assert crime[0] > 0.5 > crime[1]
    for voice, expected in (("all", sum(crime[:2]) / 2), ("outlet", crime[0]), ("sources", crime[1])):
        row = frames(sentences, articles, voice=voice).filter(frame="law and order and crime").row(0, named=True)
        assert row["value"] == pytest.approx(expected)
        assert row["n"] == (4 if voice == "all" else 2)


def test_a_frame_that_cannot_be_told_is_left_out_or_says_so() -> None:
    articles = written(("Globe", "Stocks fell."))
    sentences = {"article_id": ["a0"], "sentence": [0], "start": [0], "end": [12], "quoted": [0.0], "attributed": [0.0]}
    assert "cultural identity" not in frames(sentences, articles)["frame"]
    note = frames(sentences, articles, untold=True).filter(frame="cultural identity")["note"].item()
    assert note == "one article: no interval; cannot be told: area under the curve from 0.55"


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="scheme is 'x'; it must be one of policy, news"):
        frames({"article_id": []}, written(("Globe", "")), "x")
