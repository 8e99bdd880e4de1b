"""Serves the browser's side of the voice channel: /voice/client.js and the modules it imports."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from voice_channel.page_files import PageFile, load_files

FOLDER = Path(__file__).parent / "browser"


def add_browser_client(blueprint: Blueprint) -> None:
    """Add the modules' addresses; the blueprint decides which origins may ask."""
    for name, file in load_files(FOLDER).items():
        blueprint.add_route(_handler(file), f"/{name}", methods=["GET"], name=f"browser_{name}")


def _handler(file: PageFile) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def serve(request: Request) -> HTTPResponse:
        return file.response(request, sharing_headers(request))

    return serve


def sharing_headers(request: Request) -> dict[str, str]:
    """Return what lets another site's page read the answer; only allowed origins get as far as asking."""
    origin = request.headers.get("origin")
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}
