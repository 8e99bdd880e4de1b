"""The Rasa channel: mounts the websocket at /voice and its health at /voice/health."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import ServerError, WebsocketClosed
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sanic.server.websockets.impl import WebsocketImplProtocol

from privacy.masking import mask
from voice_channel.browser_client import add_browser_client, sharing_headers
from voice_channel.dialogue import Question
from voice_channel.engines import VoiceEngines
from voice_channel.errors import VoiceError
from voice_channel.interpretation import labels
from voice_channel.session import VoiceSession
from voice_channel.settings import ChannelSettings, VoiceSettings

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
_TRY_AGAIN_LATER = 1013


class VoiceInput(InputChannel):
    """`voice_channel.channel.VoiceInput:` in credentials.yml; everything is set by environment variables."""

    def __init__(self, settings: VoiceSettings | None = None, engines: VoiceEngines | None = None) -> None:
        self._settings = settings or VoiceSettings.from_env()
        self._engines = engines or VoiceEngines(self._settings)

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and stories."""
        return "voice"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "VoiceInput":
        """The entry in credentials.yml needs no keys."""
        return cls()

    def url_prefix(self) -> str:
        """Absolute, so that Rasa mounts it beside /webhooks and not below."""
        return "/voice"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The websocket, its health page and the engines' life cycle."""
        blueprint = Blueprint("voice_channel")
        gate = _Gate(self._settings.channel)
        engines = self._engines

        @blueprint.listener("after_server_start")
        async def warm_up(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            app.add_task(engines.warm_up())

        @blueprint.listener("after_server_stop")
        async def close(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            engines.close()

        @blueprint.middleware("request")
        async def check_origin(request: Request) -> HTTPResponse | None:
            allowed = origin_allowed(request, self._settings.channel)
            return None if allowed else json({"error": "origin not allowed"}, 403)

        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            recognizer = engines.loaded
            state = {"name": recognizer.name, "synthetic": recognizer.synthetic} if recognizer else None
            status = "ok" if recognizer else "not ready"
            body = {"status": status, "recognizer": state, "connections": gate.open}
            return json(body, 200 if recognizer else 503, sharing_headers(request))

        add_browser_client(blueprint)

        @blueprint.websocket("")
        async def voice(request: Request, websocket: WebsocketImplProtocol) -> None:
            async def ask(question: Question) -> list[dict[str, Any]]:
                output = CollectingOutputChannel()
                message = UserMessage(
                    question.text,
                    output,
                    question.sender,
                    input_channel=self.name(),
                    metadata=question.metadata,
                )
                await on_new_message(message)
                return list(output.messages)

            async def understand(text: str) -> dict[str, float]:
                agent = request.app.ctx.agent
                # Nothing of this is stored; personal numbers are covered before it could be logged.
                return labels(await agent.parse_message(mask(text).text))

            async def send(text: str) -> None:
                try:
                    await websocket.send(text)
                except (WebsocketClosed, ServerError) as error:
                    raise ConnectionResetError(str(error)) from error

            session = VoiceSession(engines, self._settings.channel, ask, send, understand)
            await _serve(websocket, session, gate)

        return blueprint


class _Gate:
    """Counts connections, all together and for each sender."""

    def __init__(self, settings: ChannelSettings) -> None:
        self._settings = settings
        self._by_sender: Counter[str] = Counter()
        self.open = 0

    def enter(self) -> None:
        """Count a new connection; raises VoiceError("busy")."""
        if self.open >= self._settings.max_connections:
            raise VoiceError("busy", f"{self.open} connections are open")
        self.open += 1

    def rename(self, old: str | None, new: str) -> None:
        """A connection said whose it is; raises VoiceError("busy") when that sender has too many."""
        if self._by_sender[new] >= self._settings.max_connections_per_sender:
            raise VoiceError("busy", f"sender {new} has {self._by_sender[new]} connections")
        if old is not None:
            self.forget(old)
        self._by_sender[new] += 1

    def forget(self, sender: str) -> None:
        """One connection of `sender` less."""
        self._by_sender[sender] -= 1
        self._by_sender += Counter()  # drops the zeros

    def leave(self) -> None:
        """One connection less."""
        self.open -= 1


def origin_allowed(request: Request, settings: ChannelSettings) -> bool:
    """A browser page may connect from the same host or an allowed origin; other programs send no origin."""
    origin = request.headers.get("origin")
    if not origin:
        return True
    if "*" in settings.allowed_origins or origin.rstrip("/") in settings.allowed_origins:
        return True
    return urlsplit(origin).netloc.lower() == (request.headers.get("host") or "").lower()


async def _serve(websocket: WebsocketImplProtocol, session: VoiceSession, gate: _Gate) -> None:
    try:
        gate.enter()
    except VoiceError as error:
        await session.send_error(error)
        await websocket.close(_TRY_AGAIN_LATER)
        return
    sender: str | None = None
    try:
        while True:
            # Sanic 21.12's websockets are not async-iterable.
            message = await websocket.recv()
            if message is None or not await session.handle(message):
                break
            if session.config.sender != sender:
                gate.rename(sender, session.config.sender)
                sender = session.config.sender
    except VoiceError as error:
        await session.send_error(error)
        await websocket.close(_TRY_AGAIN_LATER)
    except (ConnectionError, WebsocketClosed):
        logger.debug("A voice client left while something was being sent.")
    finally:
        # A client that disappears arrives here as CancelledError.
        gate.leave()
        if sender is not None:
            gate.forget(sender)
        await session.close()
