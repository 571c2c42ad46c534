"""Two amounts that are one: a range ("10 to 15"), or a share ("one in five")."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.quantities.amounts import Amount

_DASH = re.compile(r"[-‐‑–—]|\s[-–]\s|-to-|-or-|-\sto\s|-\sor\s")
_IN = re.compile(r"\s(?:out\sof|in)(?:\s(?:every|the))?\s|-in-", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s\W?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\W?$", re.IGNORECASE)
_ALTERNATIVE = (" or ", " and perhaps ", " or even ", ", perhaps ")
WIDEST = 14
"""Characters between two amounts that are one, at most."""


def join(text: str, low: Amount, high: Amount) -> Amount | None:
    """Make one amount of two.

    Args:
        text: the text they stand in.
        low: one amount.
        high: the next one.

    Returns:
        A range ("10 to 15") or a share ("one in five"); None where they are two.
    """
    if high.start - low.end > WIDEST or low.high is not None or "share" in (low.numeral.kind, high.numeral.kind):
        return None
    gap = text[low.end : high.start].lower()
    if _IN.fullmatch(gap):
        return _one_in(gap, low, high)
    if low.unit and low.unit != high.unit and not (low.kind == "money" and high.unit is None):
        return None
    value = low.value
    if low.numeral.scale == 1 and high.numeral.scale > 1 and value < high.value / high.numeral.scale:
        value *= high.numeral.scale
    if value >= high.value or "order" in (low.kind, high.kind):
        return None
    before = text[max(0, low.start - WIDEST) : low.start]
    between = _BETWEEN.search(before) if gap == " and " else None
    fits = (
        between
        or (_DASH.fullmatch(gap) and low.numeral.digits == high.numeral.digits)
        or (gap == " to " and not _FROM.search(before))
        or (gap in _ALTERNATIVE and high.value <= 3 * value)
    )
    if not fits:
        return None
    unit, kind = (low.unit, low.kind) if low.kind == "money" else (high.unit, high.kind)
    start = low.start - len(between[0]) if between else low.start
    return replace(high, start=start, value=value, high=high.value, unit=unit, kind=kind)


def is_change(text: str, low: Amount, high: Amount) -> bool:
    """Whether two amounts are a change whose unit is named once: "from 10 to 15 percent".

    Args:
        text: the text they stand in.
        low: one amount.
        high: the next one.
    """
    bare = low.kind == "count" and low.unit is None and low.end == low.numeral.end
    return bare and text[low.end : high.start] == " to " and bool(_FROM.search(text, max(0, low.start - 10), low.start))


def _one_in(gap: str, part: Amount, whole: Amount) -> Amount | None:
    """A share: "one in five", "nine out of 10"; not "12 in 10 days"."""
    out_of = "out" in gap
    fits = part.kind == whole.kind == "count" and 0 < part.value < whole.value and not whole.unit
    round_number = whole.value <= 10 or whole.value % 25 == 0 or whole.value == 20
    if not fits or not (out_of or (part.value < 10 and round_number)):
        return None
    return replace(whole, start=part.start, value=part.value / whole.value, unit="share", kind="share")
