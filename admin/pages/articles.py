"""The pages /articles (all articles) and /articles/confirm (facts to confirm)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, form_value, requires, staff_of
from admin.editing import drafts, files
from admin.editing.confirmations import Confirmation, to_confirm
from admin.editing.form import apply_form, to_form
from admin.editing.workspace import open_article
from admin.errors import InputError
from admin.publishing.names import Predictions
from admin.publishing.publishing import publish
from admin.rendering import page
from admin.roles import Permission
from admin.services import Services, services_of

PAGE_SIZE = 50
blueprint = Blueprint("articles")


@dataclass(frozen=True)
class Row:
    """One article in the list."""

    key: str
    title: str
    domain: str
    domain_title: str
    department: str
    department_name: str
    questions: int
    active: bool
    broken: bool
    missing: bool
    to_confirm: int
    draft: str  # Korean state of the draft, "" without one


@blueprint.get("/articles")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """List the articles, filtered."""
    services = services_of(request)
    chosen = {name: request.args.get(name, "") for name in ("text", "domain", "department", "state")}
    with services.database.session() as session:
        every_draft = drafts.everything(session)
    states = {draft.key: drafts.STATUS_LABELS[draft.status] for draft in every_draft}
    every = _rows(services, states)
    rows = [row for row in every if _matches(row, chosen, services)]
    number, last = _page_number(request, len(rows))
    return page(
        request,
        "articles.html",
        "상담 글",
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(rows),
        titles=Predictions(services.knowledge),
        new_drafts=[draft for draft in every_draft if draft.topic],
        chosen=chosen,
        domains=services.knowledge.catalog.domains,
        problems=services.knowledge.problems(),
        number=number,
        last=last,
    )


@blueprint.get("/articles/confirm")
@requires(Permission.READ)
async def confirm_list(request: Request) -> HTTPResponse:
    """List what has to be confirmed, by department and due date."""
    services, staff = services_of(request), staff_of(request)
    department = request.args.get("department", staff.department)
    every = [
        item for item in to_confirm(services.knowledge, date.today()) if department in ("", item.department)
    ]
    number, last = _page_number(request, len(every))
    return page(
        request,
        "confirm.html",
        "확인이 필요한 내용",
        items=every[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(every),
        chosen=department,
        number=number,
        last=last,
        today=date.today(),
    )


@blueprint.post("/articles/confirm")
@requires(Permission.EDIT)
async def confirmed(request: Request) -> HTTPResponse:
    """Put today's date to a source that somebody just confirmed; approvers' clicks are live at once."""
    services, staff, actor = services_of(request), staff_of(request), actor_of(request)
    key, title = form_value(request, "key"), form_value(request, "source")
    with services.database.session() as session:
        work = open_article(services, session, staff, key)
        drafts.require_right(staff, work.file.text)
        text = _with_date(work.text, title, date.today())
        draft = drafts.save(session, staff, work.file, text, work.revision)
        audit.record(session, actor, "근거 확인", key, title)
        fresh = work.draft is None
        if staff.may(Permission.PUBLISH) and fresh:
            publish(services, session, staff, actor, [key])
        else:
            drafts.ask_review(draft, f"근거를 확인했습니다: {title}")
    return redirect(f"/articles/confirm?department={form_value(request, 'department')}")


def _with_date(text: str, title: str, today: date) -> str:
    form = to_form(text)
    if form is None or all(source["title"] != title for source in form["sources"]):
        raise InputError("그 사이 글이 바뀌었습니다. 글을 열어 확인해 주세요.")
    sources = [
        {**source, "checked": today.isoformat()} if source["title"] == title else source
        for source in form["sources"]
    ]
    return apply_form(text, {"sources": sources})


def _rows(services: Services, states: dict[str, str]) -> list[Row]:
    store = services.knowledge
    waiting: dict[str, int] = {}
    for item in to_confirm(store, date.today()):
        waiting[item.key] = waiting.get(item.key, 0) + _weight(item)
    broken = {problem.file for problem in store.problems()}
    rows = []
    for topic in store.catalog.topics.values():
        article, domain = store.article(topic.key), store.catalog.domain(topic.domain)
        department = article.department if article is not None else None
        rows.append(
            Row(
                key=topic.key,
                title=article.title if article is not None else topic.title,
                domain=topic.domain,
                domain_title=domain.title if domain is not None else topic.domain,
                department=department.id if department is not None else "",
                department_name=department.name if department is not None else "",
                questions=len(article.questions) if article is not None else 0,
                active=article.active if article is not None else True,
                broken=f"articles/{topic.key}.yml" in broken,
                missing=article is None and not files.path_of(store.settings.root, topic.key).exists(),
                to_confirm=waiting.get(topic.key, 0),
                draft=states.get(topic.key, ""),
            )
        )
    return rows


def _weight(item: Confirmation) -> int:
    return 1 if item.overdue else 0


def _matches(row: Row, chosen: dict[str, str], services: Services) -> bool:
    if chosen["domain"] not in ("", row.domain) or chosen["department"] not in ("", row.department):
        return False
    states = {
        "draft": bool(row.draft),
        "confirm": row.to_confirm > 0,
        "off": not row.active,
        "broken": row.broken,
        "missing": row.missing,
    }
    if chosen["state"] and not states.get(chosen["state"], False):
        return False
    text = chosen["text"].strip().lower()
    if not text:
        return True
    article = services.knowledge.article(row.key)
    words = [row.title, row.key, *(article.questions if article is not None else ())]
    return any(text in word.lower() for word in words)


def _page_number(request: Request, total: int) -> tuple[int, int]:
    last = max(1, -(-total // PAGE_SIZE))
    text = request.args.get("page", "1")
    return (min(int(text), last) if text.isdecimal() and int(text) > 0 else 1), last
