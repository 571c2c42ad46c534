"""Numbers as sentences have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def number(value: float) -> str:
    """A number with a decimal where it is small.

    Example:
        >>> number(12.34), number(0.54), number(-0.001)
        ('12', '0.5', '0')
    """
    rounded = f"{value:.0f}" if abs(value) >= 9.5 else f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded.replace("-", "−")


def percent(share: float) -> str:
    """A share in percent.

    Example:
        >>> percent(0.125)
        '12 %'
    """
    return f"{number(100 * share)} %"


def plural(count: int, noun: str) -> str:
    """A count and its noun.

    Example:
        >>> plural(1, "claim"), plural(1200, "claim")
        ('1 claim', '1,200 claims')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def bounds(row: Mapping[str, Any]) -> str:
    """The interval of a share, or why there is none.

    Example:
        >>> bounds({"low": 0.1, "high": 0.25, "note": None}), bounds({"low": None, "note": "one article: no interval"})
        ('95 % interval 10 to 25 %', 'one article: no interval')
    """
    if row["low"] is None:
        return str(row["note"] or "no interval")
    note = f"; {row['note']}" if row["note"] else ""
    return f"95 % interval {number(100 * row['low'])} to {number(100 * row['high'])} %{note}"


def cut(text: str, longest: int = 200) -> str:
    """A text on one line, cut to a length that a sentence can hold.

    Example:
        >>> cut("one two", 5)
        'one…'
    """
    line = " ".join(text.split())
    if line[:1] in ("“", '"') and line[-1:] in ("”", '"'):  # the sentence has marks of its own
        line = line[1:-1]
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def listed(parts: Sequence[str]) -> str:
    """Parts with commas and an 'and'.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
