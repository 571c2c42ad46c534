"""What every answer of the server tells the browser to refuse."""

from __future__ import annotations

from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

# Panel's page has scripts in it, makes modules of blobs and code of strings; so these are allowed. Nothing may be
# loaded from, sent to or shown in another host's page, whatever a text in the corpus says.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
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
# Vega's files have a version where others have an ending, so their type is not guessed; and none may be sniffed.
BUNDLED = "/panel/bundled/"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def guarded(framed_by: list[str]) -> type[OutputTransform]:
    """Make what adds the headers to every answer.

    Args:
        framed_by: origins whose pages may show the dashboard in a frame; nobody else's may.

    Returns:
        A class for ``tornado.web.Application.add_transform``.
    """
    ancestors = " ".join(["'self'", *framed_by])
    policy = f"{POLICY}; frame-ancestors {ancestors}"

    class Guarded(OutputTransform):
        """Adds the headers."""

        def __init__(self, request: HTTPServerRequest) -> None:
            super().__init__(request)
            self._script = BUNDLED in request.path

        def transform_first_chunk(
            self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
        ) -> tuple[int, HTTPHeaders, bytes]:
            """Add them to the first piece of an answer."""
            headers["Content-Security-Policy"] = policy
            for name, value in HEADERS.items():
                headers[name] = value
            if self._script and headers.get("Content-Type") == "application/octet-stream":
                headers["Content-Type"] = "text/javascript; charset=utf-8"
            return status_code, headers, chunk

    return Guarded


def add_headers(server: Any, framed_by: list[str]) -> None:
    """Have a Bokeh server send the headers with all it sends."""
    server._tornado.add_transform(guarded(framed_by))
