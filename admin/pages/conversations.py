"""The page /conversations."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.access import requires
from admin.rendering import page
from admin.roles import Permission

blueprint = Blueprint("conversations")


@blueprint.get("/conversations")
@requires(Permission.READ_CONVERSATIONS)
async def index(request: Request) -> HTTPResponse:
    """Show the page."""
    return page(request, "conversations.html", "상담 기록")
