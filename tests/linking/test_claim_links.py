"""Claims of several articles that belong together, and those that only look like it."""

import random
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.linking import claim_links
from analysis.linking.claim_links import link_claims, near_pairs
from analysis.linking.comparing import FEATURES, compare, longest_run, take_apart, words_in_common
from analysis.linking.contradictions import find_contradictions, sides_of
from analysis.linking.negation import ASSERTS, DENIES, NEITHER, stances
from analysis.schema import CLAIM_LINKS

BELL, BELL_AIDE, CORR = "person:ada-bell", "person:bell-aide", "person:ivo-corr"
NAMES = {BELL: "Ada Bell", BELL_AIDE: "spokesman for Bell", CORR: "Ivo Corr", "group:residents": "residents"}
SOURCES = pl.DataFrame(
    [
        {"source_id": key, "name": name, "kind": key.split(":")[0], "anonymous": key == BELL_AIDE}
        for key, name in NAMES.items()
    ]
)
SHUT = "the old bridge will stay shut until the cracked piers have been replaced"


def topic(text: str) -> list[int]:
    """A vector that is near others of texts that share words; a model gives better ones."""
    vector = np.zeros(384)
    for word in text.lower().split():
        vector[sum(map(ord, word)) * 31 % 384] += 1
    return np.clip(np.round(40 * vector), -127, 127).astype(int).tolist()


def tables(*rows: tuple[str, str | None, str], denied: tuple[int, ...] = ()) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims of one story, given as article, source and content, and their vectors."""
    claims = [
        {
            "claim_id": f"{article}#{number}",
            "article_id": article,
            "story": "bridge",
            "content_start": 1000 * number,
            "content_text": text,
            "source_id": source,
            "denied": number in denied,
            "cue_lemma": "deny" if number in denied else "say",
        }
        for number, (article, source, text) in enumerate(rows)
    ]
    texts = ("claim_id", "article_id", "story", "content_text", "source_id", "cue_lemma")
    types: dict[str, Any] = {**dict.fromkeys(texts, pl.String), "denied": pl.Boolean, "content_start": pl.Int64}
    vectors = [{"claim_id": row["claim_id"], "vector": topic(str(row["content_text"]))} for row in claims]
    return (
        pl.DataFrame(claims, schema=types),
        pl.DataFrame(vectors, schema={"claim_id": pl.String, "vector": pl.Array(pl.Int8, 384)}),
    )


def links(*rows: tuple[str, str | None, str], denied: tuple[int, ...] = ()) -> list[tuple[str, str, str]]:
    """What is linked, as the two claims' numbers and the relation."""
    claims, vectors = tables(*rows, denied=denied)
    found = link_claims(claims, vectors, SOURCES)
    assert found.schema == CLAIM_LINKS.schema
    return [
        (one.split("#")[1], other.split("#")[1], relation)
        for one, other, relation in found.select("claim_a", "claim_b", "relation").iter_rows()
    ]


OTHERS = [
    ("a", CORR, "ferries will run every quarter of an hour from Monday on"),
    ("b", "group:residents", "nobody had asked those who live on the island"),
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", BELL, SHUT), ("b", BELL, SHUT)], "same_utterance"),
        ([("a", BELL, f"“{SHUT}”"), ("b", BELL, f"that {SHUT}, at least")], "same_utterance"),
        # one speaks for the other
        ([("a", BELL, SHUT), ("b", BELL_AIDE, SHUT)], "same_utterance"),
        # nobody is named
        ([("a", BELL, SHUT), ("b", None, SHUT)], "same_utterance"),
        # two people say the same, which is no utterance of both
        ([("a", BELL, SHUT), ("b", CORR, SHUT)], "same_claim"),
        # one person, two things
        ([("a", BELL, SHUT), ("b", BELL, "her brother had never owned the quarry")], None),
        # one topic, two people
        ([("a", BELL, "the bridge is older than the town hall"), ("b", CORR, "the bridge costs too much")], None),
    ],
)
def test_claims_belong_together_by_speaker_and_words(
    rows: list[tuple[str, str | None, str]], expected: str | None
) -> None:
    found = [link for link in links(*rows, *OTHERS) if link[:2] == ("0", "1")]
    assert found == ([("0", "1", expected)] if expected else [])


