"""From paths to articles: every format through one door, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from analysis.articles.archives import members
from analysis.articles.article import Options, build_article
from analysis.articles.columns import check_columns
from analysis.articles.duplicates import Duplicate, Seen
from analysis.articles.files import SUFFIXES, Paths, find_files
from analysis.articles.outlets import read_outlet_names
from analysis.articles.pages import read_page
from analysis.articles.plain import read_text
from analysis.articles.records import Readings, Rejected, Source, UnreadableError
from analysis.articles.tabular import TABULAR
from analysis.schema import ARTICLES, DUPLICATES, REJECTED


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from files.

    Attributes:
        articles: table ``articles``.
        rejected: table ``rejected``, what could not be read and why.
        duplicates: table ``duplicates``, what was left out because it repeats another.
    """

    articles: pl.DataFrame
    rejected: pl.DataFrame
    duplicates: pl.DataFrame


def read_articles(
    paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    outlet_from: Literal["folder"] | None = None,
    story_from: Literal["folder"] | None = None,
    outlets: str | Path | None = None,
) -> Reading:
    r"""Read articles from files, folders and globs.

    Formats: .txt and .md (with front matter or without), .html, .csv, .json, .jsonl, .parquet, and .zip of these.

    Args:
        paths: one path or several; a folder stands for all files below it.
        columns: names of columns by field where they are not the usual ones ({"text": "Body"}).
        outlet_from: "folder" takes the folder's name for the outlet where neither record nor address tells it.
        story_from: "folder" takes the folder's name for the story; with outlet_from too, the folder above it.
        outlets: CSV with the columns outlet and name, which maps outlets to names.

    Returns:
        The articles, in the order of the files; a bad record never raises, it is among the rejected.

    Raises:
        ValueError: ``columns`` names no field, or ``outlets`` lacks a column.
        OSError: ``outlets`` cannot be opened.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> text = "By Ines Duarte\nLISBON — The port reopened on Monday, the mayor said."
        >>> _ = (folder / "port.txt").write_text(text, encoding="utf-8")
        >>> reading = read_articles(folder)
        >>> reading.articles.select("byline", "dateline", "text").row(0)
        (['Ines Duarte'], 'LISBON', 'The port reopened on Monday, the mayor said.')
    """
    articles: list[dict[str, Any]] = []
    rejected: list[Rejected] = []
    duplicates: list[Duplicate] = []
    for item in iter_articles(paths, columns=columns, outlet_from=outlet_from, story_from=story_from, outlets=outlets):
        if isinstance(item, Rejected):
            rejected.append(item)
        elif isinstance(item, Duplicate):
            duplicates.append(item)
        else:
            articles.append(item)
    return Reading(
        pl.DataFrame(articles, schema=ARTICLES.schema, orient="row"),
        pl.DataFrame([asdict(item) for item in rejected], schema=REJECTED.schema, orient="row"),
        pl.DataFrame([asdict(item) for item in duplicates], schema=DUPLICATES.schema, orient="row"),
    )


def iter_articles(
    paths: Paths,
    *,
    columns: Mapping[str, str] | None = None,
    outlet_from: Literal["folder"] | None = None,
    story_from: Literal["folder"] | None = None,
    outlets: str | Path | None = None,
) -> Iterator[dict[str, Any] | Rejected | Duplicate]:
    """Read articles one at a time, holding none of those before.

    Args:
        paths: as for ``read_articles``.
        columns: as for ``read_articles``.
        outlet_from: as for ``read_articles``.
        story_from: as for ``read_articles``.
        outlets: as for ``read_articles``.

    Returns:
        An iterator of rows of ``articles``; of rejections, where a record cannot be read; of duplicates, where an
        article with the same outlet, title and text has been read.

    Raises:
        ValueError: ``columns`` names no field, or ``outlets`` lacks a column.
        OSError: ``outlets`` cannot be opened.
    """
    options = Options(
        check_columns(columns),
        outlet_from == "folder",
        story_from == "folder",
        read_outlet_names(Path(outlets)) if outlets is not None else {},
    )
    return _articles(paths, options, outlets)


def _articles(
    paths: Paths, options: Options, skip: str | Path | None
) -> Iterator[dict[str, Any] | Rejected | Duplicate]:
    """The loop over records."""
    seen = Seen()
    for found in find_files(paths, skip):
        for item in _records(found, options.columns):
            if isinstance(item, Rejected):
                yield item
                continue
            try:
                yield seen.admit(build_article(item, options))
            except UnreadableError as error:
                yield item.source.reject(str(error), item.number)


def _records(source: Source | Rejected, columns: Mapping[str, str]) -> Readings:
    """The records of one file; an archive is opened member by member."""
    if isinstance(source, Rejected):
        yield source
        return
    try:
        if source.suffix == ".zip" and source.member is None:
            for member in members(source):
                yield from _records(member, columns)
        elif source.suffix in (".html", ".htm"):
            yield from read_page(source)
        elif source.suffix in (".txt", ".md"):
            yield from read_text(source, columns)
        elif source.suffix in TABULAR:
            yield from TABULAR[source.suffix](source, columns)
        else:
            yield source.reject(f"the format '{source.suffix}' is not read: convert it to one of {' '.join(SUFFIXES)}")
    except UnreadableError as error:
        yield source.reject(str(error))
    except OSError as error:
        yield source.reject(f"cannot be read ({error.strerror or error}): check that it is there and may be opened")
