"""A record as it was read to a row of the table ``articles``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.articles.bylines import split_authors
from analysis.articles.cleaning import clean_text, count_words, paragraphs, unwrap
from analysis.articles.columns import as_text, as_texts
from analysis.articles.dates import Published, read_date
from analysis.articles.duplicates import content_hash
from analysis.articles.languages import UNDETERMINED, detect_language
from analysis.articles.outlets import UNKNOWN, outlet_of
from analysis.articles.pages import strip_markup
from analysis.articles.records import LARGEST_TEXT, Record, UnreadableError
from analysis.articles.residue import Residue, separate
from analysis.articles.titles import split_title

_LONGEST_ID = 200
WHOLE_FILES = (".txt", ".md", ".html", ".htm")
_LONGEST_FIELD = 1000
# Names that begin in small letters: 'al-Shabaab', 'de Gaulle', 'iPhone' (no small letter all through).
_SMALL_BEGINNING = re.compile(
    r"(?:al|el|as|ash|an|ar|de|del|della|di|da|du|la|le|van|von|bin|ibn|ben|ter|ten)[ \-'’][A-Z]"
)
_OPENING = re.compile(r"^[\s\"“”'‘’«»„(\[…]+")
_MID_SENTENCE = re.compile(
    r"[,;:.)\]%]|\d{1,4}, [a-z]|[a-zß-öø-ÿ][a-zß-öø-ÿ'’\-]*(?=[\s,.;:]|$)|[а-яёіїєґ]+(?=[\s,.;:]|$)"
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the input.

    Attributes:
        columns: names of columns by field.
        outlet_folder: the folder's name is the outlet where nothing better is known.
        story_folder: the folder's name is the story where the record has none.
        outlet_names: names by outlet in lower case.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    outlet_folder: bool = False
    story_folder: bool = False
    outlet_names: Mapping[str, str] = field(default_factory=dict)


def build_article(record: Record, options: Options) -> dict[str, Any]:
    """Make an article of a record.

    Args:
        record: the record.
        options: what the user says about the input.

    Returns:
        A row of ``articles``.

    Raises:
        UnreadableError: it has no text, or too much of it.
    """
    fields = record.fields
    raw = fields.get("text")
    if not isinstance(raw, str) or not raw.strip():
        raise UnreadableError("no text in it: its text is empty, or is no text")
    if len(raw) > LARGEST_TEXT:
        raise UnreadableError(
            f"a text longer than {LARGEST_TEXT // 1000000} million characters: split it into articles"
        )
    whole = unwrap(clean_text(strip_markup(raw)))
    title, residue = _split(whole, _line(fields.get("title")), record.source.suffix)
    text = paragraphs(residue.text)
    if not text or not count_words(text):
        raise UnreadableError("no body text: nothing is left beside bylines, dates, credits and prompts")
    url = _line(fields.get("url"))
    outlet = _outlet(record, url, options)
    names, credited = _people(fields, residue)
    published = _published(fields.get("published"), residue)
    flags = (*published.flags, *_text_flags(text))
    return {
        "article_id": _own_id(fields.get("article_id")) or content_hash(outlet, url, whole),
        "outlet": outlet,
        "title": title,
        "byline": names,
        "published_at": published.at,
        "published_text": published.text or residue.day,
        "url": url,
        "language": _language(text, fields.get("language")),
        "credits": credited,
        "dateline": residue.dateline or _line(fields.get("dateline")),
        "story": _line(fields.get("story")) or (_folder(record, options, "story") if options.story_folder else None),
        "text": text,
        "n_words": count_words(text),
        "origin": record.origin,
        "flags": list(dict.fromkeys(flags)),
    }


def starts_mid_sentence(text: str) -> bool:
    """Was the beginning of a text cut off?

    Example:
        >>> starts_mid_sentence("19, an adviser ruled out talks."), starts_mid_sentence("al-Shabaab said it left.")
        (True, False)
    """
    start = _OPENING.sub("", text[:100])
    return _MID_SENTENCE.match(start) is not None and _SMALL_BEGINNING.match(start) is None


def _split(text: str, title: str | None, suffix: str) -> tuple[str | None, Residue]:
    """Take leftovers out of a text and, of a file that is one text, the headline.

    A headline that a record repeats in its text stays there: somebody chose what goes into that column, and offsets
    that others made into it keep their meaning.
    """
    residue = separate(text, title if suffix in WHOLE_FILES else None)
    if title is not None or suffix not in (".txt", ".md"):
        return title, residue
    title, body = split_title(residue.text)
    return title, residue.then(separate(body, title)) if title else residue


def _line(value: object) -> str | None:
    text = as_text(value)
    return text[:_LONGEST_FIELD] if text else None


def _own_id(value: object) -> str | None:
    """The record's own id, if it can serve as one."""
    text = as_text(value)
    return text if text is None or len(text) <= _LONGEST_ID else content_hash(text)


def _outlet(record: Record, url: str | None, options: Options) -> str:
    """The outlet, by the name that the user's table gives it."""
    folder = _folder(record, options, "outlet") if options.outlet_folder else None
    outlet = outlet_of(_line(record.fields.get("outlet")), url, folder, _line(record.fields.get("site")))
    return options.outlet_names.get(outlet.lower(), outlet) if outlet != UNKNOWN else outlet


def _folder(record: Record, options: Options, wanted: str) -> str | None:
    """The name of the folder a record lay in; where folders give both, outlets lie inside stories."""
    level = 2 if wanted == "story" and options.outlet_folder else 1
    folders = record.source.folders
    return _line(folders[-level]) if len(folders) >= level else None


def _people(fields: Mapping[str, object], residue: Residue) -> tuple[list[str], list[str]]:
    """Authors and credits, from the record's fields and from the text."""
    names: list[str] = []
    credited: list[str] = []
    for printed in as_texts(fields.get("byline")):
        byline = split_authors(printed)
        names += byline.names
        credited += byline.credits
    credited += as_texts(fields.get("credits"))
    # Who contributed comes after who wrote it.
    authors = [*(names or residue.byline), *residue.reporters]
    return list(dict.fromkeys(authors)), list(dict.fromkeys([*credited, *residue.credits]))


def _published(given: object, residue: Residue) -> Published:
    """The record's date, else the one printed in the text; the printed one wins where only it has a time that day."""
    published, printed = read_date(given), residue.published
    if printed is None or printed.at is None:
        return published if published.text or printed is None else printed
    if published.at is None:
        return Published(printed.at, printed.text, printed.flags)
    same_day = abs((printed.at - published.at).total_seconds()) < 38 * 3600
    whole_day = published.at.hour == published.at.minute == published.at.second == 0
    return printed if whole_day and same_day else published


def _language(text: str, given: object) -> str:
    """The language detected; what the record says where the text is too short."""
    detected = detect_language(text)
    said = (as_text(given) or "").lower()[:2]
    return said if detected == UNDETERMINED and len(said) == 2 and said.isascii() and said.isalpha() else detected


def _text_flags(text: str) -> list[str]:
    """What is odd about a text."""
    flags = []
    if starts_mid_sentence(text):
        flags.append("starts_mid_sentence")
    if "\ufffd" in text:
        flags.append("replaced_characters")
    return flags
