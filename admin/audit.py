"""The audit log: every change, every sign-in and every reading of a conversation."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.tables import AuditEntry

PAGE_SIZE = 50


@dataclass(frozen=True)
class Actor:
    """Who acts, and from which address."""

    username: str
    address: str


def record(session: Session, actor: Actor, action: str, target: str = "", detail: str = "") -> None:
    """Write one line; `action` is Korean and short, e.g. 글 저장."""
    entry = AuditEntry(
        at=time.time(),
        username=actor.username,
        address=actor.address,
        action=action,
        target=target[:200],
        detail=detail,
    )
    session.add(entry)


def entries(
    session: Session, username: str = "", action: str = "", page: int = 1
) -> tuple[list[AuditEntry], int]:
    """Return one page of the log, newest first, and how many entries match."""
    query = select(AuditEntry)
    if username:
        query = query.where(AuditEntry.username == username)
    if action:
        query = query.where(AuditEntry.action == action)
    total = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    rows = session.execute(
        query.order_by(AuditEntry.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).scalars()
    return list(rows), int(total)


def actions(session: Session) -> list[str]:
    """Return all kinds of action in the log."""
    return list(session.execute(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).scalars())
