"""Which characters of a text stand between quotation marks, and whether a statement is quoted or retold.

Plain text in, character spans out. Scraped articles mix every kind of mark: curly ones that close straight, marks
that never close, a mark at the head of each paragraph of a long quotation, apostrophes and inches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

QuotationKind = Literal["direct", "mixed", "indirect"]

DOUBLE, ANGLE, SINGLE_ANGLE, CORNER = "double", "angle", "single angle", "corner"
_FAMILY = dict.fromkeys(('"', "“", "”", "„", "‟", "＂", "``", "''", "‘‘", "’’"), DOUBLE)
_FAMILY |= dict.fromkeys("«»", ANGLE) | dict.fromkeys("‹›", SINGLE_ANGLE) | dict.fromkeys("「」『』", CORNER)
# Both begin with a set of characters, which the search skips to many times faster than to alternatives.
_MARK = re.compile(r"[\"“”„‟＂«»‹›「」『』`'‘’](?:(?<=[^`'‘’])|(?<=`)`|(?<=')'|(?<=‘)‘|(?<=’)’)")
_SINGLE = re.compile(r"['‘’‚`](?<!['‘’`].)(?!['‘’`])")
_WORD = re.compile(r"\w+(?:['’]\w+)*")

ALWAYS_OPEN = frozenset(("„", "‟", "「", "『", "``", "‘‘"))
ALWAYS_CLOSE = frozenset("」』")
_OPENS_AFTER = frozenset("([{—–-/‘'’\"“„«‹")
_CLOSES_BEFORE = frozenset(".,;:!?)]}—–-…/’'\"”»›*|")
# 'tis, rock 'n' roll, the '90s, class of '08: an apostrophe for letters left out
_ELISION = re.compile(
    r"(?:n['’]|\d\ds?\b|(?:em|til|till|cause|tis|twas|bout|round|nuff|cuz|kay|scuse|fraid|neath)\b)", re.I
)
_FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}(?:\.\d+|½)?$")
RUN_ON = 1000
"""Characters within which a quotation may run over a line break without a mark at the head of the next line."""
DIRECT = 0.95
"""Share of a statement's words between marks from which on it counts as direct."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    opens: bool  # by its neighbours: space before, no space after
    closes: bool

    @property
    def family(self) -> str:
        return _FAMILY[self.text]


@dataclass(slots=True)
class _Open:
    mark: _Mark
    limit: int | None = None  # where the next mark of its kind opens: the end, should it never be closed


def quoted_spans(text: str) -> list[tuple[int, int]]:
    r"""Find what stands between quotation marks; quotations within quotations belong to the outer one.

    A mark that never closes ends with its paragraph; inch marks and apostrophes open and close nothing. Takes time
    linear in the text's length, whatever its marks.

    Args:
        text: any text.

    Returns:
        Spans ``(start, end)`` in code points, marks excluded, in order, none overlapping.

    Example:
        >>> text = "He called it “a trap,\" not 'peace', on 6'2\" of paper."
        >>> [text[start:end] for start, end in quoted_spans(text)]
        ['a trap,', 'peace']
    """
    return list(_quoted(text))


def quotation_kind(text: str, spans: Sequence[tuple[int, int]]) -> QuotationKind:
    """Say whether a statement is quoted (direct), partly quoted (mixed) or retold (indirect).

    Args:
        text: the whole text, so that marks outside the statement count.
        spans: the statement's pieces in it, with or without the marks around them.

    Returns:
        ``direct`` where at least 19 words in 20 stand between marks, ``mixed`` where some do, else ``indirect``.

    Example:
        >>> text = 'She said it was "over" and left.'
        >>> quotation_kind(text, [(9, 22)]), quotation_kind(text, [(16, 22)]), quotation_kind(text, [(9, 15)])
        ('mixed', 'direct', 'indirect')
    """
    quoted = _quoted(text)
    inside = words = 0
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            at = bisect_right(quoted, (word.start(), len(text))) - 1
            words += 1
            inside += at >= 0 and word.start() < quoted[at][1]
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT * words else "mixed"


# A text's marks are asked for once per statement in it, one text after another.
@lru_cache(maxsize=4)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_outermost(text, [*_double(text), *_single(text)]))


