"""Keeps bad input and strangers off the server, and tracebacks off the wire."""

from __future__ import annotations

import json
import logging
from ipaddress import ip_address
from typing import Any

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from serving.request_rules import (
    FORBIDDEN,
    NOT_JSON,
    TOO_LARGE,
    Hint,
    Refusal,
    check_message,
    refusal_for_status,
)
from serving.settings import ServingSettings

logger = logging.getLogger(__name__)

WEBHOOKS = "/webhooks/"
REST_WEBHOOK = "/webhooks/rest/webhook"
CONTROL_API = ("/conversations", "/model", "/domain", "/status")
MAX_UPLOAD_BYTES = 10 * 1024 * 1024  # of the routes beside the webhooks, such as a recording


def install(app: Sanic, settings: ServingSettings) -> None:
    """Guard every route of `app`."""
    app.config.REQUEST_MAX_SIZE = MAX_UPLOAD_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"

    async def check(request: Request) -> HTTPResponse | None:
        refusal = check_request(request, settings)
        if refusal is None:
            return None
        status = refusal.status if isinstance(refusal, Refusal) else 200
        return _json(refusal.body(), status)

    async def explain(request: Request, error: Exception) -> HTTPResponse:
        return _error_response(request, error)

    app.register_middleware(check, "request")
    app.exception(Exception)(explain)


def check_request(request: Request, settings: ServingSettings) -> Refusal | Hint | None:
    """Return what to answer in place of the route's handler, None to let it go on."""
    path = request.path
    if not settings.auth_token and is_control_api(path) and not is_local(request):
        return Refusal(403, "forbidden", FORBIDDEN)
    if request.method not in ("POST", "DELETE") or not path.startswith(WEBHOOKS):
        return None
    if len(request.body or b"") > settings.max_body_bytes:
        return Refusal(413, "too_large", TOO_LARGE)
    if path.rstrip("/") != REST_WEBHOOK:
        return None
    try:
        payload = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):  # broken UTF-8 is a ValueError too
        return Refusal(400, "not_json", NOT_JSON)
    checked = check_message(payload, settings.max_message_chars)
    if isinstance(checked, Refusal | Hint):
        return checked
    request.parsed_json = checked
    return None


def is_control_api(path: str) -> bool:
    """Tell whether `path` belongs to Rasa's control API, which reads and changes conversations and models."""
    return any(path == root or path.startswith(f"{root}/") for root in CONTROL_API)


def is_local(request: Request) -> bool:
    """Tell whether the request was made on this machine and not passed on by a proxy."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ip_address(request.ip).is_loopback
    except ValueError:
        return False


def _error_response(request: Request, error: Exception) -> HTTPResponse:
    """Answer an error with its status and a short Korean sentence; only the log gets the traceback."""
    status = getattr(error, "status_code", 500) if isinstance(error, SanicException) else 500
    if status >= 500:
        logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return _json(refusal_for_status(status).body(), status)


def _json(body: Any, status: int) -> HTTPResponse:
    return response.HTTPResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/json; charset=utf-8"
    )
