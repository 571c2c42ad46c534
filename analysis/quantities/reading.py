"""An article's numbers: value, unit, qualifier, what is counted, and the day they hold for."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from analysis.language.days import MONTHS, find_days
from analysis.language.words import Words
from analysis.quantities.amounts import unit_of
from analysis.quantities.counted import what_is_counted
from analysis.quantities.expressions import Expression, find_expressions
from analysis.quantities.forms import word_use
from analysis.quantities.tree import Tree

_NAMES = frozenset(("PERSON", "ORG", "PRODUCT", "EVENT", "FAC", "LOC", "GPE", "MISC"))
_YEAR = re.compile(
    r"\b(?i:in|during|of|for|through|by)\s(?:early\s|late\s|mid-?)?"
    r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?\s)?(?P<year>(?:19|20)\d\d)\b"
)
_LISTED = re.compile(r"(?:^|\n)[\s•*]*[(\[]?$")
_LIST_MARK = re.compile(r"[.)\]]\s")
_OPENS = frozenset("\"“”‘'`:—–-(•*")
_NO_ONE = frozenset(("no", "any", "every", "each", "this", "that", "number", "some", "such", "which"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """See the columns of the same names in ``analysis.schema.QUANTITIES``; ``scope`` is both ends of the clause."""

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str | None
    qualifier: str | None
    counted: str | None
    as_of: date | None
    scope: tuple[int, int]


def read_quantities(words: Words, published: date | None) -> list[Quantity]:
    """Read an article's numbers.

    Args:
        words: the article's words.
        published: the day it came out, if known.

    Returns:
        One quantity a number, in order of the text.

    Example:
        >>> from analysis.language import load_pipeline
        >>> from analysis.language.words import read_words
        >>> doc = load_pipeline()("At least 12 soldiers were killed.")
        >>> [(q.value, q.qualifier, q.unit, q.counted) for q in read_quantities(read_words(doc), None)]
        [(12.0, 'at least', 'people', 'soldier killed')]
    """
    found = [(e, *_tokens(words, e.first, e.end)) for e in find_expressions(words.doc_text)]
    if not found:
        return []
    tree = Tree(words)
    days = _Days(words, published)
    return [
        _quantity(words, tree, days, expression, first, stop)
        for expression, first, stop in found
        if not _is_name(words, tree, expression, first, stop)
    ]


def _tokens(words: Words, start: int, end: int) -> tuple[int, int]:
    """The tokens that a span of characters touches."""
    first = max(0, bisect_right(words.start, start) - 1)
    return first, max(first + 1, bisect_left(words.start, end))


def _quantity(words: Words, tree: Tree, days: _Days, e: Expression, first: int, stop: int) -> Quantity:
    unit, kind, lemma = e.unit, e.kind, e.lemma
    counted = what_is_counted(tree, first, stop, kind, lemma)
    if unit is None and counted.noun is not None:
        measured = unit_of(words.lower[counted.noun])
        if measured:
            unit, kind, lemma = measured
    if kind == "count" and unit is None and _gives_age(words, tree, e, first, stop):
        unit, counted = "years", what_is_counted(tree, first, stop, "age", "age")
    elif unit is None and counted.people:
        unit = "people"
    start, qualifier = e.start, e.qualifier
    if e.preposition is not None and _is_preposition(words, e, first):
        start, qualifier = e.first, None
    begin, after = tree.clause(first, stop)
    scope = min(start, words.start[begin]), max(e.end, words.start[after - 1] + len(words.text[after - 1]))
    return Quantity(
        start,
        e.end,
        e.value,
        e.value_high,
        unit,
        qualifier,
        counted.name,
        days.day_of(e.first, words.sentence[first], scope),
        scope,
    )


def _is_preposition(words: Words, e: Expression, first: int) -> bool:
    """Whether "over" or "about" before a number is a preposition: "talked about two men", "over two years"."""
    at = bisect_right(words.start, e.preposition or 0) - 1
    if e.kind == "time" and words.lower[at] == "over":
        return words.lower[at - 1] not in ("for", "after", "of", "just", "than", "is", "was", "took", "spent", "lasted")
    return words.pos[at] == "ADP" and words.dep[at] == "case" and words.head[at] >= first


def _gives_age(words: Words, tree: Tree, e: Expression, first: int, stop: int) -> bool:
    """Whether a bare number gives the age of whoever is named: "Ada Bell, 34, said", "she was 34"."""
    text, end = words.doc_text, e.end
    if stop - first != 1 or not 0 < e.value < 120 or e.value_high or e.qualifier or first < 2:
        return False
    subject = tree.subject_of(first, stop)
    if subject is not None and (words.label(subject) == "PERSON" or words.lower[subject] in ("he", "she")):
        return words.lower[first - 1] in ("was", "is", "'s", "’s", "turned")
    apart = text[e.first - 2 : e.first] == ", " and text[end : end + 1] in (",", ".", ")", ";")
    if not apart:
        return False
    outer = tree.outer(first, stop)
    named = words.label(first - 2) == "PERSON"
    return named or (outer is not None and words.label(outer[1]) == "PERSON" and words.dep[outer[0]] == "appos")


def _is_name(words: Words, tree: Tree, e: Expression, first: int, stop: int) -> bool:
    """Whether an expression is part of a name, a list's mark or an idiom, and counts nothing."""
    text, lower = words.doc_text, words.lower
    if any(words.label(at) in _NAMES for at in range(first, stop)) and e.kind != "money":
        return True
    before = first - 1
    word = text[e.first : e.numeral_end]
    if word.isdigit() and _goes_on(words, first):
        return True
    if word[:1].isupper() and before >= 0 and words.sentence[before] == words.sentence[first]:
        mark = words.text[before][-1:]
        if mark not in _OPENS and not mark.isspace():
            return True
    after = text[e.end : e.end + 1]
    if e.first == 0 and after == "," and word.isdigit():
        return True  # "19, a top aide said": a date whose month was cut off
    if after == "-" and e.unit is None and stop + 1 < len(lower) and lower[stop + 1] in word_use("compound"):
        return True
    if _LISTED.search(text, max(0, e.first - 6), e.first) and _LIST_MARK.match(text, e.end):
        return True
    if text[e.first - 1 : e.first] == "[" and after == "]":
        return True
    tied = (
        before >= 0 and words.head[first] == before and words.pos[before] == "PROPN" and words.label(before) != "DATE"
    )
    if tied and e.unit is None and word.isdigit():
        return words.dep[first] in ("nummod", "flat", "compound", "nmod", "appos")
    return word.lower() == "one" and e.value_high is None and _says_little(words, tree, e, first, stop)


