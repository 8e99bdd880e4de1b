from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.origins import sharing_headers
from channels.page_files import INDEX, load_page
from channels.responses import file_response

PAGES = {"/": INDEX, "/demo": "demo.html", "/widget.js": "widget.js"}


def preload_links(names: Iterable[str]) -> str:
    """Return the Link header that lets a browser fetch all modules at once, not one import after another."""
    modules = sorted(name for name in names if name.startswith("chat/") and name.endswith(".js"))
    loaded_later = {"chat/launcher.js"}
    return ", ".join(f"</static/{name}>; rel=modulepreload" for name in modules if name not in loaded_later)


class PageBlueprint(Blueprint):
    """A blueprint with the files of the page, one of them at `/`, where Rasa has a route that stays."""

    def __init__(self, allowed_origins: Set[str]) -> None:
        super().__init__("web_channel")
        files = load_page()
        self.ctx.allowed_origins = allowed_origins
        self.ctx.preloads = preload_links(files)
        self.ctx.pages = {path: files[name] for path, name in PAGES.items()}

        @self.get("/static/<path:path>")
        async def static(request: Request, path: str) -> HTTPResponse:
            return file_response(request, files.get(path))

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the routes, the pages before Rasa's greeting, and who may read answers from afar."""
        super().register(app, options)
        pages, preloads, allowed = self.ctx.pages, self.ctx.preloads, self.ctx.allowed_origins

        async def page(request: Request) -> HTTPResponse | None:
            if request.method != "GET" or request.path not in pages:
                return None
            response = file_response(request, pages[request.path])
            if request.path == "/":
                response.headers["Link"] = preloads
            return response

        async def share(request: Request, response: HTTPResponse) -> None:
            if response is not None:
                origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
                response.headers.update(sharing_headers(request.path, origin, host, allowed))

        app.register_middleware(page, "request")
        app.register_middleware(share, "response")
