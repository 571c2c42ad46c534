"""Files with many articles: CSV, JSON, JSON Lines and Parquet, one record at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.articles.columns import map_columns, missing_text, pick
from analysis.articles.encodings import decode, encoding_of
from analysis.articles.records import LARGEST_FILE, LARGEST_TEXT, MEGABYTE, Readings, Source, UnreadableError

_DELIMITERS = ",;\t|"
_BATCH = 64
_RATIO = 400


def read_csv(source: Source, columns: Mapping[str, str]) -> Readings:
    """Read a CSV with a header, delimited by commas, semicolons, tabs or bars.

    Args:
        source: the file.
        columns: names of columns by field.

    Yields:
        One record a row, numbered from 1 below the header.

    Raises:
        UnreadableError: no column holds the text.
    """
    with _text_stream(source) as stream:
        header, rows = _csv_header(stream)
        mapped = map_columns(header, columns)
        if "text" not in mapped:
            raise UnreadableError(missing_text(header))
        yield from _csv_rows(source, rows, header, mapped)


def _csv_header(stream: io.TextIOWrapper) -> tuple[list[str], Iterator[list[str]]]:
    """The names in the first row, and the rows below it."""
    # The limit is the csv module's own and the same for all; its default is shorter than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_TEXT))
    first = stream.readline()
    stream.seek(0)
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader((line.replace("\0", "") for line in stream), delimiter=delimiter)
    try:
        return [name.strip().lstrip("\ufeff") for name in next(rows, [])], rows
    except csv.Error as error:
        raise UnreadableError(f"the header cannot be read ({error}): save the file as CSV again") from error


def _csv_rows(source: Source, rows: Iterator[list[str]], header: list[str], mapped: dict[str, list[str]]) -> Readings:
    """The rows below the header."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield source.reject(f"the rest cannot be read ({error}): look for an unclosed quotation mark", str(number))
            return
        if cells is None:
            return
        if not any(cells):
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            yield source.reject(
                f"{len(cells)} cells under {len(header)} columns: quote the cells that hold the delimiter", str(number)
            )
            continue
        # Of columns with one name the first counts.
        row: dict[str, object] = {}
        for name, cell in zip(header, cells, strict=False):
            row.setdefault(name, cell)
        yield source.record(pick(row, mapped), str(number))


def read_json(source: Source, columns: Mapping[str, str]) -> Readings:
    """Read a JSON file: one article, an array of them, or an object with them under "articles".

    Args:
        source: the file.
        columns: names of keys by field.

    Yields:
        One record an article, numbered from 1.

    Raises:
        UnreadableError: the file is no valid JSON, or holds no article.
    """
    text = decode(source.read())
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"no valid JSON at line {error.lineno}, column {error.colno}: {error.msg}. "
            "If the file was cut off, fetch it again; if it holds one object a line, call it .jsonl"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"JSON that cannot be read ({type(error).__name__}): {str(error)[:200]}") from error
    listed = content.get("articles") if isinstance(content, dict) else content
    if isinstance(listed, list):
        for number, item in enumerate(listed, start=1):
            yield from _json_record(source, item, columns, str(number))
    else:
        yield from _json_record(source, content, columns, None)


def read_jsonl(source: Source, columns: Mapping[str, str]) -> Readings:
    """Read JSON Lines: one object a line; a broken line loses only itself.

    Args:
        source: the file.
        columns: names of keys by field.

    Yields:
        One record a line, numbered by its line.
    """
    with _text_stream(source) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                item = json.loads(line.strip())
            except json.JSONDecodeError as error:
                yield source.reject(f"no valid JSON at column {error.colno}: {error.msg}", str(number))
            except (ValueError, RecursionError) as error:
                yield source.reject(f"JSON that cannot be read ({type(error).__name__})", str(number))
            else:
                yield from _json_record(source, item, columns, str(number))


def _json_record(source: Source, item: object, columns: Mapping[str, str], number: str | None) -> Readings:
    """One JSON value as a record, if it is an object with a text."""
    if not isinstance(item, dict):
        yield source.reject(f"an object with the fields of an article was expected, not {_kind(item)}", number)
        return
    mapped = map_columns(item, columns)
    if "text" not in mapped:
        yield source.reject(missing_text(item), number)
        return
    yield source.record(pick(item, mapped), number)


def _kind(item: object) -> str:
    return {list: "an array", str: "a text", type(None): "null", bool: "true or false"}.get(type(item), "a number")


def read_parquet(source: Source, columns: Mapping[str, str]) -> Readings:
    """Read a Parquet file in small batches.

    Args:
        source: the file.
        columns: names of columns by field.

    Yields:
        One record a row, numbered from 1.

    Raises:
        UnreadableError: the file is no Parquet, or no column holds the text.
    """
    with source.open() as stream:
        try:
            yield from _parquet_rows(source, stream, columns)
        except (pa.ArrowException, OSError, OverflowError) as error:
            reason = " ".join(str(error).split())[:200]
            raise UnreadableError(f"no Parquet that can be read ({reason}): write it again") from error


def _parquet_rows(source: Source, stream: BinaryIO, columns: Mapping[str, str]) -> Readings:
    """The rows of a Parquet file; columns that are no field are not read."""
    file = pq.ParquetFile(stream)
    mapped = map_columns(file.schema_arrow.names, columns)
    if "text" not in mapped:
        raise UnreadableError(missing_text(file.schema_arrow.names))
    groups = [file.metadata.row_group(index) for index in range(file.num_row_groups)]
    for group in groups:
        packed = sum(group.column(index).total_compressed_size for index in range(group.num_columns))
        if group.total_byte_size > LARGEST_FILE and group.total_byte_size > _RATIO * max(packed, 1):
            raise UnreadableError(f"it unpacks to more than {_RATIO} times its size, as no text does")
    wanted = sorted({name for names in mapped.values() for name in names})
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            yield source.record(pick(row, mapped), str(number))


def columns_in(source: Source) -> list[str]:
    """Name the columns of a file, of JSON those of its first object.

    Args:
        source: the file.

    Returns:
        Their names in order; none where the file has no columns or cannot be read, which its reader says better.
    """
    try:
        if source.suffix == ".csv":
            with _text_stream(source) as stream:
                return _csv_header(stream)[0]
        if source.suffix == ".parquet":
            with source.open() as bytes_:
                return list(pq.ParquetFile(bytes_).schema_arrow.names)
        if source.suffix in (".jsonl", ".ndjson"):
            with _text_stream(source) as stream:
                first: object = json.loads(next((line for line in stream if line.strip()), "null"))
        elif source.suffix == ".json":
            content = json.loads(decode(source.read()))
            listed = content.get("articles", content) if isinstance(content, dict) else content
            first = listed[0] if isinstance(listed, list) and listed else listed
        else:
            return []
    except (ValueError, RecursionError, OSError, pa.ArrowException):
        return []
    return [str(name) for name in first] if isinstance(first, dict) else []


def _text_stream(source: Source) -> io.TextIOWrapper:
    """A file opened as text in the encoding it is in."""
    stream = source.open()
    try:
        if stream.seek(0, io.SEEK_END) > LARGEST_FILE:
            raise UnreadableError(
                f"larger than {LARGEST_FILE // MEGABYTE} MB: split it into several files, or convert it to Parquet"
            )
        stream.seek(0)
        encoding = encoding_of(stream)
        stream.seek(0)
    except UnreadableError:
        stream.close()
        raise
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


TABULAR: dict[str, Callable[[Source, Mapping[str, str]], Any]] = {
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
}
