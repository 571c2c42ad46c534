"""Scrape leftovers: what stands around an article's body becomes fields instead of text.

Only the head and the tail of an article are looked at, line by line from the outside, and the first line that reads
like body text ends the search. In between, only what no article can contain is dropped: lines such as "ADVERTISEMENT",
and boxes of links that ran into a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.articles.bylines import read_byline
from analysis.articles.credits import Credit, read_credit, trailing_credit
from analysis.articles.datelines import read_dateline
from analysis.articles.dates import Published, read_date
from analysis.articles.prompts import (
    is_boilerplate,
    is_language_mark,
    is_prompt,
    is_separator,
    opening_label,
    without_link_boxes,
)

_HEAD_LINES = 10
_TAIL_LINES = 6
_STEPS = 2
_TURNS = 40  # a text made of leftovers alone would take time by the square of its length
_LONGEST_LINE = 400
_BODY_WORDS = 20
_SENTENCE_WORDS = 8
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_DATE_WORDS = frozenset(
    [name[:size] for name in _NAMES for size in (3, 4, 5, len(name))]
    + re.findall(
        r"\w+",
        """am pm a p m at on of and the published updated posted last first modified date created time hrs hours local
        utc gmt bst cet cest eet eest msk ist et est edt ct cst cdt mt mst mdt pt pst pdt jst aest sgt z st nd rd th""",
    )
)
_DATE_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_UPDATE = re.compile(r"\s*[|•·,\-–—]?\s+(?=(?:last\s+)?(?:updated|modified)\b)", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\-–—•*·|>]+")


@dataclass(frozen=True, slots=True)
class Residue:
    """A text without leftovers, and what the leftovers said.

    Attributes:
        text: the body.
        byline: names of the authors.
        reporters: names of those who reported or contributed, from credits.
        credits: agencies, outlets and desks.
        dateline: place of the dateline.
        published: the printed date, time zone included; None where none was printed.
        day: the day in the dateline as printed ('Aug 20'), which has no year.
    """

    text: str
    byline: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    dateline: str | None = None
    published: Published | None = None
    day: str | None = None

    def then(self, later: Residue) -> Residue:
        """What was found here, completed by what was found in the text that was left."""
        return Residue(
            later.text,
            tuple(dict.fromkeys(self.byline + later.byline)),
            tuple(dict.fromkeys(self.reporters + later.reporters)),
            tuple(dict.fromkeys(self.credits + later.credits)),
            self.dateline or later.dateline,
            self.published or later.published,
            self.day or later.day,
        )


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    byline: list[str] = field(default_factory=list)
    reporters: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    dateline: str | None = None
    published: Published | None = None
    day: str | None = None

    def add(self, credit: Credit) -> None:
        self.credits += credit.credits
        self.reporters += credit.reporters


def separate(text: str, title: str | None = None) -> Residue:
    r"""Take the leftovers out of a text. What comes out holds none: doing it again changes nothing.

    Where more lie one behind the other than in any article, the rest stays in the text.

    Args:
        text: from ``clean_text``.
        title: the headline, if known; repeated as the first line it is a leftover too.

    Returns:
        The body and the fields.

    Example:
        >>> text = "By Ines Duarte\nLISBON — The port reopened on Monday.\nReuters contributed to this report."
        >>> residue = separate(text)
        >>> residue.text, residue.byline, residue.dateline, residue.credits
        ('The port reopened on Monday.', ('Ines Duarte',), 'LISBON', ('Reuters',))
    """
    found = _Found()
    lines = [without_link_boxes(line) for line in text.split("\n")]
    # Behind one leftover another may come to light.
    for _ in range(_TURNS):
        before = lines
        lines = _trim([line for line in lines if not is_boilerplate(line)])
        lines = _trim([line[opening_label(line) :] if at == 0 else line for at, line in enumerate(lines)])
        lines = _trim(_strip_head(lines, title, found))
        lines = _trim(_strip_tail(lines, found))
        lines = _strip_dateline(lines, found)
        if lines == before:
            break
    return Residue(
        "\n".join(lines),
        tuple(dict.fromkeys(found.byline)),
        tuple(dict.fromkeys(found.reporters)),
        tuple(dict.fromkeys(found.credits)),
        found.dateline,
        found.published,
        found.day,
    )


def _trim(lines: list[str]) -> list[str]:
    """Without blank lines at either end."""
    full = [index for index, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


def is_body(line: str) -> bool:
    """Does a line read like body text: long, or a whole sentence?"""
    words = len(line.split())
    return words >= _BODY_WORDS or (words >= _SENTENCE_WORDS and _SENTENCE_END.search(line) is not None)


def same_title(line: str, title: str | None) -> bool:
    """Does a line repeat the headline, with or without a full stop or the outlet's name behind it?"""
    wanted, given = _bare(title or ""), _bare(line)
    return bool(wanted) and (given == wanted or (wanted.startswith(given) and len(given) >= 0.7 * len(wanted)))


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _strip_head(lines: list[str], title: str | None, found: _Found) -> list[str]:
    """Walk down from the top to the first line of body text."""
    dropped: set[int] = set()
    steps = seen = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        seen += 1
        if seen > _HEAD_LINES or steps > _STEPS:
            break
        if same_title(line, title) or _head_line(line, found):
            dropped.add(index)
        elif is_body(line):
            break
        else:
            steps += 1
    return [line for index, line in enumerate(lines) if index not in dropped]


