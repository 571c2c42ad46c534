"""What has digits or number words and counts nothing: dates, times, telephone numbers, scores, names, "page 12"."""

from __future__ import annotations

import re
from functools import cache

from analysis.lexicons import load_lexicon
from analysis.quantities.forms import longest_first, word_use

BLANK = "\ue000"
"""A private character that stands for each one that is not to be read."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d|\s(?:percent|million|billion|thousand))"
_NO_NAMED_DAY = rf"(?![A-Z][a-z]{{2,3}}\.\s{_DAY}\b)"  # "the 19 Sept. 11 hijackers"
_TO = r"\s?(?:-|–|—|to|and|or|through)\s?"
_LABEL = 30
"""Characters before a number that may hold its label."""
_SOUNDS = r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DASH = r"[-‐‑–—]"
# No pattern may begin at each of many characters and run over all that follow: a line of digits would take hours.
_PATTERNS = (
    r"https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,64}@\w{1,64}\.\w+|[@#]\w+",
    # dates
    rf"\b{_MONTH}\s{_DAY}(?:{_TO}{_DAY})?(?:,?\s(?:19|20)\d\d\b)?",
    rf"\b{_DAY}(?:{_TO}{_DAY})?\s(?:of\s)?{_NO_NAMED_DAY}{_MONTH}\b(?:,?\s(?:19|20)\d\d\b)?",
    rf"\b{_MONTH},?\s(?:of\s)?(?:19|20)\d\d\b",
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b|(?<!\d\s)\b\d{1,3}/\d{1,3}(?:/\d+)?\b",
    r"\b(?:1[5-9]|20)\d\d\s?(?:[-–/]|to|and|or|through)\s?(?:1[5-9]|20)?\d\d\b",
    r"['’‘]\d\ds?\b(?!\s[a-z]+s\b)|\b(?:1[5-9]|20)\d0['’]?s\b|\b[2-9]0['’]?s\b|\bmid-?\d0s?\b",
    # times of day
    rf"\b(?:\d{{1,2}}(?:[:.]\d\d)?(?:{_TO}|\s))?\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?\s?m(?:\.|\b)",
    r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{3,4}\s?(?:GMT|UTC|hrs)\b",
    rf"(?i:\b(?:\d{{1,2}}|{_SOUNDS})\so['’]clock|\bone[-\s](?:on|by|to|for)[-\s]one\b|\bone[-\s]to[-\s]\w+\b)",
    # telephone and other numbers that are codes
    r"\+\d[\d\s()-]{6,}\d|\(\d{3}\)\s?\d{3}[-.\s]\d{4}|\b(?:\d[-.\s])?\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b",
    rf"\b\d{{1,3}}(?:{_DASH}\d{{1,3}}){{2,}}\b",
    # ordinals
    r"\b\d+(?:,\d{3})*(?:st|nd|rd|th)\b",
    r"(?<=[a-z]\s)101\b|\b911\b(?!\speople)|\b[Zz]ero(?:ed|ing)?[-\s](?:in|tolerance|sum)\b",
)
_SCORE = re.compile(
    rf"(?<![\w$£€.,-])(?P<a>\d{{1,3}}|{_SOUNDS})(?P<joint>\s?{_DASH}\s?(?:to\s?{_DASH}\s?)?|\sto\s)"
    rf"(?P<b>\d{{1,3}}|{_SOUNDS})"
    r"(?![\w%]|[.,]\d|\s(?:percent|per\scent|million|billion|thousand|hundred|years?|months?|weeks?|days?|hours?"
    r"|minutes?)\b)",
    re.IGNORECASE,
)
_BEFORE_SCORE = re.compile(
    r"(?i)\b(?:vot(?:e|ed|ing|es)|ruled|won|lost|beat|led|split|deadlocked|tied|tally|margin|score|record)"
    r"\s(?:[\w’'-]+\s){0,4}$"
)


def passed_over(text: str) -> str:
    """Blank out what has the looks of a number and is none, so that every offset stays.

    Args:
        text: any text.

    Returns:
        A text of the same length.

    Example:
        >>> passed_over("12 jets, an F-16 and No. 10 on May 5 at 9:30").replace(BLANK, "_")
        '12 jets, an ____ and No. __ on _____ at ____'
    """
    text = _combined().sub(_blank, text)
    text = _numbered().sub(_named, text)
    return _SCORE.sub(_score, text)


@cache
def _combined() -> re.Pattern[str]:
    # Backreferences count groups from the left; only one pattern has a group.
    patterns = "|".join(f"(?:{pattern})" for pattern in (*_PATTERNS, *_glued_to_letters()))
    return re.compile(
        rf"(?=\S)(?:\b|(?=\W))(?:{patterns})"
    )  # none begins within a word: four of five places are passed


def _glued_to_letters() -> tuple[str, str]:
    """Digits in codes and names: "F-16", "MH17", "G7", "COVID-19", "3D"; not "USD5", "mid-20", "10km"."""
    codes = [f for f, _, place in load_lexicon("currencies").iter_rows() if place == "before" and f.isalpha()]
    symbols = [form for form, *_, match in load_lexicon("units").iter_rows() if match == "symbol"]
    suffixes = [form for form, _, kind in load_lexicon("numerals").iter_rows() if kind == "suffix"]
    endings = longest_first(f for f in (*codes, *symbols, *suffixes, *word_use("glued")) if f[0].isalpha())
    before = rf"(?:{'|'.join(codes)})\d|(?:mid|pre|post|sub|some|non|under|over|the|a)-"
    return (
        rf"(?<![\w$£€])(?!{before})[A-Za-z][A-Za-z.]{{0,15}}-?\d[\w-]*",
        rf"(?<![\w,.])\d+(?!(?:{'|'.join(map(re.escape, endings))})(?!\w))[A-Za-z]\w*",
    )


def _uses(use: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first(word_use(use)))


@cache
def _numbered() -> re.Pattern[str]:
    counts = r"\d|,\d|%|[-\s](?:years?|months?|days?|hours?|minutes?|percent|people|members?)\b"
    number = rf"(?:\d{{1,5}}(?!{counts})|{_SOUNDS}\b)"
    return re.compile(rf"(?i)(?<=[\s#-]){number}(?:(?:,\s|\sand\s|\sor\s|{_TO}){number})*")


@cache
def _label() -> re.Pattern[str]:
    single = rf"(?i:(?<![\w-])(?:{_uses('label')})[\s#-]{{1,2}})"
    return re.compile(rf"(?:{single}|\b(?=[A-Z])(?i:{_uses('label of')})\sof\s)$")


def _named(match: re.Match[str]) -> str:
    """Blank numbers behind a label: "page 12", "World War Two", "Group of Seven"."""
    labelled = _label().search(match.string, max(0, match.start() - _LABEL), match.start())
    return _blank(match) if labelled else match[0]


@cache
def _named_scores() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[\w’'-]+\s)?(?:{_uses('score')})\b", re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _score(match: re.Match[str]) -> str:
    """Blank scores: "5-4" is a score and "10-15" a range, unless a vote is told of."""
    first, second = (
        int(x) if x.isdigit() else _SOUNDS[3:-1].split("|").index(x.lower()) for x in (match["a"], match["b"])
    )
    if match["joint"].strip() != "to" and first >= second and match["a"].isdigit():
        return _blank(match)
    text, start = match.string, match.start()
    told = _named_scores().match(text, match.end()) or _BEFORE_SCORE.search(text, max(0, start - 60), start)
    return _blank(match) if told and (first > second or match["joint"].strip() != "to") else match[0]
