"""News agencies: recognising their names in credits, datelines and bylines."""

from __future__ import annotations

import re
from functools import cache

from analysis.lexicons import load_lexicon

_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _forms() -> dict[str, str]:
    """Agency by printed form, from the word list ``agencies``."""
    return {form: agency for agency, forms in load_lexicon("agencies").iter_rows() for form in forms.split("|")}


@cache
def _anywhere() -> re.Pattern[str]:
    """Any printed form as whole words, the longest first."""
    forms = sorted(_forms(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w/])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w/])")


def agency_name(text: str) -> str | None:
    """The agency that a text names and nothing else, or None.

    Example:
        >>> agency_name("The Associated Press"), agency_name("The Ministry")
        ('Associated Press', None)
    """
    text = _POSSESSIVE.sub("", text.strip(" .,;:()[]-–—"))
    forms = _forms()
    return forms.get(text) or forms.get(re.sub(r"^(?:the|THE) ", "", text)) or forms.get(text.title())


def agencies_in(text: str) -> list[str]:
    """All agencies that a text names, in order, each once.

    Example:
        >>> agencies_in("The Associated Press and Reuters contributed to this report.")
        ['Associated Press', 'Reuters']
    """
    return list(dict.fromkeys(_forms()[match[0]] for match in _anywhere().finditer(text)))