@pytest.mark.parametrize(
    ("one", "other", "denied", "expected"),
    [
        (
            "the harbour board never approved the cracked piers",
            "the harbour board approved the cracked piers",
            (),
            True,
        ),
        (
            "the harbour board didn’t approve the cracked piers",
            "the harbour board approved the cracked piers",
            (),
            True,
        ),
        # the source denies what the words assert
        ("the harbour board approved the cracked piers", "the harbour board approved cracked piers", (0,), True),
        # "did not deny": neither denies the piers
        ("the harbour board approved the cracked piers", "the harbour board approved cracked piers", (0, 1), False),
        # "not only" says more, not less
        ("not only the harbour board approved the cracked piers", "the harbour board approved the piers", (), False),
        # an answer, not a denial of what follows
        ("No, the harbour board approved the cracked piers", "the harbour board approved the cracked piers", (), False),
        ("It is no secret: the board approved the cracked piers", "the board approved the cracked piers", (), False),
        ("Never mind. The board approved the cracked piers", "the board approved the cracked piers", (), False),
        # an aside cuts nothing off, nor do numbers and abbreviations
        ("the board did not, she said, approve the cracked piers", "the board approved the cracked piers", (), True),
        ("the board never paid 1,000 for Mr. Carver’s piers", "the board paid 1,000 for Mr. Carver’s piers", (), True),
        # a comparison, and one thing set against another
        ("no harbour board has approved more cracked piers", "the harbour board approved cracked piers", (), False),
        ("it will pay the islanders, not the cracked piers", "it will pay for the cracked piers", (), False),
        ("Nothing was stolen. Not one cracked pier was sold", "one cracked pier was sold", (), True),
        ("there is no evidence that more cracked piers were sold", "the cracked piers were sold", (), False),
        ("no cracked piers were sold, and more patrols follow", "cracked piers were not sold", (), False),
        # a name that every fourth article has is told apart from the words that are as common
        ("these piers are not America’s piers", "the piers are America’s piers now", (), True),
        # a question asserts nothing
        ("whether the harbour board approved the piers", "the harbour board never approved the piers", (), False),
        # both say no
        ("the harbour board never approved the piers", "no harbour board approved the piers", (), False),
        # what is denied is something else
        ("the piers cracked and nobody was told", "the piers cracked in the frost and the mayor was told", (), False),
    ],
)
def test_a_denial_stands_before_what_the_other_asserts(
    one: str, other: str, denied: tuple[int, ...], expected: bool
) -> None:
    found = links(("a", BELL, one), ("b", CORR, other), *OTHERS, denied=denied)
    assert (("0", "1", "contradicts") in found) is expected


@pytest.mark.parametrize(
    ("denial", "accusation", "denied", "expected"),
    [
        ("he was not involved in hiding the audit", "that Corr helped the quarry to hide the audit", (), True),
        ("he took no part in hiding the audit", "that Mr Corr had colluded with the quarry", (), True),
        ("involvement in hiding the audit", "that Ivo Corr coordinated the hiding of the audit", (0,), True),
        # it is another who had it, or who is helped, or another word
        ("he took no part in hiding the audit", "that Corr hid the collusion between Bell and the quarry", (), False),
        ("he took no part in hiding the audit", "that the quarry helped Corr to hide the audit", (), False),
        ("he took no part in hiding the audit", "that aides to Corr hid the audit", (), False),
        ("it was not in any part of the audit", "that Corr helped to hide the audit", (), False),
        ("the truth is that Bell was not involved in the audit", "that Corr helped to hide the audit", (), False),
        # nobody says that it was he
        ("he took no part in hiding the audit", "that Bell had colluded with the quarry", (), False),
        # a part in something that is denied is no part
        ("he took no part in hiding the audit", "that Corr was not involved in hiding the audit", (), False),
        ("he took part in hiding the audit", "that Corr helped to hide the audit", (), False),
        ("for his part he would not hide the audit", "that Corr helped to hide the audit", (), False),
    ],
)
def test_who_denies_a_part_is_contradicted_by_who_names_him(
    denial: str, accusation: str, denied: tuple[int, ...], expected: bool
) -> None:
    found = links(("a", CORR, denial), ("b", BELL, accusation), *OTHERS, denied=denied)
    assert (("0", "1", "contradicts") in found) is expected
    same = links(("a", CORR, denial), ("b", CORR, accusation), *OTHERS, denied=denied)
    assert ("0", "1", "contradicts") not in same


