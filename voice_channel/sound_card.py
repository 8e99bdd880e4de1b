"""Microphone and loudspeaker of this machine through the optional package sounddevice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from voice_channel.errors import VoiceError
from voice_channel.wav import RECOGNITION_RATE

_BLOCK = RECOGNITION_RATE // 10
_REMEDY = "install it with `uv sync --group kiosk` (and libportaudio2), or use --input"


def load_sounddevice() -> Any:
    """The package; raises VoiceError("sound_card_missing") with the remedy."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:  # OSError: the package is there, PortAudio is not
        raise VoiceError("sound_card_missing", f"no sound card can be used: {error}; {_REMEDY}") from error
    return sounddevice


async def microphone() -> AsyncIterator[bytes]:
    """Sound as it is spoken, in tenths of a second."""
    sounddevice = load_sounddevice()
    loop = asyncio.get_running_loop()
    frames: asyncio.Queue[bytes] = asyncio.Queue()

    def take(data: Any, count: int, time: Any, status: Any) -> None:
        loop.call_soon_threadsafe(frames.put_nowait, bytes(data))

    try:
        stream = sounddevice.RawInputStream(
            samplerate=RECOGNITION_RATE, blocksize=_BLOCK, channels=1, dtype="int16", callback=take
        )
    except Exception as error:  # PortAudio's errors share no base class
        raise VoiceError("sound_card_missing", f"the microphone cannot be opened: {error}") from error
    with stream:
        while True:
            yield await frames.get()


class SoundCard:
    """The loudspeaker."""

    def __init__(self) -> None:
        self._sounddevice = load_sounddevice()

    async def play(self, pcm: bytes, sample_rate: int) -> None:
        """Return when the sound has been played or stopped."""
        import numpy as np

        self._sounddevice.play(np.frombuffer(pcm, np.int16), sample_rate)
        await asyncio.get_running_loop().run_in_executor(None, self._sounddevice.wait)

    def stop(self) -> None:
        """Be silent at once."""
        self._sounddevice.stop()
