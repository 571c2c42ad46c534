"""HTML elements whose content is escaped unless it was made here: the only way that HTML is written."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

VOID = frozenset({"br", "hr", "input", "img", "meta"})


class Html(str):
    """A string that is HTML already. Everything else is text, and is escaped where it meets HTML."""

    __slots__ = ()


def text(value: object) -> Html:
    """Escape a value for HTML; what is HTML already stays as it is, None becomes nothing.

    Example:
        >>> text("<script>")
        '&lt;script&gt;'
    """
    if isinstance(value, Html):
        return value
    return Html("" if value is None else escape(str(value), quote=True))


def join(*content: object) -> Html:
    """Put pieces one after another, each escaped unless it is HTML; lists are flattened.

    Example:
        >>> join("a < b", tag("br"))
        'a &lt; b<br>'
    """
    return Html("".join(join(*piece) if isinstance(piece, list | tuple) else text(piece) for piece in content))


def tag(name: str, *content: object, **attributes: object) -> Html:
    """Make one element.

    Args:
        name: the element's name, written in the code, never taken from data.
        *content: what stands in it; text is escaped.
        **attributes: ``class_`` gives class, other underscores give hyphens; None and False leave an attribute out.

    Returns:
        The element.

    Example:
        >>> tag("a", "A & B", href="?q=1", class_="chip")
        '<a href="?q=1" class="chip">A &amp; B</a>'
    """
    opening = name
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        opening += f" {attribute}" if value is True else f' {attribute}="{escape(str(value), quote=True)}"'
    return Html(f"<{opening}>") if name in VOID else Html(f"<{opening}>{join(*content)}</{name}>")


def outward(url: str | None, *content: object) -> Html:
    """Link to a page outside, or only show the content where the address is not a plain web address.

    Example:
        >>> outward("javascript:alert(1)", "Read")
        'Read'
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:  # an address such as 'http://[' cannot be taken apart, so it is no link
        return join(*content)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return join(*content)
    return tag("a", *content, href=url, target="_blank", rel="noopener noreferrer", class_="outward")
