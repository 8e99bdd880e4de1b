"""Which other sites may use the chat from their pages."""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import urlsplit

OPEN_TO_ALL = "*"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Max-Age": "600",
}


def is_allowed(origin: str, host: str, allowed: Set[str]) -> bool:
    """Tell whether a page of `origin` may talk to the server called `host`; programs send no origin."""
    if not origin or OPEN_TO_ALL in allowed or origin.rstrip("/").lower() in allowed:
        return True
    return urlsplit(origin).netloc.lower() == host.lower()


def sharing_headers(path: str, origin: str, host: str, allowed: Set[str]) -> dict[str, str]:
    """Return the CORS headers of an answer: the widget's files are for everybody, the bot for the list."""
    if path == "/widget.js" or path.startswith("/static/"):
        return {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    if not path.startswith("/webhooks/web/"):
        return {}
    if not origin or not is_allowed(origin, host, allowed):
        return {"Vary": "Origin"}
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", **PREFLIGHT}
