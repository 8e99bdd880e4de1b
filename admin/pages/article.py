"""The editor of one article, /articles/<domain>/<topic>, and what its script asks for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from admin import audit
from admin.access import actor_of, requires, staff_of
from admin.editing import drafts, files
from admin.editing.drafts import ConflictError, FileChangedError
from admin.editing.form import apply_form, to_form
from admin.editing.merging import form_fields, merge
from admin.editing.workspace import Workspace, examine, open_article, with_question
from admin.errors import AdminError, InputError
from admin.publishing.publishing import publish
from admin.rendering import as_json, page
from admin.roles import Permission
from admin.services import services_of
from knowledge import FACET_LABELS, KnowledgeStore

MAX_TEXT = 100_000  # eight times the longest article
MAX_SPOKEN = 1000
blueprint = Blueprint("article")


@blueprint.get("/articles/<domain:str>/<topic:str>")
@requires(Permission.READ)
async def editor(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Show the editor; `?question=` adds a question that is not saved yet."""
    services = services_of(request)
    with services.database.session() as session:
        work = open_article(services, session, staff_of(request), f"{domain}/{topic}")
    text = with_question(work.text, request.args.get("question", "")) if work.may_edit else work.text
    shown = examine(services, work.key, text, work.topic, work.file.text)
    return page(
        request,
        "article.html",
        work.title,
        work=work,
        file_problems=work.file_problems,
        domain=services.knowledge.catalog.domain(domain),
        status_label=drafts.STATUS_LABELS[work.draft.status] if work.draft is not None else "",
        start={**shown, **_state(work), "key": work.key, "may_edit": work.may_edit},
        choices=_choices(services.knowledge),
    )


