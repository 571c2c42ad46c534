"""Which column of a file is which field of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from analysis.articles.cleaning import clean_line

FIELDS: dict[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "guid", "uuid"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "site_name", "sitename", "site", "domain"),
    "title": ("title", "headline", "heading"),
    "byline": ("byline", "author", "authors", "creator", "by"),
    "published": (
        "published_at",
        "published",
        "date_published",
        "publish_date",
        "publication_date",
        "published_date",
        "pub_date",
        "date",
        "datetime",
        "timestamp",
    ),
    "url": ("url", "link", "permalink", "canonical_url"),
    "text": ("text", "content", "body", "article_text", "article_body", "full_text", "maintext", "article"),
    "story": ("story", "story_id", "event"),
    "language": ("language", "lang"),
    "credits": ("credits", "credit", "agency", "wire"),
    "dateline": ("dateline",),
}
"""Fields, each with the names its column goes by, the best first."""

_MISSING = frozenset({"", "nan", "none", "null", "n/a", "na", "nat", "-"})
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def _key(name: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", name.casefold())


_FIELD_OF = {_key(alias): (field, rank) for field, aliases in FIELDS.items() for rank, alias in enumerate(aliases)}


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Check what the user says about columns.

    Args:
        columns: names of columns by field ('text' -> 'Body'); a field may be called by any name in ``FIELDS``.

    Returns:
        Names of columns by the field's own name.

    Raises:
        ValueError: there is no such field.
    """
    checked = {}
    for field, column in (columns or {}).items():
        known = _FIELD_OF.get(_key(field))
        if known is None:
            raise ValueError(f"no field '{field}' to map column '{column}' to; the fields are {', '.join(FIELDS)}")
        checked[known[0]] = column
    return checked


def map_columns(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """Find the columns of each field.

    Args:
        names: the file's columns.
        columns: what the user says, from ``check_columns``.

    Returns:
        Columns by field, the best first; a field that has none is absent.

    Example:
        >>> map_columns(["Headline", "Publish Date", "Body", "content"], {"text": "Body"})
        {'text': ['Body'], 'title': ['Headline'], 'published': ['Publish Date']}
    """
    found: dict[str, list[tuple[int, str]]] = {}
    names = [str(name) for name in names]
    for field, column in columns.items():
        matches = [name for name in names if name == column] or [name for name in names if _key(name) == _key(column)]
        found[field] = [(0, name) for name in matches[:1]]
    for name in names:
        known = _FIELD_OF.get(_key(name))
        if known is not None and known[0] not in columns:
            found.setdefault(known[0], []).append((known[1], name))
    return {field: [name for _, name in sorted(ranked)] for field, ranked in found.items() if ranked}


def pick(row: Mapping[str, object], mapped: Mapping[str, list[str]]) -> dict[str, object]:
    """The fields of one row: for each field the first of its columns that holds something."""
    fields: dict[str, object] = {}
    for field, names in mapped.items():
        for name in names:
            value = row.get(name)
            if not is_missing(value):
                fields[field] = value
                break
    return fields


def is_missing(value: object) -> bool:
    """Does a cell hold nothing: null, blank, NaN or a word for it?"""
    # NaN is the one value unlike itself.
    if value is None or value != value:
        return True
    return isinstance(value, str) and value.strip().lower() in _MISSING


def as_text(value: object) -> str | None:
    """A cell as one line of text.

    A number written 12.0 is 12; of an object ({"name": "The Herald"}) its name counts; anything else is nothing.
    """
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return next(
            (as_text(value[key]) for key in ("name", "title", "id", "@id") if isinstance(value.get(key), str)), None
        )
    return None


def as_texts(value: object) -> list[str]:
    """A cell that may hold several values, each as one line of text."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for text in map(as_text, values) if text and not is_missing(text)]


def missing_text(names: Iterable[str]) -> str:
    """The reason why a file or record without a text cannot be read."""
    found = ", ".join(list(map(str, names))[:30]) or "none"
    usual = ", ".join(FIELDS["text"][:3])
    return f"no column holds the text ({usual}, ...); found: {found[:500]}. Say which it is: --column text=NAME"
