"""Drafts: save, ask for review, send back, throw away."""

from __future__ import annotations

import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.editing.files import ArticleFile, digest_of
from admin.editing.form import to_form
from admin.editing.tables import Draft
from admin.errors import AdminError, ForbiddenError, InputError
from admin.roles import Staff

STATUS_LABELS = {
    "draft": "쓰는 중",
    "review": "검토 기다림",
    "returned": "고쳐 달라고 돌려줌",
    "publishing": "반영하는 중",
}


class ConflictError(AdminError):
    """Somebody else saved in the meantime; `text` is what they saved."""

    code = "conflict"
    status = 409

    def __init__(self, message: str, text: str, revision: int) -> None:
        super().__init__(message)
        self.text = text
        self.revision = revision


class FileChangedError(ConflictError):
    """The article's file was edited outside the screen; `text` is the file now."""

    code = "file_changed"

    def __init__(self, text: str, revision: int) -> None:
        super().__init__("이 글의 파일이 그 사이 다른 곳에서 바뀌었습니다.", text, revision)


def find(session: Session, key: str) -> Draft | None:
    """Return the draft of an article, or None."""
    draft: Draft | None = session.get(Draft, key)
    return draft


def everything(session: Session) -> list[Draft]:
    """Return all drafts, the newest change first."""
    return list(session.execute(select(Draft).order_by(Draft.updated_at.desc())).scalars())


def require_right(staff: Staff, *texts: str) -> None:
    """Raise ForbiddenError unless staff may edit the department that each text names.

    Both the state before and the one after count: nobody gives an article away or takes one over.
    """
    for text in texts:
        department = department_of(text)
        if text and not staff.may_edit(department):
            raise ForbiddenError(
                "다른 부서의 글은 고칠 수 없습니다. 담당 부서나 승인 담당에게 부탁해 주세요."
            )


def department_of(text: str) -> str:
    """Return the department id a text names, "" when it cannot be read."""
    form = to_form(text)
    return str(form["department"]) if form is not None else ""


def save(
    session: Session, staff: Staff, file: ArticleFile, text: str, revision: int, topic: str = ""
) -> Draft:
    """Save a draft; `revision` is the one the text was made from, 0 for the file itself.

    Raises ConflictError when somebody saved another revision meanwhile.
    """
    draft = find(session, file.key)
    if draft is not None and draft.status == "publishing":
        raise InputError("지금 챗봇에 반영하는 중인 글입니다. 끝난 뒤에 고쳐 주세요.")
    if draft is not None and draft.revision != revision:
        message = f"{draft.name}님이 먼저 이 글을 저장했습니다."
        raise ConflictError(message, draft.text, draft.revision)
    if draft is None:
        draft = Draft(key=file.key, base_text=file.text, revision=0, topic=topic, note="")
        session.add(draft)
    draft.text, draft.status = text, "draft"
    draft.department = department_of(text) or department_of(file.text)
    draft.revision += 1
    draft.username, draft.name, draft.updated_at = staff.username, staff.name, time.time()
    session.flush()
    return draft


def file_changed(draft: Draft, file: ArticleFile) -> bool:
    """Tell whether the file was edited underneath a draft."""
    return digest_of(draft.base_text) != file.digest


def rebase(draft: Draft, file: ArticleFile, text: str) -> None:
    """Continue a draft from the file as it is now."""
    draft.base_text, draft.text, draft.updated_at = file.text, text, time.time()
    draft.revision += 1


def ask_review(draft: Draft, note: str) -> None:
    """Hand a draft to the approvers."""
    draft.status, draft.note, draft.updated_at = "review", note[:1000], time.time()


def send_back(draft: Draft, note: str) -> None:
    """Return a draft to its author with what to mend."""
    if not note.strip():
        raise InputError("무엇을 고쳐야 하는지 적어 주세요.")
    draft.status, draft.note, draft.updated_at = "returned", note[:1000], time.time()


def discard(session: Session, draft: Draft) -> None:
    """Throw a draft away; the file is not touched."""
    if draft.status == "publishing":
        raise InputError("반영하는 중인 글은 버릴 수 없습니다.")
    session.delete(draft)
