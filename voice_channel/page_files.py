"""Files for browsers: read once, served from memory with the headers a page with a microphone needs."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse

_CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
}


@dataclass(frozen=True)
class PageFile:
    """One file as it goes over the wire; `etag` changes with its content."""

    body: bytes
    content_type: str
    etag: str

    def response(self, request: Request, headers: dict[str, str] | None = None) -> HTTPResponse:
        """The file, or 304 for a browser that has it; browsers ask each time."""
        headers = {**SECURITY_HEADERS, "ETag": self.etag, "Cache-Control": "no-cache", **(headers or {})}
        if request.headers.get("if-none-match") == self.etag:
            return HTTPResponse(status=304, headers=headers)
        return HTTPResponse(body=self.body, content_type=self.content_type, headers=headers)


def load_files(folder: Path) -> dict[str, PageFile]:
    """The files in `folder` a browser may have, by name."""
    return {path.name: _load(path) for path in sorted(folder.iterdir()) if path.suffix in _CONTENT_TYPES}


def page_file(body: bytes, suffix: str) -> PageFile:
    """A file of that content; `suffix` (".html") tells what it is."""
    return PageFile(body, _CONTENT_TYPES[suffix], f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _load(path: Path) -> PageFile:
    return page_file(path.read_bytes(), path.suffix)
