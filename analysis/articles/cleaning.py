"""Text as every later step expects it: one paragraph a line, composed characters, nothing invisible.

Blank lines between paragraphs stay as they were, so that offsets can be compared with those of others.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}[0-9]?);")
# Marks of direction, joiners of width zero, soft hyphens, byte order marks, controls, halves of characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Joiners shape letters in Persian, Hindi and others; beside ASCII they are only dirt.
_LOOSE_JOINERS = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r"\n{3,}")
_LINE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_WRAP_WIDTH = (45, 100)
_SHORTEST_WRAPPED = 20
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’\-.][^\W_\u3040-\u30ff\u3400-\u9fff]+)*"
)


def clean_text(text: str) -> str:
    r"""Normalise a text; paragraphs stay lines, and one blank line between them stays.

    Args:
        text: any text.

    Returns:
        NFC text with ``\n`` as the only line break, no control or invisible characters, single spaces, stripped lines.

    Example:
        >>> clean_text("\ufeffCafe\u0301 talks &amp;\u200b more\r\n\r\n\r\nSecond\tparagraph ")
        'Café talks & more\n\nSecond paragraph'
    """
    text = _LINE_BREAKS.sub("\n", text)
    if "&" in text:
        text = _LINE_BREAKS.sub("\n", _ENTITY.sub(lambda match: html.unescape(match[0]), text))
    text = _SURROGATE.sub("\ufffd", text)
    text = _LOOSE_JOINERS.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return _BLANK.sub("\n\n", text).strip("\n")


def unwrap(text: str) -> str:
    r"""Join the lines of a text that was wrapped by hand.

    A line that breaks off and goes on in small letters is joined to the next. All lines between two blank ones are
    joined where most of them break in mid-sentence at about the same width.

    Args:
        text: a text from ``clean_text``.

    Example:
        >>> unwrap("The ministry said on Monday that its forces had\ntaken two villages.\n\nKyiv denied it.")
        'The ministry said on Monday that its forces had taken two villages.\n\nKyiv denied it.'
    """
    if "\n" not in text:
        return text
    if _is_wrapped(text):
        return "\n\n".join(block.replace("\n", " ") for block in text.split("\n\n"))
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        goes_on = line[:1].islower() and len(before) >= _SHORTEST_WRAPPED and not _LINE_END.search(before)
        if goes_on:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _is_wrapped(text: str) -> bool:
    """Was a text divided by blank lines wrapped at a fixed width?"""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    inner = [line for block in blocks for line in block[:-1]]
    shortest, widest = _WRAP_WIDTH
    if len(blocks) < 2 or not inner or max(len(line) for block in blocks for line in block) > widest:
        return False
    return sum(len(line) >= shortest and not _LINE_END.search(line) for line in inner) * 10 >= len(inner) * 6


def paragraphs(text: str) -> str:
    """The text with its paragraphs as they stood: one a line, at most one blank line between two of them."""
    return _BLANK.sub("\n\n", text).strip("\n")


def clean_line(value: str) -> str | None:
    """A short field (title, name, address) on one line; None where nothing is left."""
    return " ".join(clean_text(value).split()) or None


def count_words(text: str) -> int:
    """Words in a text: runs with a letter or digit; a Chinese or Japanese character counts as one.

    Example:
        >>> count_words("Mr. O'Neill's 3-day trip — over.")
        5
    """
    return sum(1 for _ in _WORD.finditer(text))
