"""What holds for every input."""

import io
import string
import tempfile
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.articles import read_articles
from analysis.articles.cleaning import clean_text, paragraphs, unwrap
from analysis.articles.columns import FIELDS, as_text, map_columns
from analysis.articles.dates import EARLIEST_YEAR, LATEST_YEAR, read_date
from analysis.articles.duplicates import content_hash
from analysis.articles.encodings import encoding_of
from analysis.articles.files import SUFFIXES
from analysis.articles.records import UnreadableError
from analysis.articles.residue import separate
from analysis.articles.titles import split_title
from analysis.schema import ARTICLES, conform

QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "By Ida Sand",
                "- Source:JND",
                "En",
                "May 14, 2024 10:00 AM EST",
                "ADVERTISEMENT",
                "Read more: Quay open",
                "KYIV (Reuters) - KYIV (Reuters) - Talks are off.",
                "WASHINGTON — MOSCOW — “No,” he said.",
                "Reuters contributed to this report.",
                "He left. AFP contributed to this report. Reuters contributed to this report.",
                "(Reporting by Ida Sand; Editing by Mats Ek)",
                "Bridge closed",
                "___",
                "The bridge between the two towns stays closed until May, the council said.",
            ]
        ),
        st.text(alphabet=string.printable + "“”’—–éü中", max_size=60),
    ),
    max_size=14,
)


@QUIET
@given(
    data=st.binary(max_size=600),
    suffix=st.sampled_from(SUFFIXES),
    lead=st.sampled_from([b"", b"---\n", b"[", b"{", b"<p>", b"\xff\xfe", b"text\n", b"PK\x05\x06" + bytes(18)]),
)
def test_reading_never_raises_whatever_the_bytes(data: bytes, suffix: str, lead: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{suffix}"
        file.write_bytes(lead + data)
        reading = read_articles(file)
    conform(reading.articles, "articles")
    conform(reading.rejected, "rejected")
    assert reading.articles["article_id"].is_unique().all()


def packed() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/one.txt", "The bridge is closed, the council said. " * 9)
        archive.writestr("two.csv", "title,text\nA,The quay is open.\n")
    return data.getvalue()


def parquet() -> bytes:
    data = io.BytesIO()
    pl.DataFrame(
        {"title": ["A", "B"], "text": ["The quay is open.", "The bridge is closed."], "id": [1, 2]}
    ).write_parquet(data)
    return data.getvalue()


@pytest.mark.parametrize(("suffix", "whole"), [(".zip", packed()), (".parquet", parquet())])
@QUIET
@given(draw=st.data())
def test_damaged_files_never_raise(suffix: str, whole: bytes, draw: st.DataObject) -> None:
    places = draw.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), min_size=1, max_size=4))
    damaged = bytearray(whole)
    for place, value in places:
        damaged[place] = value
    cut = draw.draw(st.integers(len(whole) // 2, len(whole)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{suffix}"
        file.write_bytes(bytes(damaged[:cut]))
        reading = read_articles(file)
    conform(reading.articles, "articles")


@QUIET
@given(lines=LINES)
def test_taking_leftovers_out_twice_is_taking_them_out_once(lines: list[str]) -> None:
    once = separate(clean_text("\n".join(lines)))
    assert separate(once.text).text == once.text


@QUIET
@given(lines=LINES)
def test_what_is_left_is_the_text_with_pieces_taken_out(lines: list[str]) -> None:
    text = clean_text("\n".join(lines))
    left = iter(text)
    assert all(character in left for character in separate(text, lines[0] if lines else None).text)


@QUIET
@given(lines=LINES)
def test_headline_and_rest_hold_every_word(lines: list[str]) -> None:
    text = clean_text("\n".join(lines))
    title, rest = split_title(text)
    assert (f"{title or ''} {rest}").replace(".", " ").split() == text.replace(".", " ").split()


@QUIET
@given(text=st.text(alphabet=st.characters(exclude_characters="&"), max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert "\r" not in once
    assert unwrap(once).split() == once.split()
    assert paragraphs(once).split() == once.split()


@QUIET
@given(
    text=st.text(max_size=40)
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( \d\d:\d\d)?( [A-Z]{2,4})?", fullmatch=True)
)
def test_a_date_is_plausible_or_none(text: str) -> None:
    published = read_date(text)
    assert published.at is None or EARLIEST_YEAR - 1 <= published.at.year <= LATEST_YEAR + 1
    assert published.at is None or published.at.utcoffset().total_seconds() == 0
    assert published.at is not None or published.flags or not text.strip()


@QUIET
@given(data=st.binary(max_size=300))
def test_an_encoding_found_decodes(data: bytes) -> None:
    try:
        encoding = encoding_of(io.BytesIO(data))
    except UnreadableError:
        return
    assert isinstance(data.decode(encoding, errors="replace"), str)


@QUIET
@given(text=st.text(min_size=40, max_size=200))
def test_valid_utf8_is_read_as_it_is(text: str) -> None:
    data = text.encode()
    try:
        encoding = encoding_of(io.BytesIO(data))
    except UnreadableError:
        assert any(character < " " for character in text)
        return
    assert data.decode(encoding) == text or text[0] in "\ufeff\ufffe" or "\0" in text


@given(
    names=st.lists(
        st.sampled_from([alias for aliases in FIELDS.values() for alias in aliases] + ["x", "Y"]), max_size=12
    )
)
def test_a_column_belongs_to_one_field(names: list[str]) -> None:
    mapped = map_columns(dict.fromkeys(names), {})
    used = [name for columns in mapped.values() for name in columns]
    assert len(used) == len(set(used)) <= len(set(names))


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=6,
    )
)
def test_any_value_is_one_line_of_text_or_nothing(value: object) -> None:
    text = as_text(value)
    assert text is None or (text == text.strip() != "" and "\n" not in text)


@given(
    parts=st.lists(st.text(max_size=4) | st.none(), max_size=4),
    others=st.lists(st.text(max_size=4) | st.none(), max_size=4),
)
def test_hashes_tell_different_parts_apart(parts: list[str | None], others: list[str | None]) -> None:
    assert (content_hash(*parts) == content_hash(*others)) is (parts == others)


def test_the_order_of_records_does_not_change_what_is_read(tmp_path: Path) -> None:
    rows = [f'{{"text": "Text number {n} about the bridge.", "url": "https://x.com/{n}"}}' for n in range(6)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    (tmp_path / "b.jsonl").write_text("\n".join(reversed(rows)))
    first = read_articles(tmp_path / "a.jsonl").articles.drop("origin").sort("article_id")
    second = read_articles(tmp_path / "b.jsonl").articles.drop("origin").sort("article_id")
    assert first.equals(second)
    assert first.columns == [name for name in ARTICLES.schema.names() if name != "origin"]
