"""Quotation marks among words: which open, which close, and one plain mark for all of them.

Words, not characters: the encoder reads words, and what it finds is cut where a quotation ends. Which characters of a
text are quoted is ``quotation.quoted_spans``'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PARAGRAPH = "¶"
PLAIN = '"'
_CLOSERS = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
    '"': ('"', "”"),
    "``": ("''", "”", '"'),
    "''": ("''",),
    "‹": ("›",),
    "›": ("‹",),
    "‚": ("‘", "’"),
    "‘": ("’",),
}
"""What closes each opening mark; scraped texts open with one kind and close with another."""
_ONLY_CLOSE = frozenset({"”"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What quotation marks do in a text: of each word whether it opens or closes, and how many are open before it."""

    opens: list[bool]
    closes: list[bool]
    depth: list[int]


def read_marks(words: Sequence[str]) -> Marks:
    """Tell opening marks from closing ones; what is open ends with its paragraph.

    Args:
        words: a text's words, line breaks as ``¶``.

    Returns:
        What each word does. An apostrophe does nothing, nor does a straight single mark, which may be one.

    Example:
        >>> marks = read_marks("» We go « , the workers ’ mayor said .".split())
        >>> marks.opens.index(True), marks.closes.index(True), marks.depth[:5]
        (0, 3, [0, 1, 1, 1, 0])
    """
    marks = Marks([], [], [])
    open_marks: list[str] = []
    for at, word in enumerate(words):
        marks.depth.append(len(open_marks))
        closing = bool(open_marks) and word in _CLOSERS[open_marks[-1]] and not _is_possessive(words, at)
        opening = not closing and word in _CLOSERS
        if closing:
            open_marks.pop()
        elif opening:
            open_marks.append(word)
        elif word == PARAGRAPH:
            open_marks.clear()
        marks.opens.append(opening)
        marks.closes.append(closing or word in _ONLY_CLOSE)
    return marks


def _is_possessive(words: Sequence[str], at: int) -> bool:
    """Whether an apostrophe follows a plural and belongs to what stands behind it: "the workers' mayor"."""
    if words[at] != "’" or not at or at + 1 >= len(words):
        return False
    return words[at - 1].endswith("s") and words[at + 1][:1].islower()


def with_plain_marks(words: Sequence[str]) -> list[str]:
    """Words with the marks of a quotation made straight double ones, whichever a text prints.

    A model reads those best that it has learned from most. Marks within a quotation become straight single ones, so
    that inner and outer ones stay apart.

    Args:
        words: a text's words, line breaks as ``¶``.

    Returns:
        As many words.

    Example:
        >>> with_plain_marks("„ We ‘ go ’ “ .".split())
        ['"', 'We', "'", 'go', "'", '"', '.']
    """
    marks = read_marks(words)
    plain = list(words)
    for at, (opens, closes, depth) in enumerate(zip(marks.opens, marks.closes, marks.depth, strict=True)):
        if opens or closes:
            plain[at] = PLAIN if depth - closes < 1 else "'"
    return plain
