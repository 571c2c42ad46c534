"""Names as printed, and whether two of them can be one: "Mr. Obama" and "Barack Obama", an acronym and its body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.language.spelling import near, same_spelling, spelling_key
from analysis.lexicons import load_lexicon

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_POSSESSIVE = re.compile(r"(?:['’‘`´]s?|s['’])$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:al|el)-(?=\w)")  # "al-Assad" is Assad too
_SMALL = frozenset({"the", "of", "for", "and", "on", "in", "at", "to", "a", "an", "&"})
_EDGE = " \t\n\r\"“”„'’‘`´,.;:()[]«»-–—"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts; ``words`` and ``suffix`` are folded for comparison, ``text`` is as printed."""

    text: str
    words: tuple[str, ...]
    suffix: str
    honorifics: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether it has more than a surname."""
        return len(self.words) > 1


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Fold a word for comparison: lower case, no accents, no full stops or apostrophes."""
    if text.isascii():
        bare = text
    else:
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[.'’‘`´]", "", bare).casefold()


def strip_possessive(text: str) -> str:
    """Take the ending of a possessive off: "Trump's" and "the Hunters'" are Trump and the Hunters.

    Example:
        >>> strip_possessive("Trump’s"), strip_possessive("Texas")
        ('Trump', 'Texas')
    """
    match = _POSSESSIVE.search(text)
    if not match or match.start() == 0:
        return text
    return text[: match.start()] + ("s" if match[0][0] in "sS" else "")


@cache
def honorifics() -> dict[str, tuple[str, str]]:
    """Words that stand before a name: the role and the gender ('m', 'f' or '') each tells of."""
    rows = load_lexicon("honorifics").iter_rows(named=True)
    return {row["word"]: (row["role"] or "", row["gender"] or "") for row in rows}


@lru_cache(maxsize=20_000)
def parse_person(text: str) -> PersonName:
    """Take a person's name apart.

    Args:
        text: the name as printed, with titles and a possessive if it has them.

    Returns:
        Its parts; without words where nothing but titles is there.

    Example:
        >>> parse_person("Mr. Trump Jr.’s").words, parse_person("Sen. Raúl R. Labrador").words
        (('trump',), ('raul', 'r', 'labrador'))
    """
    printed = [p for p in (part.strip(',;:()[]"“”„«»') for part in strip_possessive(text.strip()).split()) if p]
    before: list[str] = []
    known = honorifics()
    while len(printed) > 1 and fold(printed[0]) in known | {"former": ("", "")} and fold(printed[1]) not in _SUFFIXES:
        before.append(fold(printed.pop(0)))
    suffix = ""
    kept = list(printed)
    if len(printed) > 1 and fold(printed[-1]) in _SUFFIXES:
        suffix = fold(printed[-1])
        printed = printed[:-1]
    words = tuple(word for word in (_ARTICLE.sub("", fold(part)) for part in printed) if word)
    return PersonName(" ".join(kept).strip(",;: "), words, suffix, tuple(before))


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in load_lexicon("nicknames").select("name", "form").iter_rows():
        name, form = map(spelling_key, row)
        groups.setdefault(name, {name}).add(form)
        groups.setdefault(form, {form}).add(name)
    return {name: frozenset(group) for name, group in groups.items()}


@cache
def genders() -> dict[str, str]:
    """First names, folded, and whether a man ('m') or a woman ('f') has them as a rule."""
    return dict(load_lexicon("first_names").select("name", "gender").iter_rows())


def gender_of(name: PersonName) -> str:
    """Which pronoun a name lets one expect: 'm', 'f' or '' where neither title nor first name tells."""
    for word in name.honorifics:
        gender = honorifics().get(word, ("", ""))[1]
        if gender:
            return gender
    return genders().get(name.words[0], "") if name.full else ""


def same_given(one: str, other: str) -> bool:
    """Whether two first names can be one person's: equal, an initial, a short form, a spelling or a shortening."""
    if one == other or not one or not other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if spelling_key(other) in _nicknames().get(spelling_key(one), ()):
        return True
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 3 and longer.startswith(shorter)) or near(one, other)


