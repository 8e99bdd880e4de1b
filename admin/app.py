"""The staff screen as a Sanic app."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from sanic import Sanic

from admin import access, responses, sessions
from admin.database import Database
from admin.insight import service as insight
from admin.insight.settings import InsightSettings
from admin.pages import BLUEPRINTS
from admin.publishing.worker import Worker
from admin.services import Services
from admin.settings import AdminSettings
from knowledge import KnowledgeStore

logger = logging.getLogger(__name__)

MAX_UPLOAD_BYTES = 10 * 1024 * 1024


def build_app(settings: AdminSettings) -> Sanic:
    """Return the app with its database migrated. Raises KnowledgeError when the knowledge is unreadable."""
    database = Database(settings.database)
    database.migrate()
    with database.session() as session:
        sessions.forget_old(session, time.time(), settings)
    app = Sanic("admin", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_UPLOAD_BYTES
    app.config.MOTD = False
    app.config.FALLBACK_ERROR_FORMAT = "text"
    app.ctx.services = Services(settings, database, KnowledgeStore())
    insight.install(app, InsightSettings.from_env())
    access.install(app)
    responses.install(app)
    for blueprint in BLUEPRINTS:
        app.blueprint(blueprint)
    _work_in_background(app)
    return app


def _work_in_background(app: Sanic) -> None:
    """Run the publishing worker while the server runs; stopping it stops a training under way."""

    async def start(app: Sanic, loop: Any) -> None:
        app.ctx.worker = loop.create_task(Worker(app.ctx.services).run())

    async def stop(app: Sanic, _loop: Any) -> None:
        app.ctx.worker.cancel()
        await asyncio.gather(app.ctx.worker, return_exceptions=True)

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


def serve(settings: AdminSettings) -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "fontTools", "sanic.root"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    app = build_app(settings)

    async def announce(_app: Sanic, _loop: Any) -> None:
        logging.getLogger(__name__).info(
            "The staff screen is ready at http://%s:%d", settings.host, settings.port
        )

    app.register_listener(announce, "after_server_start")
    app.run(host=settings.host, port=settings.port, access_log=False)
