"""Whether two numbers can both be true: what each can mean as printed, rounded, or with "at least" before it."""

from __future__ import annotations

from analysis.linking.things import Thing

ORDERS = frozenset((24.0, 40.0, *(2 * 10.0**power for power in range(2, 13))))
"""Values that stand for an order of magnitude where the qualifier is "at least": "dozens", "hundreds"."""
AT_LEAST = ("at least", "more than")
"""Qualifiers that set no upper end."""
ROUNDED = 0.05
"""The share of a number that rounding may hide, at most: nobody rounds 1,500 to 1,000."""
_PERCENT = ("%", "percentage points")
_FRACTION = 2.0  # "two-thirds" is said of 65 to 69 percent


def can_both_be_true(a: Thing, b: Thing) -> bool:
    """Whether what two numbers can mean overlaps.

    Where one is printed with fewer digits than the other, it may be rounded or cut off: "$43 million" is said of
    43,885,310. Two of equal precision differ if they are not the same.

    Args:
        a: one number.
        b: another of the same unit.

    Returns:
        Whether they agree.
    """
    low_a, high_a = _meaning(a)
    low_b, high_b = _meaning(b)
    step_a, step_b = _step(a.value), _step(b.value)
    if step_a > step_b:
        low_a, high_a = _widened(a, low_a, high_a, step_a)
    elif step_b > step_a:
        low_b, high_b = _widened(b, low_b, high_b, step_b)
    return low_a <= high_b and low_b <= high_a


def _meaning(thing: Thing) -> tuple[float, float]:
    """The least and the most that a number can mean with its qualifier."""
    low, high = thing.value, thing.high
    if thing.qualifier in AT_LEAST:
        return low, (5 if low in ORDERS and low == high else 2) * high
    if thing.qualifier in ("up to", "fewer than"):
        return low / 2, high
    if thing.qualifier == "nearly":
        return 0.9 * low, high
    if thing.qualifier == "about":
        return 0.9 * low, 1.1 * high
    return (low - _FRACTION, high + _FRACTION) if thing.fraction else (low, high)


def _step(value: float) -> float:
    """The place of the last digit that is printed: 1000 for 43,000, 0.1 for 35.7."""
    for decimals in range(3):
        scaled = round(abs(value) * 10**decimals, 6)
        if scaled == int(scaled):
            digits = str(int(scaled))
            zeros = len(digits) - len(digits.rstrip("0")) if value >= 1000 else 0
            return float(10.0 ** (zeros - decimals))
    return 0.001


def _widened(thing: Thing, low: float, high: float, step: float) -> tuple[float, float]:
    """What the coarser of two numbers can mean: anything that is rounded or cut off to it."""
    if thing.unit in _PERCENT:
        return low - 0.49 * step, high + max(0.49 * step, min(0.99 * step, ROUNDED * high))
    most = ROUNDED * abs(high)
    return low - min(0.49 * step, most), high + min(0.99 * step, most)
