"""Web pages: the article in them, by trafilatura, and its date, by htmldate."""

from __future__ import annotations

import copy
import re
from datetime import timedelta
from typing import Any

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document, Extractor

from analysis.articles.dates import EARLIEST_YEAR, LATEST_YEAR, read_date
from analysis.articles.encodings import decode
from analysis.articles.outlets import registered_domain
from analysis.articles.records import MEGABYTE, Readings, Source, UnreadableError

_LARGEST_PAGE = 20 * MEGABYTE
_FEWEST_CHARACTERS = 80
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
_STAMPS = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @itemprop='datePublished' "
    "or @name='pubdate' or @name='parsely-pub-date' or @name='publish-date' or @name='date' or @name='DC.date.issued' "
    "or @name='article.published' or @name='sailthru.date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//time/@datetime",
)
_LINKED_DATA = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_BLOCK = re.compile(r"<\s*/?\s*(?:p|br|div|li|h[1-6]|blockquote)\b[^<>]{0,300}>", re.IGNORECASE)
# One that is never closed takes the rest, as in a browser; looking for the end of each would take quadratic time.
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Fixed bounds: the defaults end today, which would make a page's date depend on the day it is read.
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": True,
    "min_date": f"{EARLIEST_YEAR}-01-01",
    "max_date": f"{LATEST_YEAR}-12-31",
}


def read_page(source: Source) -> Readings:
    """Read one HTML page as one article.

    Args:
        source: the page.

    Yields:
        One record with the fields text, title, byline, published, url and site (what the page calls its site).

    Raises:
        UnreadableError: no article is found on the page.
    """
    data = source.read()
    if len(data) > _LARGEST_PAGE:
        raise UnreadableError(f"a page larger than {_LARGEST_PAGE // MEGABYTE} MB: save the article alone")
    charset = _CHARSET.search(data[:4096])
    page = decode(data, charset[1].decode("ascii") if charset else None)
    yield source.record(extract(page))


def extract(page: str) -> dict[str, object]:
    """The article on a page.

    Args:
        page: HTML.

    Returns:
        Fields that were found.

    Raises:
        UnreadableError: none was found.
    """
    try:
        tree = load_html(page)
        # htmldate takes the tree apart, so it gets one of its own.
        published = _published(copy.deepcopy(tree)) if tree is not None else None
        options = Extractor(output_format="python", comments=False, with_metadata=True, date_params=_DATES)
        found = bare_extraction(tree, options=options) if tree is not None else None
    # The last two are what trafilatura and htmldate stumble over in trees that are no page.
    except (ValueError, etree.LxmlError, RecursionError, AttributeError, TypeError) as error:
        raise UnreadableError(f"the page is broken beyond reading ({type(error).__name__}): save it again") from error
    if not isinstance(found, Document) or len(found.text or "") < _FEWEST_CHARACTERS:
        raise UnreadableError("no article found on the page: it may be a front page, a login or an error page")
    fields = {
        "text": found.text,
        "title": found.title,
        "byline": _authors(found),
        "published": published or found.date,
        "url": found.url,
        "site": found.sitename,
    }
    return {name: value for name, value in fields.items() if value}


def _authors(found: Document) -> list[str]:
    """The authors; a site that signs its pages with its own name has none."""
    site = {_letters(name) for name in (found.sitename, found.hostname, registered_domain(found.url or "")) if name}
    names = [name.strip() for name in (found.author or "").split(";")]
    return [name for name in names if name and _letters(name) not in site]


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def strip_markup(text: str) -> str:
    r"""The text of a field that holds HTML, as feeds deliver it; a text without paragraph marks stays as it is.

    Example:
        >>> strip_markup("<p>Port <b>reopens</b>.</p><p>Ships came in.</p>")
        'Port reopens.\nShips came in.'
    """
    if len(_BLOCK.findall(text)) < 2:
        return text
    text = _SCRIPT.sub(" ", text)
    lines = re.sub(r"<[/!]?[a-zA-Z][^<>]{0,2000}>", "", _BLOCK.sub("\n", re.sub(r"\s+", " ", text))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _published(tree: HtmlElement) -> str | None:
    """The printed time of publication; htmldate says which of a page's dates it is, the page at what time."""
    stamps = [str(value) for path in _STAMPS for value in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        stamps += _LINKED_DATA.findall(str(script))
    day = find_date(tree, **_DATES)
    if day is None:
        return None
    wanted = read_date(day).at
    for stamp in stamps:
        moment = read_date(stamp).at
        # A day's difference is the time zone's.
        if moment and wanted and moment.time() != wanted.time() and abs(moment - wanted) < timedelta(days=1, hours=14):
            return stamp
    return str(day)
