"""The air quality service: fine dust at the district's station."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.weather.client import fetch
from actions.weather.errors import NoDataError
from actions.weather.settings import WeatherSettings

# From which value (micrograms a cubic metre) on the air is one grade worse: 좋음, 보통, 나쁨, 매우나쁨.
_PM10_GRADES, _PM25_GRADES = (30, 80, 150), (15, 35, 75)
GRADES = ("좋음", "보통", "나쁨", "매우 나쁨")
BAD = 2
_ROWS = 6  # hours to look back for one that was measured


@dataclass(frozen=True)
class Air:
    """Fine dust at an hour (local time), micrograms a cubic metre; grades count from 0 (good)."""

    at: datetime | None
    pm10: int | None = None
    pm25: int | None = None

    @property
    def pm10_grade(self) -> int | None:
        """The grade of the fine dust."""
        return _grade(self.pm10, _PM10_GRADES)

    @property
    def pm25_grade(self) -> int | None:
        """The grade of the finest dust."""
        return _grade(self.pm25, _PM25_GRADES)

    @property
    def worst(self) -> int | None:
        """The worse of both grades."""
        return max((grade for grade in (self.pm10_grade, self.pm25_grade) if grade is not None), default=None)


def fetch_air(settings: WeatherSettings, station: str) -> Air:
    """Ask for the station's latest measurement. Raises WeatherError, NoDataError when there is none."""
    body = fetch(
        f"{settings.airkorea_url}/getMsrstnAcctoRltmMesureDnsty",
        {
            "serviceKey": settings.airkorea_key,
            "returnType": "json",
            "numOfRows": _ROWS,
            "pageNo": 1,
            "stationName": station,
            "dataTerm": "DAILY",
            "ver": "1.3",
        },
        settings,
    ).get("body")
    rows = body.get("items") if isinstance(body, dict) else None
    return newest(rows if isinstance(rows, list) else [])


def newest(rows: Iterable[Mapping[str, Any]]) -> Air:
    """The newest row with a value; a station under repair sends "-"."""
    for row in rows:
        air = Air(moment(row.get("dataTime")), _value(row.get("pm10Value")), _value(row.get("pm25Value")))
        if air.pm10 is not None or air.pm25 is not None:
            return air
    raise NoDataError("empty", "the station measured nothing")


def moment(text: Any) -> datetime | None:
    """Read "2026-11-21 24:00": midnight is the end of the day."""
    day, _, clock = str(text or "").partition(" ")
    try:
        late = timedelta(days=1 if clock.startswith("24") else 0)
        return datetime.strptime(f"{day} {clock.replace('24:', '00:', 1)}", "%Y-%m-%d %H:%M") + late
    except ValueError:
        return None


def _value(text: Any) -> int | None:
    try:
        value = int(float(text))
    except (TypeError, ValueError):
        return None
    return value if value >= 0 else None


def _grade(value: int | None, bands: tuple[int, int, int]) -> int | None:
    return None if value is None else sum(value > limit for limit in bands)
