from __future__ import annotations

import polars as pl
import pytest

from analysis.lexicons import load_lexicon
from analysis.metrics import certainty_markers, certainty_uses

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


FOUND = [
    # hedges
    ("The man apparently fled.", "apparently"),
    ("Apparently the man fled.", "Apparently"),
    ("The dam reportedly broke.", "reportedly"),
    ("He allegedly took the money.", "allegedly"),
    ("The dam appears to hold.", "appears to"),
    ("It appears that nobody came.", "appears that"),
    ("She is believed to live abroad.", "believed to"),
    ("He was widely believed to be ill.", "believed to"),
    ("They are not thought to be armed.", "thought to"),
    ("He believed to the end.", ""),
    ("The poll suggests a close race.", "suggests"),
    ("Polls suggest that it is close.", "suggest"),
    ("He suggested that they meet.", ""),
    ("She suggested lunch.", ""),
    ("He could not resist suggesting that they lied.", "could"),
    ("Walsh also suggested it.", ""),
    ("How is this possible if it rains?", ""),
    ("He spoke loudly and clearly for them.", ""),
    ("I made it very clear that it rained.", ""),
    ("He failed to clearly explain it.", ""),
    ("The bill is likely to pass.", "likely"),
    ("The bill will likely pass.", "will|likely"),
    ("It is more likely that it fails.", "likely"),
    ("They polled likely voters.", ""),
    ("She is the likely nominee.", ""),
    ("He is most likely voters’ choice.", ""),
    ("A deal is unlikely.", "unlikely"),
    ("An unlikely friendship began.", ""),
    ("It is unclear who fired.", "unclear"),
    ("He was not certain of it.", "not certain"),
    ("It is not clear that it helps.", "not clear"),
    ("It is uncertain whether they come.", "uncertain"),
    ("They face uncertain times.", ""),
    ("It is possible that it rains.", "possible"),
    ("Come as soon as possible.", ""),
    ("Perhaps it rains.", "Perhaps"),
    # modal verbs
    ("It may rain.", "may"),
    ("It may rain on May 5.", "may"),
    ("May 5 was a Sunday.", ""),
    ("They voted in May.", ""),
    ("May was wet.", ""),
    ("Prime Minister Theresa May spoke.", ""),
    ("May the bill pass?", "May"),
    ("It might rain.", "might"),
    ("They fear its military might.", ""),
    ("The might of the army grew.", ""),
    ("They pushed with all the might they had.", ""),
    ("Israel’s might grew.", ""),
    ("The council will vote.", "will"),
    ("Will the council vote?", "Will"),
    ("Will Smith sang.", ""),
    ("He changed his will.", ""),
    ("It was of her own free will.", ""),
    ("The political will is gone.", ""),
    ("It is the will of the people.", ""),
    ("The people’s will was heard.", ""),
    ("They won’t come.", "won’t"),
    ("It wouldn't help.", "wouldn't"),
    ("As a boy he could swim.", "could"),  # ability in the past counts too
    ("It would help.", "would"),
    ("A would-be thief ran.", ""),
    ("He must know it.", "must"),
    ("It is a must-see film.", ""),
    ("The film is a must.", ""),
    ("It can rain, and he should go.", ""),
    # boosters
    ("He clearly lied.", "clearly"),
    ("“Clearly,” he lied.", "Clearly"),
    ("He could not see clearly.", "could"),
    ("The road was clearly marked.", ""),
    ("A clearly marked road.", ""),
    ("It was not clearly an error.", ""),
    ("He undoubtedly lied.", "undoubtedly"),
    ("In fact, he lied.", "In fact"),
    ("Of course he lied.", "Of course"),
    ("They changed it in a course of study.", ""),
    ("He announced a change of course.", ""),
    ("It certainly helps.", "certainly"),
    ("It certainly doesn’t help.", "certainly"),
    ("There is no doubt about it.", "no doubt"),
    ("He has doubts.", ""),
    ("It is clear that he lied.", "clear that"),
    ("She is certain of it.", "certain"),
    ("Certain people came.", ""),
    ("He is certain to win.", "certain"),
    ("Not certain, he left.", "Not certain"),
    # neither
    ("According to the mayor, it rained.", ""),
    ("It rained.", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_markers_and_their_false_friends(text: str, found: str) -> None:
    uses = certainty_uses(*tables(text), "all")
    assert "|".join(uses["text"]) == found
    assert [text[start:end] for start, end in uses.select("start", "end").iter_rows()] == uses["text"].to_list()


def test_classes() -> None:
    text = "Apparently it may rain, of course."
    assert certainty_uses(*tables(text))["class"].to_list() == ["hedge", "modal", "booster"]


def test_whose_words() -> None:
    parts = tables("It may rain, and she said it certainly did", "it certainly did")
    found = {voice: certainty_uses(*parts, voice)["text"].to_list() for voice in ("outlet", "sources", "all")}
    assert found == {"outlet": ["may"], "sources": ["certainly"], "all": ["may", "certainly"]}


def test_rate_by_hand() -> None:
    # 8 words, of which 'may' and 'might' are modal verbs and 'perhaps' is a hedge
    rates = {
        row["class"]: row for row in certainty_markers(*tables("It may, perhaps it might, rain all day")).to_dicts()
    }
    assert {name: (row["value"], row["uses"], row["n"]) for name, row in rates.items()} == {
        "any": (375, 3, 8),
        "booster": (0, 0, 8),
        "hedge": (125, 1, 8),
        "modal": (250, 2, 8),
    }


def two_outlets() -> Tables:
    texts = ["It may rain, apparently.", "It rained.", "It certainly rained.", "Perhaps it will rain."]
    names, size = [f"a{i}" for i in range(4)], [len(text) for text in texts]
    sentences = pl.DataFrame({"article_id": names, "sentence": [0] * 4, "start": [0] * 4, "end": size})
    claims = pl.DataFrame(
        {"article_id": ["a2"], "content_spans": [[{"start": 0, "end": 5}]], "quotation": ["indirect"]}
    )
    return sentences, claims, pl.DataFrame({"article_id": names, "outlet": ["Globe", "Courier"] * 2, "text": texts})


def test_rows_twice_change_nothing() -> None:
    sentences, claims, articles = two_outlets()
    twice = certainty_markers(sentences, pl.concat([claims, claims]), articles)
    assert twice.equals(certainty_markers(sentences, claims, articles))


def test_outlets_keep_their_numbers_under_another_name() -> None:
    sentences, claims, articles = two_outlets()
    renamed = articles.with_columns(pl.col("outlet").replace("Globe", "Zeitung"))
    counted = ("outlet", "class", "value", "n", "uses")
    before = certainty_markers(sentences, claims, articles).select(counted)
    after = certainty_markers(sentences, claims, renamed).select(counted)
    back = after.with_columns(pl.col("outlet").replace("Zeitung", "Globe")).sort("outlet", "class")
    assert back.equals(before)


def test_the_list_uses_the_declared_values_and_no_form_twice() -> None:
    words = load_lexicon("certainty")
    assert words["form"].is_unique().all()
    assert (words["form"] == words["form"].str.to_lowercase()).all()
    assert set(words["class"]) == {"hedge", "modal", "booster"}
