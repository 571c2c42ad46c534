"""Scripts of a page, and the policy that lets these run and nothing else: no network, no eval, no other script."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

import vl_convert

from analysis.charts.following import page_colours
from analysis.elements import Html, tag


@cache
def library() -> str:
    """Vega, Vega-Lite and vega-embed as one script; its interpreter of expressions (``ast``) needs no eval."""
    return _script(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


@cache
def own(name: str) -> str:
    """A file of this package."""
    return files("analysis.report").joinpath(name).read_text(encoding="utf8")


def style() -> str:
    """The style sheet of a page."""
    return page_colours() + own("report.css")


def policy() -> Html:
    """The policy of a page as an element of its head."""
    scripts = " ".join(_hash(script) for script in (library(), own("report.js")))
    rules = (
        "default-src 'none'",
        f"script-src {scripts}",
        f"style-src {_hash(style())}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return tag("meta", http_equiv="Content-Security-Policy", content="; ".join(rules))


def data(name: str, value: Any) -> Html:
    """Data for a script of the page, written so that no text in it can end the element."""
    written = json.dumps(value, ensure_ascii=True, sort_keys=False, separators=(",", ":"), allow_nan=False)
    escaped = written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Html(f'<script type="application/json" id="{name}">{escaped}</script>')


def _script(text: str) -> str:
    """A script that can stand in a page: nothing in it ends the element, and lines end as the page's do."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
