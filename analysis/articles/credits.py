"""Credits printed around an article: who contributed, whose copy it is, whose rights."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.articles.agencies import agencies_in, agency_name
from analysis.articles.bylines import is_name, is_organisation, is_person

_LONGEST_LINE = 400
_FLAGS = re.IGNORECASE
_CONTRIBUTED = re.compile(
    r"(?P<who>.{2,250}?)(?:,? who is based in [^,]{2,40},)?\s+(?:(?:also|have|has|all)\s+)*contributed\s+"
    r"(?:(?:reporting|research|writing|information|material)?\s*(?:to|for)\s+(?:this|the|our)\s+"
    r"(?:report|story|article|piece|dispatch|coverage|analysis)|(?:to the )?reporting)(?:\s+from\s+[^.]{2,60})?\s*\.?",
    _FLAGS,
)
_REPORTING = re.compile(
    r"(?:additional\s+)?(?:reporting|report|writing|written|compiled|edited|editing)\s+(?:by|in)\s+(?P<who>.{2,350}?)\.?",
    _FLAGS,
)
_INPUTS = re.compile(
    r"with\s+(?:(?:additional|agency)\s+)?(?:inputs?|reporting|reports?|files|information|contributions?)\s+"
    r"(?:from|by)\s+(?P<who>.{2,150}?)\.?",
    _FLAGS,
)
_SOURCE = re.compile(r"(?:news\s+)?(?:sources?|agency|credits?|via)\s*:\s*(?P<who>[^.:]{2,60}?)\.?", _FLAGS)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}|by\b|the\b)(?P<who>.{0,300})|all rights reserved\b.{0,200}|"
    r"our standards:.{0,80}",
    _FLAGS,
)
_PUBLISHED_BY = re.compile(
    r"(?:this|the)\s+(?:story|article|report|piece|copy)\s+(?:(?:was|is|has been|has not been|first|originally)\s+)+"
    r"(?:published|produced|provided|edited|appeared|supplied|republished|auto-generated|distributed)\s+"
    r"(?:by|on|in|from|with)\s+(?P<who>.{2,250})",
    _FLAGS,
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|\band\b|&)\s*", _FLAGS)
_CLAUSES = re.compile(r"\s*[;.]\s+(?=[A-Za-z ]*\bby\b)|;\s*")
_PLACE_OF_NAME = re.compile(r"\s+(?:in|from|at|for|with|of)\s+.*$")
# "Associated Press writers Ines Duarte", "The Herald's Ines Duarte": the person follows the paper.
_WRITERS = re.compile(
    r"^.*?(?:\b(?i:writers?|reporters?|correspondents?|producers?|editors?|interns?)|['’]s?)\s+(?=[A-Z])"
)
_LEAD_OF_NAME = re.compile(r"^(?:the|(?:additional )?reporting by|staff)\s+(?=\S)", _FLAGS)
_FRAME = "()[]{} -–—•*·_~"
_BRACKETED = re.compile(
    r"\s*[\[(](?P<inside>(?:additional\s+)?(?:reporting|writing|with\s|source|editing|report)[^()\[\]]{3,390})[\])]\s*\.?$",
    _FLAGS,
)
# A full stop within a word ("U.S.A", "example.com") ends no sentence. Each text matches in one way only: with two, the
# time would double with every such word.
_LAST_SENTENCE = re.compile(r"(?<=[.!?”\"’)])\s+(?P<sentence>[^.!?]{5,300}(?:\.[^.!?\s][^.!?]{0,200})*\.)$")


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit.

    Attributes:
        credits: agencies, outlets and desks.
        reporters: people who reported or contributed; editors are left out.
    """

    credits: tuple[str, ...]
    reporters: tuple[str, ...] = ()


