"""Every live state an article has had, so that each can be brought back."""

from __future__ import annotations

import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.editing.files import ArticleFile, digest_of
from admin.editing.tables import Version
from admin.errors import NotFoundError

FROM_FILE = "파일에서 고침"


def history(session: Session, key: str) -> list[Version]:
    """Return all versions of an article, newest first."""
    query = select(Version).where(Version.key == key).order_by(Version.id.desc())
    return list(session.execute(query).scalars())


def get(session: Session, key: str, version_id: int) -> Version:
    """Return one version. Raises NotFoundError."""
    version = session.get(Version, version_id)
    if version is None or version.key != key:
        raise NotFoundError("그런 이전 글이 없습니다.")
    return version


def note_file(session: Session, file: ArticleFile) -> None:
    """Keep the file's state when somebody edited it outside the screen (or it was never seen)."""
    if file.text:
        add(session, file.key, file.text, "-", "", FROM_FILE)


def add(session: Session, key: str, text: str, username: str, name: str, note: str) -> None:
    """Keep a state, unless it is the newest one already."""
    newest = next(iter(history(session, key)), None)
    digest = digest_of(text)
    if newest is not None and newest.digest == digest:
        return
    session.add(
        Version(key=key, text=text, digest=digest, at=time.time(), username=username, name=name, note=note)
    )
    session.flush()
