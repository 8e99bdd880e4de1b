"""The page /conversations: masked transcripts, search, deletion, and a conversation made into a test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import quote, urlencode

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from admin import audit
from admin.access import actor_of, form_value, requires
from admin.errors import InputError
from admin.insight import labels
from admin.insight.outcome import OUTCOME_LABELS, REASON_LABELS
from admin.insight.queries import read_page, read_search
from admin.insight.service import Insight, insight_of
from admin.insight.story import Step, append_story, steps_of, story_of
from admin.insight.transcripts import PAGE_SIZE, Line, channels, search, transcript
from admin.rendering import page
from admin.roles import Permission
from admin.services import services_of

SPECIAL_LABELS = {"questions": "질문만", "handoff": "담당자 연결", "abuse": "폭언", "crisis": "긴급"}
FIELDS = ("words", "channel", "domain", "department", "emotion", "outcome", "vote", "special", "topic")
blueprint = Blueprint("conversations")


@blueprint.get("/conversations")
@requires(Permission.READ_CONVERSATIONS)
async def index(request: Request) -> HTTPResponse:
    """List the conversations that fit the filters."""
    insight = insight_of(request)
    number = read_page(request.args.get("page", ""))
    get = _getter(request)
    with insight.engine.connect() as connection:
        found, total = search(connection, read_search(get), number)
        known = channels(connection)
    if get("words"):
        with services_of(request).database.session() as session:
            audit.record(session, actor_of(request), "상담 기록 찾기", get("words"))
    given = {name: get(name) for name in (*FIELDS, "first", "last", "hour")}
    return page(
        request,
        "conversations.html",
        "상담 기록",
        found=found,
        total=total,
        number=number,
        last_page=max(1, -(-total // PAGE_SIZE)),
        query=urlencode({name: value for name, value in given.items() if value}),
        given=given,
        channels=known,
        outcomes=OUTCOME_LABELS,
        specials=SPECIAL_LABELS,
        retention_days=insight.settings.retention_days,
        names=insight.names,
        labels=labels,
        domains=services_of(request).knowledge.catalog.domains,
        done="대화를 지웠습니다." if get("deleted") else "",
    )


@blueprint.get("/conversations/read")
@requires(Permission.READ_CONVERSATIONS)
async def read(request: Request) -> HTTPResponse:
    """Show one transcript; who read it is written down."""
    insight, conversation = insight_of(request), request.args.get("id", "")
    lines = _lines(insight, conversation)
    with services_of(request).database.session() as session:
        audit.record(session, actor_of(request), "상담 기록 읽기", conversation)
    return page(
        request,
        "conversation.html",
        "상담 내용",
        conversation=conversation,
        lines=[
            (line, labels.spoken_text(line.text, _titles(lines, place))) for place, line in enumerate(lines)
        ],
        names=insight.names,
        labels=labels,
        reasons=REASON_LABELS,
        done=request.args.get("done", ""),
    )


@blueprint.post("/conversations/delete")
@requires(Permission.DELETE_CONVERSATIONS)
async def delete(request: Request) -> HTTPResponse:
    """Delete one conversation everywhere."""
    insight, conversation = insight_of(request), form_value(request, "id")
    if not conversation:
        raise InputError("지울 대화를 골라 주세요.")
    await asyncio.get_running_loop().run_in_executor(None, insight.eraser.erase, [conversation])
    with services_of(request).database.session() as session:
        audit.record(session, actor_of(request), "상담 기록 삭제", conversation)
    return redirect("/conversations?deleted=1")


@blueprint.get("/conversations/test")
@requires(Permission.EDIT)
async def test_form(request: Request) -> HTTPResponse:
    """Show a conversation as steps of a test, with what the bot did as what is expected."""
    insight, conversation = insight_of(request), request.args.get("id", "")
    lines = _lines(insight, conversation)
    with services_of(request).database.session() as session:
        audit.record(session, actor_of(request), "상담 기록 읽기", conversation, "시험 만들기")
    return page(
        request,
        "conversation_test.html",
        "이 대화로 시험 만들기",
        conversation=conversation,
        steps=steps_of(lines),
        topics=[(key, insight.names.title(key)) for key in services_of(request).knowledge.topics()],
        types=labels.REPLY_LABELS,
    )


@blueprint.post("/conversations/test")
@requires(Permission.EDIT)
async def make_test(request: Request) -> HTTPResponse:
    """Write the conversation into the file of staff stories."""
    insight, conversation = insight_of(request), form_value(request, "id")
    lines = _lines(insight, conversation)
    steps = [
        _corrected(request, step, place)
        for place, step in enumerate(steps_of(lines))
        if form_value(request, f"keep-{place}")
    ]
    known = services_of(request).knowledge
    for step in steps:
        if step.topic and known.article(step.topic) is None:
            raise InputError(f"'{step.topic}' 글이 없습니다. 목록에서 골라 주세요.")
    story = story_of(form_value(request, "name"), lines[0].channel, steps)
    append_story(insight.settings.stories, story)
    with services_of(request).database.session() as session:
        audit.record(session, actor_of(request), "대화로 시험 만들기", str(story["name"]), conversation)
    return redirect(f"/conversations/read?id={quote(conversation, safe='')}&done=test")


def _corrected(request: Request, step: Step, place: int) -> Step:
    """What staff say the bot shall do; a dialogue act fits only the type of reply it came with."""
    kind, topic, facet = (form_value(request, f"{name}-{place}") for name in ("type", "topic", "facet"))
    return Step(step.say, step.press, kind, topic, facet, step.act if kind == step.type else "")


def _lines(insight: Insight, conversation: str) -> list[Line]:
    with insight.engine.connect() as connection:
        return transcript(connection, conversation)


def _titles(lines: list[Line], place: int) -> dict[str, str]:
    """The titles of the buttons the resident could press at this place."""
    before = lines[place - 1].replies if place else ()
    return labels.button_titles([button for reply in before for button in reply.buttons])


def _getter(request: Request) -> Callable[[str], str]:
    return lambda name: str(request.args.get(name, "")).strip()
