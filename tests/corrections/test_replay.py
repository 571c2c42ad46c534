"""What each action changes, what it leaves alone, and which rows are conflicts."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from analysis.corrections.applying import PAIR_SCHEMA, correct_claim_links, correct_claims, correct_entities
from analysis.corrections.file import SCHEMA
from analysis.corrections.replay import Replayed, apply_corrections
from analysis.schema import CLAIM_CORRECTIONS, CORRECTIONS, ENTITY_LINKS, SOURCE_CORRECTIONS, SOURCE_LINKS, SOURCES

Row = Callable[..., dict[str, Any]]
Run = Callable[..., Replayed]
BEFORE = {
    "a#0": "person:ida-holm",
    "a#1": "person:vik@a",
    "b#0": "person:ida-holm",
    "b#1": "person:jan-vik",
    "c#0": "person:jan-vik",
    "c#1": "person:vik@a",
    "d#0": None,
}
FAILED = "the pumps had failed on Tuesday"


@pytest.fixture
def said(claims: pl.DataFrame) -> Callable[[Replayed], dict[str, tuple[str | None, int | None]]]:
    """Claims by id after corrections: who said them, and the row that decided it."""

    def read(done: Replayed) -> dict[str, tuple[str | None, int | None]]:
        corrected = correct_claims(claims, done.source_links, done.source_corrections, done.claim_corrections)
        return {
            key: (source, number)
            for key, source, number in corrected.select("claim_id", "source_id", "corrected").iter_rows()
        }

    return read


Said = Callable[[Replayed], dict[str, tuple[str | None, int | None]]]


def unchanged(*but: str) -> dict[str, tuple[str | None, None]]:
    return {key: (source, None) for key, source in BEFORE.items() if key not in but}


def test_without_corrections_everything_stays(replayed: Run, said: Said) -> None:
    done = replayed()
    assert said(done) == unchanged()
    assert done.corrections.schema == CORRECTIONS.schema
    assert done.sources["corrected"].null_count() == done.sources.height


def test_merged_sources_are_one_under_the_second_name(replayed: Run, said: Said, row: Row) -> None:
    done = replayed(row("merge_sources", "person:vik@a", "Vik", "person:jan-vik"))
    assert said(done) == unchanged("a#1", "c#1") | dict.fromkeys(("a#1", "c#1"), ("person:jan-vik", 1))
    assert done.sources.select("source_id", "name", "aliases", "corrected").rows() == [
        ("person:ida-holm", "Ida Holm", ["Holm"], None),
        ("person:jan-vik", "Jan Vik", ["Vik"], 1),
    ]
    assert done.corrections.select("applied", "item_id", "other_id", "n_claims", "note").row(0) == (
        (True, "person:vik@a", "person:jan-vik", 2, None)
    )


def test_a_source_can_be_given_a_name_and_kind_that_nobody_has(replayed: Run, said: Said, row: Row) -> None:
    done = replayed(row("merge_sources", "person:vik@a", "Vik", "organisation:Vik Pumps"))
    assert said(done) == unchanged("a#1", "c#1") | dict.fromkeys(("a#1", "c#1"), ("organisation:vik-pumps", 1))
    assert done.sources.filter(corrected=1).select("name", "kind", "aliases").rows() == [
        ("Vik Pumps", "organisation", ["Vik"])
    ]


def test_what_the_machine_has_linked_to_somebody_since_is_corrected_in_its_article_alone(
    replayed: Run, said: Said, row: Row
) -> None:
    done = replayed(row("merge_sources", "person:holm@b", "Holm", "person:jan-vik"))
    assert said(done) == unchanged("b#0") | {"b#0": ("person:jan-vik", 1)}
    assert done.corrections["note"].to_list() == ["only in article b: elsewhere it is person:ida-holm by itself"]


def test_a_partial_name_that_goes_by_another_articles_id_now_is_corrected_wherever_it_stands(
    replayed: Run, said: Said, row: Row
) -> None:
    done = replayed(row("merge_sources", "person:vik@c", "Vik", "person:jan-vik"))
    assert {key for key, (_, number) in said(done).items() if number} == {"a#1", "c#1"}


def test_merging_goes_on_over_several_rows_in_any_order(replayed: Run, said: Said, row: Row) -> None:
    steps = [
        row("merge_sources", "person:vik@a", "Vik", "person:jan-vik"),
        row("merge_sources", "person:jan-vik", "Jan Vik", "Ida Holm"),
    ]
    for rows in (steps, steps[::-1]):
        assert {source for source, _ in said(replayed(*rows)).values()} == {"person:ida-holm", None}


def test_a_split_source_is_somebody_else_in_one_article(replayed: Run, said: Said, row: Row) -> None:
    done = replayed(row("split_source", "person:jan-vik@c", "Jan Vik"))
    assert said(done) == unchanged("c#0") | {"c#0": ("person:jan-vik@c~split", 1)}
    made = done.sources.filter(source_id="person:jan-vik@c~split").row(0, named=True)
    assert (made["name"], made["kind"], made["aliases"], made["corrected"]) == ("Jan Vik", "person", [], 1)
    assert said(replayed(row("split_source", "Jan Vik@c", "Jan Vik"))) == said(done)
    named = replayed(row("split_source", "person:jan-vik@c", "Jan Vik", "person:Jan Vik of the docks"))
    assert said(named)["c#0"] == ("person:jan-vik-of-the-docks", 1)


def test_a_partial_name_is_split_from_those_it_was_linked_to(replayed: Run, said: Said, row: Row) -> None:
    for item, other in (("person:vik@a", "a#1"), ("person:vik@c", "c#1"), ("person:holm@b", "b#0")):
        assert said(replayed(row("split_source", item)))[other] == (f"{item}~split", 1)
        assert {key for key, (_, n) in said(replayed(row("split_source", item))).items() if n} == {other}


def test_mentions_go_with_the_source_that_was_split_off(replayed: Run, row: Row) -> None:
    done = replayed(row("split_source", "person:jan-vik@c", "Jan Vik", "person:Jan Vik of the docks"))
    mentions = pl.DataFrame(
        {"article_id": ["b", "c"], "entity_id": ["person:jan-vik"] * 2, "entity": ["Jan Vik"] * 2, "start": [0, 1]}
    )
    fixed = correct_entities(mentions, ENTITY_LINKS.empty(), done.source_corrections)
    assert fixed.rows() == [
        ("b", "person:jan-vik", "Jan Vik", 0),
        ("c", "person:jan-vik-of-the-docks", "Jan Vik of the docks", 1),
    ]
    assert fixed.columns == mentions.columns


@pytest.mark.parametrize(
    ("other", "speaker"),
    [
        ("person:jan-vik", "person:jan-vik"),
        ("Jan Vik", "person:jan-vik"),
        ("person:Rosa Lund", "person:rosa-lund"),
        ("none", None),
    ],
)
def test_a_claim_gets_the_speaker_that_a_person_names(
    replayed: Run, said: Said, row: Row, other: str, speaker: str | None
) -> None:
    done = replayed(row("set_speaker", "a:10-40", FAILED, other))
    assert said(done) == unchanged("a#0") | {"a#0": (speaker, 1)}
    assert set(done.sources["source_id"]) == {source for source, _ in said(done).values() if source}


def test_a_dropped_claim_is_gone_and_so_is_who_said_nothing_else(replayed: Run, said: Said, row: Row) -> None:
    done = replayed(
        row("drop_claim", "a:60-90", "“Nobody warned us,”"), row("drop_claim", "c:30-55", "the city would pay")
    )
    assert said(done) == unchanged("a#1", "c#1")
    assert done.sources["source_id"].to_list() == ["person:ida-holm", "person:jan-vik"]


def test_the_speaker_of_a_claim_counts_before_the_article_and_both_follow_merges(
    replayed: Run, said: Said, row: Row
) -> None:
    done = replayed(
        row("split_source", "person:jan-vik@c", "Jan Vik", "person:Rosa Lund"),
        row("set_speaker", "c:0-25", "the lane stays closed", "person:vik@a"),
        row("merge_sources", "person:vik@a", "Vik", "Ida Holm"),
    )
    assert done.corrections["applied"].all()
    assert said(done)["c#0"] == ("person:ida-holm", 2)
    assert "person:rosa-lund" not in done.sources["source_id"].to_list()


def test_a_source_that_one_row_makes_can_be_named_in_another(replayed: Run, said: Said, row: Row) -> None:
    done = replayed(
        row("set_speaker", "d:7-29", "the insurer would not pay", "person:jan-vik@c~split", other_words="Jan Vik"),
        row("split_source", "person:jan-vik@c", "Jan Vik"),
    )
    assert [said(done)[key][0] for key in ("c#0", "d#0")] == ["person:jan-vik@c~split"] * 2


def test_a_claim_that_has_moved_is_corrected_and_its_place_told(replayed: Run, row: Row) -> None:
    report = replayed(row("drop_claim", "a:12-44", FAILED)).corrections
    assert report.select("applied", "item_id", "note").row(0) == (True, "a#0", "the claim is now at a:10-40")


def reworded(claims: pl.DataFrame, done: Replayed) -> dict[str, tuple[str, int, int, str | None, int | None]]:
    """Claims that say something else now: their words, where these stand, who said them, and the row."""
    corrected = correct_claims(claims, done.source_links, done.source_corrections, done.claim_corrections)
    columns = ("content_text", "content_start", "content_end", "source_id", "reworded")
    return {row[0]: row[1:] for row in corrected.select("claim_id", *columns).iter_rows() if row[-1] is not None}


@pytest.mark.parametrize(
    ("item", "other", "words", "expected"),
    [
        ("a:10-40", "the pumps had failed", None, ("the pumps had failed", 10, 30)),
        ("a:10-40", "10-30", None, ("the pumps had failed", 10, 30)),
        ("a:10-40", "12-32", "the pumps had failed", ("the pumps had failed", 10, 30)),
        ("a:60-90", "50-65+79-92", None, ("Nobody warned u ... “nobody at al", 50, 92)),
        ("a:60-90", "Late", None, ("Late", 43, 47)),  # the nearer one of two
    ],
)
def test_a_claim_gets_the_words_that_a_person_names(
    claims: pl.DataFrame,
    replayed: Run,
    row: Row,
    item: str,
    other: str,
    words: str | None,
    expected: tuple[str, int, int],
) -> None:
    claim, said = ("a#0", FAILED) if item == "a:10-40" else ("a#1", "“Nobody warned us,”")
    done = replayed(row("set_content", item, said, other, other_words=words))
    assert done.corrections.select("applied", "item_id", "n_claims").row(0) == (True, claim, 1)
    assert reworded(claims, done) == {claim: (*expected, BEFORE[claim], 1)}


def test_a_claim_gets_both_a_speaker_and_words(claims: pl.DataFrame, replayed: Run, row: Row, said: Said) -> None:
    rows = [row(*FIX), row("set_content", "a:10-40", FAILED, "the pumps had failed")]
    for order in (rows, rows[::-1]):
        done = replayed(*order)
        assert done.corrections["applied"].all()
        assert said(done)["a#0"] == ("person:jan-vik", 1 + order.index(rows[0]))
        assert reworded(claims, done)["a#0"][:3] == ("the pumps had failed", 10, 30)


MERGE = ("merge_sources", "person:vik@a", "Vik", "person:jan-vik")
LINK = ("link_claims", "a:10-40", FAILED, "b:5-30", {"other_words": "the pumps were old", "relation": "same_claim"})
UNLINK = ("unlink_claims", "b:5-30", "the pumps were old", "a:10-40", {"other_words": FAILED})
OLD, NOBODY_HURT = "the pumps were old", "nobody was hurt"
ONWARD = ("link_claims", "b:5-30", OLD, "b:44-70", {"other_words": NOBODY_HURT, "relation": "same_utterance"})
ENDS = ("a:10-40", FAILED, "b:44-70", {"other_words": NOBODY_HURT})
DROP, FIX = ("drop_claim", "a:10-40", FAILED), ("set_speaker", "a:10-40", FAILED, "person:jan-vik")
SPLIT = ("split_source", "person:jan-vik@c", "Jan Vik")
REWORD = ("set_content", "a:10-40", FAILED, "the pumps had failed")


@pytest.mark.parametrize(
    ("rows", "conflicts"),
    [
        ([DROP, FIX], {1: "contradicts row 2", 2: "contradicts row 1"}),
        ([DROP, DROP], {}),  # said twice is no contradiction
        ([FIX, FIX, ("set_speaker", "a#0", FAILED, "none")], {1: "contradicts row 3", 2: "row 3", 3: "rows 1, 2"}),
        ([FIX, ("set_speaker", "a:10-40", FAILED, "person:holm@b")], {1: "row 2", 2: "row 1"}),
        ([DROP, LINK], {1: "row 2", 2: "row 1"}),
        ([DROP, REWORD], {1: "row 2", 2: "row 1"}),
        ([REWORD, LINK, FIX, (*REWORD[:3], "10-30")], {}),
        ([REWORD, (*REWORD[:3], "on Tuesday")], {1: "row 2", 2: "row 1"}),
        ([(*REWORD[:3], "the pumps have failed")], {1: "the article does not say “the pumps have failed”: give"}),
        ([(*REWORD[:3], "10-900")], {1: "'10-900' is no place in an article of 101 characters: give START-END"}),
        ([(*REWORD[:3], None)], {1: "the words that were said are missing: give START-END"}),
        ([("set_content", "a:12-44", FAILED, "10-30")], {1: "the claim is now at a:10-40: give the words"}),
        ([("set_content", "c:0-25", "the lane stays closed", "the lane")], {1: "the text of article 'c' is not at"}),
        ([LINK, UNLINK], {1: "row 2", 2: "row 1"}),
        ([LINK, (*LINK[:4], LINK[4] | {"relation": "contradicts"})], {1: "row 2", 2: "row 1"}),
        ([LINK, (*UNLINK[:4], UNLINK[4] | {"relation": "contradicts"})], {}),  # not that, but this
        ([LINK, ONWARD, ("unlink_claims", *ENDS)], {1: "row 3", 2: "row 3", 3: "rows 1, 2"}),  # over a third
        (
            [LINK, ONWARD, ("link_claims", *ENDS[:3], ENDS[3] | {"relation": "contradicts"})],
            {1: "row 3", 2: "row 3", 3: "rows 1, 2"},
        ),
        ([LINK, ONWARD, ("unlink_claims", *ENDS[:3], ENDS[3] | {"relation": "same_utterance"})], {}),  # one claim only
        ([LINK, ("unlink_claims", *ENDS)], {}),
        ([(*LINK[:3], "a:10-40", LINK[4] | {"other_words": FAILED})], {1: "both are the same claim"}),
        ([(*LINK[:4], {"other_words": "the pumps were old"})], {1: "the relation is missing"}),
        ([(*LINK[:4], LINK[4] | {"relation": "alike"})], {1: "there is no relation 'alike': write one of same_utt"}),
        ([MERGE, ("merge_sources", "Jan Vik", None, "Vik")], {1: "circle", 2: "circle"}),
        ([MERGE, ("merge_sources", "Jan Vik", None, "Jan Vik")], {}),
        ([MERGE, SPLIT], {}),  # the others of him are merged
        ([MERGE, ("split_source", "person:vik@a", "Vik", "person:jan-vik")], {1: "row 2", 2: "row 1"}),
        ([("merge_sources", "person:holm@b", "Holm", "Jan Vik"), ("merge_sources", "Ida Holm", None, "Jan Vik")], {}),
        ([MERGE, ("split_source", "person:jan-vik@c", "Jan Vik", "person:vik@a")], {1: "row 2", 2: "row 1"}),
        ([SPLIT, ("split_source", "Jan Vik@c", None, "person:Rosa Lund")], {1: "row 2", 2: "row 1"}),
        (
            [("merge_sources", "person:holm@b", "Holm", "Ida Holm"), ("split_source", "person:holm@b", "Holm")],
            {1: "row 2", 2: "row 1"},
        ),
        ([("split_source", "person:jan-vik", "Jan Vik")], {1: "give SOURCE@ARTICLE"}),
        ([("split_source", "person:jan-vik@a", "Jan Vik")], {1: "no source 'person:jan-vik@a' is cited"}),
        ([("merge_source", "person:vik@a", "Vik", "person:jan-vik")], {1: "no action 'merge_source': write one of"}),
        ([("merge_sources", "person:vik@a", "Vik", None)], {1: "no source is named"}),
        ([("merge_sources", "person:vik@a", "Vik", "unnamed:An aide")], {1: "no source 'unnamed:An aide'"}),
        ([("merge_sources", "person:zoe", "Zoe", "person:jan-vik")], {1: "no source 'person:zoe' is in the corpus"}),
        ([(*DROP, None, {"who": None})], {1: "who missing"}),
        ([(*DROP, None, {"who": None, "why": None})], {1: "who and why missing"}),
        ([(*DROP, None, {"when": "some day"})], {1: "when is no day: 'some day'. Write it as 2025-03-04"}),
        ([(*DROP, None, {"when": "04.03.2025"})], {}),  # as Excel saves it in Germany
        ([("drop_claim", "e:10-40", FAILED), DROP], {1: "no claim of an article 'e'"}),
        ([(*DROP, None, {"note": "it has 9 cells"}), DROP], {1: "it has 9 cells"}),
    ],
)
def test_conflicts(replayed: Run, row: Row, rows: list[tuple[Any, ...]], conflicts: dict[int, str]) -> None:
    made = [row(*each[:4], **each[4]) if len(each) == 5 else row(*each) for each in rows]
    done = replayed(*made)
    told = dict(done.corrections.filter(~pl.col("applied")).select("row", "note").iter_rows())
    assert set(told) == set(conflicts)
    for number, words in conflicts.items():
        assert words in told[number]
    assert done.corrections["n_claims"].to_list() == [
        0 if number in told else count for number, count in enumerate(done.corrections["n_claims"], 1)
    ]


@pytest.mark.parametrize("rows", [[DROP, FIX], [MERGE, ("merge_sources", "Jan Vik", None, "Vik")], [LINK, UNLINK]])
def test_rows_that_conflict_change_nothing_and_the_others_hold(
    replayed: Run, said: Said, row: Row, rows: list[tuple[Any, ...]]
) -> None:
    made = [row(*each[:4], **each[4]) if len(each) == 5 else row(*each) for each in rows]
    done = replayed(*made, row("drop_claim", "d:7-29", "the insurer would not pay"))
    assert said(done) == unchanged("d#0")
    assert done.pairs.is_empty()
    assert done.corrections["applied"].to_list() == [False, False, True]


def test_the_order_of_the_tables_rows_changes_nothing(claims: pl.DataFrame, replayed: Run, row: Row) -> None:
    rows = [row(*MERGE), row(*SPLIT), row("set_speaker", "a:10-40", FAILED, "person:Rosa Lund")]
    once, again = replayed(*rows), replayed(*rows, shuffle=random.Random(7))
    for table in ("sources", "corrections", "claim_corrections", "source_corrections"):
        assert_frame_equal(getattr(once, table), getattr(again, table))
    assert once.sources.schema == SOURCES.schema
    assert once.source_links.schema == SOURCE_LINKS.schema
    assert once.claim_corrections.schema == CLAIM_CORRECTIONS.schema
    assert once.source_corrections.schema == SOURCE_CORRECTIONS.schema


def pairs(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=PAIR_SCHEMA, orient="row")


FOUND = pl.DataFrame(
    {
        "claim_a": ["a#1", "b#2", "a#3", "a#3"],
        "claim_b": ["b#1", "a#2", "b#3", "b#3"],
        "relation": ["same_claim", "same_utterance", "same_claim", "contradicts"],
        "score": [0.9, 0.8, 0.7, 0.6],
        "why": ["w"] * 4,
        "story": ["s"] * 4,
    }
)


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        ([], [0, 1, 2, 3]),
        ([("a#2", "b#2", None, False, "no", 1)], [0, 2, 3]),
        ([("a#3", "b#3", None, False, "no", 1)], [0, 1]),
        ([("a#3", "b#3", "contradicts", False, "no", 1)], [0, 1, 2]),
        ([("a#1", "b#1", "contradicts", False, "no", 1)], [0, 1, 2, 3]),
    ],
)
def test_unlinking_takes_out_what_it_names(decided: list[tuple[Any, ...]], left: list[int]) -> None:
    done = correct_claim_links(FOUND, pairs(*decided))
    assert_frame_equal(done.drop("corrected"), FOUND[left].sort("claim_a", maintain_order=True))
    assert done["corrected"].null_count() == done.height


def found(*rows: tuple[str, str, str, float]) -> pl.DataFrame:
    schema = ["claim_a", "claim_b", "relation", "score"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(why=pl.lit(""))


SAID, TOLD = "same_utterance", "same_claim"


@pytest.mark.parametrize(
    ("links", "decided", "left"),
    [
        # the third goes with the one that it is more like
        (
            [("a", "b", SAID, 0.9), ("a", "c", SAID, 0.8), ("b", "c", SAID, 0.7)],
            [("a", "c", None, False, "no", 1)],
            ["ab"],
        ),
        ([("a", "b", SAID, 0.6), ("b", "c", SAID, 0.7)], [("a", "c", None, False, "no", 1)], ["bc"]),
        # over any number of steps, at the weakest
        (
            [("a", "b", SAID, 0.9), ("b", "c", SAID, 0.5), ("c", "d", SAID, 0.9), ("b", "d", SAID, 0.4)],
            [("a", "d", None, False, "no", 1)],
            ["ab", "cd"],
        ),
        # rather one utterance than one claim
        ([("a", "b", TOLD, 0.9), ("b", "c", SAID, 0.5)], [("a", "c", None, False, "no", 1)], ["bc"]),
        # what a person linked stays
        (
            [("a", "b", SAID, 0.9), ("b", "d", SAID, 0.8)],
            [("b", "c", TOLD, True, "yes", 1), ("a", "c", None, False, "no", 2)],
            ["bc", "bd"],
        ),
        # other days, but one claim
        (
            [("a", "b", SAID, 0.9), ("a", "c", SAID, 0.8), ("b", "c", SAID, 0.7)],
            [("a", "c", TOLD, True, "a year later", 1)],
            ["ab", "ac"],
        ),
        ([("a", "b", TOLD, 0.9), ("b", "c", SAID, 0.7)], [("a", "c", SAID, False, "no", 1)], ["ab", "bc"]),
        ([("a", "b", SAID, 0.9), ("b", "c", SAID, 0.7)], [("a", "c", TOLD, False, "no", 1)], ["ab", "bc"]),
        ([("a", "b", TOLD, 0.9), ("b", "c", SAID, 0.7)], [("a", "c", TOLD, False, "no", 1)], ["bc"]),
        # one that contradicts is none of the group
        (
            [("a", "b", TOLD, 0.9), ("b", "c", TOLD, 0.7)],
            [("a", "c", "contradicts", True, "she denies it", 1)],
            ["ab", "ac"],
        ),
        ([("a", "b", TOLD, 0.9), ("b", "c", "contradicts", 0.7)], [("a", "c", None, False, "no", 1)], ["ab", "bc"]),
    ],
)
def test_who_is_unlinked_from_another_is_so_by_way_of_a_third_too(
    links: list[tuple[str, str, str, float]], decided: list[tuple[Any, ...]], left: list[str]
) -> None:
    done = correct_claim_links(found(*links), pairs(*decided))
    assert [a + b for a, b in done.select("claim_a", "claim_b").iter_rows()] == left
    turned = correct_claim_links(found(*links[::-1]), pairs(*decided[::-1]))
    assert_frame_equal(done, turned)


def test_linking_adds_a_pair_or_takes_the_place_of_what_the_machine_found() -> None:
    decided = pairs(
        ("c#1", "d#1", "same_claim", True, "read it", 4),
        ("c#1", "d#1", "same_claim", True, "read it too", 5),
        ("a#2", "b#2", "same_claim", True, "another day", 2),
    )
    done = correct_claim_links(FOUND, decided)
    assert done.filter(pl.col("corrected").is_not_null()).rows() == [
        ("a#2", "b#2", "same_claim", 1.0, "another day", None, 2),
        ("c#1", "d#1", "same_claim", 1.0, "read it", None, 4),
    ]
    assert done["claim_a"].to_list() == ["a#1", "a#2", "a#3", "a#3", "c#1"]


def test_links_of_claims_that_a_person_names_are_decided(replayed: Run, row: Row) -> None:
    done = replayed(row(*LINK[:4], **LINK[4]), row(*UNLINK[:4], **UNLINK[4] | {"relation": "same_utterance"}))
    assert done.pairs.rows() == [
        ("a#0", "b#0", "same_claim", True, "read it", 1),
        ("a#0", "b#0", "same_utterance", False, "read it", 2),
    ]


def test_in_a_notebook_a_table_goes_in_and_tables_come_out(claims: pl.DataFrame, row: Row) -> None:
    cited = [
        {"source_id": key, "name": key, "kind": "person", "anonymous": False, "aliases": []}
        for key in claims["source_id"].drop_nulls().unique()
    ]
    rows = pl.DataFrame([row("drop_claim", "a#0", FAILED), row("drop_claim", "a#1", "something else")])
    fixed, sources, report = apply_corrections(rows.to_pandas(), claims.to_pandas(), pl.DataFrame(cited))
    assert fixed["claim_id"].to_list() == ["a#1", "b#0", "b#1", "c#0", "c#1", "d#0"]
    assert set(sources["source_id"]) == set(fixed["source_id"].drop_nulls())
    assert report["applied"].to_list() == [True, False]
    assert set(SCHEMA) <= set(report.columns)
