"""What differs most, in sentences: those of the report, each with a way to its chart and to the text behind it."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.report.excerpts import Excerpt
from analysis.report.findings import Finding, findings_of
from analysis.report.selection import MOST_OUTLETS, Story
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.listing import outlet
from dashboards.page import Page
from dashboards.state import NO_FILTER, Scope

PAGE_OF: dict[str, dict[str, Any]] = {
    "sources": {"page": "sources"},
    "overlap": {"page": "sources"},
    "quotation": {"page": "claims"},
    "verbs": {"page": "claims"},
    "copied": {"page": "copies"},
    "exclusive": {"page": "compare", "told": "one"},
    "statuses": {"page": "compare"},
    "claims": {"page": "compare", "disputed": True},
    "words": {"page": "words", "topic": "words"},
    "loaded": {"page": "words", "topic": "loaded"},
}
"""Where the chart of a finding is."""
TELLS = {"differs": "They differ", "alike": "No difference", "counted": "Counted", "cannot tell": "Cannot tell"}
MOST = 12


def found(desk: Desk, scope: Scope) -> list[Finding]:
    """What differs between the outlets of a scope."""
    return desk.keep(("findings", scope), lambda: findings_of(as_story(desk, scope))[:MOST])


def found_already(desk: Desk, scope: Scope) -> bool:
    """Whether somebody has asked for them before."""
    return desk.knows(("findings", scope))


def as_story(desk: Desk, scope: Scope) -> Story:
    """The tables of a scope as the report takes them."""
    fewer = desk.compared(scope)
    articles, claims = desk.texts(fewer), desk.claims(fewer)
    counted = articles["outlet"].value_counts().sort("count", "outlet", descending=[True, False])
    ids, told = articles["article_id"].implode(), claims["claim_id"].implode()
    links, numbers = desk.table("claim_links"), desk.table("number_ledger")
    return Story(
        name=scope.story,
        title=desk.story_name(scope.story),
        articles=articles,
        claims=claims,
        sources=desk.all_sources,
        sentences=desk.rows("sentences", fewer),
        claim_links=links.filter(pl.col("claim_a").is_in(told), pl.col("claim_b").is_in(told)),
        passages=desk.table("passages").filter(pl.col("article_a").is_in(ids), pl.col("article_b").is_in(ids)),
        numbers=numbers.filter(pl.col("article_id").is_in(ids)),
        outlets=sorted(counted["outlet"].head(MOST_OUTLETS)),
        left_out=max(0, counted.height - MOST_OUTLETS),
    )


def listed(page: Page, findings: list[Finding]) -> Html:
    """The findings as a list, each with a link to its chart and some of the text behind it."""
    outlets = dict(page.desk.articles(page.state.scope).select("article_id", "outlet").iter_rows())
    items = [tag("li", _finding(page, one, outlets)) for one in findings]
    return tag("ol", items, class_="findings")


def _finding(page: Page, one: Finding, outlets: dict[str, str]) -> list[Html]:
    said = [tag("p", tag("span", TELLS[one.tells], class_=f"tells {one.tells.replace(' ', '-')}"), " ", one.sentence)]
    if one.figure in PAGE_OF:
        link = page.state.query(**NO_FILTER | PAGE_OF[one.figure])
        said.append(tag("a", "See all of it", href=link))
    if one.excerpts:
        quoted = [tag("li", _excerpt(page, part, outlets)) for part in one.excerpts]
        said.append(tag("details", tag("summary", "What it rests on"), tag("ul", quoted)))
    return said


def _excerpt(page: Page, part: Excerpt, outlets: dict[str, str]) -> list[object]:
    link = page.state.query(page="reader", article=part.article_id, claim="", at=f"{part.start}-{part.end}")
    text = tag("a", part.before, tag("mark", part.marked), part.after, href=link)
    return [outlet(page, outlets.get(part.article_id, "")), text]
