from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import quotation_mix
from analysis.metrics.voices import in_voice, stretches

TEXT = "Mayor: “safe”. Rain fell, she said, and the “dam” holds."


def table(*pieces: tuple[str, str], text: str = TEXT) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims over parts of the text, each with its quotation; and the article."""
    spans = [[{"start": text.index(part), "end": text.index(part) + len(part)}] for part, _ in pieces]
    claims = {"article_id": ["a"] * len(pieces), "content_spans": spans, "quotation": [kind for _, kind in pieces]}
    return pl.DataFrame(claims), pl.DataFrame({"article_id": ["a"], "outlet": ["Globe"], "text": [text]})


@pytest.mark.parametrize("marks", [True, False])
def test_stretches_are_the_whole_text(marks: bool) -> None:
    parts = stretches(*table(("Rain fell", "indirect"), ("the “dam” holds", "mixed")), marks=marks)
    assert "".join(parts["text"]) == TEXT
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in parts.iter_rows(named=True))


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("outlet", "Mayor: “|”. |, she said, and |."),
        ("sources", "safe|Rain fell|the “|dam|” holds"),  # quotation marks without a claim are somebody's words too
        ("all", "Mayor: “|safe|”. |Rain fell|, she said, and |the “|dam|” holds|."),
    ],
)
def test_whose_words(voice, text: str) -> None:
    parts = stretches(*table(("Rain fell", "indirect"), ("the “dam” holds", "mixed")))
    assert "|".join(parts.filter(in_voice(voice))["text"]) == text


def test_the_most_literal_claim_decides_where_they_overlap() -> None:
    parts = stretches(
        *table(("Rain fell, she said", "indirect"), ("Rain", "direct"), ("fell, she", "mixed")), marks=False
    )
    assert parts.select("text", "quotation").rows() == [
        ("Mayor: “safe”. ", "none"),
        ("Rain", "direct"),
        (" ", "indirect"),
        ("fell, she", "mixed"),
        (" said", "indirect"),
        (", and the “dam” holds.", "none"),
    ]


def test_unknown_voice_is_refused() -> None:
    with pytest.raises(ValueError, match="it must be one of outlet, sources, all"):
        in_voice("reader")


def test_quotation_mix_by_hand() -> None:
    # 10 words: Mayor safe Rain fell she said and the dam holds. 'Rain fell' retold, 'the dam holds' partly quoted.
    claims, articles = table(("Rain fell", "indirect"), ("the “dam” holds", "mixed"))
    mix = quotation_mix(claims, articles)
    assert mix.sort("quotation").select("quotation", "value", "words", "n").rows() == [
        ("direct", 0, 0, 10),
        ("indirect", 0.2, 2, 10),
        ("mixed", 0.3, 3, 10),
        ("none", 0.5, 5, 10),
    ]
    assert set(mix["note"]) == {"one article: no interval"}


def test_words_of_two_claims_count_once() -> None:
    claims, articles = table(("Rain fell", "indirect"), ("Rain fell", "indirect"))
    assert quotation_mix(claims, articles).filter(quotation="indirect")["words"].item() == 2


def test_an_outlet_without_text_says_so() -> None:
    claims, articles = table(text="")
    assert set(quotation_mix(claims, articles).select("value", "note").rows()) == {(None, "no words")}
