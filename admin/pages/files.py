"""Style sheets and scripts, read once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin.access import OPEN, requires
from admin.errors import NotFoundError

FOLDER = Path(__file__).parents[1] / "static"
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
blueprint = Blueprint("files")


@dataclass(frozen=True)
class File:
    """One file as it goes over the wire."""

    body: bytes
    content_type: str
    etag: str


def load(folder: Path = FOLDER) -> dict[str, File]:
    """Read every file a browser may have, by its path inside `folder`."""
    return {
        path.relative_to(folder).as_posix(): _file(path)
        for path in sorted(folder.rglob("*"))
        if path.suffix in CONTENT_TYPES
    }


def _file(path: Path) -> File:
    body = path.read_bytes()
    return File(body, CONTENT_TYPES[path.suffix], f'"{hashlib.sha256(body).hexdigest()[:32]}"')


@blueprint.listener("before_server_start")
async def read_files(app: object, _loop: object) -> None:
    """Read the files at the start."""
    app.ctx.files = load()  # type: ignore[attr-defined]


@blueprint.get("/static/<path:path>")
@requires(OPEN)
async def static(request: Request, path: str) -> HTTPResponse:
    """Send one file, or 304 when the browser has it."""
    file = request.app.ctx.files.get(path)
    if file is None:
        raise NotFoundError("그런 파일이 없습니다.")
    headers = {"ETag": file.etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == file.etag:
        return HTTPResponse(status=304, headers=headers)
    return HTTPResponse(body=file.body, content_type=file.content_type, headers=headers)
