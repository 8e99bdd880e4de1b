"""What kind of moment it is, in the words staff use in knowledge/tone.yml."""

from __future__ import annotations

from datetime import datetime

from actions.office_hours import holiday_name

_SEASONS = ("겨울", "봄", "여름", "가을")
_WEEKDAYS = {0: "월요일", 4: "금요일", 5: "주말", 6: "주말"}
# A part of the official holiday name, and what staff call the day.
_HOLIDAYS = {
    "신정": "새해 첫날",
    "설날": "설날",
    "추석": "추석",
    "어린이날": "어린이날",
    "기독탄신일": "성탄절",
    "크리스마스": "성탄절",
}


def situations_at(now: datetime) -> frozenset[str]:
    """The time of day, season, weekday and holiday; `now` is the district's local time."""
    found = {time_of_day(now), _SEASONS[now.month % 12 // 3]}
    if weekday := _WEEKDAYS.get(now.weekday()):
        found.add(weekday)
    if holiday := holiday_name(now.date()):
        found.add("공휴일")
        found |= {name for part, name in _HOLIDAYS.items() if part in holiday}
    return frozenset(found)


def time_of_day(now: datetime) -> str:
    """Morning until 10, day until 18, evening until 22, then night."""
    if 5 <= now.hour < 10:
        return "아침"
    if 10 <= now.hour < 18:
        return "낮"
    return "저녁" if 18 <= now.hour < 22 else "밤"
