"""The same messages over a websocket: each of the bot's goes out as soon as it is said."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sanic.exceptions import ServerError, WebsocketClosed
from sanic.server.websockets.impl import WebsocketImplProtocol

from channels import phrases
from channels.errors import RefusedError
from channels.incoming import Incoming, read_message
from channels.messages import Message
from channels.settings import WebSettings

logger = logging.getLogger(__name__)

MAX_FRAME_BYTES = 64 * 1024
TRY_AGAIN_LATER = 1013  # RFC 6455; the page goes on over HTTP

Answer = Callable[[Incoming], AsyncIterator[Message]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Gate:
    """Counts open sockets, all together and of each address."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._open: Counter[str] = Counter()

    @contextmanager
    def entered(self, address: str) -> Iterator[bool]:
        """Hold a place; False when there is none."""
        settings = self._settings
        full = (
            self._open.total() >= settings.max_sockets
            or self._open[address] >= settings.max_sockets_per_address
        )
        if full:
            yield False
            return
        self._open[address] += 1
        try:
            yield True
        finally:
            self._open[address] -= 1
            self._open += Counter()  # drops the zeros


async def converse(websocket: WebsocketImplProtocol, gate: Gate, address: str, answer: Answer) -> None:
    """Answer a page's messages one after another until it leaves."""

    async def send(frame: dict[str, Any]) -> None:
        await websocket.send(json.dumps(frame, ensure_ascii=False))

    with gate.entered(address) as inside:
        if not inside:
            await websocket.close(TRY_AGAIN_LATER)
            return
        try:
            while True:
                # Sanic 21.12's websockets are not async-iterable. A page that goes arrives as CancelledError.
                frame = await websocket.recv()
                if frame is None:
                    return
                await answer_frame(frame, answer, send)
        except (WebsocketClosed, ServerError):
            logger.debug("A page left while it was being answered.")


async def answer_frame(frame: str | bytes, answer: Answer, send: Send) -> None:
    """Answer one frame: `message` frames and `done`, or an `error` that names the message's id."""
    about: dict[str, str] = {}
    try:
        body = frame.encode("utf-8", "surrogatepass") if isinstance(frame, str) else frame
        if len(body) > MAX_FRAME_BYTES:
            raise RefusedError(413, "too_large", phrases.TOO_LARGE)
        incoming = read_message(body)
        about = {"id": incoming.id}
        async for message in answer(incoming):
            await send({"type": "message", **about, "message": message})
        await send({"type": "done", **about})
    except RefusedError as refusal:
        error = {"status": refusal.status, "retry_after": refusal.retry_after, **refusal.body()["error"]}
        await send({"type": "error", **about, "error": error})
