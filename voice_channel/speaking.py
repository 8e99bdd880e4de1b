"""Speaks a reply sentence by sentence, and knows what of it the resident has not heard yet."""

import asyncio
import base64
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from voice_channel.errors import VoiceError
from voice_channel.tts import SAMPLE_RATE, SpeechStyle
from voice_channel.wav import encode_wav

Send = Callable[[dict[str, object]], Awaitable[None]]
Say = Callable[[str, SpeechStyle], Awaitable[bytes]]
_PLAYBACK_GRACE = 1.0


@dataclass(frozen=True)
class Speech:
    """What is to be said in a turn, and how; `first` is the number of its first sentence."""

    sentences: tuple[str, ...]
    turn: int
    audio_format: str
    style: SpeechStyle
    first: int = 0


class Speaker:
    """The speech of one connection."""

    def __init__(self, say: Say, send: Send) -> None:
        """`say` makes PCM of a sentence, `send` delivers an event."""
        self._say = say
        self._send = send
        self._generation = 0
        self._making = False
        self._speech: Speech | None = None
        self._played = asyncio.Event()
        # Sentences that were sent: marker, number, and when their playing ends as far as is known.
        self._unplayed: dict[str, tuple[int, float]] = {}
        self._unsent = 0
        self._playback_ends = 0.0

    @property
    def speaking(self) -> bool:
        """True while speech is made or, as far as is known, still being played."""
        return self._making or (bool(self._unplayed) and time.monotonic() < self._playback_ends)

    async def speak(self, speech: Speech) -> bool:
        """Send each sentence as soon as it is made and wait until it is played; False when interrupted."""
        generation = self._generation
        self._making = True
        self._speech = speech
        self._unsent = speech.first
        try:
            for index, sentence in enumerate(speech.sentences, start=speech.first):
                pcm = await self._say(sentence, speech.style)
                if generation != self._generation:
                    return False
                await self._send(self._speech_event(sentence, pcm, index, speech))
                await asyncio.sleep(0)
        except VoiceError as error:
            await self._send({"event": "error", "code": error.code, "message": error.resident_message})
        finally:
            if generation == self._generation:
                self._making = False
        await self._send({"event": "speech.ended", "turn": speech.turn})
        return generation == self._generation

    def _speech_event(self, sentence: str, pcm: bytes, index: int, speech: Speech) -> dict[str, object]:
        marker = uuid.uuid4().hex
        seconds = len(pcm) / 2 / SAMPLE_RATE
        self._playback_ends = max(self._playback_ends, time.monotonic() + _PLAYBACK_GRACE) + seconds
        self._unplayed[marker] = (index, self._playback_ends)
        self._unsent = index + 1
        self._played.clear()
        sound = pcm if speech.audio_format == "pcm" else encode_wav(pcm, SAMPLE_RATE)
        return {
            "event": "speech",
            "turn": speech.turn,
            "index": index,
            "sentence": sentence,
            "marker": marker,
            "format": speech.audio_format,
            "sample_rate": SAMPLE_RATE,
            "audio": base64.b64encode(sound).decode(),
        }

    def played(self, marker: str) -> None:
        """The client has played that sentence."""
        self._unplayed.pop(marker, None)
        if not self._unplayed:
            self._played.set()

    async def wait_until_played(self) -> None:
        """Return when all that was sent is played, or should be by now."""
        while self._unplayed and (left := self._playback_ends - time.monotonic()) > 0:
            try:
                await asyncio.wait_for(self._played.wait(), left)
            except asyncio.TimeoutError:
                return

    def interrupt(self) -> Speech | None:
        """Stop speaking; what of the speech was not played to its end, None when there is nothing."""
        rest = self._rest() if self.speaking else None
        self._generation += 1
        self._making = False
        self._speech = None
        self._unplayed.clear()
        self._played.set()
        self._playback_ends = 0.0
        return rest

    def _rest(self) -> Speech | None:
        speech = self._speech
        if speech is None:
            return None
        now = time.monotonic()
        waiting = [number for number, ends in self._unplayed.values() if ends > now]
        unheard = min([*waiting, self._unsent])
        left = speech.sentences[unheard - speech.first :]
        return Speech(left, speech.turn, speech.audio_format, speech.style, unheard)
