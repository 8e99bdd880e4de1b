"""How long conversations are kept."""

from __future__ import annotations

DAY_SECONDS = 86_400
DEFAULT_DAYS = 90


def keep_from(now: float, days: int) -> float:
    """Return the time (seconds) before which a conversation that fell silent is deleted.

    Raises ValueError for less than one day: that would delete the conversation one is in.
    """
    if days < 1:
        raise ValueError(f"conversations are kept for at least one day, not {days}")
    return now - days * DAY_SECONDS


def is_expired(last_said: float, now: float, days: int) -> bool:
    """Tell whether a conversation whose newest event is of `last_said` (seconds) is to be deleted."""
    return last_said < keep_from(now, days)