def read_credit(line: str) -> Credit | None:
    """Read a line that is a credit and nothing else.

    Args:
        line: one line of text.

    Returns:
        Who is credited, agencies under one name each; None where the line is no credit.

    Example:
        >>> read_credit("Reuters contributed to this report.").credits
        ('Reuters',)
        >>> read_credit("(Reporting by Ines Duarte in Lisbon; Editing by Tom Hale)").reporters
        ('Ines Duarte',)
        >>> read_credit("The officer contributed to the defence of the town.") is None
        True
    """
    if len(line) > _LONGEST_LINE:
        return None
    line = line.strip(_FRAME)
    if match := _CONTRIBUTED.fullmatch(line):
        return _parties(match["who"])
    if match := _INPUTS.fullmatch(line) or _SOURCE.fullmatch(line):
        return _named(match["who"])
    if _REPORTING.fullmatch(line):
        return _reporting(line)
    if (match := _RIGHTS.match(line)) or (match := _PUBLISHED_BY.fullmatch(line)):
        return Credit(tuple(agencies_in(match["who"] or "")))
    # A signature: "Reuters", "(ANI)", "- AFP/AP".
    names = [agency_name(part) for part in re.split(r"\s*[/,&]\s*|\s+and\s+", line)]
    if line and all(names):
        return Credit(tuple(dict.fromkeys(name for name in names if name)))
    return None


def trailing_credit(paragraph: str) -> tuple[str, Credit] | None:
    """Split a credit from the end of the last paragraph.

    Args:
        paragraph: the paragraph.

    Returns:
        The paragraph without it, and the credit; None where it ends in none.

    Example:
        >>> trailing_credit("The talks are over, he said. (Reporting by Ines Duarte; Editing by Tom Hale)")[0]
        'The talks are over, he said.'
    """
    start = max(0, len(paragraph) - _LONGEST_LINE)
    end = paragraph[start:]
    found = _BRACKETED.search(end) or _LAST_SENTENCE.search(end)
    if found is None or start + found.start() == 0:
        return None
    inside = found.groupdict().get("inside") or found.groupdict().get("sentence") or ""
    whole = inside.strip()
    # Within running text only what cannot be the article's own words: no "Source: X", no bare agency name.
    if not any(pattern.fullmatch(whole) for pattern in (_CONTRIBUTED, _INPUTS, _REPORTING)):
        return None
    credit = read_credit(whole)
    return (paragraph[: start + found.start()].rstrip(), credit) if credit else None


def _named(who: str) -> Credit | None:
    """Where copy comes from; None where it is told in words, as a sentence would."""
    names = [agency_name(part) or part.strip(" .") for part in _BETWEEN.split(who)]
    if not all(is_name(name) or is_organisation(name) for name in names):
        return None
    return Credit(tuple(dict.fromkeys(names)))


def _reporting(line: str) -> Credit | None:
    """'Reporting by A in Kyiv and B; Writing by C; Editing by D': A and B are the reporters."""
    reporters: list[str] = []
    for clause in _CLAUSES.split(line):
        doing, *rest = re.split(r"\s*\bby\b\s*", clause, maxsplit=1, flags=_FLAGS)
        who = "".join(rest)
        people = [_PLACE_OF_NAME.sub("", part.strip(" .")) for part in _BETWEEN.split(who)]
        if not all(is_name(person) for person in people if person):
            return None
        if "report" in doing.lower():
            reporters += _parties(who).reporters
    return Credit(tuple(agencies_in(line)), tuple(dict.fromkeys(reporters)))


def _parties(who: str) -> Credit:
    """The parties in a list, agencies by their name, others as printed without place or title."""
    credited: list[str] = []
    people: list[str] = []
    placed = False
    for part in _BETWEEN.split(who):
        agencies = agencies_in(part)
        named = _WRITERS.sub("", part.strip(" .,"))
        name = _LEAD_OF_NAME.sub("", _PLACE_OF_NAME.sub("", named)).strip()
        credited += agencies
        if is_person(name) and not agency_name(name):
            people.append(name)
        # 'in Tehran, Iran': the country is no party.
        elif name and not agencies and not (placed and " " not in name) and len(name.split()) <= 6:
            credited.append(name)
        placed = name != named
    return Credit(tuple(dict.fromkeys(credited)), tuple(dict.fromkeys(people)))
