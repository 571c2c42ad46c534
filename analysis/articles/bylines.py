"""Who wrote it: byline lines and author fields to names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.articles.agencies import agency_name

_LONGEST_LINE = 160
_LEAD = re.compile(
    r"^[\s\-–—•*·|]*(?:(?:(?:analysis|opinion|commentary|story|text|words|report|review|written|reported|posted|column)\s+)?"
    r"by\b|author(?:s)?\s*[:\-–])\s*:?\s*",
    re.IGNORECASE,
)
_POSTS = re.compile(r"^(?:view )?(?:all |more )?(?:posts|articles|stories) (?=by\b)", re.IGNORECASE)
_GENRE = re.compile(r"^(?:analysis|opinion|commentary|perspective)\s+(?:by\s+)?(?=[A-Z])", re.IGNORECASE)
_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]*|(?:de|del|della|der|den|van|von|bin|bint|al|el|la|le|da|di|dos|du|ter|ten|y)(?=\s))"
)
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,5}}")
_SEPARATORS = re.compile(r"\s*(?:[,;/]|\band\b|\bAND\b|&|\bwith\b|\+)\s*")
_SEGMENTS = re.compile(r"\s+[|•·–—]\s*|\s*[|•·]\s+|\s+-\s+|\s+(?=for\s+[A-Z])|\s+(?=in\s+[A-Z])|\s+(?=@\w)")
_PERIOD = re.compile(r"(?<![A-Z])(?<!\b[JS]r)\.$")
# A word that no person's name begins with: "By Monday", "By The Numbers", "By All Accounts".
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """a all an and any april august autumn christmas contrast day december design easter election email end far
        february friday he her his how i if in invitation it its january july june march may midday midnight monday
        morning most my nature new next night no noon november now october on one other our popular saturday september
        she some spring summer sunday that the their then these they this those thursday tuesday two using we wednesday
        what when winter you""",
    )
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|staff|columnist|analyst|producer|contributor|chief|bureau|desk|team|"
    r"fellow|professor|author|opinion|politics|senior|special)\b",
    re.IGNORECASE,
)
_PLACEHOLDERS = frozenset(
    ["admin", "administrator", "anonymous", "author", "editor", "guest", "name", "no author", "none", "unknown", "user"]
)
_ORGANISATION = re.compile(
    r"\b(?:news|press|times|post|journal|herald|gazette|tribune|agency|agencies|media|network|digital|radio|tv|service|"
    r"wires?|newsroom|observer|chronicle|guardian|standard|mail|monitor|review|magazine)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Names of the authors, and the agencies and outlets printed beside them."""

    names: tuple[str, ...]
    credits: tuple[str, ...]


def read_byline(line: str) -> Byline | None:
    """Read a line that is a byline and nothing else.

    Args:
        line: one line of text.

    Returns:
        The names without 'By', or None where the line is no byline.

    Example:
        >>> read_byline("- By Olha Marchenko and Piet de Wit | The Harbour Herald")
        Byline(names=('Olha Marchenko', 'Piet de Wit'), credits=('The Harbour Herald',))
        >>> read_byline("By Monday the town had fallen") is None
        True
    """
    lead = _LEAD.match(line) if len(line) <= _LONGEST_LINE else None
    rest = line[lead.end() :].strip() if lead else ""
    if not rest or _PERIOD.search(rest) or rest[-1] in "!?:;…":
        return None
    people, *beside = [segment for segment in _SEGMENTS.split(rest) if segment]
    byline = _names(people)
    if byline is None:
        return None
    # What stands beside it ("| The Harbour Herald", "in Kyiv", "@olha") must not be the rest of a sentence.
    if any(len(segment.split()) > 6 for segment in beside):
        return None
    outlets = (name for segment in beside if (name := _outlet(segment)))
    return Byline(byline.names, tuple(dict.fromkeys((*byline.credits, *outlets))))


def split_authors(text: str) -> Byline:
    """Split an author field as files give it ("By Jane Doe and John Roe", "Doe, Jane; Roe, John").

    Args:
        text: the field.

    Returns:
        The names as printed; agencies go to the credits.

    Example:
        >>> split_authors("Analysis by Ines Duarte, Reuters")
        Byline(names=('Ines Duarte',), credits=('Reuters',))
    """
    text = _GENRE.sub("", _LEAD.sub("", _POSTS.sub("", text))).strip()
    if ";" in text:
        # Semicolons between people leave the comma to "family name, given name".
        parts = [_turn(part.strip()) for part in text.split(";")]
    else:
        parts = [part for segment in _SEGMENTS.split(text)[:1] for part in _SEPARATORS.split(segment)]
    names: list[str] = []
    credited: list[str] = []
    for part in filter(None, (part.strip(" ,") for part in parts)):
        agency = agency_name(part)
        if agency:
            credited.append(agency)
        elif part.lower() not in _PLACEHOLDERS and not (names and _ROLE.search(part)):
            names.append(part)
    return Byline(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(credited)))


def is_name(name: str) -> bool:
    """Is a text one to six capitalised words, as names are?"""
    return _NAME.fullmatch(name) is not None


def is_organisation(name: str) -> bool:
    """Is a name in a credit that of an outlet, agency or desk rather than a person?

    Example:
        >>> is_organisation("The Harbour Herald"), is_organisation("agencies"), is_organisation("Ines Duarte")
        (True, True, False)
    """
    if not is_name(name):
        return name.lower() == name and _ORGANISATION.search(name) is not None
    return _ORGANISATION.search(name) is not None or name.startswith("The ") or (name.isupper() and " " not in name)


def is_person(name: str) -> bool:
    """Could a name in a credit be a person's: two to six capitalised words?"""
    return is_name(name) and " " in name and not is_organisation(name)


def _turn(part: str) -> str:
    """'Doe, Jane' to 'Jane Doe'."""
    family, comma, given = part.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else part


def _names(people: str) -> Byline | None:
    """The names in the first part of a byline; None where something in it is no name."""
    names: list[str] = []
    credited: list[str] = []
    for part in _SEPARATORS.split(people):
        agency = agency_name(part)
        if agency or (_ORGANISATION.search(part) and is_name(part)):
            credited.append(agency or part)
        elif names and _ROLE.search(part):
            continue
        elif _NAME.fullmatch(part) and part.split()[0].lower() not in _NO_NAME and (names or len(part.split()) > 1):
            names.append(part)
        else:
            return None
    return Byline(tuple(names), tuple(credited)) if names or credited else None


def _outlet(segment: str) -> str | None:
    """The agency or outlet printed beside the names; a place, role, handle or date is none."""
    segment = re.sub(r"^for\s+", "", segment)
    agency = agency_name(segment)
    if agency or (_ORGANISATION.search(segment) and not _ROLE.search(segment) and segment[0].isupper()):
        return agency or segment
    return None
