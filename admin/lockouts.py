"""Count failed sign-ins per name and per address, and lock both for a while."""

from __future__ import annotations

from sqlalchemy.orm import Session

from admin.errors import SignInError
from admin.settings import AdminSettings
from admin.tables import Lockout

# An office shares one address, so it gets more tries than one name.
ADDRESS_FACTOR = 6


def keys_of(username: str, address: str) -> dict[str, int]:
    """Return the keys to count under, each with its factor on the failures allowed."""
    return {f"name:{username.lower()[:60]}": 1, f"address:{address[:60]}": ADDRESS_FACTOR}


def refuse_locked(session: Session, username: str, address: str, now: float) -> None:
    """Raise SignInError while the name or the address is locked."""
    for key in keys_of(username, address):
        entry = session.get(Lockout, key)
        if entry is not None and entry.locked_until > now:
            minutes = int((entry.locked_until - now) // 60) + 1
            raise SignInError(f"여러 번 틀려서 잠겼습니다. {minutes}분 뒤에 다시 해 주세요.")


def count_failure(session: Session, username: str, address: str, now: float, settings: AdminSettings) -> None:
    """Count one failure and lock when it was the last one allowed."""
    period = settings.lock_minutes * 60
    for key, factor in keys_of(username, address).items():
        entry = session.get(Lockout, key)
        if entry is None:
            entry = Lockout(key=key, failures=0, failed_at=now, locked_until=0.0)
            session.add(entry)
        entry.failures = entry.failures + 1 if now - entry.failed_at < period else 1
        entry.failed_at = now
        if entry.failures >= settings.failures_allowed * factor:
            entry.locked_until = now + period
            entry.failures = 0


def forget_failures(session: Session, username: str) -> None:
    """Start counting anew for a name that signed in, or that an administrator unlocked."""
    for key in keys_of(username, "-"):
        entry = session.get(Lockout, key) if key.startswith("name:") else None
        if entry is not None:
            session.delete(entry)
