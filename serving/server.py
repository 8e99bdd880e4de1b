"""The Rasa server with this package's pieces in place."""

from __future__ import annotations

import logging
import os
from asyncio import AbstractEventLoop
from typing import Any

from rasa.constants import ENV_SANIC_BACKLOG
from rasa.core.agent import load_agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.lock_store import LockStore
from rasa.core.run import close_resources, configure_app, create_http_input_channels
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints, number_of_sanic_workers
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from serving import (
    agent,
    crisis_words,
    event_classes,
    health,
    hot_swap,
    http_guard,
    private_numbers,
    validator,
)
from serving.actions_endpoint import ApologisingActions, action_endpoint
from serving.compat import require_supported_rasa
from serving.district import district_call_center
from serving.errors import ServingError, StartError
from serving.logs import configure_logging
from serving.preflight import check_classes
from serving.settings import ServingSettings
from serving.tracker_store import DurableTrackerStore

logger = logging.getLogger(__name__)

OWN_STORE = "serving.tracker_store.DurableTrackerStore"
OWN_STORE_OPTIONS = ("synchronous", "cache", "shared", "busy_timeout_ms")
STOP_AFTER_SECONDS = 0.2
OWN_LOCK = "serving.lock_store.FifoLockStore"


def serve(
    model: str,
    endpoints_file: str,
    credentials_file: str,
    settings: ServingSettings,
    endpoints_content: dict[str, Any],
    credentials_content: dict[str, Any],
) -> None:
    """Serve until SIGTERM or SIGINT; raise StartError when the server cannot start."""
    require_supported_rasa()
    configure_logging()
    check_classes(endpoints_content, credentials_content)
    endpoints = AvailableEndpoints.read_endpoints(endpoints_file)
    install_pieces(endpoints, settings)
    app = build_app(credentials_file, endpoints, settings)
    start = Start(model, endpoints, settings)
    app.register_listener(start.load, "before_server_start")
    app.register_listener(start.announce, "after_server_start")
    app.register_listener(close_resources, "after_server_stop")
    app.register_listener(start.close_connections, "after_server_stop")
    app.config.MOTD = False
    app.run(
        host=settings.host,
        port=settings.port,
        backlog=int(os.environ.get(ENV_SANIC_BACKLOG, "100")),
        workers=number_of_sanic_workers(endpoints.lock_store),
        access_log=False,
    )
    if start.failure is not None:
        raise start.failure


def install_pieces(endpoints: AvailableEndpoints, settings: ServingSettings) -> None:
    """Put the enabled pieces in place and Rasa's own where one is switched off; privacy cannot be."""
    private_numbers.install()
    crisis_words.install()
    if settings.enabled("validator"):
        validator.install()
    if settings.enabled("events"):
        event_classes.install()
    if settings.enabled("runner"):
        agent.install()
        hot_swap.install()
    endpoints.action = action_endpoint(endpoints.action, settings, district_call_center)
    if not settings.enabled("store"):
        endpoints.tracker_store = stock_store(endpoints.tracker_store)
    if not settings.enabled("lock") and getattr(endpoints.lock_store, "type", None) == OWN_LOCK:
        endpoints.lock_store = None


def stock_store(configured: EndpointConfig | None) -> EndpointConfig | None:
    """Return the configuration of Rasa's SQL store for the database our own would use."""
    if configured is None or configured.type != OWN_STORE:
        return configured
    options = {name: value for name, value in configured.kwargs.items() if name not in OWN_STORE_OPTIONS}
    return EndpointConfig(url=configured.url, type="SQL", **options)


def build_app(credentials_file: str, endpoints: AvailableEndpoints, settings: ServingSettings) -> Sanic:
    """Return Rasa's Sanic app with the channels of `credentials_file`, the guard and the health check."""
    try:
        channels = create_http_input_channels(None, credentials_file)
    except RasaException as error:
        raise StartError(f"{credentials_file}: {str(error).splitlines()[0]}") from error
    app = configure_app(
        channels,
        cors=list(settings.cors_origins) or None,
        auth_token=settings.auth_token,
        enable_api=True,
        port=settings.port,
        endpoints=endpoints,
    )
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
    health.install(app)
    if settings.enabled("guard"):
        http_guard.install(app, settings)
    return app


class Start:
    """Opens the stores and loads the model in the server's event loop; remembers why if it cannot."""

    def __init__(self, model: str, endpoints: AvailableEndpoints, settings: ServingSettings) -> None:
        self._model = model
        self._endpoints = endpoints
        self._settings = settings
        self.failure: ServingError | None = None

    async def load(self, app: Sanic, loop: AbstractEventLoop) -> None:
        """Put the agent into `app`, or remember why that failed."""
        try:
            await self._open_stores(app, loop)
            app.ctx.agent = await load_agent(model_path=self._model, endpoints=self._endpoints, loop=loop)
            if not app.ctx.agent.is_ready():
                raise StartError(f'The model {self._model} cannot be loaded: run "make train" again.')
        except ServingError as error:
            self.failure = error  # `announce` stops the server

    async def _open_stores(self, app: Sanic, loop: AbstractEventLoop) -> None:
        """Create the stores once, so that `PUT /model` keeps the conversations and locks in memory."""
        broker = await EventBroker.create(self._endpoints.event_broker, loop=loop)
        self._endpoints.tracker_store = open_tracker_store(self._endpoints.tracker_store, broker)
        self._endpoints.lock_store = LockStore.create(self._endpoints.lock_store)
        app.ctx.tracker_store = self._endpoints.tracker_store

    async def close_connections(self, _: Sanic, __: AbstractEventLoop) -> None:
        """Close the connections to the action server."""
        if isinstance(self._endpoints.action, ApologisingActions):
            await self._endpoints.action.close()

    async def announce(self, app: Sanic, loop: AbstractEventLoop) -> None:
        """Say where the bot can be reached, or stop the server if it cannot answer."""
        if self.failure is not None:
            # A stop during Sanic's start is swallowed, and later signals are then ignored as well.
            loop.call_later(STOP_AFTER_SECONDS, app.stop)
        else:
            name = app.ctx.agent.processor.model_filename
            logger.info("ready: http://%s:%s (model %s)", self._settings.host, self._settings.port, name)


def open_tracker_store(configured: EndpointConfig | None, broker: EventBroker | None) -> TrackerStore:
    """Return the tracker store; raise StartError if it is not the configured one or has no database."""
    try:
        store = TrackerStore.create(configured, event_broker=broker)
        if isinstance(store, DurableTrackerStore):
            store.check()
    except (RasaException, SQLAlchemyError, OSError, TypeError) as error:
        raise StartError(f"endpoints.yml: tracker_store cannot be opened: {error}") from error
    if isinstance(store, InMemoryTrackerStore) and configured is not None and configured.type:
        raise StartError(f"endpoints.yml: tracker_store {configured.type!r} could not be created.")
    return store
