"""The queue of publications in the database."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.editing import drafts, versions
from admin.errors import NotFoundError
from admin.publishing.changes import Change, dump, load
from admin.publishing.tables import Publication

WORKING = ("training", "testing", "swapping")
OPEN = ("queued", "held", *WORKING)
STATUS_LABELS = {
    "queued": "차례 기다림",
    "training": "학습하는 중",
    "testing": "시험하는 중",
    "held": "확인 기다림",
    "swapping": "바꾸는 중",
    "done": "반영됨",
    "failed": "반영 못 함",
    "cancelled": "그만둠",
    "reverted": "되돌림",
}


def add(session: Session, username: str, name: str, changes: Sequence[Change], status: str) -> Publication:
    """Put a publication into the queue (`queued`) or note one that is over already (`done`)."""
    now = time.time()
    publication = Publication(
        status=status,
        username=username,
        name=name,
        created_at=now,
        finished_at=now if status == "done" else None,
        changes=dump(changes),
        report="{}",
        message="",
        model_before="",
        model_after="",
        record_before="",
    )
    session.add(publication)
    session.flush()
    return publication


def get(session: Session, publication_id: int) -> Publication:
    """Return one publication. Raises NotFoundError."""
    publication = session.get(Publication, publication_id)
    if publication is None:
        raise NotFoundError("그런 반영 기록이 없습니다.")
    return publication


def next_up(session: Session) -> Publication | None:
    """Return the publication whose turn it is: one at a time, first come first served."""
    query = select(Publication).where(Publication.status.in_(("queued", *WORKING)))
    return session.execute(query.order_by(Publication.id)).scalars().first()


def waiting(session: Session) -> list[Publication]:
    """Return everything not over yet, in order."""
    query = select(Publication).where(Publication.status.in_(OPEN)).order_by(Publication.id)
    return list(session.execute(query).scalars())


def finished(session: Session, limit: int = 30) -> list[Publication]:
    """Return what is over, newest first."""
    query = select(Publication).where(Publication.status.not_in(OPEN)).order_by(Publication.id.desc())
    return list(session.execute(query.limit(limit)).scalars())


def newest(session: Session) -> Publication | None:
    """Return the publication that was asked for last."""
    return session.execute(select(Publication).order_by(Publication.id.desc())).scalars().first()


def newest_model(session: Session) -> Publication | None:
    """Return the last publication that changed the model and still stands."""
    query = select(Publication).where(Publication.status == "done", Publication.model_after != "")
    return session.execute(query.order_by(Publication.id.desc())).scalars().first()


def usual_seconds(session: Session) -> float | None:
    """Return how long the last model took from start to end, None before the first."""
    publication = newest_model(session)
    if publication is None or not publication.started_at or not publication.finished_at:
        return None
    return float(publication.finished_at - publication.started_at)


def end(session: Session, publication: Publication, status: str, message: str = "") -> None:
    """Finish without going live: its drafts can be edited again."""
    publication.status, publication.message, publication.finished_at = status, message, time.time()
    publication.pid = None
    for change in load(publication.changes):
        draft = drafts.find(session, change.key)
        if draft is not None and draft.status == "publishing":
            draft.status = "draft"


def went_live(session: Session, publication: Publication, note: str) -> None:
    """Keep a version of each article and drop the drafts that are live now."""
    for change in load(publication.changes):
        if change.before:
            versions.add(session, change.key, change.before, "-", "", versions.FROM_FILE)
        versions.add(session, change.key, change.after, publication.username, publication.name, note)
        draft = drafts.find(session, change.key)
        if draft is not None and draft.text == change.after:
            session.delete(draft)
        elif draft is not None:
            draft.status = "draft"


def as_json(content: Any) -> str:
    """Return JSON as the table keeps it."""
    return json.dumps(content, ensure_ascii=False)


def report_of(publication: Publication) -> dict[str, Any]:
    """Return the comparison of the models; nothing compared is nothing asked."""
    nothing = {"learnt": [], "regressions": [], "asked": 0, "forced": False}
    return {**nothing, **json.loads(publication.report)}
