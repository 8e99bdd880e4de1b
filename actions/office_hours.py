"""Whether the district office is open, with Korean public holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from knowledge import District

_LONGEST_BREAK = 30


@dataclass(frozen=True)
class OfficeStatus:
    """Whether the office is open now, why not (a holiday's name or nothing), and when it opens next."""

    is_open: bool
    holiday: str = ""
    opens: datetime | None = None


def office_status(district: District, now: datetime) -> OfficeStatus:
    """Look at the weekday, the hour and the public holidays; `now` is the district's local time."""
    opens, closes = _clock(district.office.opens), _clock(district.office.closes)
    if _is_working_day(district, now.date()) and opens <= now.time() < closes:
        return OfficeStatus(True)
    first = now.date() if now.time() < opens else now.date() + timedelta(days=1)
    days = (first + timedelta(days=ahead) for ahead in range(_LONGEST_BREAK))
    day = next((day for day in days if _is_working_day(district, day)), None)
    opening = datetime.combine(day, opens, now.tzinfo) if day else None
    return OfficeStatus(False, holiday_name(now.date()), opening)


def holiday_name(day: date) -> str:
    """The Korean name of a public holiday, or nothing on any other day."""
    return _holidays(day.year).get(day, "")


# Working the lunar calendar out takes longer than the rest of a turn, and every turn asks.
@lru_cache(maxsize=4)
def _holidays(year: int) -> Mapping[date, str]:
    return {
        day: str(name) for day, name in holidays.country_holidays("KR", years=year, language="ko").items()
    }


def _is_working_day(district: District, day: date) -> bool:
    return day.isoweekday() in district.office.weekdays and not holiday_name(day)


def _clock(text: str) -> time:
    return time.fromisoformat(text)
