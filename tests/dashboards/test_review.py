"""Reviewing without a browser: what is dealt, what an answer writes, what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from spacy.language import Language

from analysis import builder
from analysis.corpus import Corpus
from analysis.correcting import replay_corrections
from dashboards.desk import Desk
from dashboards.review import Review
from dashboards.state import State

TEXTS = {
    "Globe": "“We hold the port,” said Ida Holm. The board said dockers had left.",
    "Courier": "Rosa Lund denied that the port was held. “Nobody left,” she told reporters.",
}


@pytest.fixture(scope="module")
def built(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of four claims."""
    rows = [{"outlet": outlet, "text": text, "date": "2024-03-01"} for outlet, text in TEXTS.items()]
    articles = tmp_path_factory.mktemp("articles") / "all.jsonl"
    articles.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "load_pipeline", lambda base, threads: nlp)
        corpus = builder.build(str(articles), tmp_path_factory.mktemp("out") / "x.corpus")
    assert corpus.claims.height == 4
    return corpus.path


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "x.corpus")
    return tmp_path / "x.corpus"


def begun(desk: Desk, who: str = "LK") -> Review:
    page = Review(desk, State())
    page.refresh()
    page._take("who", who)
    page._take("begin", "1")
    return page


def answer(page: Review, verdict: str, **typed: str) -> dict[str, Any]:
    """Answer the claim dealt and give it."""
    claim = page._claim
    assert claim is not None
    for field, value in typed.items():
        page._take(field, value)
    page._take(f"answer:{claim['claim_id']}", verdict)
    return dict(claim)


def told(root: Path) -> list[tuple[Any, ...]]:
    return Corpus.open(root).reviews.select("claim_id", "verdict", "who").rows()


def test_every_claim_is_dealt_once_and_every_answer_kept(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    dealt = [(answer(page, "yes")["claim_id"], "yes", "LK") for _ in range(3)]
    last = answer(page, "no")
    assert told(root) == [*dealt, (last["claim_id"], "no", "LK")]
    assert len({claim for claim, *_ in told(root)}) == 4
    assert page._claim is None
    assert "No claim of this choice" in page._card.html
    assert "3 of 4" in page._figures.html
    assert (root / "corrections.csv").read_text("utf8").count("drop_claim") == 1


def test_two_people_are_dealt_different_claims(root: Path) -> None:
    desk = Desk(Corpus.open(root))
    one, other = begun(desk), begun(desk, "MB")
    assert one._claim is not None
    assert other._claim is not None
    assert one._claim["claim_id"] != other._claim["claim_id"]


def test_a_button_pressed_twice_answers_once(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    claim = answer(page, "yes")
    page._take(f"answer:{claim['claim_id']}", "no")
    assert told(root) == [(claim["claim_id"], "yes", "LK")]


def test_another_speaker_becomes_a_correction(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    answer(page, "speaker")
    assert "Who said it?" in page._card.html
    answer(page, "speaker", speaker="Rosa Lund", kind="person")
    assert [verdict for _, verdict, _ in told(root)] == ["speaker"]
    assert "person:rosa-lund,Rosa Lund" in (root / "corrections.csv").read_text("utf8")


def test_other_words_must_stand_in_the_article(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    assert page._claim is not None
    words = page._claim["content_text"]
    for refused in ("words that nobody printed", words):
        answer(page, "span", words=refused)
        assert "as the article prints them" in page._card.html.replace("exactly as it prints", "as the article prints")
    shorter = words[1:-1].strip()
    claim = answer(page, "span", words=shorter)
    start, end = map(int, Corpus.open(root).reviews["content"][0].split("-"))
    reading = page.desk.reading(claim["article_id"])
    assert reading is not None
    assert reading.article["text"][start:end] == shorter
    assert replay_corrections(root).claims.filter(reworded=1)["content_text"].to_list() == [shorter]


def test_other_words_may_stand_in_several_pieces(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    assert page._claim is not None
    first, *_, last = page._claim["content_text"].split()
    claim = answer(page, "span", words=f"{first} ... {last}")
    assert Corpus.open(root).reviews.select("claim_id", pl.col("content").str.count_matches(r"\d+-\d+")).row(0) == (
        (claim["claim_id"], 2)
    )


@pytest.mark.parametrize(("who", "said"), [("", "Give a name"), ("x" * 61, "61 characters")])
def test_nobody_reviews_without_a_name(root: Path, who: str, said: str) -> None:
    page = begun(Desk(Corpus.open(root)), who)
    assert page._claim is None
    assert said in page._card.html


def test_nothing_is_asked_where_nothing_can_be_kept(root: Path, desk: Desk) -> None:
    assert "served read-only" in begun(Desk(Corpus.open(root), read_only=True))._card.html
    assert "lies in no folder" in begun(desk)._card.html


@pytest.mark.parametrize(("verdict", "typed"), [("no", {}), ("skip", {}), ("speaker", {"speaker": "person:Rosa Lund"})])
def test_an_answer_is_taken_back_with_what_followed_from_it(root: Path, verdict: str, typed: dict[str, str]) -> None:
    desk = Desk(Corpus.open(root))
    page, other = begun(desk), begun(desk, "MB")
    claim = answer(page, verdict, **typed)
    kept = answer(other, "no")["claim_id"]
    page._take("back", "1")
    assert page._claim is not None
    assert page._claim["claim_id"] == claim["claim_id"]
    assert told(root) == [(kept, "no", "MB")]
    assert (root / "corrections.csv").read_text("utf8").count("reviewed") == 1
    page._take("back", "1")  # there is no other to take back
    assert told(root) == [(kept, "no", "MB")]
    answer(page, "yes")
    assert told(root) == [(kept, "no", "MB"), (claim["claim_id"], "yes", "LK")]


def test_what_was_saved_by_others_meanwhile_is_left_alone(root: Path) -> None:
    page = begun(Desk(Corpus.open(root)))
    answer(page, "yes")
    file = root / "reviews.csv"
    file.write_bytes(file.read_bytes().replace(b"LK", b"Lena K."))
    before = file.read_bytes()
    page._take("back", "1")
    assert "changed since the row was added" in page._card.html
    assert file.read_bytes() == before
