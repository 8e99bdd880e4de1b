"""Security headers on every response, and errors as a Korean page or as JSON."""

from __future__ import annotations

import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin.access import wants_json
from admin.errors import AdminError, SignInError
from admin.rendering import as_json, page

logger = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_BY_STATUS = {
    404: "그런 화면이 없습니다. 주소를 확인해 주세요.",
    405: "이 주소에서는 할 수 없는 일입니다.",
    413: "파일이 너무 큽니다.",
}
_FAILED = "일을 마치지 못했습니다. 잠시 뒤 다시 해 주세요. 계속되면 전산 담당자에게 알려 주세요."


def install(app: Sanic) -> None:
    """Put headers on every response and explain every error."""
    app.register_middleware(_harden, "response")
    app.exception(Exception)(_explain)


async def _harden(_request: Request, response: HTTPResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


async def _explain(request: Request, error: Exception) -> HTTPResponse:
    if isinstance(error, AdminError):
        status, code, message = error.status, error.code, error.message
    else:
        status = getattr(error, "status_code", 500) if isinstance(error, SanicException) else 500
        code, message = f"http_{status}", _BY_STATUS.get(status, _FAILED)
        if status >= 500:
            logger.error("%s %s failed", request.method, request.path, exc_info=error)
    if wants_json(request):
        return as_json({"error": {"code": code, "message": message}}, status)
    visit = getattr(request.ctx, "visit", None)
    if visit is None and not isinstance(error, AdminError):
        # A stranger learns nothing about which addresses exist.
        return redirect("/sign-in")
    if visit is None and isinstance(error, SignInError):
        return page(request, "error.html", "로그인이 필요합니다", status, message=message)
    return page(request, "error.html", "할 수 없습니다", status, message=message)
