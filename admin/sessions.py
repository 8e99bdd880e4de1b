"""Who is signed in: server-side sessions named by a random cookie."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from admin import accounts
from admin.errors import SignInError
from admin.lockouts import count_failure, forget_failures, refuse_locked
from admin.passwords import matches
from admin.roles import Staff
from admin.settings import AdminSettings
from admin.tables import SignedIn, User

_WRONG = "아이디나 비밀번호가 맞지 않습니다."


@dataclass(frozen=True)
class Visit:
    """A signed-in request: the person and the token every form has to carry."""

    staff: Staff
    form_token: str


def check_password(
    session: Session, username: str, password: str, address: str, now: float, settings: AdminSettings
) -> User | None:
    """Return the account, or None after counting the failure. Raises SignInError while locked.

    The caller must commit: a failure that is rolled back would never lock anything.
    """
    refuse_locked(session, username, address, now)
    user = accounts.find(session, username)
    right = matches(user.password_hash if user is not None and user.active else None, password)
    if user is None or not right:
        count_failure(session, username, address, now, settings)
        return None
    forget_failures(session, username)
    return user


def wrong_password() -> SignInError:
    """The one answer to a wrong name, a wrong password and a switched-off account."""
    return SignInError(_WRONG)


def begin(session: Session, user: User, now: float) -> str:
    """Start a session and return the cookie's value."""
    cookie = secrets.token_urlsafe(32)
    session.add(
        SignedIn(
            id=_hash(cookie),
            user_id=user.id,
            form_token=secrets.token_urlsafe(32),
            created_at=now,
            seen_at=now,
        )
    )
    user.signed_in_at = now
    return cookie


def visit(session: Session, cookie: str, now: float, settings: AdminSettings) -> Visit | None:
    """Return who sent a cookie and note the visit; None when it is unknown, idle too long or too old."""
    row = session.get(SignedIn, _hash(cookie)) if cookie else None
    if row is None:
        return None
    user = session.get(User, row.user_id)
    idle = now - row.seen_at > settings.idle_minutes * 60
    old = now - row.created_at > settings.session_hours * 3600
    if idle or old or user is None or not user.active:
        session.delete(row)
        return None
    if now - row.seen_at > 5:  # not one write per picture and script
        row.seen_at = now
    return Visit(accounts.to_staff(user), row.form_token)


def end(session: Session, cookie: str) -> None:
    """Sign out."""
    row = session.get(SignedIn, _hash(cookie))
    if row is not None:
        session.delete(row)


def end_others(session: Session, user_id: int, cookie: str) -> None:
    """Sign somebody out in every browser but this one."""
    others = (SignedIn.user_id == user_id) & (SignedIn.id != _hash(cookie))
    session.execute(delete(SignedIn).where(others))


def forget_old(session: Session, now: float, settings: AdminSettings) -> None:
    """Delete sessions nobody can use any more."""
    session.execute(delete(SignedIn).where(SignedIn.seen_at < now - settings.session_hours * 3600))


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
