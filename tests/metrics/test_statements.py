"""Which outlets have a claim, and what it means that one was not found."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from analysis import claim_coverage
from analysis.articles.outlets import UNKNOWN
from analysis.metrics.intervals import wilson_interval
from analysis.metrics.statements import STATUSES
from analysis.schema import SchemaError

MORNING = datetime(2025, 3, 3, 6, tzinfo=UTC)


def articles(**hours: int | None) -> pl.DataFrame:
    """One article an outlet, by the hours after morning at which each was published."""
    rows = [
        {
            "article_id": outlet,
            "outlet": outlet.title().rstrip("0123456789"),
            "story": "bridge",
            "published_at": None if hour is None else MORNING + timedelta(hours=hour),
        }
        for outlet, hour in hours.items()
    ]
    return pl.DataFrame(rows, schema_overrides={"published_at": pl.Datetime("us", "UTC")})


def claims(*told: str, **more: Any) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"claim_id": claim, "article_id": claim.partition("#")[0], "quotation": "direct", "act": "said"}
            for claim in told
        ]
    ).with_columns(**{name: pl.Series(values) for name, values in more.items()})


def links(*rows: tuple[str, str, str]) -> pl.DataFrame:
    names = ("claim_a", "claim_b", "relation")
    return pl.DataFrame(list(rows), schema=dict.fromkeys(names, pl.String), orient="row")


def statuses(found: pl.DataFrame, claim: str) -> dict[str, str]:
    return dict(found.filter(claim=claim).select("outlet", "status").iter_rows())


def test_each_outlet_has_a_status_for_each_claim() -> None:
    found = claim_coverage(
        claims("post#0", "globe#0", "sun#0", "sun#1"),
        links(("globe#0", "post#0", "same_utterance"), ("post#0", "sun#1", "contradicts")),
        articles(post=2, globe=3, sun=4, early=1, late=5),
    )
    assert statuses(found, "globe#0") == {
        "Early": "not yet possible",
        "Globe": "stated",
        "Late": "not found",
        "Post": "stated",
        "Sun": "contradicted",
    }
    assert statuses(found, "sun#1") == {
        "Early": "not yet possible",
        "Globe": "not yet possible",  # its only article was out before the denial, so it cannot have known of it
        "Late": "not found",
        "Post": "contradicted",
        "Sun": "stated",
    }
    rows = {row["outlet"]: row for row in found.filter(claim="globe#0").iter_rows(named=True)}
    assert rows["Sun"]["claim_ids"] == ["sun#1"]
    assert rows["Late"]["claim_ids"] == []
    assert {row["outlets"] for row in rows.values()} == {2}
    # what most outlets have comes first
    assert found["claim"].to_list() == ["globe#0"] * 5 + ["sun#0"] * 5 + ["sun#1"] * 5


def test_only_what_was_not_found_may_have_been_missed() -> None:
    found = claim_coverage(
        claims("post#0", "post#1", "post#2", quotation=["direct", "mixed", "indirect"]),
        links(),
        articles(post=1, sun=2),
    )
    lost = found.filter(status="not found")
    assert lost["outlet"].unique().to_list() == ["Sun"]
    assert (lost["low"] < lost["missed"]).all()
    assert (lost["missed"] < lost["high"]).all()
    missed = dict(lost.select("quotation", "missed").iter_rows())
    assert missed["direct"] < missed["mixed"] < missed["indirect"]
    stated = found.filter(status="stated")
    assert stated.select("missed", "low", "high", "n").null_count().sum_horizontal().item() == 4 * 3


def test_what_was_missed_is_told_with_the_spread_between_stories() -> None:
    lost = claim_coverage(claims("post#0"), links(), articles(post=1, sun=2)).filter(status="not found")
    low, high = wilson_interval(lost["missed"].to_numpy() * lost["n"][0], lost["n"][0])
    assert lost["low"][0] < low.item() < high.item() < lost["high"][0]


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [(3, 1, "not yet possible"), (3, 3, "not found"), (3, None, "not found"), (None, 1, "not found")],
)
def test_without_a_day_nothing_is_too_early(first: int | None, second: int | None, status: str) -> None:
    found = claim_coverage(claims("post#0"), links(), articles(post=first, sun=second))
    assert statuses(found, "post#0")["Sun"] == status


def test_a_version_without_a_day_may_have_been_first() -> None:
    told, linked = claims("post#0", "globe#0"), links(("globe#0", "post#0", "same_claim"))
    assert statuses(claim_coverage(told, linked, articles(post=3, globe=4, sun=1)), "globe#0")["Sun"] == STATUSES[2]
    assert statuses(claim_coverage(told, linked, articles(post=3, globe=None, sun=1)), "globe#0")["Sun"] == STATUSES[3]


def test_what_was_missed_is_told_for_the_links_it_was_measured_on() -> None:
    found = claim_coverage(claims("post#0"), links(), articles(post=1, sun=2), relations=("same_utterance",))
    assert found["missed"].null_count() == 2


def test_articles_that_name_no_outlet_are_not_known_to_be_of_one() -> None:
    nameless = articles(post=1, a=2, b=3).with_columns(
        outlet=pl.when(pl.col("article_id") == "post").then(pl.lit("Post")).otherwise(pl.lit(UNKNOWN))
    )
    told, linked = claims("post#0", "a#0"), links(("a#0", "post#0", "same_utterance"))
    assert statuses(claim_coverage(told, linked, nameless), "a#0") == {
        "Post": "stated",
        "unknown (a)": "stated",
        "unknown (b)": "not found",
    }
    told, linked = claims("b#0", "a#0"), links(("a#0", "b#0", "same_utterance"))
    assert claim_coverage(told, linked, nameless)["outlets"].unique().to_list() == [2]


def test_a_later_article_of_the_outlet_could_have_had_it() -> None:
    found = claim_coverage(claims("post#0"), links(), articles(post=3, sun1=1, sun2=4))
    assert statuses(found, "post#0")["Sun"] == "not found"


def test_relations_and_acts_decide_what_is_one_claim() -> None:
    told = claims("post#0", "globe#0", "sun#0", act=["said", "said", "thought"])
    linked = links(("globe#0", "post#0", "same_claim"), ("globe#0", "sun#0", "same_utterance"))
    every = articles(post=1, globe=1, sun=1)
    assert claim_coverage(told, linked, every)["claim"].unique().to_list() == ["globe#0"]
    assert claim_coverage(told, linked, every).filter(status="stated").height == 2
    assert claim_coverage(told, linked, every, acts=None).filter(status="stated").height == 3
    apart = claim_coverage(told, linked, every, relations=("same_utterance",))
    assert sorted(set(apart["claim"])) == ["globe#0", "post#0"]


def test_other_stories_and_no_story_are_left_out() -> None:
    every = articles(post=1, globe=1, sun=1).with_columns(story=pl.Series(["bridge", "tram", None]))
    found = claim_coverage(claims("post#0", "globe#0", "sun#0"), links(), every)
    assert found.select("story", "outlet").rows() == [("bridge", "Post"), ("tram", "Globe")]
    assert claim_coverage(claims("post#0"), links(), every.clear()).height == 0
    with pytest.raises(SchemaError, match="relation"):
        claim_coverage(claims("post#0"), {"claim_a": [], "claim_b": []}, every)


def test_who_could_not_have_it_yet_may_have_been_first_unnoticed() -> None:
    found = claim_coverage(claims("post#0"), links(), articles(post=3, early=1, late=4))
    rows = {row["outlet"]: row for row in found.iter_rows(named=True)}
    assert rows["Early"]["status"] == "not yet possible"
    assert [rows["Early"][name] for name in ("missed", "low", "high", "n")] == [
        rows["Late"][name] for name in ("missed", "low", "high", "n")
    ]


def test_a_claim_linked_across_stories_is_of_its_lowest_versions_story() -> None:
    articles = pl.DataFrame(
        {"article_id": ["a", "b", "c"], "outlet": ["Post", "Post", "Globe"], "story": ["bridge", "tram", "bridge"]}
    ).with_columns(published_at=pl.lit(None, pl.Datetime("us", "UTC")))
    claims = pl.DataFrame({"claim_id": ["a#0", "b#0"], "article_id": ["a", "b"], "quotation": ["direct"] * 2})
    links = {"claim_a": ["b#0"], "claim_b": ["a#0"], "relation": ["same_claim"]}
    for rows in (claims, claims.reverse()):
        found = claim_coverage(rows, links, articles)
        assert found.select("story", "claim", "outlet", "status").rows() == [
            ("bridge", "a#0", "Globe", "not found"),
            ("bridge", "a#0", "Post", "stated"),
        ]
