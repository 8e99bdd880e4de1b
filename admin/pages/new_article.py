"""/articles/new: a new topic with its first question and answer, as a draft."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, form_value, requires, staff_of
from admin.editing import drafts
from admin.editing.files import ArticleFile
from admin.editing.form import new_article
from admin.errors import AdminError, InputError
from admin.publishing.new_topic import check_id, entry
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

blueprint = Blueprint("new_article")
_FIELDS = ("topic", "domain", "title", "department", "questions", "summary")


@blueprint.get("/articles/new")
@requires(Permission.EDIT)
async def form(request: Request) -> HTTPResponse:
    """Show the form; `?question=` fills in a question from the inbox."""
    values = dict.fromkeys(_FIELDS, "")
    values |= {"questions": request.args.get("question", ""), "department": staff_of(request).department}
    return _page(request, values)


@blueprint.post("/articles/new")
@requires(Permission.EDIT)
async def create(request: Request) -> HTTPResponse:
    """Make the draft and open it in the editor."""
    services, staff = services_of(request), staff_of(request)
    values = {name: form_value(request, name) for name in _FIELDS}
    nationwide = form_value(request, "nationwide") == "1"
    try:
        key = f"{values['domain']}/{values['topic']}"
        text = _text(values, nationwide)
        with services.database.session() as session:
            taken = {draft.key.split("/")[1]: True for draft in drafts.everything(session)}
            check_id(values["topic"], {**services.knowledge.catalog.topics, **taken})
            if services.knowledge.catalog.domain(values["domain"]) is None:
                raise InputError("분야를 골라 주세요.")
            drafts.require_right(staff, text)
            topic = entry(values["topic"], values["domain"], values["title"], nationwide)
            drafts.save(session, staff, ArticleFile(key, "", ""), text, 0, topic)
            audit.record(session, actor_of(request), "새 글", key)
    except AdminError as error:
        return _page(request, values, error.message, error.status)
    return redirect(f"/articles/{key}")


def _text(values: dict[str, str], nationwide: bool) -> str:
    questions = [line.strip() for line in values["questions"].splitlines() if line.strip()]
    if not (values["title"] and questions and values["summary"] and values["department"]):
        raise InputError("제목, 부서, 질문, 답을 모두 적어 주세요.")
    return new_article(
        {
            "title": values["title"],
            "department": values["department"],
            "nationwide": nationwide,
            "questions": questions,
            "facets": {"summary": values["summary"]},
        }
    )


def _page(request: Request, values: dict[str, str], problem: str = "", status: int = 200) -> HTTPResponse:
    domains = services_of(request).knowledge.catalog.domains
    return page(request, "new_article.html", "새 글", status, values=values, problem=problem, domains=domains)
