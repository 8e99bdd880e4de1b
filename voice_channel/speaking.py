"""Speaks a reply sentence by sentence, and knows whether the resident is still hearing it."""

import asyncio
import base64
import time
import uuid
from collections.abc import Awaitable, Callable

from voice_channel.errors import VoiceError
from voice_channel.tts import SAMPLE_RATE
from voice_channel.wav import encode_wav

Send = Callable[[dict[str, object]], Awaitable[None]]
Say = Callable[[str], Awaitable[bytes]]
_PLAYBACK_GRACE = 1.0


class Speaker:
    """The speech of one connection."""

    def __init__(self, say: Say, send: Send) -> None:
        """`say` makes PCM of a sentence, `send` delivers an event."""
        self._say = say
        self._send = send
        self._generation = 0
        self._making = False
        self._unplayed: set[str] = set()
        self._playback_ends = 0.0

    @property
    def speaking(self) -> bool:
        """True while speech is made or, as far as is known, still being played."""
        return self._making or (bool(self._unplayed) and time.monotonic() < self._playback_ends)

    async def speak(self, sentences: list[str], turn: int, audio_format: str) -> None:
        """Send each sentence as soon as it is made; stops early when interrupted."""
        generation = self._generation
        self._making = True
        try:
            for index, sentence in enumerate(sentences):
                pcm = await self._say(sentence)
                if generation != self._generation:
                    return
                await self._send(self._speech_event(sentence, pcm, turn, index, audio_format))
                await asyncio.sleep(0)
        except VoiceError as error:
            await self._send({"event": "error", "code": error.code, "message": error.resident_message})
        finally:
            if generation == self._generation:
                self._making = False
        await self._send({"event": "speech.ended", "turn": turn})

    def _speech_event(
        self, sentence: str, pcm: bytes, turn: int, index: int, audio_format: str
    ) -> dict[str, object]:
        marker = uuid.uuid4().hex
        self._unplayed.add(marker)
        seconds = len(pcm) / 2 / SAMPLE_RATE
        self._playback_ends = max(self._playback_ends, time.monotonic() + _PLAYBACK_GRACE) + seconds
        sound = pcm if audio_format == "pcm" else encode_wav(pcm, SAMPLE_RATE)
        return {
            "event": "speech",
            "turn": turn,
            "index": index,
            "sentence": sentence,
            "marker": marker,
            "format": audio_format,
            "sample_rate": SAMPLE_RATE,
            "audio": base64.b64encode(sound).decode(),
        }

    def played(self, marker: str) -> None:
        """The client has played that sentence."""
        self._unplayed.discard(marker)

    def interrupt(self) -> bool:
        """Stop speaking; True when there was something to stop."""
        was_speaking = self.speaking
        self._generation += 1
        self._making = False
        self._unplayed.clear()
        self._playback_ends = 0.0
        return was_speaking
