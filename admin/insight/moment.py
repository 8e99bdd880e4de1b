"""Times as staff think of them: Korean days, hours and weeks that begin on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KOREA = ZoneInfo("Asia/Seoul")
WEEKDAYS = "월화수목금토일"


def korean_time(timestamp: float) -> datetime:
    """Return the time in Korea for seconds since 1970."""
    return datetime.fromtimestamp(timestamp, KOREA)


def week_start(day: date) -> date:
    """Return the Monday of the week `day` is in."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def week_of(cls, day: date) -> Period:
        """Return Monday to Sunday around `day`."""
        monday = week_start(day)
        return cls(monday, monday + timedelta(days=6))

    @classmethod
    def last_days(cls, days: int, today: date) -> Period:
        """Return the `days` days that end today."""
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """Return the period of the same length just before this one."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def timestamps(self) -> tuple[float, float]:
        """Return the first second and the first one after the period."""
        start = datetime.combine(self.first, time(), KOREA)
        end = datetime.combine(self.last + timedelta(days=1), time(), KOREA)
        return start.timestamp(), end.timestamp()

    def __str__(self) -> str:
        return f"{korean_date(self.first)} ~ {korean_date(self.last)}"


def korean_date(day: date) -> str:
    """Write a day as `11월 21일(토)`."""
    return f"{day.month}월 {day.day}일({WEEKDAYS[day.weekday()]})"
