"""The page before the pages, where several corpora are served: what there is to open."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboards.elements import Html, join, tag
from dashboards.listing import day
from dashboards.page import plural
from dashboards.shelf import Listed, Shelf


def shelf_page(shelf: Shelf) -> Html:
    """List every corpus with what it holds, each a link."""
    items = [tag("li", _item(listed)) for listed in shelf.listed()]
    lead = tag("p", "Each is a set of articles, read and linked. Open one." if items else "No articles are here yet.")
    add = tag("a", "Add articles", href="./?upload=1", class_="button") if shelf.uploads else ""
    header = tag("header", tag("h1", plural(len(items), "corpus", "corpora")), lead, add, class_="page")
    return tag("div", header, tag("ul", items, class_="shelf"))


def _item(listed: Listed) -> Html:
    if listed.trouble:
        return join(tag("b", listed.name), tag("p", listed.trouble, class_="trouble"))
    counted = f"{plural(listed.articles, 'article')} of {plural(listed.outlets, 'outlet')}"
    span = [", ", day(listed.first), " to ", day(listed.last)] if listed.first and listed.last else []
    # A link that begins with "./" is followed by the browser: another corpus is another visit.
    return tag(
        "a", tag("b", listed.name), tag("small", counted, *span), href="./?" + urlencode({"corpus": listed.name})
    )