def _head_line(line: str, found: _Found) -> bool:
    """Is a line a leftover of the head? What it says is noted."""
    if len(line) > _LONGEST_LINE:
        return False
    if is_separator(line) or is_prompt(line) or is_language_mark(line):
        return True
    published = _date_line(line)
    if published is not None:
        # The first date printed is that of publication, the next one that of an update.
        found.published = found.published or published
        return True
    people, date_part = _split_date(line)
    byline = read_byline(people)
    if byline is not None:
        found.byline += byline.names
        found.credits += byline.credits
        found.published = found.published or date_part
        return True
    credit = None if is_body(line) else read_credit(_BULLET.sub("", line))
    if credit is not None:
        found.add(credit)
        return True
    return False


def _split_date(line: str) -> tuple[str, Published | None]:
    """Take a date off the end of a byline ('By Ines Duarte | Aug 21, 2024')."""
    for match in re.finditer(r"\s*[|•·,]\s*|\s+[-–—]\s+|\s+(?=(?:published|updated|posted|on)\b)", line, re.IGNORECASE):
        published = _date_line(line[match.end() :])
        if published is not None:
            return line[: match.start()], published
    return line, None


def _date_line(line: str) -> Published | None:
    """The date on a line that holds nothing else."""
    if len(line) > 120 or not re.search(r"\d{4}", line):
        return None
    tokens = [token.lower() for token in _DATE_TOKEN.findall(line)]
    if not all(token.isdigit() or token in _DATE_WORDS for token in tokens):
        return None
    if sum(token.isdigit() for token in tokens) < 2:
        return None
    for part in re.split(r"\s*[|•·]\s*", _BULLET.sub("", _UPDATE.sub(" | ", line))):
        published = read_date(part)
        if published.at is not None or "implausible_date" in published.flags:
            return published
    return None


def _strip_tail(lines: list[str], found: _Found) -> list[str]:
    """Walk up from the end: credits within the last lines, prompts only as far as no body text intervenes."""
    dropped: set[int] = set()
    outside, seen = True, 0
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if not line:
            continue
        seen += 1
        if seen > _TAIL_LINES:
            break
        if outside and (is_separator(line) or is_prompt(line)):
            dropped.add(index)
        elif (credit := read_credit(_BULLET.sub("", line))) is not None:
            found.add(credit)
            dropped.add(index)
        elif outside and (ending := trailing_credit(line)) is not None:
            found.add(ending[1])
            lines = [*lines[:index], ending[0], *lines[index + 1 :]]
            outside = False
        elif is_body(line):
            outside = False
    if not dropped and outside and lines and (ending := trailing_credit(lines[0])) is not None:
        found.add(ending[1])
        lines = [ending[0], *lines[1:]]
    return [line for index, line in enumerate(lines) if index not in dropped]


def _strip_dateline(lines: list[str], found: _Found) -> list[str]:
    """Cut the dateline off the first paragraph, which a headline and a standfirst may precede."""
    full = [index for index, line in enumerate(lines) if line]
    for index in full[: _STEPS + 1]:
        dateline = read_dateline(lines[index])
        if dateline is not None:
            found.dateline = found.dateline or dateline.place
            found.day = found.day or dateline.day
            found.credits += [dateline.agency] if dateline.agency else []
            return [*lines[:index], lines[index][dateline.end :], *lines[index + 1 :]]
        if is_body(lines[index]):
            break
    return lines
