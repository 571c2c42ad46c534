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
    "stories": "stories that it was counted from",
    "sources": "sources of this row",
    "method": "which measure it is",
    "word": "the word",
    "axis": "the axis, named by its two poles",
    "class": "which kind of loaded word it is",
    "n_a": "of n, those of outlet_a",
    "n_b": "of n, those of outlet_b",
    "articles_a": "articles of outlet_a that it was counted from",
    "articles_b": "articles of outlet_b that it was counted from",
    "reference": "claim_id of the version that the others are compared with",
    "reference_quotation": "how the version compared with is quoted: direct, mixed or indirect",
    "reference_cue": "base form of the cue of the version compared with",
}
"""Columns that mean the same in all metrics and that their docstrings need not explain."""

OWN: dict[str, dict[str, str]] = {
    "accusations": {"heard": "whether the same article has the accused speak"},
    "claim_coverage": {"status": "stated, contradicted, not yet possible or not found"},
    "distinctive_words": {"total_rest": "the words of the others"},
    "frames": {"frame": "the frame"},
    "label_distance": {"label_b": "what outlet_b calls the event most: the noun and the nouns before it"},
    "quotation_versions": {
        "change": "kept, added, changed, cut or spliced",
        "reference_start": "first character in the article of the version compared with; null where it has nothing",
        "reference_end": "one past its last character",
        "reference_text": "the piece in the version compared with",
    },
    "reporting_waits": {"hours": "from the first report to the outlet's, or to the end of what was watched"},
    "slanted_sentences": {
        "own_loaded": "strengths of loaded words in the outlet's voice, added up",
        "sources_loaded": "strengths of loaded words in its sources' voice, added up",
        "own_plain": "words that evaluate plainly, in the outlet's voice",
        "sources_plain": "words that evaluate plainly, in its sources' voice",
        "own_likeness": "how like loaded words the likest of its words is, in the outlet's voice",
        "sources_likeness": "how like loaded words the likest of its words is, in its sources' voice",
        "length": "natural logarithm of its words",
        "opening": "1 for the article's first sentence, else 0",
        "fragments": "quotations of at most four words that begin in it",
        "arguing": "claims with an arguing cue",
        "doubting": "claims with a doubting cue",
        "emotive": "claims with an emotive cue",
        "endorsing": "claims with an endorsing cue",
    },
    "source_diversity": {
        "order": "of the Hill number: 0 counts sources, higher ones weigh the much cited more",
        "size": "claims to which every outlet is cut down",
    },
    "source_matrix": {"outlet_place": "place of the outlet, from 0: alike beside alike"},
    "version_diffs": {
        "diff": "both versions as one text: [-cut-], {+added+}, the rest kept",
        "cut": "pieces cut",
        "spliced": "pieces cut from between words that are printed as if they followed each other",
        "changed": "pieces changed",
    },
}
"""Columns that one metric alone has and that its docstring does not explain in brackets."""
PROBABILITIES = {"frame_sentences": "probability that the sentence has this frame, 0 to 1"}
"""Metrics with a column for each of many things."""


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
        metrics, else in the tables of a corpus, else what the docstring says of all columns together.

    Example:
        >>> from analysis import source_overlap
        >>> meanings_of(source_overlap, ["shared", "low"])
        {'shared': 'in both', 'low': 'lower end of the 95 % interval of value; null where there is none'}
    """
    text = _returns(metric)
    own = OWN.get(metric.__name__, {})
    declared = {column.name: column.meaning for table in reversed(TABLES.values()) for column in table.columns}
    meanings = {}
    for name in columns:
        said = own.get(name) or _in_brackets(text, name) or EVERYWHERE.get(name) or declared.get(name)
        meanings[name] = said or PROBABILITIES.get(metric.__name__) or f"one of: {text.partition('. ')[0]}"
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