@pytest.mark.parametrize(
    ("dispute", "expected"),
    [
        ("Mr Corr’s remarks about the piers were false", [("0", "2")]),
        ("Corr's claim is a lie", [("0", "2")]),
        ("Corr's remarks “careless” and “wildly misleading” and false", []),
        ("Corr's remarks “careless” and “false”", [("0", "2")]),
        ("Corr's claims about the piers are nothing but lies", [("0", "2")]),
        # somebody else is wrong, or something else is, or nobody knows
        ("he agreed with Corr's statement that the quarry was wrong", []),
        ("Corr's argument is that critics are wrong", []),
        ("Corr's remarks on what went wrong drew applause", []),
        ("Corr's account of the false alarm matched the records", []),
        ("Corr's statement came after she made a false report", []),
        ("Corr's claim that Bell is wrong is true", []),
        ("if Corr's claims are false, he should resign", []),
        ("nobody has shown that Corr's claims are false", []),
        ("Corr's claims are anything but false", []),
        # nobody's remarks, or not called false, or false is not the word for them
        ("the remarks about the piers were false", []),
        ("Corr's remarks were not false", []),
        ("Corr's remarks came late", []),
        ("Corr's piers are a false hope", []),
        # his own, and those of one whom nobody in the story is called
        ("Bell's remarks were false", []),
        ("Carver's remarks were false", []),
    ],
)
def test_who_calls_anothers_words_false_contradicts_the_first_that_is_told_of_them(
    dispute: str, expected: list[tuple[str, str]]
) -> None:
    rows = [("a", BELL, dispute), ("b", CORR, "the audit"), ("b", CORR, "the quarry paid for the piers")]
    found = links(*rows, ("b", CORR, "nobody will lose a job over it"), OTHERS[1])
    assert [pair[:2] for pair in found if pair[2] == "contradicts" and pair[0] == "0"] == expected


def test_a_dispute_with_one_of_two_of_the_same_name_is_with_nobody() -> None:
    namesake = pl.DataFrame({"source_id": ["x"], "name": ["Eve Corr"], "kind": ["person"], "anonymous": [False]})
    rows = [("a", BELL, "Corr's remarks were false"), ("b", CORR, SHUT), ("b", "x", "ferries will not sail today")]
    claims, vectors = tables(*rows)
    alone = link_claims(claims.head(2), vectors, SOURCES)
    assert alone["why"].to_list() == ["one calls Corr’s remarks false"]
    assert link_claims(claims, vectors, pl.concat([SOURCES, namesake])).height == 0


@pytest.mark.parametrize(
    ("cue", "denied", "content", "stance"),
    [
        ("say", False, "the piers cracked", ASSERTS),
        ("deny", True, "the piers cracked", DENIES),
        ("dismiss", True, "the audit", DENIES),
        # neither denies nor asserts: a negated denial, a refusal, a question
        ("deny", False, "the piers cracked", NEITHER),
        ("say", True, "when the piers cracked", NEITHER),
        ("decline to comment", True, "the cracked piers", NEITHER),
        ("not respond", True, "the audit", NEITHER),
        ("refuse", True, "to release the audit", NEITHER),
        ("ask", False, "“Whether the piers cracked", NEITHER),
        (None, False, "the piers cracked", ASSERTS),
    ],
)
def test_who_refuses_to_say_denies_nothing(cue: str | None, denied: bool, content: str, stance: int) -> None:
    claims = pl.DataFrame({"cue_lemma": [cue], "denied": [denied], "content_text": [content]})
    assert stances(claims.cast({"cue_lemma": pl.String})) == [stance]


@pytest.mark.parametrize("third", [None, BELL_AIDE])
def test_two_people_never_make_one_utterance_whoever_stands_between(third: str | None) -> None:
    found = links(("a", BELL, SHUT), ("b", CORR, SHUT), ("c", third, SHUT), *OTHERS)
    assert ("0", "1", "same_claim") in found
    assert {link[2] for link in found if link[:2] != ("0", "1")} == {"same_utterance", "same_claim"}


@pytest.mark.parametrize("count", [2, 6])
def test_a_claim_in_many_articles_is_still_the_same_as_another_ones(count: int) -> None:
    articles = [(f"a{number}", BELL, SHUT) for number in range(count)]
    found = links(*articles, ("z", CORR, SHUT), *OTHERS)
    assert [link for link in found if link[1] == str(count)] == [
        (str(number), str(count), "same_claim") for number in range(count)
    ]


def test_a_first_name_in_common_is_no_relation() -> None:
    namesake = pl.DataFrame([("person:ada-corr", "Ada Corr", "person", False)], schema=SOURCES.schema, orient="row")
    claims, vectors = tables(("a", BELL, SHUT), ("b", "person:ada-corr", SHUT), *OTHERS)
    assert link_claims(claims, vectors, pl.concat([SOURCES, namesake]))["relation"].to_list() == ["same_claim"]


def test_nobody_contradicts_herself_here() -> None:
    rows = [("a", BELL, f"not {SHUT}"), ("b", BELL, SHUT)]
    assert ("0", "1", "contradicts") not in links(*rows, *OTHERS)


