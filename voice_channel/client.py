"""Asks a running bot by voice: the whole round trip over its websocket."""

import asyncio
import base64
import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.exceptions import InvalidHandshake
from websockets.legacy.client import connect

from voice_channel.errors import VoiceError
from voice_channel.replies import reply_text
from voice_channel.wav import RECOGNITION_RATE

_FRAME_BYTES = RECOGNITION_RATE // 5 * 2
_ANSWER_TIMEOUT = 60.0
_SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


@dataclass
class SpokenAnswer:
    """What was understood, what the bot replied, and the reply as sound (s16le mono)."""

    transcript: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    sound: bytes = b""
    sample_rate: int = 22_050

    @property
    def text(self) -> str:
        """The reply as plain text."""
        return reply_text(self.messages)


def websocket_url(url: str) -> str:
    """http://host:5005 -> ws://host:5005/voice; raises VoiceError("url_invalid")."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.netloc:
        raise VoiceError("url_invalid", f"{url!r} is not an address such as http://localhost:5005")
    path = parts.path.rstrip("/")
    return urlunsplit((_SCHEMES[parts.scheme], parts.netloc, path if path else "/voice", "", ""))


async def ask_bot(url: str, pcm: bytes) -> SpokenAnswer:
    """Send 16 kHz mono sound as one turn and collect the spoken answer; raises VoiceError."""
    address = websocket_url(url)
    try:
        async with connect(address, max_size=None) as socket:
            config = {
                "sample_rate": RECOGNITION_RATE,
                "sender": f"voice-cli-{uuid.uuid4().hex}",
                "events": True,
                "endpointing": "manual",
                "audio_format": "pcm",
            }
            await socket.send(json.dumps({"config": config}))
            sending = asyncio.create_task(_send_sound(socket, pcm))
            try:
                return await asyncio.wait_for(_collect(socket), _ANSWER_TIMEOUT)
            finally:
                sending.cancel()
    except (OSError, InvalidHandshake) as error:
        raise VoiceError("bot_unreachable", f"no voice bot answers at {address}: {error}") from error
    except asyncio.TimeoutError:
        raise VoiceError("bot_failed", f"no answer within {_ANSWER_TIMEOUT:g} seconds") from None


async def _send_sound(socket: Any, pcm: bytes) -> None:
    for start in range(0, len(pcm), _FRAME_BYTES):
        await socket.send(pcm[start : start + _FRAME_BYTES])
    await socket.send(json.dumps({"eof": 1}))


async def _collect(socket: Any) -> SpokenAnswer:
    answer = SpokenAnswer()
    async for text in socket:
        message = json.loads(text)
        event = message.get("event")
        if event == "error":
            raise VoiceError(message["code"], f"the bot reported {message['code']}: {message['message']}")
        if event == "turn.ended":
            answer.transcript = f"{answer.transcript} {message['text']}".strip()
        elif event == "reply":
            answer.messages += message["messages"]
        elif event == "speech":
            answer.sound += base64.b64decode(message["audio"])
            answer.sample_rate = message["sample_rate"]
    if not answer.transcript:
        raise VoiceError("not_understood", "no words were understood in the recording")
    if not answer.messages:
        raise VoiceError("bot_failed", "the bot gave no reply; is a trained model loaded?")
    return answer
