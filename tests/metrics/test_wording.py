from __future__ import annotations

from math import log, sqrt

import polars as pl
import pytest

from analysis.metrics import distinctive_words, occurrences


def corpus(**texts: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One article an outlet; nothing is claimed."""
    articles = {"article_id": list(texts), "outlet": list(texts), "text": list(texts.values())}
    claims = {"article_id": [], "content_spans": [], "quotation": []}
    return pl.DataFrame(claims), pl.DataFrame(articles)


def test_measure_by_hand() -> None:
    # Globe: attack 3 of 4 words; Courier: attack 1 of 6. Prior of 10 words spread like all: attack 4/10 -> 4.
    # Log-odds of attack: Globe (3+4) / (4+10-3-4 = 7), Courier (1+4) / (6+10-1-4 = 11). Variance 1/7 + 1/5.
    tables = corpus(Globe="attack attack attack raid", Courier="attack raid raid raid raid raid")
    words = distinctive_words(*tables, minimum=1, prior_words=10)
    row = words.filter(outlet="Globe", word="attack").row(0, named=True)
    value, error = log(7 / 7) - log(5 / 11), sqrt(1 / 7 + 1 / 5)
    assert row["value"] == pytest.approx(value)
    assert row["z"] == pytest.approx(value / error)
    assert (row["low"], row["high"]) == pytest.approx((value - 1.959964 * error, value + 1.959964 * error))
    assert (row["n"], row["n_rest"], row["total"], row["total_rest"], row["articles"]) == (3, 1, 4, 6, 1)


def test_two_outlets_are_each_others_mirror() -> None:
    words = distinctive_words(*corpus(Globe="attack raid raid", Courier="attack attack siege"), minimum=1)
    globe, courier = (words.filter(outlet=name).sort("word")["value"] for name in ("Globe", "Courier"))
    assert globe.to_list() == pytest.approx((-courier).to_list())


def test_the_rest_is_all_other_outlets() -> None:
    words = distinctive_words(*corpus(Globe="raid", Courier="raid raid", Herald="raid siege siege"), minimum=1)
    assert words.filter(outlet="Globe", word="raid").select("n", "n_rest", "total_rest").row(0) == (1, 3, 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin's PUTIN’S putin", ["putin"]),
        ("don't can't won't they're I'd", []),  # function words, whatever is left of them
        ("The U.S. and the UN (D-N.Y.)", ["d-n.y.", "u.s.", "un"]),
        ("cease-fire in Zaporizhzhia", ["cease-fire", "zaporizhzhia"]),
        ("3,000 soldiers on 24th of B", ["soldiers"]),  # numbers and single letters are no words
        ("Київ é naïve", ["naïve", "київ"]),
        ("Mr. Lee", ["lee"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    table = distinctive_words(*corpus(Globe=text, Courier="weather"), minimum=1)
    assert sorted(table.filter(pl.col("outlet") == "Globe", pl.col("n") > 0)["word"]) == words


def test_stop_words_may_be_kept() -> None:
    table = distinctive_words(*corpus(Globe="the raid", Courier="the raid"), minimum=1, stop_words=())
    assert sorted(table["word"].unique()) == ["raid", "the"]


def test_rare_words_are_left_out_but_stay_in_the_totals() -> None:
    table = distinctive_words(*corpus(Globe="raid raid siege", Courier="raid raid raid"), minimum=5)
    assert table.select("outlet", "word", "total").rows() == [("Courier", "raid", 3), ("Globe", "raid", 3)]


def test_voice_keeps_sources_words_apart() -> None:
    text = "Rebels attacked. “Heroes liberated,” he said. The capital celebrates, officials say."
    _, articles = corpus(Globe=text, Courier="rain")
    start = text.index("The capital")
    claims = pl.DataFrame(
        {
            "article_id": ["Globe"],
            "content_spans": [[{"start": start, "end": start + len("The capital celebrates")}]],
            "quotation": ["indirect"],
        }
    )

    def uses(voice: str) -> set[str]:
        words = ("rebels", "liberated", "celebrates", "officials")
        return {word for word in words if occurrences(word, claims, articles, voice).height}

    said = distinctive_words(claims, articles.with_columns(text="text"), "sources", minimum=1)
    assert said.is_empty()  # the Courier has no word in this voice, so there is nothing to compare with
    found = {voice: uses(voice) for voice in ("outlet", "sources", "all")}
    assert found["outlet"] == {"rebels", "officials"}
    assert found["sources"] == {"liberated", "celebrates"}
    assert found["all"] == found["outlet"] | found["sources"]


def test_occurrences_are_the_uses_that_were_counted() -> None:
    tables = corpus(Globe="Raid? The raid’s end; raids, 2raid RAID.", Courier="“raid”")
    table = distinctive_words(*tables, minimum=1).filter(outlet="Globe", word="raid")
    found = occurrences("raid", *tables).filter(outlet="Globe")
    text = tables[1]["text"][0]
    assert [text[start:end] for start, end in found.select("start", "end").iter_rows()] == ["Raid", "raid", "RAID"]
    assert table["n"].item() == found.height


def test_one_outlet_has_nobody_to_differ_from() -> None:
    assert distinctive_words(*corpus(Globe="raid raid"), minimum=1).is_empty()


@pytest.mark.parametrize(("option", "value"), [("prior_words", 0), ("interval", 1.5), ("voice", "reader")])
def test_senseless_options_are_refused(option: str, value: object) -> None:
    with pytest.raises(ValueError, match="must be"):
        distinctive_words(*corpus(Globe="raid", Courier="raid"), **{option: value})
