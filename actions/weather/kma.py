"""The weather service: what it is like now, and the days ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from actions.weather.client import fetch
from actions.weather.errors import NoDataError, WeatherError
from actions.weather.settings import WeatherSettings

_MISSING = 900  # values of this size stand for "not measured"
_FORECAST_HOURS = (2, 5, 8, 11, 14, 17, 20, 23)
_NOON_HOURS = range(9, 19)
RAIN, SNOW = "비", "눈"
_FALLING = {1: (RAIN,), 2: (RAIN, SNOW), 3: (SNOW,), 4: (RAIN,), 5: (RAIN,), 6: (RAIN, SNOW), 7: (SNOW,)}
_SKIES = {1: "맑음", 3: "구름많음", 4: "흐림"}


@dataclass(frozen=True)
class Day:
    """One day's forecast: degrees Celsius, the sky by day, what falls, and its chance in percent.

    Late in the day a forecast has only the hours left: then it is not of the `whole` day.
    """

    low: int | None = None
    high: int | None = None
    sky: str = ""
    falling: tuple[str, ...] = ()
    chance: int | None = None
    whole: bool = True


@dataclass(frozen=True)
class Weather:
    """Measured at `at` (local time): degrees Celsius, metres a second, what falls now; and the days ahead."""

    at: datetime
    temperature: float | None = None
    wind: float | None = None
    falling: tuple[str, ...] = ()
    days: Mapping[date, Day] = field(default_factory=dict)


def fetch_weather(settings: WeatherSettings, grid: tuple[int, int], now: datetime) -> Weather:
    """Ask for the latest measurement and forecast. Raises WeatherError when neither is to be had."""
    problems: list[WeatherError] = []
    weather = Weather(now)
    try:
        weather = _measured(settings, grid, now)
    except WeatherError as error:
        problems.append(error)
    try:
        days = days_of(_items(settings, "getVilageFcst", grid, forecast_time(now), 1000))
    except WeatherError as error:
        problems.append(error)
        days = {}
    if len(problems) == 2:
        raise problems[0]
    return Weather(weather.at, weather.temperature, weather.wind, weather.falling, days)


def _measured(settings: WeatherSettings, grid: tuple[int, int], now: datetime) -> Weather:
    """The measurement of the hour; the one before while that is not out yet."""
    at = measurement_time(now)
    try:
        return measured(_items(settings, "getUltraSrtNcst", grid, at, 20), at)
    except NoDataError:
        at -= timedelta(hours=1)
        return measured(_items(settings, "getUltraSrtNcst", grid, at, 20), at)


def measurement_time(now: datetime) -> datetime:
    """The hour whose measurement is out: it takes until 40 minutes past."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour if now.minute >= 40 else hour - timedelta(hours=1)


def forecast_time(now: datetime) -> datetime:
    """The newest of the eight forecasts a day; each is out 10 minutes later."""
    out = now - timedelta(minutes=10)
    hours = [hour for hour in _FORECAST_HOURS if hour <= out.hour]
    day = out if hours else out - timedelta(days=1)
    return day.replace(hour=hours[-1] if hours else 23, minute=0, second=0, microsecond=0)


def measured(items: Iterable[Mapping[str, Any]], at: datetime) -> Weather:
    """Read a measurement's items."""
    values = {str(item.get("category")): _number(item.get("obsrValue")) for item in items}
    return Weather(at, values.get("T1H"), values.get("WSD"), _falling(values.get("PTY")))


def days_of(items: Iterable[Mapping[str, Any]]) -> dict[date, Day]:
    """Gather the items of a forecast by day."""
    by_day: dict[date, dict[str, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        number = _number(item.get("fcstValue"))
        try:
            moment = datetime.strptime(f"{item['fcstDate']}{item['fcstTime']}", "%Y%m%d%H%M")
        except (KeyError, ValueError):
            continue
        if number is not None:
            by_day[moment.date()][str(item.get("category"))].append((moment.hour, number))
    return {day: _day(values) for day, values in by_day.items()}


def _day(values: Mapping[str, list[tuple[int, float]]]) -> Day:
    hourly = [number for _, number in values.get("TMP", ())]
    lows = [number for _, number in values.get("TMN", ())] or hourly
    highs = [number for _, number in values.get("TMX", ())] or hourly
    skies = [number for hour, number in values.get("SKY", ()) if hour in _NOON_HOURS]
    falling = {name for _, number in values.get("PTY", ()) for name in _falling(number)}
    chances = [number for _, number in values.get("POP", ())]
    return Day(
        low=round(min(lows)) if lows else None,
        high=round(max(highs)) if highs else None,
        sky=_SKIES.get(int(sorted(skies)[len(skies) // 2]), "") if skies else "",
        falling=tuple(name for name in (RAIN, SNOW) if name in falling),
        chance=round(max(chances)) if chances else None,
        whole=bool(values.get("TMX")),
    )


def _items(
    settings: WeatherSettings, operation: str, grid: tuple[int, int], at: datetime, rows: int
) -> list[Mapping[str, Any]]:
    body = fetch(
        f"{settings.kma_url}/{operation}",
        {
            "serviceKey": settings.kma_key,
            "pageNo": 1,
            "numOfRows": rows,
            "dataType": "JSON",
            "base_date": f"{at:%Y%m%d}",
            "base_time": f"{at:%H%M}",
            "nx": grid[0],
            "ny": grid[1],
        },
        settings,
    ).get("body")
    items = body.get("items") if isinstance(body, dict) else None
    found = items.get("item") if isinstance(items, dict) else None
    if not isinstance(found, list):
        raise NoDataError("empty", f"{operation} has no items")
    return [item for item in found if isinstance(item, dict)]


def _falling(code: float | None) -> tuple[str, ...]:
    return _FALLING.get(int(code), ()) if code is not None else ()


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None  # texts such as "강수없음"
    return number if abs(number) < _MISSING else None
