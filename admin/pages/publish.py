"""The page /publish: what waits, what is under way, what was published, and going back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect
from sqlalchemy.orm import Session

from admin.access import actor_of, requires, staff_of
from admin.editing import drafts
from admin.editing.merging import changed_fields, questions_changed
from admin.editing.stale_speech import stale_speech
from admin.editing.tables import Draft
from admin.publishing import models, publishing, queue
from admin.publishing.changes import load
from admin.publishing.names import Predictions
from admin.publishing.tables import Publication
from admin.rendering import as_json, page
from admin.roles import Permission
from admin.services import services_of

blueprint = Blueprint("publish")


@dataclass(frozen=True)
class Waiting:
    """One draft that can be published."""

    draft: Draft
    status: str
    fields: list[str]
    trains: bool
    stale: list[str]  # warnings about spoken texts that were left as they were


@blueprint.get("/publish")
@requires(Permission.READ)
async def index(request: Request) -> HTTPResponse:
    """Show everything; `?key=` ticks a draft, such as the one just made from the inbox."""
    return _page(request, chosen=request.args.getlist("key") or [])


def _page(request: Request, chosen: Sequence[str] = (), problem: str = "", status: int = 200) -> HTTPResponse:
    services = services_of(request)
    with services.database.session() as session:
        pending = [_waiting(draft) for draft in drafts.everything(session)]
        waiting = [_shown(publication) for publication in queue.waiting(session)]
        past = [
            {**_shown(publication), **_next_steps(session, publication)}
            for publication in queue.finished(session)
        ]
    return page(
        request,
        "publish.html",
        "반영하기",
        status,
        problem=problem,
        chosen=chosen,
        pending=[item for item in pending if item.draft.status != "publishing"],
        waiting=waiting,
        past=past,
        titles=Predictions(services.knowledge),
        untrained=models.untrained_topics(services.knowledge, services.settings.models),
    )


@blueprint.get("/publish/progress")
@requires(Permission.READ)
async def progress(request: Request) -> HTTPResponse:
    """Tell how far the queue is; the page asks every second."""
    with services_of(request).database.session() as session:
        usual = queue.usual_seconds(session)
        found = [_progress(publication, usual) for publication in queue.waiting(session)]
    return as_json({"waiting": found})


@blueprint.post("/publish")
@requires(Permission.PUBLISH)
async def start(request: Request) -> HTTPResponse:
    """Publish the chosen drafts together."""
    services = services_of(request)
    keys = list(request.form.getlist("key") or []) if request.form is not None else []
    if not keys:
        return _page(request, problem="반영할 글을 골라 주세요. 아무것도 하지 않았습니다.", status=422)
    with services.database.session() as session:
        publishing.publish(services, session, staff_of(request), actor_of(request), keys)
    return redirect("/publish")


@blueprint.post("/publish/files")
@requires(Permission.PUBLISH)
async def train_files(request: Request) -> HTTPResponse:
    """Train the files as they are."""
    with services_of(request).database.session() as session:
        publishing.train_files(session, staff_of(request), actor_of(request))
    return redirect("/publish")


@blueprint.post("/publish/<publication_id:int>/again")
@requires(Permission.PUBLISH)
async def again(request: Request, publication_id: int) -> HTTPResponse:
    """Try a failed publication once more."""
    services = services_of(request)
    with services.database.session() as session:
        publishing.again(services, session, staff_of(request), actor_of(request), publication_id)
    return redirect("/publish")


@blueprint.get("/publish/<publication_id:int>")
@requires(Permission.READ)
async def report(request: Request, publication_id: int) -> HTTPResponse:
    """Show what one publication changed and what the comparison of the models said."""
    services = services_of(request)
    with services.database.session() as session:
        publication = queue.get(session, publication_id)
        shown = {**_shown(publication), **_next_steps(session, publication)}
    return page(
        request,
        "publication.html",
        f"반영 {publication_id}",
        shown=shown,
        titles=Predictions(services.knowledge),
    )


@blueprint.post("/publish/<publication_id:int>/go-on")
@requires(Permission.PUBLISH)
async def go_on(request: Request, publication_id: int) -> HTTPResponse:
    """Let a held model go live."""
    services = services_of(request)
    with services.database.session() as session:
        publishing.go_on(services, session, actor_of(request), publication_id)
    return redirect("/publish")


@blueprint.post("/publish/<publication_id:int>/give-up")
@requires(Permission.PUBLISH)
async def give_up(request: Request, publication_id: int) -> HTTPResponse:
    """Drop a waiting publication."""
    services = services_of(request)
    with services.database.session() as session:
        publishing.give_up(services, session, actor_of(request), publication_id)
    return redirect("/publish")


@blueprint.post("/publish/<publication_id:int>/revert")
@requires(Permission.PUBLISH)
async def revert(request: Request, publication_id: int) -> HTTPResponse:
    """Bring back articles and model as they were before."""
    await publishing.revert(services_of(request), actor_of(request), publication_id)
    return redirect("/publish")


def _waiting(draft: Draft) -> Waiting:
    trains = bool(draft.topic) or questions_changed(draft.base_text, draft.text)
    fields = ["새 글"] if draft.topic else changed_fields(draft.base_text, draft.text)
    stale = [one.message for one in stale_speech(draft.base_text, draft.text)]
    return Waiting(draft, drafts.STATUS_LABELS[draft.status], fields, trains, stale)


def _next_steps(session: Session, publication: Publication) -> dict[str, bool]:
    return {
        "may_revert": publishing.can_revert(session, publication),
        "may_repeat": publishing.can_repeat(session, publication),
    }


def _shown(publication: Publication) -> dict[str, Any]:
    said, _, details = str(publication.message).partition("\n")
    return {
        "id": publication.id,
        "status": publication.status,
        "label": queue.STATUS_LABELS[publication.status],
        "name": publication.name,
        "at": publication.created_at,
        "message": said,
        "details": details,  # the trainer's own lines, in English
        "changes": load(publication.changes),
        "report": queue.report_of(publication),
        "trained": bool(publication.model_after),
        "seconds": round(publication.finished_at - publication.started_at)
        if publication.finished_at and publication.started_at
        else None,
    }


def _progress(publication: Publication, usual: float | None) -> dict[str, Any]:
    elapsed = time.time() - publication.started_at if publication.started_at else 0.0
    share = min(0.97, elapsed / usual) if usual and publication.started_at else None
    return {
        "id": publication.id,
        "status": publication.status,
        "label": queue.STATUS_LABELS[publication.status],
        "seconds": round(elapsed),
        "share": share,
    }
