"""The page /audit: who did what."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin import audit
from admin.access import requires
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

blueprint = Blueprint("audit")


@blueprint.get("/audit")
@requires(Permission.ADMINISTER)
async def index(request: Request) -> HTTPResponse:
    """Show the log, newest first."""
    username, action = request.args.get("username", "").strip(), request.args.get("action", "")
    text = request.args.get("page", "1")
    number = int(text) if text.isdecimal() and 0 < int(text) < 1_000_000 else 1
    with services_of(request).database.session() as session:
        rows, total = audit.entries(session, username, action, number)
        kinds = audit.actions(session)
    return page(
        request,
        "audit.html",
        "작업 기록",
        rows=rows,
        total=total,
        kinds=kinds,
        username=username,
        action=action,
        number=number,
        last=max(1, -(-total // audit.PAGE_SIZE)),
    )
