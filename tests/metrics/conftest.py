"""Three outlets, small enough to work every number out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest


@pytest.fixture
def articles() -> pl.DataFrame:
    day = [datetime(2024, 8, number, 23, 30, tzinfo=UTC) for number in (17, 17, 19)]
    rows = [
        ("g1", "Globe", day[0], 400, "Rain fell on Monday, the mayor said. “We are safe,” she added."),
        ("g2", "Globe", day[1], 300, "The dam held. Engineers said that it would hold."),
        ("g3", "Globe", None, 200, "Nothing was said."),
        ("c1", "Courier", day[2], 500, "The so-called “safe” dam broke, witnesses said."),
        ("c2", "Courier", day[2], 100, "It rained."),
        ("h1", "Herald", None, 50, ""),
    ]
    columns = ["article_id", "outlet", "published_at", "n_words", "text"]
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture
def sources() -> pl.DataFrame:
    rows = [
        ("mayor", "person", False),
        ("chief", "person", False),
        ("dam", "organisation", False),
        ("unit", "government", False),
        ("aide", "unnamed", True),
        ("insider", "person", True),
    ]
    return pl.DataFrame(rows, schema=["source_id", "kind", "anonymous"], orient="row")


@pytest.fixture
def claims() -> pl.DataFrame:
    rows = [
        # Globe: mayor 3, chief 1, dam 1, aide 1, nobody 2
        ("g1", "mayor", "say", "neutral"),
        ("g1", "mayor", "add", "neutral"),
        ("g1", "aide", "say", "neutral"),
        ("g1", None, "claim", "doubting"),
        ("g2", "mayor", "say", "neutral"),
        ("g2", "chief", "say", "neutral"),
        ("g2", "dam", "claim", "doubting"),
        ("g2", None, "say", "neutral"),
        # Courier: mayor 1, dam 2, unit 1, aide 1
        ("c1", "mayor", "say", "neutral"),
        ("c1", "dam", "say", "neutral"),
        ("c1", "aide", "say", "neutral"),
        ("c2", "dam", "say", "neutral"),
        ("c2", "unit", "say", "neutral"),
        # an article that is not compared
        ("x9", "mayor", "shout", "confrontational"),
    ]
    return pl.DataFrame(rows, schema=["article_id", "source_id", "cue_lemma", "cue_class"], orient="row")
