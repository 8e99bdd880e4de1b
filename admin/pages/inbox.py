"""The page /inbox."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.access import requires
from admin.rendering import page
from admin.roles import Permission

blueprint = Blueprint("inbox")


@blueprint.get("/inbox")
@requires(Permission.READ_CONVERSATIONS)
async def index(request: Request) -> HTTPResponse:
    """Show the page."""
    return page(request, "inbox.html", "못 알아들은 질문")
