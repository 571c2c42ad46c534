"""Shared text is found over edits and moves; what makes no article a copy of another gives no row."""

from __future__ import annotations

import datetime as dt
import itertools

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from analysis.linking import candidates
from analysis.linking.passages import find_passages
from analysis.schema import PASSAGES

COPY = "the harbour master ordered every ferry back to port after a crane fell across the northern quay before dawn"
OTHER = "council members argued until midnight over a plan to close two libraries and sell the land beside them"
SAID = "we have waited eleven years for this bridge and nobody told us why"
LATE, EARLY, YEARS = "2024-08-20", "2024-08-18", ("2019-01-05", "2020-03-09", "2021-06-17", "2022-11-02", "2023-12-24")


def article(key: str, text: str, outlet: str = "", day: str | None = LATE, credited: tuple[str, ...] = ()) -> dict:
    published = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC) if day else None
    return {
        "article_id": key,
        "outlet": outlet or f"The {key}",
        "published_at": published,
        "credits": list(credited),
        "text": text,
    }


def table(*articles: dict) -> pl.DataFrame:
    schema = {"article_id": pl.String, "outlet": pl.String, "published_at": pl.Datetime("us", "UTC")}
    return pl.DataFrame(articles, schema=schema | {"credits": pl.List(pl.String), "text": pl.String})


def shared(*articles: dict) -> list[tuple[str, str, str]]:
    """Kind, and what is shared as printed in either article."""
    frame = table(*articles)
    found = find_passages(frame)
    assert found.schema == PASSAGES.schema
    texts = dict(frame.select("article_id", "text").iter_rows())
    return [
        (
            row["kind"],
            texts[row["article_a"]][row["start_a"] : row["end_a"]],
            texts[row["article_b"]][row["start_b"] : row["end_b"]],
        )
        for row in found.iter_rows(named=True)
    ]


def padded(number: int, text: str) -> str:
    """A text between sentences that no other article has."""
    words = [f"w{number}x{at}" for at in range(60)]
    return f"{' '.join(words[:30])}. {text} {' '.join(words[30:])}."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (COPY, COPY, [COPY]),
        (COPY.upper(), COPY, [COPY.upper()]),
        # a changed, a left out, an added word end no passage
        (COPY.replace("crane", "mast"), COPY, [COPY.replace("crane", "mast")]),
        (COPY.replace("every ", ""), COPY, [COPY.replace("every ", "")]),
        (COPY.replace("northern", "long northern"), COPY, [COPY.replace("northern", "long northern")]),
        # moved sentences are passages of their own
        (f"{COPY}. {OTHER}.", f"{OTHER}. {COPY}.", [COPY, OTHER]),
        # eleven words are too few, and names are the same whoever writes them
        (" ".join(COPY.split()[:11]), COPY, []),
        ("Ada Bell and Tom Hale of the Harbour Board and Ida Holm of Tarn Ferries", "", []),
    ],
)
def test_what_is_a_passage(one: str, other: str, expected: list[str]) -> None:
    found = shared(article("a", padded(1, one)), article("b", padded(2, other or one)))
    assert [text for _, text, _ in found] == expected
    assert {kind for kind, _, _ in found} <= {"copy"}


@pytest.mark.parametrize(
    ("one", "other", "day", "kinds"),
    [
        (f"“{SAID},” she said.", f'She said: "{SAID}."', LATE, ["quotation"]),
        # one prints it as a block
        (f"“{SAID}.”", f"Her letter:\n\n{SAID}", LATE, ["quotation"]),
        # a short one in the same week, not years later, and not if it is a turn of phrase
        ("“waited eleven years for this bridge”", "“waited eleven years for this bridge”", EARLY, ["quotation"]),
        ("“waited eleven years for this bridge”", "“waited eleven years for this bridge”", YEARS[0], []),
        ("“at the end of the day”", "“at the end of the day”", LATE, []),
        # a long one whenever
        (f"“{SAID}”", f"“{SAID}”", YEARS[0], ["quotation"]),
        # copied with everything around it
        (f"{COPY}. “{SAID},” she said. {OTHER}. {COPY} {OTHER}" * 2, "", LATE, ["copy"]),
    ],
)
def test_quotations(one: str, other: str, day: str, kinds: list[str]) -> None:
    found = shared(article("a", padded(1, one)), article("b", padded(2, other or one), day=day))
    assert sorted({kind for kind, _, _ in found}) == kinds


