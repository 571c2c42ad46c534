"""What cannot be read is rejected with file, record, reason and remedy; what stands beside it is read."""

import io
import json
import os
import zipfile
from pathlib import Path

import polars as pl
import pytest

from analysis.articles import Reading, read_articles
from analysis.articles.records import LARGEST_FILE

GOOD = "The council of Norrvik closed the bridge on Monday, its speaker said.\nIt will stay closed until May."


def read(folder: Path, name: str, data: bytes) -> Reading:
    """Read a folder with one bad file and one good one."""
    (folder / name).write_bytes(data)
    (folder / "zz_good.txt").write_text(GOOD, encoding="utf-8")
    reading = read_articles(folder)
    assert reading.articles["text"].to_list()[-1] == GOOD
    return reading


REJECTED = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b"\xef\xbb\xbf \r\n\t", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40, "binary"),
    "noise.txt": (bytes((n * n * 31 + n * 7) % 256 for n in range(4000)), "binary"),
    "empty.csv": (b"", "--column text="),
    "no_text.csv": (
        b"title,date,Artikel\nA,2024-05-14,long text\n",
        "found: title, date, Artikel. Say which it is: --column text=NAME",
    ),
    "cut.json": (b'[{"text": "The bridge is closed."},\n {"text": "It will', "line 2, column 11"),
    "deep.json": (b"[" * 200_000, "RecursionError"),
    "number.json": (b"12", "an object"),
    "wrong_keys.json": (b'{"headline": "A", "summary": "B"}', "found: headline, summary"),
    "front_page.html": (
        b"<html><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav></body></html>",
        "no article",
    ),
    "nothing.html": (b"", "no article"),
    "cut.parquet": (b"PAR1" + bytes(40), "Parquet"),
    "no.zip": (b"PK\x03\x04 and then nothing", "zip"),
    "notes.docx": (b"PK", "'.docx' is not read"),
    "broken.md": (b"---\ntitle: [a\n  b: 'c\n---\nText of the article.", "front matter"),
    "only_prompts.txt": (b"Share\nBy Ida Sand\nMay 14, 2024\nAdvertisement\n", "no body text"),
}


@pytest.mark.parametrize("name", REJECTED)
def test_a_bad_file_is_rejected_and_the_good_one_read(tmp_path: Path, name: str) -> None:
    data, reason = REJECTED[name]
    reading = read(tmp_path, name, data)
    assert reading.articles.height == 1
    (row,) = reading.rejected.to_dicts()
    assert row["origin"] == (tmp_path / name).as_posix()
    assert reason in row["reason"]


def test_lines_before_and_after_a_broken_one_are_kept(tmp_path: Path) -> None:
    lines = [
        b'{"text": "First text about the bridge."}',
        b'{"text": "cut',
        b"[1]",
        b'{"text": "Last text on it."}',
        b'{"te',
    ]
    reading = read(tmp_path, "a.jsonl", b"\n".join(lines))
    assert reading.articles["text"].to_list()[:2] == ["First text about the bridge.", "Last text on it."]
    assert reading.rejected["record"].to_list() == ["2", "3", "5"]


def test_rows_that_do_not_fit_or_hold_nothing_are_rejected_alone(tmp_path: Path) -> None:
    data = b"title,text\nA,The bridge is closed.\nB,\nC,one,two,three\nD\nE,The quay is open.\n"
    reading = read(tmp_path, "a.csv", data)
    assert reading.articles["title"].to_list()[:2] == ["A", "E"]
    assert reading.rejected["record"].to_list() == ["2", "3", "4"]
    assert "4 cells under 2 columns" in reading.rejected["reason"][1]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "gb18030"]
)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".jsonl"])
def test_encodings_are_found(tmp_path: Path, encoding: str, suffix: str) -> None:
    text = "“We’re closing the café on the quay,” said José Núñez – for good."
    if encoding == "cp1251":
        text = "Представитель порта заявил в понедельник, что переправа закрыта на ремонт."
    if encoding == "gb18030":
        text = "港口发言人星期一表示，由于发现裂缝，渡轮将停航至周末，乘客可改乘公共汽车。"
    written = {".txt": text, ".csv": f"title,text\nA,{json.dumps(text, ensure_ascii=False)}\n"}.get(suffix)
    written = written or json.dumps({"text": text}, ensure_ascii=False)
    if suffix == ".csv":
        written = f'title,text\nA,"{text}"\n'
    (tmp_path / f"a{suffix}").write_bytes(written.encode(encoding))
    reading = read_articles(tmp_path)
    assert reading.articles["text"].to_list() == [text]
    assert reading.articles["flags"].to_list() == [[]]