def same_full(one: PersonName, other: PersonName) -> bool:
    """Whether two names, each with a first name, can be one person's: never "Donald Trump" and "Melania Trump".

    Example:
        >>> first, second = parse_person("Vladimir Zelensky"), parse_person("President Volodymyr Zelenskiy")
        >>> same_full(first, second), same_full(first, parse_person("Olena Zelenska"))
        (True, False)
    """
    if one.suffix != other.suffix:
        return False
    if one.words == other.words:
        return True
    if len({gender_of(one), gender_of(other)} - {""}) > 1:
        return False
    if not same_spelling(one.words[-1], other.words[-1]):
        # Where the surname has a slip, nothing else may differ.
        alike = len(one.words) == len(other.words) and all(map(same_spelling, one.words[:-1], other.words[:-1]))
        return alike and near(one.words[-1], other.words[-1])
    if not same_given(one.words[0], other.words[0]):
        # "J. Edgar Hoover" and "Edgar Hoover"
        return one.words[-2:] == other.words[-2:] and min(len(one.words), len(other.words)) == 2
    middles = (one.words[1:-1], other.words[1:-1])
    return not all(middles) or middles[0][0][0] == middles[1][0][0]


def part_of(part: PersonName, full: PersonName) -> int:
    """How well a partial name fits a full one: 3 surname, 2 suffix left out, 1 first name alone, 0 not at all."""
    size = len(part.words)
    if not size or size >= len(full.words) + bool(size == 1) or (part.suffix and part.suffix != full.suffix):
        return 0
    genders = {gender_of(part), gender_of(full)} - {""}
    if len(genders) > 1:
        return 0
    if all(map(same_spelling, part.words, full.words[-size:])):
        return 3 if part.suffix == full.suffix else 2
    if size == 1 and part.words[0] == full.words[0] and not part.honorifics and len(part.words[0]) > 2:
        return 1
    return 0


def organisation_key(text: str) -> frozenset[str]:
    """The words that make out an organisation, whatever their order: "Department of Justice", "the Justice Department".

    Example:
        >>> organisation_key("the U.S. Department of Justice") == organisation_key("Justice Department")
        True
    """
    words = [fold(word.strip(_EDGE)) for word in strip_possessive(text.strip()).split()]
    kept = frozenset(word for word in words if word and word not in _SMALL)
    return kept - {"us", "uss"} if len(kept) > 1 else kept


def acronyms(text: str) -> Iterable[str]:
    """The acronyms that a name of several words can have: of its capitals, and of all its words.

    Example:
        >>> sorted(acronyms("the Department of Justice"))
        ['dj', 'doj']
    """
    words = [word for word in re.split(r"[\s\-]+", strip_possessive(text.strip())) if word]
    if words and words[0].casefold() == "the":
        words = words[1:]
    if len(words) < 2:
        return []
    every = "".join(word[0] for word in words).casefold()
    capital = "".join(word[0] for word in words if word[0].isupper()).casefold()
    return [every, capital] if every != capital else [every]


def is_acronym(text: str) -> bool:
    """Whether a word looks like an acronym: 'SVR', 'F.B.I.', 'DoJ'."""
    bare = text.replace(".", "")
    return 2 <= len(bare) <= 6 and bare.isalpha() and sum(map(str.isupper, bare)) >= 2 and bare[-1].isupper()


def canonical_text(text: str) -> str:
    """A name fit to be shown: on one line, without an article before it, possessive or stray punctuation.

    Example:
        >>> canonical_text("the  White House’s"), canonical_text("The U.S.")
        ('White House', 'U.S.')
    """
    bare = strip_possessive(" ".join(text.split()).strip(" \"“”„'’‘`´,;:()[]«»-–—"))
    if bare[:4].casefold() == "the " and len(bare) > 4:
        bare = bare[4:]
    return bare
