"""Who published an article, and under which name."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl
from tldextract import TLDExtract

from analysis.articles.cleaning import clean_line
from analysis.articles.encodings import decode

UNKNOWN = "unknown"
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:[/:?#]\S*)?", re.IGNORECASE)


@cache
def _extractor() -> TLDExtract:
    """The suffix list that comes with tldextract: nothing is fetched, nothing is cached on disk."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def registered_domain(url: str) -> str | None:
    """The domain under which an address was registered.

    Args:
        url: an address or host name.

    Returns:
        The domain in lower case; None where the host has no known suffix (``localhost``, an IP address).

    Example:
        >>> registered_domain("https://edition.example.co.uk/2024/08/21/talks?x=1")
        'example.co.uk'
    """
    try:
        domain = _extractor()(url.strip()).top_domain_under_public_suffix
    except ValueError:  # an address like "http://[broken"
        return None
    return domain.lower() or None


def outlet_of(named: str | None, url: str | None, folder: str | None, site: str | None) -> str:
    """Choose the outlet: the record's, else the address's domain, else the folder, else the page's own site name.

    Args:
        named: what the record says; a host name or address is cut to its registered domain.
        url: the article's address.
        folder: the folder it lay in, where the user wants that to count.
        site: what a web page calls its site.

    Example:
        >>> outlet_of(None, "https://www.example.org/a", "folder", None), outlet_of("The Herald", None, None, None)
        ('example.org', 'The Herald')
    """
    if named and _HOST.fullmatch(named):
        named = registered_domain(named) or named
    return named or (registered_domain(url) if url else None) or folder or site or UNKNOWN


def read_outlet_names(path: Path) -> Mapping[str, str]:
    """Read the names of outlets from the table that maps outlets to names.

    Args:
        path: as for ``read_outlets``.

    Returns:
        Names by outlet in lower case.

    Raises:
        ValueError: a column is missing.
        OSError: the file cannot be opened.
    """
    return {outlet.lower(): name for outlet, name in read_outlets(path).select("outlet", "name").iter_rows()}


def read_outlets(path: Path) -> pl.DataFrame:
    """Read the table that maps outlets to names and says more about them.

    Args:
        path: CSV with the columns ``outlet`` (as found in articles), ``name`` (what to call it) and any others.

    Returns:
        Its columns with names in lower case, all strings, each on one line; null where a cell is empty. Rows without
        outlet or name are left out.

    Raises:
        ValueError: a column is missing.
        OSError: the file cannot be opened.
    """
    header, *rows = [*csv.reader(decode(path.read_bytes()).splitlines())] or [[]]
    columns = [column.strip().lower() for column in header]
    if not {"outlet", "name"} <= set(columns):
        found = ", ".join(header) or "none"
        raise ValueError(f"{path}: the outlets table needs the columns outlet and name; it has {found}")
    cells = [dict(zip(columns, map(clean_line, row), strict=False)) for row in rows]
    return pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String)).drop_nulls(["outlet", "name"])
