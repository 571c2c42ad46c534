from __future__ import annotations

import polars as pl
import pytest

from analysis.metrics import agency_dependence

NAMES = [
    ("ivo", "Ivo Corr", "person"),
    ("reuters", "Reuters", "medium"),
    ("yonhap", "Yonhap News Agency", "government"),
    ("doctors", "AAP", "organisation"),
    ("mayor", "Bloomberg", "person"),
]
SOURCES = pl.DataFrame(NAMES, schema=["source_id", "name", "kind"], orient="row")
CLAIM = ["article_id", "source_id", "medium", "via"]
ROWS = [
    ("a", "ivo", None, None),
    ("a", None, None, None),
    ("b", "ivo", None, "AFP"),
    ("b", "reuters", None, None),
    ("b", "ivo", "The Associated Press", None),
    ("b", "ivo", "CNN", None),
    ("c", "yonhap", None, None),
    ("c", "doctors", None, None),
    ("c", "mayor", None, None),
    ("r", "ivo", None, "Reuters"),
    ("r", "ivo", None, "AFP"),
]
CLAIMS = pl.DataFrame(ROWS, schema=dict.fromkeys(CLAIM, pl.String), orient="row").with_columns(
    n_words=pl.Series(range(1, 12))
)
ARTICLES = pl.DataFrame(
    {
        "article_id": ["a", "b", "c", "d", "r"],
        "outlet": ["Globe", "Globe", "Courier", "Courier", "Reuters"],
        "credits": [["Web Desk", "AP"], ["Globe"], [], [], ["Reuters"]],
    }
)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        # credited, neither, relayed; the article a credits AP; of b three claims are an agency's, but not what CNN had
        ("claims", {"Globe": (2, 1, 3), "Courier": (0, 2, 1), "Reuters": (0, 1, 1)}),
        ("words", {"Globe": (1 + 2, 6, 3 + 4 + 5), "Courier": (0, 8 + 9, 7), "Reuters": (0, 10, 11)}),
        ("articles", {"Globe": (1, 0, 1), "Courier": (0, 1, 1), "Reuters": (0, 0, 1)}),
    ],
)
def test_shares_by_hand(counted: str, expected: dict[str, tuple[int, int, int]]) -> None:
    table = agency_dependence(CLAIMS, SOURCES, ARTICLES, counted).sort("outlet", "dependence")
    for outlet, numbers in expected.items():
        rows = table.filter(outlet=outlet)
        assert rows["dependence"].to_list() == ["credited", "neither", "relayed"]
        assert tuple(rows[counted]) == numbers
        assert rows["value"].to_list() == pytest.approx([number / sum(numbers) for number in numbers])
        assert rows["n"].to_list() == [sum(numbers)] * 3


def test_articles_without_claims_are_articles_but_nothing_else() -> None:
    nothing = ARTICLES.filter(article_id="d")
    assert agency_dependence(CLAIMS, SOURCES, nothing)["note"].unique().to_list() == ["no claims"]
    table = agency_dependence(CLAIMS, SOURCES, nothing, "articles").filter(dependence="neither")
    assert table.select("articles", "n").rows() == [(1, 1)]


def test_only_acts_that_count_count() -> None:
    thought = CLAIMS.with_columns(act=pl.lit("thought"))
    assert agency_dependence(thought, SOURCES, ARTICLES)["n"].sum() == 0
    assert agency_dependence(thought, SOURCES, ARTICLES, acts=None).filter(dependence="relayed")["claims"].sum() == 5


def test_other_options_are_refused() -> None:
    with pytest.raises(ValueError, match="counted is 'lines'; it must be one of articles, claims, words"):
        agency_dependence(CLAIMS, SOURCES, ARTICLES, "lines")
