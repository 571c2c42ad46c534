"""One quotation as several outlets print it."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import quotation_versions, version_diffs
from analysis.schema import SchemaError


def versions(*texts: str, quotations: str = "", cues: tuple[str, ...] = ()) -> pl.DataFrame:
    """Versions of one utterance; ``¦`` in a text divides what is content from what is between."""
    kinds = {"d": "direct", "m": "mixed", "i": "indirect"}
    claims: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        spans, at = [], 0
        for index, piece in enumerate(text.split("¦")):
            if index % 2 == 0:
                spans.append({"start": at, "end": at + len(piece)})
            at += len(piece)
        claims.append(
            {
                "claim_id": f"{number}#0",
                "article_id": str(number),
                "content_spans": spans,
                "quotation": kinds[quotations[number]] if quotations else "direct",
                "cue_lemma": cues[number] if cues else "say",
                "n_words": len(text.split()),
            }
        )
    told = pl.DataFrame(claims)
    articles = told.select("article_id", outlet="article_id", text=pl.Series([t.replace("¦", "") for t in texts]))
    utterances = told.select("claim_id", utterance_id=pl.lit("0#0"), position=pl.int_range(1, pl.len() + 1))
    return quotation_versions(utterances, told, articles)


LONG = "“We will pay for the piers, and nobody else will,”"
END = "[-and nobody else will-]"
CUT = "We will pay [-for the piers, and-]"


@pytest.mark.parametrize(
    ("version", "diff", "counts"),
    [
        (
            "“We will pay for the piers, and nobody else will”",
            "We will pay for the piers, and nobody else will",
            (0, 0, 0, 0),
        ),
        (
            "WE WILL pay for the piers; and nobody else will",
            "WE WILL pay for the piers; and nobody else will",
            (0, 0, 0, 0),
        ),
        ("“We will pay for the piers,”", f"We will pay for the piers {END}", (1, 0, 0, 0)),
        ("“We will pay ... nobody else will”", f"{CUT} nobody else will", (1, 0, 0, 0)),
        (
            "“We will pay,¦ she said. ¦“Nobody else will”",
            f"{CUT} Nobody else will",
            (1, 0, 0, 0),
        ),
        # nothing shows that words were left out
        ("“We will pay, nobody else will”", f"{CUT} nobody else will", (0, 1, 0, 0)),
        (
            "“We shall pay for the piers”",
            f"We [-will-] {{+shall+}} pay for the piers {END}",
            (1, 0, 1, 0),
        ),
        (
            "“We will never pay for the piers”",
            f"We will {{+never+}} pay for the piers {END}",
            (1, 0, 0, 1),
        ),
        ("nothing of it", "[-We will pay for the piers, and nobody else will-] {+nothing of it+}", (0, 0, 1, 0)),
    ],
)
def test_a_version_keeps_cuts_splices_changes_and_adds(
    version: str, diff: str, counts: tuple[int, int, int, int]
) -> None:
    (row,) = version_diffs(versions(LONG, version)).iter_rows(named=True)
    assert row["diff"] == diff
    assert (row["cut"], row["spliced"], row["changed"], row["added"]) == counts
    assert row["n"] == 10


def test_what_the_outlet_puts_between_is_no_word_of_the_speaker() -> None:
    (row,) = version_diffs(versions("“We will pay for it,¦” she said firmly. ¦“Nobody else will”", "“We will pay”"))[
        ["diff", "n", "kept"]
    ].iter_rows()
    assert row == ("We will pay [-for it ... Nobody else will-]", 8, 3 / 8)


def test_only_a_quotation_is_spliced_and_an_empty_one_has_no_share() -> None:
    def changes(*texts: str, quotations: str) -> list[str]:
        return versions(*texts, quotations=quotations)["change"].to_list()

    assert changes(LONG, "we will pay, nobody else will", quotations="di") == ["kept", "cut", "kept"]
    assert changes(LONG, "“We will pay” “nobody else will”", quotations="dd") == ["kept", "cut", "kept"]
    assert version_diffs(versions("“—”", "“We pay”"))["kept"].to_list() in ([None], [0.0])


def test_offsets_lead_back_to_the_texts() -> None:
    texts = (f"Bell: {LONG}", "“We shall pay”")
    found = versions(*texts)
    for row in found.iter_rows(named=True):
        for text, prefix in ((texts[0], "reference_"), (texts[1], "")):
            start, end, printed = (row[f"{prefix}{name}"] for name in ("start", "end", "text"))
            assert (start is None) == (printed is None)
            assert printed is None or text[start:end] == printed
    assert found["piece"].to_list() == list(range(found.height))


def test_the_fullest_quotation_is_the_reference() -> None:
    found = version_diffs(
        versions(
            "that they would pay for all of the piers",
            LONG,
            "“pay for the piers”",
            quotations="idd",
            cues=("claim", "say", "say"),
        )
    )
    assert set(found["reference"]) == {"1#0"}
    rows = found.select("claim_id", "quotation", "reference_quotation", "cue_lemma", "reference_cue").rows()
    assert rows == [("2#0", "direct", "direct", "say", "say"), ("0#0", "indirect", "direct", "claim", "say")]


def test_utterances_without_claims_have_no_rows_and_a_missing_column_is_named() -> None:
    empty = versions(LONG)
    assert empty.height == 0
    assert version_diffs(empty).height == 0
    with pytest.raises(SchemaError, match="position"):
        quotation_versions({"utterance_id": ["a"], "claim_id": ["a"]}, {}, {})


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=9), st.lists(st.sampled_from("abcd"), max_size=9))
def test_every_word_of_both_is_in_one_piece(one: list[str], other: list[str]) -> None:
    found = versions(" ".join(one), " ".join(other), quotations="di")
    for column, words in (("reference_text", one), ("text", other)):
        assert [word for text in found[column].drop_nulls() for word in text.split()] == words
    assert (found["reference_text"].is_null() == (found["change"] == "added")).all()
