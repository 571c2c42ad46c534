"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from analysis.articles.columns import map_columns, pick
from analysis.articles.encodings import decode
from analysis.articles.records import Readings, Source, UnreadableError

_LONGEST_MATTER = 64 * 1024
_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<matter>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}):\s*(?P<value>.*)")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_QUOTE = re.compile(r"^(?:>\s?)+", re.MULTILINE)


def read_text(source: Source, columns: Mapping[str, str]) -> Readings:
    """Read one text file as one article.

    Args:
        source: the file.
        columns: names of front matter keys by field.

    Yields:
        One record; the field text holds the body, other fields come from the front matter.

    Raises:
        UnreadableError: it is empty, or no text, or its front matter is broken.
    """
    text = decode(source.read())
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableError("empty: there is no text in it")
    matter, body = split_front_matter(text)
    fields = pick(matter, map_columns(matter, columns))
    fields["text"] = plain_markdown(body) if source.suffix == ".md" else body
    if source.suffix == ".md" and "title" not in fields and (heading := re.match(r"\s*#\s+(.+)", body)):
        fields["title"] = plain_markdown(heading[1])
    yield source.record(fields)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""Split YAML front matter from a text.

    Args:
        text: the whole file.

    Returns:
        The keys with their values as printed (a date or number stays text), and the body.

    Raises:
        UnreadableError: the front matter is no YAML; the message says where.

    Example:
        >>> split_front_matter("---\ntitle: Port reopens\ndate: 2024-08-21\n---\nShips came in.")
        ({'title': 'Port reopens', 'date': '2024-08-21'}, 'Ships came in.')
    """
    found = _MATTER.match(text)
    if found is None or len(found["matter"]) > _LONGEST_MATTER:
        return {}, text
    try:
        # As safe as safe_load, and "007" or "2024-08-21" stays what was printed.
        content = yaml.BaseLoader(found["matter"]).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        content = _loose_keys(found["matter"])
        if content is None:
            where = getattr(error, "problem_mark", None)
            line = f" at line {where.line + 2}" if where is not None else ""
            raise UnreadableError(
                f"front matter that is no YAML{line}: put values that hold a colon or a quotation mark in quotes"
            ) from error
    # Two rules with text between them are no front matter.
    if not isinstance(content, dict):
        return {}, text
    return {str(key): value for key, value in content.items()}, text[found.end() :]


def _loose_keys(matter: str) -> dict[str, object] | None:
    """Front matter read line by line: a headline with a colon in it is no YAML, and is what people write."""
    keys: dict[str, object] = {}
    for line in matter.splitlines():
        found = _KEY.fullmatch(line.rstrip())
        if found:
            value = found["value"].strip("\"' ")
            is_list = value.startswith("[") and value.endswith("]")
            keys[found["key"]] = [item.strip("\"' ") for item in value[1:-1].split(",")] if is_list else value
        elif line.strip():
            return None
    return keys


def plain_markdown(text: str) -> str:
    """Markdown without its marks: links keep their words, headings and quoted lines stay as lines.

    Example:
        >>> plain_markdown("## Port **reopens**, [says](https://a.example/x) mayor")
        'Port reopens, says mayor'
    """
    text = _LINK.sub(lambda match: "" if match[0].startswith("!") else match[1], text)
    text = _HEADING.sub(r"\1", _QUOTE.sub("", text))
    return _STRONG.sub(r"\2", text)