def _goes_on(words: Words, first: int) -> bool:
    """Whether a number goes on with a name that ends in one: the "2" of "Nord Stream 1 and 2"."""
    joint, number = first - 1, first - 2
    return (
        number >= 0
        and words.lower[joint] in ("and", "or", "/")
        and (words.text[number].isdigit() and words.label(number) in _NAMES)
    )


def _says_little(words: Words, tree: Tree, e: Expression, first: int, stop: int) -> bool:
    """Whether "one" counts nothing: "one of the", "no one", "one day", "this one"."""
    previous = words.lower[first - 1] if first else ""
    if previous in _NO_ONE:
        return True
    if e.unit is not None or e.qualifier is not None:
        return e.qualifier is None and e.unit in ("days", "minutes", "seconds")
    following = words.lower[stop] if stop < len(words.text) else ""
    outer = tree.outer(first, stop)
    noun = outer is not None and outer[1] >= stop and words.pos[outer[1]] in ("NOUN", "PROPN")
    listed = following in word_use("one") or (outer is not None and words.lower[outer[1]] in word_use("one"))
    return not noun or listed or words.dep[first] != "nummod"


class _Days:
    """The days that an article's numbers hold for."""

    def __init__(self, words: Words, published: date | None) -> None:
        self.words, self.published = words, published
        self.days: dict[int, list[tuple[int, date]]] = {}
        for day in find_days(words.doc_text, published):
            if day.iso and not day.iso.startswith("--"):
                self.days.setdefault(self._sentence(day.start), []).append((day.start, date.fromisoformat(day.iso)))
        self.years = [
            (match.start(), end) for match in _YEAR.finditer(words.doc_text) if (end := self._end_of(match)) is not None
        ]

    def _sentence(self, character: int) -> int:
        return self.words.sentence[max(0, bisect_right(self.words.start, character) - 1)]

    def _end_of(self, match: re.Match[str]) -> date | None:
        """The last day of a month or year, if it was over when the article came out."""
        year = int(match["year"])
        month = MONTHS.index(match["month"][:3].lower()) + 1 if match["month"] else 12
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last if self.published is None or last < self.published else None

    def day_of(self, at: int, sentence: int, scope: tuple[int, int]) -> date | None:
        """The nearest day in a number's sentence, else the end of a year or month in its clause, else the article's."""
        first, last = (bisect_left(self.years, (character, date.min)) for character in scope)
        named = self.days.get(sentence) or self.years[first:last]
        return min(named, key=lambda day: (abs(day[0] - at), day))[1] if named else self.published
