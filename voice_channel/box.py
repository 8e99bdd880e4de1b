"""A kiosk without a browser: sound of this machine, turns and answers of the running bot."""

import asyncio
import base64
import json
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.legacy.client import connect

from voice_channel.client import websocket_url
from voice_channel.errors import VoiceError
from voice_channel.replies import reply_text
from voice_channel.wav import RECOGNITION_RATE, load_wav

_FRAME_BYTES = RECOGNITION_RATE // 10 * 2
_TRAILING_SILENCE = bytes(RECOGNITION_RATE * 2 * 2)

Frames = AsyncIterator[bytes]
Show = Callable[[str], None]


class Loudspeaker(Protocol):
    """Where the bot's speech goes."""

    async def play(self, pcm: bytes, sample_rate: int) -> None:
        """Return when s16le mono sound has been played."""

    def stop(self) -> None:
        """Be silent at once."""


class NoLoudspeaker:
    """For a box without one: the answers are only written; keeps the sound for a file."""

    def __init__(self) -> None:
        self.sound = b""
        self.sample_rate = 22_050

    async def play(self, pcm: bytes, sample_rate: int) -> None:
        """Keep the sound."""
        self.sound += pcm
        self.sample_rate = sample_rate

    def stop(self) -> None:
        """Nothing is playing."""


@dataclass(frozen=True)
class BoxOptions:
    """Where the bot is, whose conversation it is, and whether a voice interrupts the bot."""

    url: str
    sender: str = ""
    barge_in: str = "tap"


class Box:
    """One connection: sound in, captions and speech out."""

    def __init__(self, options: BoxOptions, loudspeaker: Loudspeaker, show: Show, live: bool) -> None:
        """`live`: the sound comes as it is spoken. A recording waits while the bot thinks and speaks."""
        self._options = options
        self._loudspeaker = loudspeaker
        self._show = show
        self._live = live
        self._listening = asyncio.Event()
        self._answered = asyncio.Event()
        self._to_play: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def run(self, frames: Frames) -> None:
        """Talk until the sound ends or the bot goes away; raises VoiceError."""
        address = websocket_url(self._options.url)
        try:
            async with connect(address, max_size=None) as socket:
                await socket.send(json.dumps({"config": self._config()}))
                playing = asyncio.create_task(self._play(socket))
                sending = asyncio.create_task(self._send(socket, frames))
                try:
                    async for text in socket:
                        self._receive(json.loads(text))
                finally:
                    for task in (sending, playing):
                        task.cancel()
        except ConnectionClosed as error:
            raise VoiceError("bot_failed", f"the bot closed the connection: {error}") from error
        except (OSError, InvalidHandshake) as error:
            raise VoiceError("bot_unreachable", f"no voice bot answers at {address}: {error}") from error

    def _config(self) -> dict[str, Any]:
        return {
            "sample_rate": RECOGNITION_RATE,
            "sender": self._options.sender or f"kiosk-{uuid.uuid4().hex}",
            "profile": "kiosk",
            "events": True,
            "audio_format": "pcm",
            "barge_in": self._options.barge_in,
        }

    async def _send(self, socket: Any, frames: Frames) -> None:
        async for frame in frames:
            if not self._live:
                await self._listening.wait()
            self._answered.clear()
            await socket.send(frame)
            if not self._live:
                await self._answered.wait()
        if not self._live:
            await self._listening.wait()
        await socket.send(json.dumps({"eof": 1}))

    async def _play(self, socket: Any) -> None:
        while True:
            speech = await self._to_play.get()
            await self._loudspeaker.play(base64.b64decode(speech["audio"]), speech["sample_rate"])
            await socket.send(json.dumps({"marker": speech["marker"]}))

    def _receive(self, message: dict[str, Any]) -> None:
        event = message.get("event")
        if event is None:
            self._answered.set()
        elif event == "state":
            self._hold_or_go_on(message["state"] == "listening")
        elif event == "turn.started":
            self._show("(듣고 있어요)")
        elif event == "turn.ended" and message["text"]:
            self._hold_or_go_on(False)
            self._show(f"> {message['text']}")
        elif event == "reply":
            self._show(reply_text(message["messages"]) or _payload_text(message["messages"]))
        elif event == "prompt":
            self._show(message["text"])
        elif event == "speech":
            self._to_play.put_nowait(message)
        elif event == "interrupted":
            self._loudspeaker.stop()
            while not self._to_play.empty():
                self._to_play.get_nowait()
        elif event == "error":
            self._show(message["message"])

    def _hold_or_go_on(self, listening: bool) -> None:
        if listening:
            self._listening.set()
        else:
            self._listening.clear()


def _payload_text(messages: list[dict[str, Any]]) -> str:
    return "\n".join(str(message["custom"].get("text", "")) for message in messages if message.get("custom"))


async def recorded(path: Path) -> Frames:
    """A recording, and then silence so that its last turn ends."""
    sound = load_wav(path) + _TRAILING_SILENCE
    for start in range(0, len(sound), _FRAME_BYTES):
        yield sound[start : start + _FRAME_BYTES]


async def standard_input() -> Frames:
    """Raw s16le mono sound of 16 kHz from standard input, as `arecord` writes it."""
    loop = asyncio.get_running_loop()
    while frame := await loop.run_in_executor(None, sys.stdin.buffer.read, _FRAME_BYTES):
        yield frame[: len(frame) // 2 * 2]
