"""What a screen reader says instead of a chart: what is compared, whose it is, and the values that matter most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

NAMED = 6
"""Outlets up to which a description names each; of more it says how many."""
_MOST = 3


def describe(
    what: str,
    table: pl.DataFrame,
    outlets: Sequence[str],
    *,
    by: Sequence[str] = ("outlet",),
    first: str = "Highest",
    style: str = ".1%",
    counted: str = "",
    names: Mapping[str, str] | None = None,
) -> str:
    """Put a chart into two sentences.

    Args:
        what: what is compared, without a full stop.
        table: rows of the chart, the most important first; those without a value are passed over, and those without an
            interval come last.
        outlets: whom the chart shows.
        by: columns that say what a row is about.
        first: what the rows told have in common.
        style: number format of value, low and high.
        counted: what n counts.
        names: what to say for a value of those columns instead.

    Returns:
        What is compared, for whom, the first three values, each with its interval and n, and who has none.

    Example:
        >>> table = pl.DataFrame({"outlet": ["Globe"], "value": [0.5], "low": [0.4], "high": [0.6], "n": [1200]})
        >>> describe("Share of women among sources", table, ["Globe"], counted="sources")
        'Share of women among sources, for Globe. Highest: Globe 50.0% (interval 40.0% to 60.0%, of 1,200 sources).'
    """
    told = table.filter(pl.col("value").is_not_null())
    rows = told.sort(pl.col("low").is_null(), maintain_order=True).head(_MOST)
    said = "; ".join(_said(row, by, style, counted, names or {}) for row in rows.iter_rows(named=True))
    measured = set(told["outlet"]) if "outlet" in told.columns else set(outlets)
    without = [outlet for outlet in outlets if outlet not in measured]
    missing = f" Nothing could be measured for {listed(without)}." if without and said else ""
    return (
        f"{what}, for {listed(outlets)}. " + (f"{first}: {said}." if said else "Nothing could be measured.") + missing
    )


def listed(outlets: Sequence[str]) -> str:
    """Name outlets, or say how many they are.

    Args:
        outlets: their names.

    Returns:
        Up to six names; else their number.

    Example:
        >>> listed(["Courier", "Globe", "Post"]), listed([])
        ('Courier, Globe and Post', 'no outlet')
    """
    if not outlets:
        return "no outlet"
    if len(outlets) > NAMED:
        return f"{len(outlets)} outlets"
    return " and ".join([part for part in (", ".join(outlets[:-1]), outlets[-1]) if part])


def _said(row: dict[str, Any], by: Sequence[str], style: str, counted: str, names: Mapping[str, str]) -> str:
    about = ", ".join(str(names.get(row[name], row[name])) for name in by)
    low, high = row["low"], row["high"]
    interval = "no interval" if low is None or high is None else f"interval {low:{style}} to {high:{style}}"
    return f"{about} {row['value']:{style}} ({interval}, of {row['n']:,} {counted}".rstrip() + ")"
