"""Signing in and out, and one's own password."""

from __future__ import annotations

import asyncio
import secrets
import time

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import accounts, audit, sessions
from admin.access import (
    COOKIE,
    OPEN,
    SIGNED_IN,
    actor_of,
    address_of,
    check_form_token,
    form_value,
    requires,
    staff_of,
)
from admin.audit import Actor
from admin.errors import AdminError
from admin.passwords import RULES
from admin.rendering import page
from admin.services import Services, services_of

FORM_COOKIE = "sign_in_form"  # the form's token before there is a session
blueprint = Blueprint("sign_in")


@blueprint.get("/sign-in")
@requires(OPEN)
async def form(request: Request) -> HTTPResponse:
    """Show the sign-in form."""
    if request.ctx.visit is not None:
        return redirect("/")
    return _form(request, safe_target(request.args.get("next", "")))


@blueprint.post("/sign-in")
@requires(OPEN)
async def sign_in(request: Request) -> HTTPResponse:
    """Check name and password and start a session."""
    username, password = form_value(request, "username"), (request.form or {}).get("password") or ""
    target = safe_target(form_value(request, "next"))
    services, address = services_of(request), address_of(request)
    try:
        check_form_token(request, request.cookies.get(FORM_COOKIE, ""))
        # argon2 takes its time on purpose; other pages go on meanwhile.
        cookie = await asyncio.get_running_loop().run_in_executor(
            None, _sign_in, services, username, str(password), address
        )
    except AdminError as error:
        return _form(request, target, error.message, username, error.status)
    response = redirect(target)
    _set_cookie(response, COOKIE, cookie, services)
    del response.cookies[FORM_COOKIE]
    return response


@blueprint.post("/sign-out")
@requires(SIGNED_IN)
async def sign_out(request: Request) -> HTTPResponse:
    """End the session."""
    with services_of(request).database.session() as session:
        sessions.end(session, request.cookies.get(COOKIE, ""))
        audit.record(session, actor_of(request), "로그아웃")
    response = redirect("/sign-in")
    del response.cookies[COOKIE]
    return response


@blueprint.get("/password")
@requires(SIGNED_IN)
async def password_form(request: Request) -> HTTPResponse:
    """Show the form for one's own password."""
    return page(request, "password.html", "비밀번호 바꾸기", rules=RULES, problem="")


@blueprint.post("/password")
@requires(SIGNED_IN)
async def change_password(request: Request) -> HTTPResponse:
    """Change one's own password; other browsers are signed out."""
    fields = [str((request.form or {}).get(name) or "") for name in ("old", "new", "again")]
    try:
        with services_of(request).database.session() as session:
            accounts.change_own_password(session, staff_of(request).id, *fields)
            audit.record(session, actor_of(request), "비밀번호 바꿈")
            sessions.end_others(session, staff_of(request).id, request.cookies.get(COOKIE, ""))
    except AdminError as error:
        return page(
            request, "password.html", "비밀번호 바꾸기", error.status, rules=RULES, problem=error.message
        )
    return redirect("/")


def safe_target(path: str) -> str:
    """Return a path of our own to go to after signing in; anything else becomes the start page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\", "/sign-")) and "\n" not in path
    return path if inside else "/"


def _sign_in(services: Services, username: str, password: str, address: str) -> str:
    now = time.time()
    with services.database.session() as session:
        user = sessions.check_password(session, username, password, address, now, services.settings)
        if user is not None:
            audit.record(session, Actor(user.username, address), "로그인")
            return sessions.begin(session, user, now)
        audit.record(session, Actor(username[:40] or "-", address), "로그인 실패")
    raise sessions.wrong_password()


def _form(
    request: Request, target: str, problem: str = "", username: str = "", status: int = 200
) -> HTTPResponse:
    services = services_of(request)
    with services.database.session() as session:
        nobody = not accounts.everyone(session)
    token = secrets.token_urlsafe(32)
    values = {"next": target, "problem": problem, "username": username, "nobody": nobody, "token": token}
    response = page(request, "sign_in.html", "로그인", status, **values)
    _set_cookie(response, FORM_COOKIE, token, services)
    return response


def _set_cookie(response: HTTPResponse, name: str, value: str, services: Services) -> None:
    response.cookies[name] = value
    response.cookies[name]["httponly"] = True
    response.cookies[name]["samesite"] = "Lax"
    response.cookies[name]["path"] = "/"
    if services.settings.secure_cookies:
        response.cookies[name]["secure"] = True