def test_broken_utf8_is_read_with_marks_and_flagged(tmp_path: Path) -> None:
    data = "Le pont est fermé, a déclaré la mairie, après l’été à Norrvik.".encode().replace(b"\xc3\xa8", b"\xc3", 1)
    (tmp_path / "a.txt").write_bytes(data)
    article = read_articles(tmp_path).articles.to_dicts()[0]
    assert article["text"].count("\ufffd") == 1
    assert "l’été à Norrvik" in article["text"]
    assert article["flags"] == ["replaced_characters"]


def test_a_page_in_the_encoding_it_declares(tmp_path: Path) -> None:
    body = "".join(
        f"<p>{sentence}</p>"
        for sentence in (
            "Мост закрыт до мая, сообщила администрация города в понедельник утром.",
            "Водолазы нашли трещину в опоре, её длина составляет почти два метра.",
            "Автобусы будут ходить каждые десять минут, пообещал перевозчик.",
        )
    )
    page = f"<html><head><meta charset='koi8-r'></head><body><article>{body}</article></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("koi8-r"))
    article = read_articles(tmp_path).articles.to_dicts()[0]
    assert article["text"].startswith("Мост закрыт до мая")
    assert article["language"] == "ru"


def test_twenty_megabytes_on_one_line_are_read(tmp_path: Path) -> None:
    sentence = "The bridge is closed, she said, and nobody knows for how long. "
    (tmp_path / "a.txt").write_text(sentence * (20_000_000 // len(sentence)), encoding="utf-8")
    article = read_articles(tmp_path).articles.to_dicts()[0]
    assert article["n_words"] == 12 * (20_000_000 // len(sentence))


def test_a_file_too_large_is_rejected_unread(tmp_path: Path) -> None:
    for name in ("a.txt", "b.csv", "c.json", "d.html"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(LARGEST_FILE + 1)  # a hole: takes no room on disk
    reading = read_articles(tmp_path)
    assert reading.articles.height == 0
    assert all("larger than 200 MB" in reason for reason in reading.rejected["reason"])
    assert reading.rejected.height == 4


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../x.txt", "outside"),
        ("a/../../x.txt", "outside"),
        ("/etc/x.txt", "outside"),
        ("..\\x.txt", "outside"),
        ("C:\\x.txt", "outside"),
        ("inner.zip", "zip inside a zip"),
        ("photo.png", "not read"),
        ("empty.txt", "empty"),
    ],
)
def test_members_that_are_refused(tmp_path: Path, name: str, reason: str) -> None:
    content = b"" if name == "empty.txt" else b"The bridge stays closed until May, it said."
    reading = read(tmp_path, "a.zip", zipped({name: content, "b/good.txt": b"The quay is open again, it said."}))
    assert reading.articles["text"].to_list()[0] == "The quay is open again, it said."
    assert reading.articles["origin"][0].endswith("a.zip#b/good.txt")
    (row,) = reading.rejected.to_dicts()
    assert reason in row["reason"]
    assert sorted(path.name for path in tmp_path.parent.glob("x.txt")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "zz_good.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_of_zeros_is_stopped_while_it_unpacks(tmp_path: Path, method: int) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        with archive.open("zeros.txt", "w") as member:
            for _ in range(64):
                member.write(bytes(1024 * 1024))
        archive.writestr("small.txt", "The bridge is closed, it said.")
    reading = read(tmp_path, "a.zip", data.getvalue())
    assert reading.articles["text"][0] == "The bridge is closed, it said."
    (row,) = reading.rejected.to_dicts()
    assert row["record"] == "zeros.txt"
    assert "as no text does" in row["reason"]


def test_an_archive_that_is_large_as_a_whole_is_read_up_to_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.articles.archives.LARGEST_FILE", 1000)
    monkeypatch.setattr("analysis.articles.archives.LARGEST_ARCHIVE", 3000)
    members = {f"{n}.txt": f"Text number {n} is short. ".encode() * 30 for n in range(6)}
    reading = read(tmp_path, "a.zip", zipped({"0_long.txt": b"word " * 300} | members, zipfile.ZIP_STORED))
    reasons = dict(zip(reading.rejected["record"], reading.rejected["reason"], strict=True))
    assert "larger than" in reasons["0_long.txt"]
    assert "what follows 2.txt was not read" in reasons[None]
    assert [o.rpartition("#")[2] for o in reading.articles["origin"][:-1]] == ["0.txt", "1.txt"]


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"secret.txt": b"The bridge stays closed."}, zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    reading = read(tmp_path, "a.zip", bytes(data))
    assert "encrypted" in reading.rejected["reason"][0]


def test_a_damaged_member_is_refused_alone(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"The bridge stays closed." * 20, "b.txt": b"The quay is open."}))
    data[60] ^= 0xFF
    reading = read(tmp_path, "a.zip", bytes(data))
    assert reading.rejected["record"].to_list() == ["a.txt"]
    assert reading.articles["text"][0] == "The quay is open."


