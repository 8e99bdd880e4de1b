"""The page /articles."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.access import requires
from admin.rendering import page
from admin.roles import Permission

blueprint = Blueprint("articles")


@blueprint.get("/articles")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show the page."""
    return page(request, "articles.html", "상담 글")
