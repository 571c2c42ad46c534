"""How the columns of files are read: for whoever wants to see it before reading them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from analysis.articles.archives import members
from analysis.articles.columns import check_columns, map_columns
from analysis.articles.files import Paths, find_files
from analysis.articles.records import Rejected, Source, UnreadableError
from analysis.articles.tabular import columns_in

_SCHEMA = {"file": pl.String, "column": pl.String, "field": pl.String}
MOST_FILES = 50


def read_columns(paths: Paths, columns: Mapping[str, str] | None = None) -> pl.DataFrame:
    r"""Say which columns files have, and which field of an article each is read as.

    Args:
        paths: files, folders and globs of articles; of many files the first 50 are looked at.
        columns: column of the input for each field that usual names do not give, as {'text': 'Body'}.

    Returns:
        file, column, field (null where the column is not read), one row a column, in the files' order. Of several
        columns of one field, the first that holds something counts.

    Raises:
        ValueError: ``columns`` names no field.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> file = Path(tempfile.mkdtemp()) / "port.csv"
        >>> _ = file.write_text("Headline,Body,Section\nPort opens,The port opened.,News\n")
        >>> read_columns(file).select("column", "field").rows()
        [('Headline', 'title'), ('Body', 'text'), ('Section', None)]
    """
    checked = check_columns(columns)
    rows = []
    for place, source in enumerate(_sources(paths)):
        if place == MOST_FILES:
            break
        names = columns_in(source)
        fields = {name: field for field, mapped in map_columns(names, checked).items() for name in mapped}
        rows += [(source.member or source.origin, name, fields.get(name)) for name in names]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _sources(paths: Paths) -> Iterator[Source]:
    for found in find_files(paths):
        if isinstance(found, Rejected):
            continue
        if found.suffix != ".zip":
            yield found
            continue
        try:
            yield from (member for member in members(found) if not isinstance(member, Rejected))
        except (UnreadableError, OSError):
            continue
