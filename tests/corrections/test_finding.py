"""What corrections name is found again after the numbers, the places and the ids have changed, or a person is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corrections.finding import Finder, NotFoundError, beginning

FAILED = "the pumps had failed on Tuesday"


@pytest.mark.parametrize(
    ("item", "words", "found"),
    [
        ("a:10-40", FAILED, "a#0"),
        ("a:10-40", "the pumps had", "a#0"),  # the first words are enough
        ("a:2-39", FAILED, "a#0"),  # it has moved a few characters
        ("a:400-430", FAILED, "a#0"),  # the article has a new first paragraph
        ("a:700-730", "the pumps had failed", "a#0"),  # and are known again anywhere in its article
        ("a:10-31", "the pumps had failed", "a#0"),  # an older model ended it sooner
        ("a:60-90", '"Nobody warned us,"', "a#1"),  # Excel or a hand made the quotation marks straight
        ("a#0", FAILED, "a#0"),
        ("a#7", FAILED, "a#0"),  # the number counts for nothing: the words do
        ("a#1", FAILED, "a#0"),
    ],
)
def test_a_claim_is_found_again(finder: Finder, item: str, words: str, found: str) -> None:
    assert finder.claim(item, words).id == found


@pytest.mark.parametrize(
    ("item", "words", "told"),
    [
        ("a:10-40", None, "the words of the claim 'a:10-40' are missing"),
        ("a", FAILED, "names no claim: give ARTICLE:START-END"),
        (None, FAILED, "names no claim"),
        ("x:10-40", FAILED, "no claim of an article 'x' is in the corpus"),
        ("a:10-40", "the mayor resigned over it", "no claim of article 'a' stands at a:10-40 or says"),
        ("a:700-720", "the pumps", "no claim of article 'a'"),  # two words are not
        ("a:700-720", "the pumps were blamed on Tuesday", "no claim of article 'a'"),  # alike is not enough elsewhere
    ],
)
def test_what_is_no_claim_is_told(finder: Finder, item: str | None, words: str | None, told: str) -> None:
    with pytest.raises(NotFoundError, match=told):
        finder.claim(item, words)


def test_of_two_claims_with_one_wording_the_place_tells_which_or_nobody_does(finder_of: Callable[..., Finder]) -> None:
    rows = [("a#0", "a", 10, 28, "we are not to blame", None), ("a#1", "a", 50, 68, "we are not to blame", None)]
    twice = finder_of(rows)
    assert twice.claim("a:52-70", "we are not to blame").id == "a#1"
    with pytest.raises(NotFoundError, match=r"two claims of article 'a' say .* a:10-28 or a:50-68"):
        twice.claim("a:200-218", "we are not to blame")


def test_the_claim_that_stood_there_comes_before_the_same_words_elsewhere(finder_of: Callable[..., Finder]) -> None:
    rows = [("a#0", "a", 10, 30, "the pumps had failed", None), ("a#1", "a", 50, 81, FAILED, None)]
    assert finder_of(rows).claim("a:10-41", FAILED).id == "a#0"


@pytest.mark.parametrize(
    ("item", "words", "found"),
    [
        ("person:ida-holm", None, "person:ida-holm"),
        ("person:holm@b", None, "person:ida-holm"),  # an id of annotate(), linked to a full name since
        ("Ida Holm", None, "person:ida-holm"),
        ("ida holm", None, "person:ida-holm"),
        ("person:Ida Holm", None, "person:ida-holm"),
        ("Holm", None, "person:ida-holm"),  # an alias of one source only
        ("person:i-holm", "Ida Holm", "person:ida-holm"),  # the id is gone, the name is not
        ("person:vik@c", None, "person:vik@a"),
        ("organisation:vik@a", "Vik", "person:vik@a"),  # another kind now
        ("person:vik@b", "Vik", "person:jan-vik"),  # his full name is found in the article now
    ],
)
def test_a_source_is_found_again(finder: Finder, item: str, words: str | None, found: str) -> None:
    assert finder.source(item, words).id == found


@pytest.mark.parametrize(
    ("item", "words", "told"),
    [
        (None, None, "no source is named"),
        ("person:rosa-lund", None, "no source 'person:rosa-lund' is in the corpus"),
        ("person:Rosa Lund", None, "no source 'person:Rosa Lund'"),  # one that is there is asked for
        ("person:vik@d", "Vik", "no source 'person:vik@d'"),  # never the Vik of another article
        ("person:holm@zzz", "Holm", "no source 'person:holm@zzz'"),
    ],
)
def test_what_is_no_source_is_told(finder: Finder, item: str | None, words: str | None, told: str) -> None:
    with pytest.raises(NotFoundError, match=told):
        finder.source(item, words)


def test_two_sources_of_one_name_are_told_with_their_ids(finder_of: Callable[..., Finder]) -> None:
    cited = [("person:jan-vik", "Jan Vik", "person", []), ("group:jan-vik", "Jan Vik", "group", [])]
    named = finder_of(sources=cited)
    with pytest.raises(NotFoundError, match=r"2 sources are called 'Jan Vik': .* group:jan-vik, person:jan-vik"):
        named.source("Jan Vik", None)
    assert named.source("group:Jan Vik", None).id == "group:jan-vik"


def test_a_new_source_needs_a_name_as_printed(finder: Finder) -> None:
    made = finder.source("person:Rosa Lund", None, article="a")
    assert (made.id, made.name, made.new) == ("person:rosa-lund", "Rosa Lund", True)
    assert finder.source("unnamed:a senior aide", None, article="a").id == "unnamed:a-senior-aide@a"
    with pytest.raises(NotFoundError, match="kind:Name for a new one"):
        finder.source("person:rosa", None, article="a")  # the end of an id that is gone


@pytest.mark.parametrize(
    ("item", "ids"),
    [
        ("person:jan-vik@c", ("person:jan-vik",)),
        ("Jan Vik@c", ("person:jan-vik",)),
        ("person:vik@c", ("person:vik@c",)),
        ("person:ida-holm@b", ("person:holm@b",)),  # whatever annotate() calls her there
        ("person:ida-holm@c", None),
        ("person:ida-holm", None),
    ],
)
def test_a_source_in_one_article(finder: Finder, item: str, ids: tuple[str, ...] | None) -> None:
    part = finder.part(item, None)
    assert (part and part.ids) == ids


@settings(deadline=None)
@given(st.text(min_size=1))
def test_what_is_kept_of_words_is_short_and_begins_them(words: str) -> None:
    kept = beginning(words)
    assert len(kept) <= 160
    assert " ".join(words.split()).startswith(kept)
