"""Who may reach what: every route names the permission it needs, and nothing else is reachable unsigned.

A route declares itself with `@requires(Permission.X)`; `OPEN` marks the few that need no sign-in. The
app refuses to start with a route that declares nothing.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import sessions
from admin.audit import Actor
from admin.errors import ForbiddenError, FormExpiredError, SignInError
from admin.roles import Permission, Staff
from admin.services import services_of

COOKIE = "staff"
FORM_FIELD = "form_token"
FORM_HEADER = "x-form-token"
OPEN = "open"
SIGNED_IN = "signed_in"
_EXPIRED = "화면을 연 지 오래되었습니다. 화면을 새로 고친 뒤 다시 해 주세요."
Handler = TypeVar("Handler", bound=Callable[..., Any])


def requires(need: Permission | str) -> Callable[[Handler], Handler]:
    """Declare what a route needs: a permission, `SIGNED_IN` or `OPEN`."""

    def declare(handler: Handler) -> Handler:
        handler.need = need  # type: ignore[attr-defined]
        return handler

    return declare


def install(app: Sanic) -> None:
    """Check every request before its handler runs."""
    app.register_middleware(_admit, "request")
    app.register_listener(_require_declarations, "before_server_start")


def staff_of(request: Request) -> Staff:
    """Return who is signed in."""
    visit: sessions.Visit = request.ctx.visit
    return visit.staff


def actor_of(request: Request) -> Actor:
    """Return who acts, for the audit log."""
    visit = getattr(request.ctx, "visit", None)
    return Actor(visit.staff.username if visit else "-", address_of(request))


def address_of(request: Request) -> str:
    """Return the browser's address; X-Forwarded-For counts only from a trusted proxy."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if forwarded and request.ip in services_of(request).settings.trusted_proxies:
        return forwarded.split(",")[-1].strip()
    return str(request.ip)


def wants_json(request: Request) -> bool:
    """Tell whether a script asks, which cannot follow a redirect to a page."""
    return "application/json" in request.headers.get("accept", "")


def form_value(request: Request, name: str, default: str = "") -> str:
    """Return one field of a posted form, stripped."""
    values = (request.form or {}).get(name)
    return str(values).strip() if values is not None else default


async def _admit(request: Request) -> HTTPResponse | None:
    need = getattr(request.route.handler, "need", None) if request.route else SIGNED_IN
    request.ctx.visit = _visit(request)
    if need == OPEN:
        return None
    if request.ctx.visit is None:
        return _to_sign_in(request)
    if request.method not in ("GET", "HEAD"):
        check_form_token(request, request.ctx.visit.form_token)
    staff = request.ctx.visit.staff
    if staff.must_change_password and request.path not in ("/password", "/sign-out"):
        return redirect("/password")
    if isinstance(need, Permission) and not staff.may(need):
        raise ForbiddenError("이 일은 할 수 있는 권한이 없습니다. 관리자에게 문의해 주세요.")
    return None


def check_form_token(request: Request, expected: str) -> None:
    """Raise FormExpiredError unless the form or the script carries the expected token."""
    given = request.headers.get(FORM_HEADER) or form_value(request, FORM_FIELD)
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise FormExpiredError(_EXPIRED)


def _visit(request: Request) -> sessions.Visit | None:
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    services = services_of(request)
    with services.database.session() as session:
        return sessions.visit(session, cookie, time.time(), services.settings)


def _to_sign_in(request: Request) -> HTTPResponse:
    if wants_json(request) or request.method != "GET":
        raise SignInError("로그인이 끝났습니다. 다시 로그인해 주세요. 적던 글은 이 화면에 그대로 있습니다.")
    return redirect(f"/sign-in?next={quote(request.path, safe='')}")


async def _require_declarations(app: Sanic, _loop: Any) -> None:
    undeclared = [route.path for route in app.router.routes if getattr(route.handler, "need", None) is None]
    if undeclared:
        raise RuntimeError(f"routes without @requires: {', '.join(undeclared)}")
