"""Everything known about the weather right now, and whether to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.weather.airkorea import Air, fetch_air
from actions.weather.alerts import Alert, fetch_alerts
from actions.weather.feed import Feed
from actions.weather.kma import Weather, fetch_weather
from actions.weather.report import Report
from actions.weather.settings import WeatherSettings
from knowledge import District

KOREA = ZoneInfo("Asia/Seoul")


class WeatherDesk:
    """Keeps the feeds of the services that have a key."""

    def __init__(
        self,
        settings: WeatherSettings,
        district: Callable[[], District],
        now: Callable[[], datetime] = lambda: datetime.now(KOREA),
    ) -> None:
        executor = ThreadPoolExecutor(3, thread_name_prefix="weather")
        self._timeout = settings.timeout

        def weather() -> Weather:
            grid = district().weather_grid
            assert grid is not None
            return fetch_weather(settings, grid, now())

        def alerts() -> tuple[Alert, ...]:
            here = district()
            names = (here.name, *here.aliases)
            return fetch_alerts(settings, here.city, names, now())

        def air() -> Air:
            return fetch_air(settings, district().weather_station)

        here = district()
        self._weather = (
            Feed("weather", weather, executor, settings.refresh)
            if settings.kma_key and here.weather_grid
            else None
        )
        self._air = (
            Feed("air", air, executor, settings.refresh)
            if settings.airkorea_key and here.weather_station
            else None
        )
        self._alerts = (
            Feed("disaster messages", alerts, executor, settings.refresh) if settings.safetydata_key else None
        )

    def report(self) -> Report:
        """What is known, at once."""
        return Report(
            self._weather.value() if self._weather else None,
            self._air.value() if self._air else None,
            (self._alerts.value() if self._alerts else None) or (),
        )

    async def ready(self) -> None:
        """Wait for what is not known yet, no longer than the timeout; other residents go on meanwhile."""
        feeds: list[Feed[Weather] | Feed[Air]] = [feed for feed in (self._weather, self._air) if feed]
        unknown = [feed for feed in feeds if feed.value() is None]
        running = [future for feed in unknown if (future := feed.fetching()) is not None]
        if running:
            await asyncio.wait([asyncio.wrap_future(future) for future in running], timeout=self._timeout)
