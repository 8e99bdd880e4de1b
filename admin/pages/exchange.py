"""/articles/exchange: questions and answers to and from Excel or CSV, looked at before they are saved."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, form_value, requires, staff_of
from admin.editing import drafts, exchange, files
from admin.editing.importing import Import, plan
from admin.editing.workspace import open_article
from admin.errors import AdminError, InputError
from admin.rendering import page
from admin.roles import Permission, Staff
from admin.services import Services, services_of

FORMATS = {
    "csv": (exchange.to_csv, "text/csv; charset=utf-8"),
    "xlsx": (exchange.to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
blueprint = Blueprint("exchange")


@blueprint.get("/articles/exchange")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show what can be exported and imported."""
    return _page(request)


@blueprint.get("/articles/export/<kind:str>")
@requires(Permission.READ)
async def export(request: Request, kind: str) -> HTTPResponse:
    """Download the articles of a domain and a department."""
    if kind not in FORMATS:
        raise InputError("CSV나 엑셀로만 내보낼 수 있습니다.")
    make, content_type = FORMATS[kind]
    services = services_of(request)
    domain, department = request.args.get("domain", ""), request.args.get("department", "")
    rows = [
        row
        for key, text in _texts(services).items()
        if domain in ("", key.split("/")[0]) and department in ("", _department(services, key))
        for row in exchange.rows_of(key, text)
    ]
    with services.database.session() as session:
        audit.record(session, actor_of(request), "내보냄", kind, f"{domain} {department}".strip())
    headers = {"Content-Disposition": f'attachment; filename="articles.{kind}"', "Cache-Control": "no-store"}
    # Thousands of rows take a second or two; other pages go on meanwhile.
    body = await asyncio.get_running_loop().run_in_executor(None, make, rows)
    return HTTPResponse(body=body, content_type=content_type, headers=headers)


@blueprint.post("/articles/import")
@requires(Permission.EDIT)
async def look(request: Request) -> HTTPResponse:
    """Show what a file would change; nothing is saved."""
    upload = (request.files or {}).get("file")
    try:
        if upload is None or not upload.body:
            raise InputError("파일을 골라 주세요.")
        rows = exchange.read(upload.name or "", upload.body)
        services, staff = services_of(request), staff_of(request)
        live = _texts(services)
        found, problems = plan(rows, _current_texts(services, live), live)
        allowed = [made for made in found if staff.may_edit(drafts.department_of(made.before))]
        problems += [
            f"'{made.title}' 글은 다른 부서의 글이라 가져오지 않습니다."
            for made in found
            if made not in allowed
        ]
    except AdminError as error:
        return _page(request, error.message, status=error.status)
    content = json.dumps([[number, list(row)] for number, row in rows], ensure_ascii=False)
    return _page(request, found=allowed, problems=problems, content=content, looked=True)


@blueprint.post("/articles/import/save")
@requires(Permission.EDIT)
async def save(request: Request) -> HTTPResponse:
    """Save what was looked at as drafts; each still has to be published."""
    services, staff = services_of(request), staff_of(request)
    try:
        rows = _rows(form_value(request, "content"))
        live = _texts(services)
        ticked = request.form.getlist("take") or [] if request.form is not None else []
        chosen = {int(number) for number in ticked if number.isdecimal()}
        found, _ = plan(rows, _current_texts(services, live), live, chosen)
        saved = _save(services, staff, request, found)
    except AdminError as error:
        return _page(request, error.message, status=error.status)
    return redirect("/publish") if saved else _page(request, "가져올 것이 없습니다.")


def _save(services: Services, staff: Staff, request: Request, found: list[Import]) -> int:
    saved = 0
    with services.database.session() as session:
        for made in found:
            if made.text == made.before:
                continue  # nothing but conflicts nobody chose
            work = open_article(services, session, staff, made.key)
            if not work.may_edit or not staff.may_edit(drafts.department_of(made.text)):
                continue
            draft = drafts.save(session, staff, work.file, made.text, work.revision, work.topic)
            drafts.ask_review(draft, "엑셀에서 가져옴")
            saved += 1
        audit.record(session, actor_of(request), "엑셀에서 가져옴", f"글 {saved}개")
    return saved


def _rows(content: str) -> list[tuple[int, exchange.Row]]:
    try:
        return [(int(number), _row(row)) for number, row in json.loads(content)]
    except (ValueError, TypeError):
        raise InputError("가져올 내용을 읽을 수 없습니다. 파일을 다시 골라 주세요.") from None


def _row(cells: list[Any]) -> exchange.Row:
    key, title, kind, content, mark = (str(cell) for cell in cells)
    return key, title, kind, content, mark


def _texts(services: Services) -> dict[str, str]:
    """Return the article files by key."""
    root = services.knowledge.settings.root
    return {key: files.read(root, key).text for key in services.knowledge.topics()}


def _current_texts(services: Services, live: dict[str, str]) -> dict[str, str]:
    """Return what staff work on: drafts where there are some, else the files."""
    texts = dict(live)
    with services.database.session() as session:
        texts.update({draft.key: draft.text for draft in drafts.everything(session)})
    return texts


def _department(services: Services, key: str) -> str:
    article = services.knowledge.article(key)
    return article.department.id if article is not None else ""


def _page(request: Request, problem: str = "", status: int = 200, **values: Any) -> HTTPResponse:
    shown = {"found": [], "problems": [], "content": "", "looked": False, **values}
    domains = services_of(request).knowledge.catalog.domains
    return page(
        request, "exchange.html", "엑셀로 주고받기", status, problem=problem, domains=domains, **shown
    )
