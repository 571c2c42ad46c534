"""What is worth a sentence: each with its numbers, its n, its interval, its chart, and the text that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from analysis import metrics
from analysis.metrics.behind import rows_behind
from analysis.metrics.differences import MATTERS
from analysis.report.comparing import Compared, compared_shares
from analysis.report.excerpts import Excerpt, claims_quoted, excerpt, excerpts_of
from analysis.report.selection import Story
from analysis.report.wording import bounds, cut, listed, number, percent, plural

MOST = 6
MOST_TOLD = 4
RIGHT_OF_FOUND = (8, 11)
"""Contradictions found that were right, of those found, on 18 stories read by eye (ARCHITECTURE.md, "Claim links")."""


@dataclass(frozen=True)
class Finding:
    """One finding. ``tells`` says what the data allow: differs, alike, counted, or cannot tell."""

    sentence: str
    tells: str
    figure: str
    behind: int
    unit: str
    excerpts: list[Excerpt] = field(default_factory=list)


def findings_of(story: Story) -> list[Finding]:
    """Find what differs most between the outlets of a story, the surest first.

    Args:
        story: the story.

    Returns:
        Findings in the order in which to read them.
    """
    if len(story.outlets) < 2:
        return []
    return [
        *_shares(story),
        *_contradictions(story),
        *_numbers(story),
        *_copied(story),
        *_exclusive(story),
        *_overlap(story),
    ]


def _shares(story: Story) -> list[Finding]:
    """Shares in which two outlets differ; where none does, the widest apart, with what keeps one from telling."""
    rows = compared_shares(story)
    wide = [one for one in rows if abs(one.row["value"]) >= MATTERS]
    found: list[Finding] = []
    told: dict[tuple[str, str], int] = {}
    surest = [one for one in wide if one.differs]
    for one in surest + [one for one in wide if not one.differs]:
        enough = MOST if one.differs else min(MOST_TOLD, MOST - len(surest))
        # Of one subject a few rows say the same: who quotes more retells less.
        if len(found) >= enough or told.get((one.figure, one.pair), 0) or told.get((one.figure, ""), 0) > one.differs:
            continue
        told[one.figure, one.pair] = 1
        told[one.figure, ""] = told.get((one.figure, ""), 0) + 1
        found.append(_share(story, one))
    if surest or not rows:
        return found
    counted = sum(one.row["p"] is not None for one in rows)
    most = f"Of {plural(len(rows), 'comparison')} of shares, none shows that two outlets differ"
    why = (
        f"; {len(rows) - counted:,} have no interval, because an outlet has one article."
        if counted < len(rows)
        else " (false discovery rate of 5 % over all of them)."
    )
    return [Finding(f"{most}{why} What follows describes these articles.", "cannot tell", "", 0, ""), *found]


def _share(story: Story, one: Compared) -> Finding:
    """Say how far apart two outlets are in a share."""
    row = one.row
    sides = [
        f"{row[f'outlet_{side}']} {percent(row[f'value_{side}'])} "
        f"({round(row[f'value_{side}'] * row[f'n_{side}']):,} of {plural(row[f'n_{side}'], one.unit)}, "
        f"{plural(row[f'articles_{side}'], 'article')})"
        for side in ("a", "b")
    ]
    apart = number(100 * abs(row["value"]))
    sign = -1 if row["value"] < 0 else 1
    ends = sorted((sign * row["low"], sign * row["high"])) if row["low"] is not None else []
    how = f", 95 % interval {number(100 * ends[0])} to {number(100 * ends[1])}" if ends else f"; {row['note']}"
    says = f"{one.phrase}: {sides[0]}, {sides[1]}: {apart} points apart{how}."
    if not one.differs and row["p"] is not None:
        says += f" {one.verdict[0].upper()}{one.verdict[1:]}."
    rows = pl.concat(
        [
            rows_behind(one.metric, {"outlet": row[f"outlet_{side}"], **one.category}, *one.tables, **one.options)
            for side in ("a", "b")
        ],
        how="diagonal",
    )
    tells = "alike" if one.verdict.startswith("no difference") else "cannot tell"
    return Finding(
        says, "differs" if one.differs else tells, one.figure, rows.height, one.behind, excerpts_of(story, rows)
    )


def _contradictions(story: Story) -> list[Finding]:
    """Claims that contradict each other across outlets, as far as the words say so."""
    about = {row["claim_id"]: row for row in _told(story).iter_rows(named=True)}
    pairs = story.claim_links.filter(relation="contradicts").sort("score", "claim_a", descending=[True, False])
    found: list[Finding] = []
    seen: set[str] = set()
    for link in pairs.iter_rows(named=True):
        a, b = about.get(link["claim_a"]), about.get(link["claim_b"])
        # A claim that many others contradict is told of once: its chart and table have the rest.
        if len(found) == MOST_TOLD:
            break
        if a is None or b is None or a["outlet"] == b["outlet"] or seen & {link["claim_a"], link["claim_b"]}:
            continue
        seen |= {link["claim_a"], link["claim_b"]}
        right, of = RIGHT_OF_FOUND
        says = (
            f"Two claims seem to contradict each other: in {a['outlet']}, {_who(a)}: “{cut(a['content_text'])}”; "
            f"in {b['outlet']}, {_who(b)}: “{cut(b['content_text'])}”. Counted, not sampled: no interval; "
            f"of contradictions found so on 18 stories read by eye {right} of {of} were right."
        )
        quoted = claims_quoted(story, (link["claim_a"], link["claim_b"]))
        found.append(Finding(says, "counted", "claims", 2, "claim", quoted))
    return found


def _told(story: Story) -> pl.DataFrame:
    """Claims of the outlets compared, with outlet and the name of the source."""
    outlets = story.compared.select("article_id", "outlet", "published_at", headline="title")
    names = story.sources.select("source_id", source="name")
    return story.claims.join(outlets, on="article_id", maintain_order="left").join(
        names, on="source_id", how="left", maintain_order="left"
    )


def _who(claim: dict[str, Any]) -> str:
    return str(claim["source"] or claim["source_text"] or "somebody who is not named")


def _numbers(story: Story) -> list[Finding]:
    """Numbers for one thing that cannot all be true."""
    found = []
    for (_, about), rows in story.numbers.group_by("number_id", "about", maintain_order=True):
        against = rows.filter(relation="disagreeing")
        versions = rows.unique("outlet", keep="last", maintain_order=True)
        if against.is_empty() or rows["outlet"].n_unique() < 2:
            continue
        given = listed([f"{row['outlet']} {_amount(row)}" for row in versions.head(5).iter_rows(named=True)])
        says = (
            f"Outlets give different numbers for “{cut(str(about))}”: {given} ({plural(rows.height, 'version')}; "
            f"counted, not sampled: no interval)."
        )
        quoted = [excerpt(story, *span) for span in rows.select("article_id", "start", "end").head(6).iter_rows()]
        found.append(Finding(says, "counted", "", rows.height, "version", quoted))
        if len(found) == MOST_TOLD:
            break
    return found


def _amount(row: dict[str, Any]) -> str:
    """A number as its text means it."""
    value = f"{row['value']:,.10g}"
    if row["value_high"] is not None:
        value += f" to {row['value_high']:,.10g}"
    return " ".join(str(part) for part in (row["qualifier"], value, row["unit"]) if part)


def _copied(story: Story) -> list[Finding]:
    """Outlets that have much of their text from a wire or from an earlier article of another."""
    table = metrics.copied_text(story.passages, story.articles)
    much = table.filter(pl.col("copied").is_in(["wire", "copy"]), pl.col("outlet").is_in(story.outlets))
    much = much.filter(pl.col("value") >= 0.05).sort("value", "outlet", descending=[True, False])
    found = []
    for row in much.head(3).iter_rows(named=True):
        where = "come from a wire" if row["copied"] == "wire" else "stand in another outlet’s article too"
        says = (
            f"{percent(row['value'])} of the words of {row['outlet']} {where} ({row['words']:,} of "
            f"{plural(row['n'], 'word')}, {plural(row['articles'], 'article')}; {bounds(row)})."
        )
        rows = rows_behind(metrics.copied_text, row, story.passages, story.articles)
        found.append(Finding(says, "counted", "copied", rows.height, "passage", excerpts_of(story, rows)))
    return found


def _exclusive(story: Story) -> list[Finding]:
    """Claims that only one outlet has: the outlets with the highest and the lowest share."""
    table = metrics.exclusive_claims(story.claims, story.claim_links, story.articles)
    table = table.filter(pl.col("n") > 0, pl.col("outlet").is_in(story.outlets))
    observed = table.filter(measure="observed").sort("value", "outlet", descending=[True, False])
    corrected = {row["outlet"]: row for row in table.filter(measure="corrected").iter_rows(named=True)}
    found = []
    for row in pl.concat([observed.head(1), observed.tail(1)]).unique(maintain_order=True).iter_rows(named=True):
        right = corrected[row["outlet"]]
        says = (
            f"{row['outlet']} has {row['claims']:,} of its {plural(row['n'], 'claim')} alone, {percent(row['value'])} "
            f"({plural(row['articles'], 'article')}; {bounds(row)}). Corrected for links that are missed or wrong: "
            f"{percent(right['value'])} ({bounds(right)})."
        )
        rows = rows_behind(metrics.exclusive_claims, row, story.claims, story.claim_links, story.articles)
        ids = rows["claim_ids"].list.first() if "claim_ids" in rows.columns else rows["claim_id"]
        quoted = claims_quoted(story, ids.head(4))
        found.append(Finding(says, "counted", "exclusive", rows.height, "claim", quoted))
    return found


def _overlap(story: Story) -> list[Finding]:
    """The two outlets that share the most sources."""
    table = metrics.source_overlap(story.claims, story.sources, story.compared)
    table = table.filter(pl.col("value").is_not_null(), pl.col("shared") > 0)
    found = []
    for row in (
        table.sort("value", "outlet_a", "outlet_b", descending=[True, False, False]).head(1).iter_rows(named=True)
    ):
        either = row["n_a"] + row["n_b"] - row["shared"]
        says = (
            f"{row['outlet_a']} and {row['outlet_b']} have most sources in common: {row['shared']:,} of the "
            f"{plural(either, 'named source')} that either cites, {percent(row['value'])} ({bounds(row)})."
        )
        rows = rows_behind(metrics.source_overlap, row, story.claims, story.sources, story.compared)
        found.append(Finding(says, "counted", "overlap", rows.height, "claim", excerpts_of(story, rows)))
    return found
