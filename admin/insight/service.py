"""What the pages about conversations work with, made once per process, and its work in the background."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sanic import Sanic
from sanic.request import Request

from admin.insight.erasing import Eraser, ErasingError
from admin.insight.index import TurnIndex
from admin.insight.moment import KOREA
from admin.insight.report_files import Reports
from admin.insight.settings import InsightSettings
from admin.insight.source import EventSource
from admin.insight.topics import TopicNames
from admin.services import Services
from privacy.masking import mask

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
DAILY_LOOK_SECONDS = 600.0


class Insight:
    """Index, names and deletion over one staff database and one bot."""

    def __init__(self, services: Services, settings: InsightSettings) -> None:
        self.settings = settings
        self.services = services
        self.engine = services.database.engine
        self.source = EventSource(settings.conversations)
        self.names = TopicNames(services.knowledge)
        self.index = TurnIndex(
            self.engine, self.source, lambda text: mask(text).text, self.names.belongs, self.names.questions
        )
        self.eraser = Eraser(services.settings.bot_url, self.source, self.index)
        self.reports = Reports(self.engine, services.knowledge, settings.reports)

    @staticmethod
    def today() -> date:
        """Return the day it is in Korea."""
        return datetime.now(KOREA).date()


def insight_of(request: Request) -> Insight:
    """Return the service of the app that received a request."""
    insight: Insight = request.app.ctx.insight
    return insight


def install(app: Sanic, settings: InsightSettings) -> None:
    """Make the service and let it follow the bot's database in the background."""
    insight = Insight(app.ctx.services, settings)
    app.ctx.insight = insight

    daily = DailyWork(insight)

    work = (
        (LOOK_SECONDS, insight.index.refresh),
        (60 * LOOK_SECONDS, insight.index.forget_deleted),
        (DAILY_LOOK_SECONDS, daily.do_what_is_due),
    )

    async def start(app: Sanic, loop: Any) -> None:
        app.ctx.insight_work = [loop.create_task(_every(seconds, what)) for seconds, what in work]

    async def stop(app: Sanic, _loop: Any) -> None:
        for task in app.ctx.insight_work:
            task.cancel()
        await asyncio.gather(*app.ctx.insight_work, return_exceptions=True)

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


class DailyWork:
    """Deletes expired conversations once a day, and writes last week's report when it is not there yet."""

    def __init__(self, insight: Insight) -> None:
        self._insight = insight
        self._done: date | None = None

    def do_what_is_due(self) -> None:
        """Do today's work unless it is done; what fails is tried again at the next look."""
        today = self._insight.today()
        if self._done == today:
            return
        self._insight.index.refresh()
        erased = self._insight.eraser.erase_expired(self._insight.settings.retention_days)
        written = self._insight.reports.write_last_week(today)
        logger.info("Daily work: %d conversations expired, %d report files.", erased, len(written))
        self._done = today


async def _every(seconds: float, work: Callable[[], object]) -> None:
    """Do something again and again in a thread; a failure is logged and the next time comes."""
    loop = asyncio.get_running_loop()
    while True:
        try:
            await loop.run_in_executor(None, work)
        except ErasingError as error:
            logger.warning("%s", error.code)
        except Exception:
            logger.exception("Background work on conversations failed and is tried again.")
        await asyncio.sleep(seconds)
