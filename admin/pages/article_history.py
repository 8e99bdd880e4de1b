"""/articles/<domain>/<topic>/history: earlier states of an article, each one click from coming back."""

from __future__ import annotations

import difflib

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, requires, staff_of
from admin.editing import drafts, versions
from admin.editing.merging import changed_fields
from admin.editing.workspace import open_article
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

blueprint = Blueprint("article_history")


@blueprint.get("/articles/<domain:str>/<topic:str>/history")
@requires(Permission.READ)
async def index(request: Request, domain: str, topic: str) -> HTTPResponse:
    """List the versions with what each one changed."""
    services = services_of(request)
    with services.database.session() as session:
        work = open_article(services, session, staff_of(request), f"{domain}/{topic}")
        found = versions.history(session, work.key)
    earlier = [*(version.text for version in found[1:]), ""]
    rows = [
        (
            version,
            changed_fields(before, version.text) if before else ["처음 적어 둔 글"],
            _diff(before, version.text),
        )
        for version, before in zip(found, earlier, strict=True)
    ]
    return page(request, "article_history.html", f"지난 글 · {work.title}", work=work, rows=rows)


@blueprint.post("/articles/<domain:str>/<topic:str>/history/<version_id:int>")
@requires(Permission.EDIT)
async def bring_back(request: Request, domain: str, topic: str, version_id: int) -> HTTPResponse:
    """Make an earlier state the draft; it is live once it is published."""
    services, staff, key = services_of(request), staff_of(request), f"{domain}/{topic}"
    with services.database.session() as session:
        work = open_article(services, session, staff, key)
        version = versions.get(session, key, version_id)
        drafts.require_right(staff, work.file.text, version.text)
        draft = drafts.save(session, staff, work.file, version.text, work.revision)
        draft.base_text = work.file.text
        audit.record(session, actor_of(request), "지난 글 가져옴", key, str(version_id))
    return redirect(f"/articles/{key}")


def _diff(before: str, after: str) -> list[tuple[str, str]]:
    """Return changed lines as (`+`, `-` or ` `, text)."""
    if not before:
        return []
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return [(line[0], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")]
