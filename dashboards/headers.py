"""What every answer of the server tells the browser to refuse."""

from __future__ import annotations

import re
import secrets
from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

# Scripts run that are the server's own files, that Panel makes modules of (blobs), or that stand in the answer itself
# and have its nonce. No string becomes code: Vega interprets its expressions. Nothing may be loaded from, sent to or
# shown in another host's page, whatever a text in the corpus says.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
# No text from a corpus or a visitor is ever in a page's HTML but escaped, so each script tag there is the server's.
SCRIPT = re.compile(rb"<script(?=[\s>])")
# Vega's files have a version where others have an ending, so their type is not guessed; and none may be sniffed.
BUNDLED = "/panel/bundled/"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def guarded(framed_by: list[str]) -> type[OutputTransform]:
    """Make what adds the headers to every answer, and to the scripts in it the nonce of their policy.

    Args:
        framed_by: origins whose pages may show the dashboard in a frame; nobody else's may.

    Returns:
        A class for ``tornado.web.Application.add_transform``.
    """
    ancestors = " ".join(["'self'", *framed_by])
    policy = f"{POLICY}; frame-ancestors {ancestors}"

    class Guarded(OutputTransform):
        """Adds headers and nonce."""

        def __init__(self, request: HTTPServerRequest) -> None:
            super().__init__(request)
            self._script = BUNDLED in request.path
            self._nonce = secrets.token_urlsafe(16)
            self._page = False

        def transform_first_chunk(
            self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
        ) -> tuple[int, HTTPHeaders, bytes]:
            """Add them to the first piece of an answer."""
            headers["Content-Security-Policy"] = policy.replace("{nonce}", self._nonce)
            for name, value in HEADERS.items():
                headers[name] = value
            if self._script and headers.get("Content-Type") == "application/octet-stream":
                headers["Content-Type"] = "text/javascript; charset=utf-8"
            self._page = headers.get("Content-Type", "").startswith("text/html")
            if self._page:
                headers["Cache-Control"] = "no-store"  # a page that is kept would have another answer's nonce
                chunk = self.transform_chunk(chunk, finishing)
                if "Content-Length" in headers:
                    headers["Content-Length"] = str(len(chunk))
            return status_code, headers, chunk

        def transform_chunk(self, chunk: bytes, finishing: bool) -> bytes:
            """Give the scripts of a page their nonce."""
            return SCRIPT.sub(b'<script nonce="%s"' % self._nonce.encode(), chunk) if self._page else chunk

    return Guarded


def add_headers(server: Any, framed_by: list[str]) -> None:
    """Have a Bokeh server send the headers with all it sends."""
    server._tornado.add_transform(guarded(framed_by))
