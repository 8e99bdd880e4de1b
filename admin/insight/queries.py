"""Filters of the pages, read from an address and written back into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from admin.insight.figures import Scope
from admin.insight.moment import Period
from admin.insight.transcripts import Search

Get = Callable[[str], str]
DEFAULT_DAYS = 28


def read_day(text: str) -> date | None:
    """Return the day of an ISO date, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_page(text: str) -> int:
    """Return a page number from 1 up."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def read_search(get: Get) -> Search:
    """Read the filters of the list of conversations."""
    hour = get("hour")
    return Search(
        words=get("words"),
        channel=get("channel"),
        domain=get("domain"),
        department=get("department"),
        emotion=get("emotion"),
        outcome=get("outcome"),
        topic=get("topic"),
        vote=get("vote"),
        special=get("special"),
        hour=int(hour) if hour.isdecimal() and int(hour) < 24 else None,
        first=read_day(get("first")),
        last=read_day(get("last")),
    )


def read_scope(get: Get, today: date) -> Scope:
    """Read the filters of the statistics; the last four weeks unless the address says otherwise."""
    usual = Period.last_days(DEFAULT_DAYS, today)
    first, last = read_day(get("first")) or usual.first, read_day(get("last")) or usual.last
    period = Period(min(first, last), max(first, last))
    return Scope(period, domain=get("domain"), department=get("department"), channel=get("channel"))


def search_address(scope: Scope, **more: Any) -> str:
    """Return the address of the conversations behind a figure."""
    fields: Mapping[str, Any] = {
        "first": scope.period.first.isoformat(),
        "last": scope.period.last.isoformat(),
        "domain": scope.domain,
        "department": scope.department,
        "channel": scope.channel,
        **more,
    }
    return f"/conversations?{urlencode({k: v for k, v in fields.items() if v not in ('', None)})}"
