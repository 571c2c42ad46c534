"""What the answers of a review say: how often the machine is right, and how shares change by it."""

from __future__ import annotations

import polars as pl

from dashboards.desk import Desk
from dashboards.elements import Html, join, tag
from dashboards.page import plural
from dashboards.sample import WIDE, corrected_kinds, precision

ENOUGH = 20  # answers before shares are corrected: with fewer the intervals say nothing
MOST_ROWS = 12


def so_far(desk: Desk) -> Html:
    """Tables of precision and of the shares that change most."""
    answered = desk.answered()
    if answered.is_empty():
        return tag("p", "No claim is answered yet.", class_="note")
    claims, _ = desk.as_read()
    groups = [
        precision(answered, claims),
        precision(answered, claims, "outlet"),
        precision(answered, claims, "quotation"),
    ]
    rows = [row for table in groups for row in table.iter_rows(named=True)]
    body = [
        tag(
            "tr",
            tag("th", "all claims" if row["group"] == "all" else row["group"], scope="row"),
            tag("td", f"{row['value']:.0%}"),
            tag("td", f"{row['low']:.0%} to {row['high']:.0%}"),
            tag("td", f"{row['right']:,} of {row['n']:,}"),
            tag("td", f"{row['more']:,} more" if row["more"] else "enough"),
        )
        for row in rows
    ]
    names = ("", "Right", "95 % interval", "Answers", f"For ±{WIDE:.0%}")
    head = tag("tr", [tag("th", name, scope="col") for name in names])
    table = tag("div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll", tabindex="0")
    reading = "Share of answered claims that are right, speaker and words included; Wilson's interval."
    heading = tag("header", tag("h2", "How far to trust it"), tag("p", reading), class_="figure")
    return join(heading, table, _changes(desk, answered))


def _changes(desk: Desk, answered: pl.DataFrame) -> Html:
    """How the shares of kinds of source change, those first that change most."""
    if answered.height < ENOUGH:
        missing = plural(ENOUGH - answered.height, "more answer")
        return tag("p", f"How figures change by the answers is told after {missing}.", class_="note")
    claims, sources = desk.as_read()
    # The kind of a new speaker that the reviewer gave, or of the one the machine named, for each answered claim.
    table = corrected_kinds(answered, claims, sources, desk.all_articles)
    shown = (
        table.filter(pl.col("value").is_not_null(), pl.col("uncorrected").is_not_null())
        .with_columns(change=(pl.col("value") - pl.col("uncorrected")).abs())
        .sort("change", "outlet", "kind", descending=[True, False, False])
        .head(MOST_ROWS)
    )
    body = [
        tag(
            "tr",
            tag("th", f"{row['outlet']}: {row['kind']}", scope="row"),
            tag("td", _share(row["uncorrected"], row["before_low"], row["before_high"])),
            tag("td", _share(row["value"], row["low"], row["high"])),
        )
        for row in shown.iter_rows(named=True)
    ]
    head = tag("tr", [tag("th", name, scope="col") for name in ("Share of claims", "As read", "As reviewed")])
    table_html = tag("div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll", tabindex="0")
    reading = (
        "Each outlet's claims by kind of source, as the machine read them and as the answers correct them, with 95 % "
        "intervals; those of the second cover the machine's errors too. Most changed first."
    )
    return join(tag("header", tag("h2", "What changes"), tag("p", reading), class_="figure"), table_html)


def _share(value: float, low: float | None, high: float | None) -> str:
    """A share with its interval, or that it has none."""
    return (
        f"{value:.0%} ({low:.0%} to {high:.0%})"
        if low is not None and high is not None
        else f"{value:.0%} (no interval)"
    )
