"""`/` leads to the first page of one's work; `/health` tells that the process answers."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin.access import OPEN, SIGNED_IN, requires
from admin.rendering import as_json
from admin.services import services_of

blueprint = Blueprint("home")


@blueprint.get("/")
@requires(SIGNED_IN)
async def home(_: Request) -> HTTPResponse:
    """Open the inbox."""
    return redirect("/inbox")


@blueprint.get("/health")
@requires(OPEN)
async def health(request: Request) -> HTTPResponse:
    """Say that the process answers and its database can be read."""
    with services_of(request).database.session() as session:
        session.connection()
    return as_json({"status": "ok"})
