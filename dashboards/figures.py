"""The charts of the pages: metric, then chart, kept for each scope; and the rows that stand behind a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from dashboards.desk import Desk
from dashboards.state import Scope

Fields = Mapping[str, Any]
Drawn = tuple[alt.TopLevelMixin | None, str]

COVERAGE = ("Coverage over time", "Articles by day. Click a mark for the articles behind it.")
SOURCE_COUNTS = ("Who gets cited", "Share of each outlet's claims by kind of source. Click a mark for its claims.")
SOURCE_OVERLAP = (
    "Who is cited by both",
    "How much two outlets' sources overlap. Click a mark for the shared sources' claims.",
)
QUOTATION_MIX = ("Quoted or paraphrased", "Click a mark for the claims behind it.")
REPORTING_VERBS = ("Verbs that report", "Click a mark for the claims behind it.")
WORDS = ("Distinctive words", "Click a mark for the sentences that hold the word.")


def coverage(desk: Desk, scope: Scope) -> Drawn:
    return None, "soon"


source_counts = source_overlap = quotation_mix = reporting_verbs = coverage


def articles_of(fields: Fields) -> dict[str, Any]:
    return {}


def claims_of(fields: Fields) -> dict[str, Any]:
    return {}