def test_links_pipes_and_missing_paths_are_rejected(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "circle").symlink_to(folder)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "good.txt").write_text(GOOD)
    reading = read_articles([folder, tmp_path / "missing.txt", tmp_path / "*.nothing"])
    assert reading.articles["text"].to_list() == [GOOD]
    reasons = {Path(origin).name: reason for origin, _, reason in reading.rejected.rows()}
    assert "not followed" in reasons["circle"]
    assert "cannot be opened" in reasons["loop.txt"]
    assert "cannot be opened" in reasons["gone.txt"]
    assert "no regular file" in reasons["pipe.txt"]
    assert "no such file" in reasons["missing.txt"]
    assert "no file matches" in reasons["*.nothing"]


def test_a_file_that_may_not_be_read_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser may read anything, so the refusal is played.
    (tmp_path / "a.txt").write_text(GOOD)
    monkeypatch.setattr("analysis.articles.files.os.access", lambda path, mode: False)
    assert "permissions" in read_articles(tmp_path).rejected["reason"][0]


def test_two_records_with_one_id_and_different_texts_are_both_kept(tmp_path: Path) -> None:
    rows = [{"id": 7, "text": "The bridge is closed."}, {"id": 7, "text": "The bridge is open."}]
    reading = read(tmp_path, "a.json", json.dumps(rows).encode())
    first, second, _ = reading.articles.to_dicts()
    assert first["article_id"] == "7"
    assert first["flags"] == []
    assert second["article_id"].startswith("7-")
    assert second["flags"] == ["id_clash"]


@pytest.mark.parametrize(
    "year", ["0001-01-01", "1/1/0001", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "1599-12-31"]
)
def test_a_year_that_cannot_be_is_no_date(tmp_path: Path, year: str) -> None:
    article = read(tmp_path, "a.json", json.dumps({"date": year, "text": GOOD + " Now."}).encode()).articles.to_dicts()[
        0
    ]
    assert article["published_at"] is None
    assert article["published_text"] == year
    assert article["flags"] == ["implausible_date"]


def test_a_text_in_chinese_keeps_its_language_and_words(tmp_path: Path) -> None:
    text = "港口发言人星期一表示，由于发现裂缝，渡轮将停航至周末。\n乘客可改乘公共汽车。"
    article = read(tmp_path, "a.txt", text.encode()).articles.to_dicts()[0]
    assert article["language"] == "zh"
    assert article["text"] == text
    assert article["n_words"] == 33


def test_two_hundred_unclosed_quotation_marks_change_nothing(tmp_path: Path) -> None:
    text = " ".join(f"“word {n} “ and 'more \"" for n in range(200)) + " said the mayor."
    assert read(tmp_path, "a.txt", text.encode()).articles["text"][0] == text
    reading = read(tmp_path, "a.csv", b"title,text\nA," + b'"The bridge' * 200 + b"\n")
    assert reading.articles.height + reading.rejected.height == 3


def test_cells_that_hold_no_text_are_rejected(tmp_path: Path) -> None:
    pl.DataFrame({"text": [1, 2]}).write_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.json").write_text('[{"text": ["a"]}, {"text": {"x": 1}}, {"text": true}, {"text": null}]')
    reading = read_articles(tmp_path)
    assert reading.articles.height == 0
    assert reading.rejected.height == 6


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("KYIV (Reuters) - " * 20_000 + "Rain fell.", "Rain fell."),
        ("Rain fell.\n" + "Reuters\n" * 50_000, "Reuters"),
        ("<p>Rain fell.<p>It stopped." + "<script" * 50_000, "It stopped."),
        ("Rain fell. " + "It is at a.bcdefghijk and " * 14 + "so on!", "so on!"),
    ],
)
def test_leftovers_without_end_end(tmp_path: Path, text: str, end: str) -> None:
    # Taken out one by one, each from the whole rest, these take minutes.
    (tmp_path / "a.json").write_text(json.dumps({"text": text}))
    (read,) = read_articles(tmp_path).articles["text"]
    assert read.endswith(end)


def test_halves_of_characters_do_not_reach_the_tables(tmp_path: Path) -> None:
    item = '{"title": "A \\ud800 b", "author": "Ida \\udfff Sand", "text": "The bridge \\ud83d is \\u0000 closed."}'
    (tmp_path / "a.json").write_text(item)
    article = read_articles(tmp_path).articles.to_dicts()[0]
    assert article["text"] == "The bridge \ufffd is closed."
    assert article["title"] == "A \ufffd b"


def test_front_matter_that_multiplies_itself_stays_small(tmp_path: Path) -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"] + [
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    reading = read(tmp_path, "a.md", ("---\n" + "\n".join(lines) + "\ntitle: *i\n---\n" + GOOD + " Yes.").encode())
    assert reading.articles["title"].to_list()[0] is None
