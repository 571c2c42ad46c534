"""Names of media in a text: those the lexicon lists, and others that a word beside them gives away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from analysis.lexicons import load_lexicon

OCCASION, PLATFORM, UNLISTED = "occasion", "platform", "unlisted"
"""Kinds of mention: a speech or statement, a place where everybody may write, a medium that no list holds."""

_CAPITAL = r"(?!The\b)[A-Z](?:[\w&'-]|\.(?=\w))*"
_NOT_A_MEDIUM = r"(?!\s(?:Secretary|Office|Club|Corps|Director|Agency|Service|Traffic|Commission|Master|Square))"


@dataclass(frozen=True, slots=True)
class MediumMention:
    """One mention: its place in the text, the medium's canonical name and kind."""

    start: int
    end: int
    name: str
    kind: str


def find_media(text: str) -> Iterator[MediumMention]:
    """Find mentions of media and of occasions for speaking.

    Args:
        text: any text.

    Yields:
        Mentions in order, none overlapping; names as the lexicon has them, unlisted ones as printed.

    Example:
        >>> text = "He told Fox News’ host, the newspaper Volna and the Harbor Tribune, then tweeted it."
        >>> [mention.name for mention in find_media(text)]
        ['Fox News', 'Volna', 'Harbor Tribune', 'Twitter']
    """
    listed, unlisted, hint = _patterns()
    plain = text.replace("’", "'")
    last = 0
    found = list(listed.finditer(plain))
    if hint.search(plain):
        found += unlisted.finditer(plain)
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < last:
            continue
        last = match.end()
        if match.re is listed:
            name, kind = _listed()[match[0]]
        else:
            name, kind = next(filter(None, match.groups())).removesuffix("'s").rstrip("'"), UNLISTED
            name, kind = _listed().get(name, (name, kind))
        yield MediumMention(match.start(), match.end(), name, kind)


@cache
def _listed() -> dict[str, tuple[str, str]]:
    """Canonical name and kind of each printed form."""
    forms: dict[str, tuple[str, str]] = {}
    for name, kind, aliases in load_lexicon("media").iter_rows():
        for form in filter(None, (name, *aliases.split("|"))):
            forms[form] = (name, kind)
    return forms


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What finds listed media, what finds others, and the words without one of which there are no others."""
    words = load_lexicon("media_words")
    names, nouns = (_any_of(words.filter(words["where"] == where)["word"]) for where in ("name", "beside"))
    # A single letter is a name only behind a preposition: "wrote on X", but not "Malcolm X", "X marks".
    single = r"(?:(?<=\bon )|(?<=\bto )|(?<=\bvia ))X(?!\s[A-Z])"
    listed = rf"(?<![\w-])(?:{_any_of(form for form in _listed() if len(form) > 1)}|{single})(?![\w-])"
    unlisted = (
        rf"(?<![\w-])(?:((?:{_CAPITAL}\s){{1,3}}(?:{names})){_NOT_A_MEDIUM}(?![\w-])"
        rf"|((?:{names})\sof\s{_CAPITAL})"
        rf"|((?:Daily|Weekly|Radio|Channel)\s(?:{_CAPITAL}|\d+))"
        rf"|\b(?:{nouns})\s({_CAPITAL}(?:\s{_CAPITAL}){{0,2}})"
        rf"|(?<!\b[Aa]\s)(?<!\b[Aa]n\s)({_CAPITAL}(?:\s{_CAPITAL}){{0,2}})(?<!'s)\s(?:{nouns})(?!\w|\s[A-Z]))"
    )
    hint = rf"\b(?:{names}|{nouns}|Daily|Weekly|Radio|Channel)\b"
    return re.compile(listed), re.compile(unlisted), re.compile(hint)


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for the longest of some forms; what they begin with alike is written, and tried, only once."""
    behind: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        behind[form[:1]].add(form[1:])
    empty = behind.pop("", None) is not None
    branches = [f"{re.escape(first)}{_any_of(rest)}" for first, rest in sorted(behind.items())]
    if empty:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