def _outermost(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last and text[start:end].strip():
            yield start, end
            last = end


def _marks(text: str) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        opens = (not before or before.isspace() or before in _OPENS_AFTER) and bool(after.strip())
        closes = bool(before.strip()) and (not after or after.isspace() or after in _CLOSES_BEFORE)
        found.append(_Mark(start, end, match[0], opens, closes))
    return [mark for at, mark in enumerate(found) if not _is_inches(text, found, at)]


def _is_inches(text: str, marks: list[_Mark], at: int) -> bool:
    """Whether a straight mark after a digit measures rather than quotes: 6'2", and a 5" pipe within a quotation."""
    mark = marks[at]
    if mark.text not in ('"', "''", "”") or not text[mark.start - 1 : mark.start].isdigit() or mark.start == 0:
        return False
    if _FEET_AND_INCHES.search(text, max(0, mark.start - 8), mark.start):
        return True
    if text[mark.end : mark.end + 1] not in (" ", "-") or not text[mark.end + 1 : mark.end + 2].islower():
        return False
    before = marks[at - 1] if at else None
    following = marks[at + 1] if at + 1 < len(marks) else None
    if before is None or "\n" in text[before.end : mark.start] or (before.closes and not before.opens):
        return True  # nothing is open here that it could close
    return (
        following is not None
        and following.closes
        and not following.opens
        and "\n" not in text[mark.end : following.start]
    )


def _double(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of double, angle and corner marks; outer ones may come after the inner ones they hold."""
    open_marks: list[_Open] = []
    breaks = [*(match.start() for match in re.finditer("\n", text)), len(text)]
    marks = _marks(text)
    for mark, following in zip_longest(marks, marks[1:]):
        if _role(mark, open_marks) == "open":
            for opener in open_marks[-1:]:
                if opener.limit is None and opener.mark.text == mark.text:
                    opener.limit = mark.start
            open_marks.append(_Open(mark))
        elif _is_open(mark, open_marks):
            while open_marks[-1].mark.family != mark.family:
                open_marks.pop()
            yield open_marks.pop().mark.end, mark.start
        paragraph_end = breaks[min(bisect_right(breaks, mark.start), len(breaks) - 1)]
        if following is None or (following.start > paragraph_end and not _runs_on(following, paragraph_end)):
            yield from ((opener.mark.end, opener.limit or paragraph_end) for opener in open_marks)
            open_marks.clear()


def _is_open(mark: _Mark, open_marks: list[_Open]) -> bool:
    return any(opener.mark.family == mark.family for opener in open_marks[-3:])


def _role(mark: _Mark, open_marks: list[_Open]) -> Literal["open", "close"]:
    """Open or close; by the mark itself where it can only be one, else by its neighbours, else by what is open."""
    is_open = _is_open(mark, open_marks)
    only_opens, only_closes = mark.opens and not mark.closes, mark.closes and not mark.opens
    if mark.text in ALWAYS_OPEN:
        return "open"
    if mark.text in ALWAYS_CLOSE:
        return "close"
    if mark.text in ("“", "«", "‹"):  # „German“ and »German« ones close with them
        reversed_pair = bool(open_marks) and open_marks[-1].mark.text in ("„", "»", "›")
        return "close" if is_open and (only_closes or (reversed_pair and not only_opens)) else "open"
    if mark.text in ("”", "’’", "»", "›"):  # ”Swedish” and »German« ones open with them
        return "open" if only_opens and not is_open else "close"
    if only_opens or only_closes:
        return "open" if only_opens else "close"
    return "close" if is_open else "open"


def _runs_on(following: _Mark, paragraph_end: int) -> bool:
    """Whether the next mark, in a later paragraph, closes what is open: lines may be broken within a quotation."""
    return following.closes and not following.opens and following.start - paragraph_end < RUN_ON


def _single(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of single marks, where both ends can hardly be apostrophes."""
    opener: int | None = None
    likely: int | None = None  # a mark that closes unless a better one follows
    last = 0
    for at in [*(match.start() for match in _SINGLE.finditer(text)), len(text)]:
        paragraph_over = at == len(text) or "\n" in text[last:at]
        opens, last = _opens_single(text, at), at
        if opener is not None and (opens or paragraph_over):
            if likely is not None:
                yield opener + 1, likely
            elif paragraph_over and (end := _continued(text, opener, at)):
                yield opener + 1, end
            opener = likely = None
        if opens:
            opener = at
        elif opener is not None and _closes_single(text, opener, at):
            if not _may_be_possessive(text, at):
                yield opener + 1, at
                opener = likely = None
            elif likely is None:
                likely = at


def _continued(text: str, opener: int, following: int) -> int | None:
    """The paragraph's end, where a paragraph and the next one both begin with a mark: one long quotation."""
    end = text.find("\n", opener)
    alike = text[opener] in "‘'" and text[opener] == text[following : following + 1] and _opens_single(text, following)
    begins = alike and (opener == 0 or text[opener - 1] == "\n")
    return end if begins and not text[end:following].strip() else None


def _opens_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    starts = not before or before.isspace() or before in '([{—–-/"“„«'
    return starts and (after.isalnum() or after in '…[$£€"“') and bool(after) and not _ELISION.match(text, at + 1)


def _closes_single(text: str, opener: int, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    closes = bool(before.strip()) and (not after or after.isspace() or after in _CLOSES_BEFORE)
    return closes and text[at] not in "‚`" and (text[at] != "‘" or text[opener] == "‚")  # ‚German‘ ones close with it


def _may_be_possessive(text: str, at: int) -> bool:
    """The workers' strike, 5' wide: a letter s or a digit before, a word after."""
    return text[at - 1] in "sSxXzZ0123456789" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalnum()
