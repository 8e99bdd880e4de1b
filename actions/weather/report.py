"""What is known about the weather, and what kind of weather that is."""

from __future__ import annotations

from dataclasses import dataclass

from actions.weather.airkorea import BAD, Air
from actions.weather.alerts import Alert
from actions.weather.kma import Weather

_HOT, _COLD, _WINDY = 30.0, -3.0, 9.0  # degrees Celsius, metres a second
_CLEAR = "맑음"


@dataclass(frozen=True)
class Report:
    """What is known; None where there is no key, no station or no answer."""

    weather: Weather | None = None
    air: Air | None = None
    alerts: tuple[Alert, ...] = ()


def weather_situations(report: Report) -> frozenset[str]:
    """The weather in the words of knowledge/tone.yml."""
    found: set[str] = set()
    weather, air = report.weather, report.air
    if weather is not None:
        found |= set(weather.falling)
        day = weather.days.get(weather.at.date())
        if weather.temperature is not None and weather.temperature >= _HOT:
            found.add("더위")
        if weather.temperature is not None and weather.temperature <= _COLD:
            found.add("추위")
        if weather.wind is not None and weather.wind >= _WINDY:
            found.add("바람")
        if day is not None and day.sky == _CLEAR and not (weather.falling or day.falling):
            found.add(_CLEAR)
    if air is not None and air.worst is not None and air.worst != 1:
        found.add("미세먼지" if air.worst >= BAD else "공기 좋음")
    return frozenset(found)