def test_why_tells_who_and_in_which_words() -> None:
    claims, vectors = tables(("a", BELL, f"“{SHUT.title()}”"), ("b", None, f"that {SHUT}"), *OTHERS)
    (why,) = link_claims(claims, vectors, SOURCES)["why"]
    assert why == f"Ada Bell ~ nobody named; both: “{SHUT.title()}”"


def test_only_stories_of_two_articles_are_linked() -> None:
    claims, vectors = tables(("a", BELL, SHUT), ("a", BELL, SHUT), ("b", BELL, SHUT))
    assert link_claims(claims.filter(article_id="a"), vectors, SOURCES).height == 0
    assert link_claims(claims.with_columns(story=pl.lit(None, dtype=pl.String)), vectors, SOURCES).height == 0
    apart = claims.with_columns(story=pl.col("article_id"))
    assert link_claims(apart, vectors, SOURCES).height == 0
    # the two in one article belong together too
    assert link_claims(claims, vectors, SOURCES).height == 3
    assert link_claims(claims, vectors.head(1), SOURCES).height == 0


WORDS = ["bridge", "harbour", "piers", "cracked", "ferries", "mayor", "not", "never", "shut", "audit", "the", "of"]


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from([BELL, CORR, BELL_AIDE, None]),
            st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
        ),
        max_size=9,
    ),
    order=st.randoms(use_true_random=False),
)
def test_links_do_not_depend_on_the_order_of_claims(
    rows: list[tuple[str, str | None, str]], order: random.Random
) -> None:
    claims, vectors = tables(*rows)
    turned = list(range(claims.height))
    order.shuffle(turned)
    found = link_claims(claims, vectors, SOURCES)
    assert link_claims(claims[turned], vectors[turned[::-1]], SOURCES).equals(found)
    assert found.select("claim_a", "claim_b").is_unique().all()
    assert (found["claim_a"] < found["claim_b"]).all()
    assert found["score"].is_between(0, 1).all()


def test_each_claim_is_compared_with_its_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    claims, vectors = tables(*((name, BELL, f"{SHUT} {number}") for number in range(9) for name in "ab"))
    story = claims.join(vectors, on="claim_id").with_columns(source=pl.lit("Ada Bell"), kind=pl.lit("person"))
    apart = take_apart(story.with_columns(anonymous=False))
    every = near_pairs(apart)
    assert len(every) == 18 * 17 / 2
    monkeypatch.setattr(claim_links, "_TOGETHER", 5)
    assert near_pairs(apart).tolist() == every.tolist()
    monkeypatch.setattr(claim_links, "NEIGHBOURS", 1)
    nearest = near_pairs(apart)
    assert len(nearest) < len(every)
    assert set(nearest.flatten().tolist()) == set(range(18))


def test_features_are_shares() -> None:
    claims, vectors = tables(("a", BELL, SHUT), ("b", BELL_AIDE, SHUT.upper()), ("c", None, ""), *OTHERS)
    story = claims.join(vectors, on="claim_id").join(SOURCES.rename({"name": "source"}), on="source_id", how="left")
    apart = take_apart(story)
    pairs = np.array([(one, other) for other in range(5) for one in range(other)])
    features = compare(apart, pairs)
    assert features.shape == (10, len(FEATURES))
    assert ((features >= -1) & (features <= 1.0001)).all()
    first = dict(zip(FEATURES, features[0].tolist(), strict=True))
    assert first["contained"] == first["common"] == first["in_a_row"] == first["related_source"] == 1
    assert first["same_source"] == first["other_person"] == 0
    assert list(find_contradictions(apart, pairs, features, sides_of(apart, [ASSERTS] * 5))) == []


def test_why_names_words_that_stand_for_each_other() -> None:
    claims, vectors = tables(
        ("a", BELL, "gunmen killed the watchman"), ("b", BELL, "the watchman was murdered"), *OTHERS
    )
    story = claims.join(vectors, on="claim_id").join(SOURCES.rename({"name": "source"}), on="source_id", how="left")
    assert words_in_common(take_apart(story), 0, 1) == "both: watchman; killed ~ murdered"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", (0, 0)),
        ("a b c", "", (0, 0)),
        ("a b c", "x b c y", (1, 2)),
        ("a b a b", "a b", (0, 2)),
        ("a b x c d e", "c d e a b", (3, 3)),
    ],
)
def test_the_longest_run_is_the_first_of_its_length(one: str, other: str, expected: tuple[int, int]) -> None:
    assert longest_run(one.split(), other.split()) == expected
