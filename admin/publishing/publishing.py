"""What a click on "반영하기" does: answers are live at once, questions go into the queue."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from admin import audit
from admin.audit import Actor
from admin.editing import checks, drafts, files, versions
from admin.editing.drafts import FileChangedError
from admin.editing.tables import Draft
from admin.errors import ForbiddenError, InputError
from admin.publishing import changes, models, queue, staging
from admin.publishing.bot import Bot, BotAwayError
from admin.publishing.changes import Change
from admin.publishing.tables import Publication
from admin.roles import Permission, Staff
from admin.services import Services


def publish(
    services: Services, session: Session, staff: Staff, actor: Actor, keys: Sequence[str]
) -> Publication:
    """Publish the drafts of some articles together.

    Raises InputError for a draft that has mistakes, ConflictError when its file changed underneath.
    """
    if not staff.may(Permission.PUBLISH):
        raise ForbiddenError("반영은 승인 담당이 합니다. '검토 부탁'을 눌러 주세요.")
    chosen = [draft for key in keys if (draft := drafts.find(session, key)) is not None]
    chosen = [draft for draft in chosen if draft.status != "publishing"]  # a second click on the button
    if not chosen:
        raise InputError("반영할 글이 없습니다. 이미 반영했거나 반영하는 중입니다.")
    planned = [_change(services, draft) for draft in chosen]
    if not any(change.needs_training for change in planned):
        return _publish_answers(services, session, staff, actor, planned)
    for draft in chosen:
        draft.status = "publishing"
    publication = queue.add(session, staff.username, staff.name, planned, "queued")
    audit.record(session, actor, "반영 시작", ", ".join(keys), str(publication.id))
    return publication


def train_files(session: Session, staff: Staff, actor: Actor) -> Publication:
    """Queue a training of the files as they are, for questions edited outside the screen."""
    if not staff.may(Permission.PUBLISH):
        raise ForbiddenError("학습은 승인 담당이 합니다.")
    if any(waiting.status == "queued" and waiting.changes == "[]" for waiting in queue.waiting(session)):
        raise InputError("같은 학습이 이미 차례를 기다리고 있습니다.")
    publication = queue.add(session, staff.username, staff.name, [], "queued")
    audit.record(session, actor, "반영 시작", "파일에서 고친 질문", str(publication.id))
    return publication


def again(
    services: Services, session: Session, staff: Staff, actor: Actor, publication_id: int
) -> Publication:
    """Try a failed publication once more, with the drafts as they are now."""
    publication = queue.get(session, publication_id)
    if not can_repeat(session, publication):
        raise InputError("다시 할 수 없습니다. 글이 그 사이 반영되었거나 초안이 없어졌습니다.")
    keys = [change.key for change in changes.load(publication.changes)]
    if keys:
        return publish(services, session, staff, actor, keys)
    return train_files(session, staff, actor)


def go_on(services: Services, session: Session, actor: Actor, publication_id: int) -> None:
    """Let a held model go live although it does worse; trains anew when another went live meanwhile."""
    publication = _held(session, publication_id)
    newest = models.newest(services.settings.models)
    fresh = newest is not None and newest.name == publication.model_before
    trained = staging.folder_of(services.settings.work, publication_id) / "models" / publication.model_after
    publication.status = "swapping" if fresh and trained.exists() else "queued"
    report = {**queue.report_of(publication), "forced": True}
    publication.report = queue.as_json(report)
    audit.record(session, actor, "나빠진 것을 알고 반영", str(publication_id))


def give_up(services: Services, session: Session, actor: Actor, publication_id: int) -> None:
    """Drop a publication that waits; nothing has changed."""
    publication = queue.get(session, publication_id)
    if publication.status not in ("queued", "held"):
        raise InputError("이미 시작되어 그만둘 수 없습니다.")
    queue.end(session, publication, "cancelled")
    audit.record(session, actor, "반영 그만둠", str(publication_id))
    staging.remove(staging.folder_of(services.settings.work, publication_id))


async def revert(services: Services, actor: Actor, publication_id: int) -> None:
    """Bring back articles and model as they were before a publication.

    A publication with a model can be taken back only while its model is the newest.
    """
    with services.database.session() as session:
        publication = queue.get(session, publication_id)
        if not can_revert(session, publication):
            raise InputError(
                "이 뒤에 다른 학습이 반영되어 되돌릴 수 없습니다. 글의 '지난 글'에서 되돌려 주세요."
            )
        planned = changes.load(publication.changes)
        before, record = publication.model_before, publication.record_before
        trained = bool(publication.model_after)
    folder = services.settings.models
    if trained:
        if not before or not (folder / before).exists():
            raise InputError("앞선 모델이 남아 있지 않습니다.")
        # A bot that is away loads the newest model at its next start.
        with contextlib.suppress(BotAwayError):
            await Bot(services.settings).load_model(folder / before)
    changes.take_back(services.knowledge.settings.root, planned)
    if trained:
        models.make_newest(folder / before)
        models.write_record(folder, record)
    with services.database.session() as session:
        publication = queue.get(session, publication_id)
        publication.status, publication.finished_at = "reverted", time.time()
        for change in planned:
            now = files.read(services.knowledge.settings.root, change.key)
            if now.text:
                versions.add(
                    session, change.key, now.text, actor.username, "", f"반영 {publication_id} 되돌림"
                )
        audit.record(session, actor, "되돌림", str(publication_id))


def can_revert(session: Session, publication: Publication) -> bool:
    """Tell whether a publication can be taken back."""
    if publication.status != "done":
        return False
    newest = queue.newest_model(session)
    return not publication.model_after or (newest is not None and newest.id == publication.id)


def can_repeat(session: Session, publication: Publication) -> bool:
    """Tell whether a failed one can be tried again: its drafts are there and nothing newer is on its way."""
    if publication.status != "failed" or queue.waiting(session):
        return False
    planned = changes.load(publication.changes)
    if not planned:
        return queue.newest(session) is publication
    return all(drafts.find(session, change.key) is not None for change in planned)


def _change(services: Services, draft: Draft) -> Change:
    root = services.knowledge.settings.root
    file = files.read(root, draft.key)
    if drafts.file_changed(draft, file):
        raise FileChangedError(file.text, draft.revision)
    if draft.text == file.text:
        raise InputError("바뀐 것이 없습니다.")
    found = checks.check(
        services.knowledge, draft.key, draft.text, services.settings.evaluation, date.today(), draft.topic
    )
    if not found.ok:
        first = next(problem for problem in found.problems if problem.level == "error")
        raise InputError(f"고칠 곳이 있습니다. {first}")
    return Change(draft.key, file.text, draft.text, draft.topic)


def _publish_answers(
    services: Services, session: Session, staff: Staff, actor: Actor, planned: Sequence[Change]
) -> Publication:
    """Write the files at once: the bot reads an answer when it gives it."""
    publication = queue.add(session, staff.username, staff.name, planned, "done")
    queue.went_live(session, publication, f"반영 {publication.id}")
    audit.record(session, actor, "답 반영", ", ".join(change.key for change in planned), str(publication.id))
    changes.apply(services.knowledge.settings.root, planned)
    return publication


def _held(session: Session, publication_id: int) -> Publication:
    publication = queue.get(session, publication_id)
    if publication.status != "held":
        raise InputError("확인을 기다리는 반영이 아닙니다.")
    return publication
