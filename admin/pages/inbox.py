"""The page /inbox: questions the bot missed, and what staff do about them."""

from __future__ import annotations

from urllib.parse import urlencode

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, form_value, requires, staff_of
from admin.errors import InputError
from admin.insight import labels
from admin.insight.attribution import attribute
from admin.insight.inbox import (
    PAGE_SIZE,
    Filter,
    InboxRow,
    inbox_page,
    inbox_row,
    set_state,
    state_counts,
    wordings,
)
from admin.insight.learning import learn, new_article_address
from admin.insight.outcome import REASON_LABELS
from admin.insight.queries import read_page
from admin.insight.service import insight_of
from admin.insight.tables import DONE, NEW, STATE_LABELS
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

FIELDS = ("state", "reason", "domain", "department", "words")
SURE = 0.4  # a guess below it is shown, not recommended
DONE_MESSAGES = {
    **{state: f"‘{label}’(으)로 옮겼습니다." for state, label in STATE_LABELS.items()},
    "learnt": "글의 초안에 질문을 넣었습니다. 「반영하기」를 거치면 챗봇이 알아듣습니다.",
}
blueprint = Blueprint("inbox")


@blueprint.get("/inbox")
@requires(Permission.READ_CONVERSATIONS)
async def index(request: Request) -> HTTPResponse:
    """List the questions of one state."""
    insight, knowledge = insight_of(request), services_of(request).knowledge
    given = {name: str(request.args.get(name, "")).strip() for name in FIELDS}
    given["state"] = given["state"] if given["state"] in STATE_LABELS else NEW
    number = read_page(request.args.get("page", ""))
    with insight.engine.connect() as connection:
        counts = state_counts(connection)
        rows, total = inbox_page(
            connection, Filter(**given, topics=insight.names.topics(given["department"])), number
        )
    return page(
        request,
        "inbox.html",
        "못 알아들은 질문",
        rows=rows,
        total=total,
        number=number,
        last_page=max(1, -(-total // PAGE_SIZE)),
        counts=counts,
        states=STATE_LABELS,
        given=given,
        query=urlencode({name: value for name, value in given.items() if value}),
        reasons=REASON_LABELS,
        sure=SURE,
        names=insight.names,
        domains=knowledge.catalog.domains,
        may_edit=_editable(request, rows),
        done=DONE_MESSAGES.get(request.args.get("done", ""), ""),
        learnt=_learnt(request),
    )


@blueprint.get("/inbox/<group:int>")
@requires(Permission.READ_CONVERSATIONS)
async def show(request: Request, group: int) -> HTTPResponse:
    """Show all wordings of one question."""
    insight, knowledge = insight_of(request), services_of(request).knowledge
    with insight.engine.connect() as connection:
        row, said = inbox_row(connection, group), wordings(connection, group)
    with services_of(request).database.session() as session:
        audit.record(session, actor_of(request), "못 알아들은 질문 읽기", str(group))
    staff = staff_of(request)
    topics = [
        (key, article.title)
        for key in knowledge.topics()
        if (article := knowledge.article(key)) and staff.may_edit(article.department.id)
    ]
    return page(
        request,
        "inbox_question.html",
        "못 알아들은 질문",
        row=row,
        said=said,
        topics=topics,
        states=STATE_LABELS,
        reasons=REASON_LABELS,
        sure=SURE,
        names=insight.names,
        labels=labels,
        may_edit=_editable(request, [row]),
        new_article=new_article_address(said[0].text) if staff.may(Permission.EDIT) else "",
        done=DONE_MESSAGES.get(request.args.get("done", ""), ""),
        learnt=_learnt(request),
    )


@blueprint.post("/inbox/<group:int>/state")
@requires(Permission.EDIT)
async def change_state(request: Request, group: int) -> HTTPResponse:
    """Move a question to another state."""
    state = form_value(request, "state")
    with services_of(request).database.session() as session:
        set_state(session.connection(), group, state, staff_of(request).username)
        audit.record(session, actor_of(request), "질문 상태 바꿈", str(group), STATE_LABELS.get(state, ""))
    return _back(request, group, state)


@blueprint.post("/inbox/<group:int>/learn")
@requires(Permission.EDIT)
async def add_to_article(request: Request, group: int) -> HTTPResponse:
    """Add wordings of a question to an article's draft, and the question is taken care of."""
    insight = insight_of(request)
    topic = form_value(request, "topic") or form_value(request, "other")
    if services_of(request).knowledge.article(topic) is None:
        raise InputError("질문을 넣을 글을 목록에서 골라 주세요.")
    with insight.engine.connect() as connection:
        shown = inbox_row(connection, group).text
        said = [wording.text for wording in wordings(connection, group)]
    chosen = set(request.form.getlist("wording") or []) if request.form else set()
    asked = [text for text in said if text in chosen] or [shown]
    with services_of(request).database.session() as session:
        learn(session, services_of(request), staff_of(request), topic, asked)
        set_state(session.connection(), group, DONE, staff_of(request).username, topic)
        attribute(session.connection(), insight.names.belongs, [group])
        audit.record(session, actor_of(request), "질문을 글에 넣음", topic, " / ".join(asked))
    return _back(request, group, "learnt", topic)


def _learnt(request: Request) -> str:
    """The article a question was just added to, if any."""
    topic = str(request.args.get("topic", ""))
    return topic if services_of(request).knowledge.article(topic) is not None else ""


def _editable(request: Request, rows: list[InboxRow]) -> set[str]:
    """Those of the topics shown whose article the member of staff may change."""
    topics = {
        topic for row in rows for topic in (row.disliked, *(guess for guess, _ in row.suggestions)) if topic
    }
    knowledge, staff = services_of(request).knowledge, staff_of(request)
    articles = {topic: knowledge.article(topic) for topic in topics}
    return {topic for topic, article in articles.items() if article and staff.may_edit(article.department.id)}


def _back(request: Request, group: int, done: str, topic: str = "") -> HTTPResponse:
    """Return to the list as it was filtered, or to the question."""
    result = {"done": done, "topic": topic} if topic else {"done": done}
    if form_value(request, "from") == "question":
        return redirect(f"/inbox/{group}?{urlencode(result)}")
    given = {name: form_value(request, f"at-{name}") for name in FIELDS}
    query = {name: value for name, value in given.items() if value}
    return redirect(f"/inbox?{urlencode({**query, **result})}")