@pytest.mark.parametrize(
    ("outlet", "credited", "kind"),
    [
        ("Post", ("Reuters",), "wire"),
        ("Associated Press", (), "wire"),
        ("Post", ("The a",), "wire"),  # the other article's outlet
        ("Post", ("Web Desk",), "copy"),
        # a broadcaster's own page
        ("CNN (Web)", ("CNN",), "copy"),
        ("Fox News", ("Fox News",), "copy"),
    ],
)
def test_wires(outlet: str, credited: tuple[str, ...], kind: str) -> None:
    found = shared(article("a", padded(1, COPY)), article("b", padded(2, COPY), outlet, credited=credited))
    assert [row[0] for row in found] == [kind]


def test_what_three_outlets_have_comes_from_a_wire() -> None:
    three = [article(key, padded(at, COPY)) for at, key in enumerate("abc")]
    assert [kind for kind, _, _ in shared(*three)] == ["wire"] * 3
    three[2]["outlet"] = three[1]["outlet"]
    assert {kind for kind, _, _ in shared(*three)} == {"copy"}


def test_what_a_third_article_puts_in_marks_is_a_quotation_in_all() -> None:
    found = shared(article("a", padded(1, SAID)), article("b", padded(2, SAID)), article("c", padded(3, f"“{SAID}”")))
    assert [kind for kind, _, _ in found] == ["quotation"] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one outlet's standing paragraph; two of unknown outlets, which may be one
        (article("a", padded(1, COPY), "Post"), article("b", padded(2, COPY), "Post")),
        (article("a", padded(1, COPY), "unknown"), article("b", padded(2, COPY), "unknown")),
        (article("a", padded(1, f"“{SAID}”"), "Post"), article("b", padded(2, f"“{SAID}”"), "Post")),
        # the same sentence a year later
        (article("a", padded(1, COPY)), article("b", padded(2, COPY), day=YEARS[4])),
        # a footer that is all they share
        (article("a", f"{padded(1, OTHER)} {COPY}."), article("b", f"{padded(2, SAID)} {COPY}.")),
    ],
)
def test_what_makes_no_article_a_copy(one: dict, other: dict) -> None:
    assert shared(one, other) == []


def test_versions_of_one_article_and_reprints_are_passages() -> None:
    text = f"{COPY}. {OTHER}. {SAID}."
    for outlet, day in (("The a", LATE), ("unknown", LATE), ("Post", YEARS[0])):
        assert shared(article("a", text), article("b", f"{text} More to come.", outlet, day))
    both_unknown = [article(key, text, "unknown") for key in "ab"]
    assert [kind for kind, _, _ in shared(*both_unknown)] == ["copy"]


def test_what_is_printed_year_after_year_is_boilerplate() -> None:
    footer = f"Sign up here because {COPY}"
    old = [article(f"old{at}", padded(at, f"{footer} {OTHER}"), f"Outlet {at}", day) for at, day in enumerate(YEARS)]
    new = [article(key, padded(at, f"{footer}. {padded(at + 50, '')}")) for at, key in ((11, "a"), (12, "b"))]
    assert shared(*old, *new) == []
    assert len(shared(*new)) == 1


def test_what_one_outlet_prints_again_and_again_without_dates_is_boilerplate() -> None:
    prompt = [article(f"{at}", f"{COPY}. {padded(at, OTHER[::-1] * at)}", "Post", None) for at in range(5)]
    sister = article("a", f"{COPY}. {padded(8, '')}", "Post on Sunday", None)
    assert shared(*prompt, sister) == []
    assert len(shared(prompt[0], sister)) == 1


