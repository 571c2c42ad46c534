"""From a corpus to one file, or folder, of another format."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import polars as pl

from analysis.corpus import Corpus
from analysis.export.contents import Content, gather
from analysis.export.duck import write_duckdb
from analysis.export.folder import write_folder
from analysis.export.keys import contents_of
from analysis.export.sqlite import metadata_name, write_sqlite
from analysis.export.workbook import write_workbook
from analysis.export.writing import ExportError, whole
from analysis.progress import Progress

Format = Literal["folder", "sqlite", "duckdb", "xlsx"]
WRITERS: dict[Format, Callable[[Content, Path, str], None]] = {
    "folder": write_folder,
    "sqlite": write_sqlite,
    "duckdb": write_duckdb,
    "xlsx": write_workbook,
}
NEEDS = {"duckdb": "duckdb", "xlsx": "xlsxwriter"}


def export_corpus(corpus: Corpus, to: Format, path: str | Path, *, force: bool = False) -> pl.DataFrame:
    """Write all tables of a corpus, and the metrics that can be made of it, in a format that other tools open.

    Args:
        corpus: the corpus.
        to: folder (CSV and Parquet), sqlite (with a metadata file for Datasette beside it), duckdb or xlsx.
        path: where to write.
        force: replace what an earlier export wrote there.

    Returns:
        table, kind (corpus or metric), row (what a row of it is; null if left out), rows (null if left out), left_out
        (why; else null); one row a table.

    Raises:
        ExportError: the format is unknown or needs a package that is not installed, or the path is taken.
        CorpusError: a table cannot be read.

    Example:
        >>> export_corpus(None, "ods", "story.ods")
        Traceback (most recent call last):
        analysis.export.writing.ExportError: ods: no such format. Take one of folder, sqlite, duckdb, xlsx.
    """
    if to not in WRITERS:
        raise ExportError(f"{to}: no such format. Take one of {', '.join(WRITERS)}.")
    needed = NEEDS.get(to)
    if needed and find_spec(needed) is None:
        raise ExportError(f'{needed} is not installed. Run: pip install "parallax-news[export]"')
    target = Path(path)
    name = target.resolve().name
    names = (metadata_name(name), name) if to == "sqlite" else (name,)
    with Progress() as progress, whole(target, names, force=force) as aside:
        content = gather(corpus, lambda table, done, total: progress.part(f"Making {table}", done, total))
        progress.part("Writing", len(content.sheets), len(content.sheets))
        WRITERS[to](content, aside, name)
    return contents_of(content)
