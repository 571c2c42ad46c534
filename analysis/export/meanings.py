"""What the columns of a metric table mean, from where it is said already: the docstring of the metric."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any

from analysis.schema import TABLES

EVERYWHERE: dict[str, str] = {
    "outlet": "the outlet; 'unknown' where an article names none",
    "outlet_a": "one outlet of the pair",
    "outlet_b": "the other outlet of the pair",
    "value": "what the metric measures",
    "low": "lower end of the 95 % interval of value; null where there is none",
    "high": "upper end of the 95 % interval of value; null where there is none",
    "n": "how many units value was counted from",
    "note": "null, or what limits the value or its interval",
    "p": "chance of a value as far off if nothing but chance were at work, 0 to 1",
    "q": "p corrected for the number of comparisons, 0 to 1",
    "articles": "articles that it was counted from",
    "story": "the story",
    "claims": "claims of this row",
    "words": "words of this row",
    "expected": "value that chance alone gives, on average",
    "expected_low": "lower end of the values that chance alone gives",
    "expected_high": "upper end of the values that chance alone gives",
}
"""Columns that mean the same in all metrics and that their docstrings need not explain."""


def first_line(metric: Callable[..., Any]) -> str:
    """What a metric is: the first line of its docstring."""
    return (inspect.getdoc(metric) or "").partition("\n")[0]


def meanings_of(metric: Callable[..., Any], columns: Iterable[str]) -> dict[str, str]:
    """Find what each column of a metric table means.

    Args:
        metric: a function of ``analysis.metrics``.
        columns: the columns of its table.

    Returns:
        A meaning for each column: what the docstring has in brackets behind its name, else what it means in all
        metrics, else in the tables of a corpus, else what the docstring says of all columns.

    Example:
        >>> from analysis import source_overlap
        >>> meanings_of(source_overlap, ["shared", "low"])
        {'shared': 'in both', 'low': 'lower end of the 95 % interval of value; null where there is none'}
    """
    text = _returns(metric)
    declared = {column.name: column.meaning for table in reversed(TABLES.values()) for column in table.columns}
    meanings = {}
    for name in columns:
        said = _in_brackets(text, name)
        meanings[name] = said or EVERYWHERE.get(name) or declared.get(name) or f"one of: {text.partition('. ')[0]}"
    return meanings


def _returns(metric: Callable[..., Any]) -> str:
    """What the docstring says of the table returned, on one line."""
    found = re.search(r"^Returns:\n(.+?)(?=^\S|\Z)", inspect.getdoc(metric) or "", re.MULTILINE | re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def _in_brackets(text: str, name: str) -> str:
    """The bracket behind a name, or behind the names that it is joined to by 'and' or 'or'."""
    found = re.search(rf"(?<![\w(]){re.escape(name)}(?: (?:and|or) \w+)* \(", text)
    if not found:
        return ""
    depth, start = 1, found.end()
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return text[start:place]
    return ""
