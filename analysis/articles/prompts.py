"""Lines that a page adds to an article: prompts to share or subscribe, advertisement marks, language switches."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from analysis.lexicons import load_lexicon

_LONGEST_PROMPT = 25
_LONGEST_BOILERPLATE = 120
_LANGUAGE_MARKS = frozenset(
    re.findall(
        r"\S+",
        """en eng english en-gb en-us en|hi deutsch español français italiano polski português türkçe русский українська
        हिन्दी हिंदी العربية 中文 中文版""",
    )
)
_SEPARATOR = re.compile(r"[\W_]+")
_FRAME = " -–—•*·|>#[]()"


_MORE = " MORE"
# The surname stands there a second time, and what follows it without a space is a headline.
_LINK_BOX = re.compile(
    r"\b([A-Z][\w'’-]+)(?: \(?[A-Z][\w.'’-]*\)?){0,5} \1(?=[A-Z0-9“\"'‘])[^\n]{0,700}?" + _MORE + r"\b"
)


@cache
def _lines(place: str) -> re.Pattern[str]:
    """The word list's patterns for one place, as one."""
    patterns = load_lexicon("page_lines").filter(pl.col("place") == place)["pattern"]
    return re.compile(f"(?:{'|'.join(patterns)})" + r"[\s.:>»•|–—]*", re.IGNORECASE)


def is_boilerplate(line: str) -> bool:
    """Is a line one that no article contains, wherever it stands?

    Example:
        >>> is_boilerplate("ADVERTISEMENT"), is_boilerplate("The advertisement ran on Monday.")
        (True, False)
    """
    line = line.strip(_FRAME)
    return len(line) <= _LONGEST_BOILERPLATE and _lines("anywhere").fullmatch(line) is not None


def is_prompt(line: str) -> bool:
    """Is a line at the head or tail a prompt to share, subscribe or read something else?

    Example:
        >>> is_prompt("Sign up for our newsletter"), is_prompt("Read more: Port"), is_prompt("Share prices fell")
        (True, True, False)
    """
    line = line.strip(_FRAME)
    return len(line.split()) <= _LONGEST_PROMPT and _lines("edge").fullmatch(line) is not None


def opening_label(line: str) -> int:
    """Characters at the beginning of a first line that label what follows, glued to it where line breaks were lost.

    Example:
        >>> line = "Story highlights The port reopened"
        >>> line[opening_label(line):], opening_label("Highlights of the story")
        ('The port reopened', 0)
    """
    label = _lines("opening").match(line)
    return label.end() if label else 0


def without_link_boxes(line: str) -> str:
    """A line without boxes of links that ran into its sentences: a name again in full, headlines behind it, and MORE.

    Example:
        >>> without_link_boxes("Sen. Ida Holm Ida Maria HolmPort reopens Ferries sail again MORE (S-Coast) said so.")
        'Sen. Ida Holm (S-Coast) said so.'
    """
    return _LINK_BOX.sub(r"\1", line) if _MORE in line else line


def is_language_mark(line: str) -> bool:
    """Is a line a mark of the page's language ("En")?"""
    return line.strip(_FRAME).lower() in _LANGUAGE_MARKS


def is_separator(line: str) -> bool:
    """Is a line nothing but rules and dots?"""
    return bool(line) and _SEPARATOR.fullmatch(line) is not None