def test_a_quotation_that_keeps_coming_back_pairs_articles_of_one_occasion() -> None:
    days = (*YEARS, LATE, LATE)
    found = find_passages(table(*(article(f"{at}", padded(at, f"“{SAID}”"), day=day) for at, day in enumerate(days))))
    assert found.select("article_a", "article_b", "kind").rows() == [("5", "6", "quotation")]


def test_what_very_many_have_pairs_all_with_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    many = [article(f"{at}", padded(at, COPY), day=EARLY if at == 4 else LATE) for at in range(6)]
    found = find_passages(table(*many))
    assert set(found.select("article_a", "article_b").iter_rows()) == {
        ("0", "4"),
        ("1", "4"),
        ("2", "4"),
        ("3", "4"),
        ("4", "5"),
    }
    assert set(found["kind"]) == {"wire"}


def test_fingerprints_sorted_a_few_at_a_time_lead_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = "sign up here to have the ten best stories of our reporters in your inbox every single morning"
    articles = [article(f"{at}", padded(at, f"{COPY}. {footer}"), day=day) for at, day in enumerate((LATE, *YEARS))]
    articles += [article(f"x{at}", padded(9 + at, f"{OTHER}, “{SAID}”"), credited=("AFP",)) for at in range(3)]
    expected = find_passages(table(*articles))
    monkeypatch.setattr(candidates, "TOGETHER", 20)
    assert expected.height
    assert_frame_equal(find_passages(table(*articles)), expected)


def test_similarity_is_the_share_of_words_in_common() -> None:
    other = COPY.replace("crane", "mast").replace("every ", "")
    found = find_passages(table(article("a", padded(1, COPY)), article("b", padded(2, other))))
    assert found["similarity"].to_list() == [2 * 17 / (19 + 18)]


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [
        article(key, padded(at, text))
        for at, (key, text) in enumerate(zip("abcd", (COPY, OTHER, COPY, f"{OTHER}. {COPY}"), strict=True))
    ]
    frames = [find_passages(table(*order)) for order in itertools.permutations(articles)]
    for frame in frames[1:]:
        assert_frame_equal(frame, frames[0])
    assert frames[0].height == 4


@pytest.mark.parametrize("texts", [[], [""], ["", "a"], ["one two three"] * 2, ["…"] * 3])
def test_little_text_has_no_passages(texts: list[str]) -> None:
    frame = find_passages(table(*(article(f"{at}", text) for at, text in enumerate(texts))))
    assert (frame.height, frame.schema) == (0, PASSAGES.schema)


WORDS = st.sampled_from([*"abcdefgh", "“", "”", "’", "É", "ß", "\n", "🙂", "Ada", "12"])


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.lists(WORDS, max_size=60).map(" ".join), max_size=4),
    insert=st.lists(st.sampled_from("abcdefgh"), min_size=12, max_size=30),
)
def test_whatever_the_texts_spans_are_whole_words_that_overlap_no_other(texts: list[str], insert: list[str]) -> None:
    articles = [article(f"{at}", f"{text} {' '.join(insert)}") for at, text in enumerate(texts)]
    frame = table(*articles)
    found = find_passages(frame)
    text_of = dict(frame.select("article_id", "text").iter_rows())
    assert found["similarity"].is_between(0, 1).all()
    assert found.select(PASSAGES.key).is_unique().all()
    for side in "ab":
        for row in found.iter_rows(named=True):
            piece = text_of[row[f"article_{side}"]][row[f"start_{side}"] : row[f"end_{side}"]]
            assert piece[0].isalnum()
            assert piece[-1].isalnum()
        spans = found.sort("article_a", "article_b", f"start_{side}").select(
            "article_a", "article_b", f"start_{side}", f"end_{side}"
        )
        for one, two in itertools.pairwise(spans.rows()):
            assert one[:2] != two[:2] or one[3] <= two[2]