@blueprint.post("/articles/<domain:str>/<topic:str>/check")
@requires(Permission.READ)
async def check(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Put the form over the text if one is sent, and say what is wrong with the result."""
    services, body = services_of(request), _body(request)
    text = _text(body)
    with services.database.session() as session:
        work = open_article(services, session, staff_of(request), f"{domain}/{topic}")
    if isinstance(body.get("form"), dict):
        text = apply_form(text, form_fields(body["form"]))
    return as_json(examine(services, work.key, text, work.topic, work.file.text))


@blueprint.get("/articles/<domain:str>/<topic:str>/state")
@requires(Permission.READ)
async def state(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Tell whether the file or the draft changed; open editors ask every few seconds."""
    services = services_of(request)
    with services.database.session() as session:
        return as_json(_state(open_article(services, session, staff_of(request), f"{domain}/{topic}")))


@blueprint.post("/articles/<domain:str>/<topic:str>/save")
@requires(Permission.EDIT)
async def save(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Save the draft; with `then`, also `review` it or `publish` it."""
    services, staff, actor, body = services_of(request), staff_of(request), actor_of(request), _body(request)
    key, text, then = f"{domain}/{topic}", _text(body), str(body.get("then") or "")
    try:
        with services.database.session() as session:
            work = open_article(services, session, staff, key)
            drafts.require_right(staff, work.file.text, text)
            if body.get("file_digest") != work.file.digest:
                raise FileChangedError(work.file.text, work.revision)
            draft = drafts.save(session, staff, work.file, text, _revision(body), work.topic)
            draft.base_text = work.file.text
            audit.record(session, actor, "글 저장", key)
            publication = None
            if then == "review":
                drafts.ask_review(draft, str(body.get("note") or ""))
                audit.record(session, actor, "검토 부탁", key)
            elif then == "publish":
                publication = publish(services, session, staff, actor, [key])
            status = publication.status if publication is not None else draft.status
    except ConflictError as conflict:
        return as_json(_conflict(conflict), conflict.status)
    with services.database.session() as session:
        work = open_article(services, session, staff, key)
    return as_json({"status": status, **_state(work)})


@blueprint.post("/articles/<domain:str>/<topic:str>/merge")
@requires(Permission.EDIT)
async def join(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Join what one typed with what somebody else saved."""
    body = _body(request)
    merged = merge(str(body.get("base") or ""), _text(body), str(body.get("theirs") or ""))
    if merged is None:
        raise InputError(
            "한쪽 글의 YAML에 틀린 곳이 있어 저절로 합칠 수 없습니다. 틀린 곳을 먼저 고쳐 주세요."
        )
    return as_json({"text": merged.text, "clashes": list(merged.clashes)})


@blueprint.post("/articles/<domain:str>/<topic:str>/draft")
@requires(Permission.EDIT)
async def decide(request: Request, domain: str, topic: str) -> HTTPResponse:
    """Send a draft back with a note, or throw it away."""
    services, staff, body = services_of(request), staff_of(request), _body(request)
    key, what = f"{domain}/{topic}", str(body.get("what") or "")
    with services.database.session() as session:
        work = open_article(services, session, staff, key)
        if work.draft is None:
            raise InputError("저장된 초안이 없습니다.")
        drafts.require_right(staff, work.file.text or work.text)
        if what == "return":
            if not staff.may(Permission.PUBLISH):
                raise AdminError("돌려주는 일은 승인 담당이 합니다.")
            drafts.send_back(work.draft, str(body.get("note") or ""))
            audit.record(session, actor_of(request), "고쳐 달라고 돌려줌", key, str(body.get("note") or ""))
        elif what == "discard":
            drafts.discard(session, work.draft)
            audit.record(session, actor_of(request), "초안 버림", key)
        else:
            raise InputError("무엇을 할지 알 수 없습니다.")
    return as_json({"done": True})


@blueprint.post("/articles/speak")
@requires(Permission.READ)
async def speak(request: Request) -> HTTPResponse:
    """Return a text in the bot's own voice (WAV)."""
    text = str(_body(request).get("text") or "").strip()[:MAX_SPOKEN]
    if not text:
        raise InputError("읽을 글이 없습니다.")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        # After "--" a text that begins with "-" is no option.
        command = [*services_of(request).settings.speak_command, "--out", str(file), "--", text]
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            code = await asyncio.wait_for(process.wait(), timeout=30)
        except TimeoutError:
            process.kill()
            code = -1
        audio = files.bytes_of(file) if code == 0 else b""
    if not audio:
        raise AdminError("소리를 만들지 못했습니다.")
    return HTTPResponse(body=audio, content_type="audio/wav", headers={"Cache-Control": "no-store"})


def _state(work: Workspace) -> dict[str, Any]:
    return {
        "revision": work.revision,
        "file_digest": work.file.digest,
        "file_text": work.file.text,
        "live_questions": (to_form(work.file.text) or {}).get("questions", []),
        "base_digest": files.digest_of(work.draft.base_text) if work.draft is not None else work.file.digest,
        "file_changed": work.file_changed,
        "draft_text": work.text if work.draft is not None else None,
        "base_text": work.draft.base_text if work.draft is not None else work.file.text,
        "draft_status": work.draft.status if work.draft is not None else "",
        "draft_name": work.draft.name if work.draft is not None else "",
    }


def _choices(store: KnowledgeStore) -> dict[str, list[dict[str, str]]]:
    departments = store.district.departments.values()
    return {
        "departments": [{"id": department.id, "name": department.name} for department in departments],
        "facets": [{"id": facet, "label": label} for facet, label in FACET_LABELS.items()],
    }


def _conflict(conflict: ConflictError) -> dict[str, Any]:
    return {
        "error": {"code": conflict.code, "message": conflict.message},
        "text": conflict.text,
        "revision": conflict.revision,
    }


def _body(request: Request) -> dict[str, Any]:
    body = request.json
    if not isinstance(body, dict):
        raise InputError("보낸 내용을 읽을 수 없습니다.")
    return body


def _revision(body: dict[str, Any]) -> int:
    revision = body.get("revision") or 0
    if not isinstance(revision, int):
        raise InputError("글의 차례 번호를 읽을 수 없습니다. 화면을 새로 고친 뒤 다시 해 주세요.")
    return revision


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise InputError("글이 없거나 너무 깁니다.")
    return text.replace("\r\n", "\n")
