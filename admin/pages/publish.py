"""The page /publish."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.access import requires
from admin.rendering import page
from admin.roles import Permission

blueprint = Blueprint("publish")


@blueprint.get("/publish")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show the page."""
    return page(request, "publish.html", "반영하기")
