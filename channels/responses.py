"""What the channel answers over HTTP."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from channels import phrases
from channels.errors import RefusedError
from channels.page_files import SECURITY_HEADERS, PageFile


def file_response(request: Request, file: PageFile | None) -> HTTPResponse:
    """Return a file of the page, packed for whoever can unpack it."""
    if file is None:
        return refusal_response(RefusedError(404, "not_found", phrases.NOT_FOUND))
    if request.headers.get("if-none-match") == file.etag:
        return HTTPResponse(status=304, headers=file.headers())
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = {**file.headers(), "Content-Encoding": "gzip"}
        return HTTPResponse(body=file.packed, content_type=file.content_type, headers=headers)
    return HTTPResponse(body=file.body, content_type=file.content_type, headers=file.headers())


def refusal_response(refusal: RefusedError) -> HTTPResponse:
    """Return a refusal with its status."""
    headers = {"Retry-After": f"{refusal.retry_after:.0f}"} if refusal.retry_after else {}
    return json_response(refusal.body(), refusal.status, headers)


def json_response(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    """Return JSON that nobody keeps."""
    return HTTPResponse(
        json.dumps(content, ensure_ascii=False),
        status=status,
        content_type="application/json; charset=utf-8",
        headers={**SECURITY_HEADERS, "Cache-Control": "no-store", **(headers or {})},
    )


def tagged_json_response(request: Request, body: bytes, etag: str) -> HTTPResponse:
    """Return JSON that is sent again only when its tag has changed."""
    headers = {**SECURITY_HEADERS, "ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return HTTPResponse(status=304, headers=headers)
    return HTTPResponse(body=body, content_type="application/json; charset=utf-8", headers=headers)
