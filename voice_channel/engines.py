"""The recogniser and the synthesiser all connections share, off the event loop."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from voice_channel.settings import VoiceSettings
from voice_channel.stt import Recognizer, create_recognizer
from voice_channel.tts import SpeechStyle, Synthesizer, create_synthesizer

logger = logging.getLogger(__name__)
T = TypeVar("T")


class VoiceEngines:
    """Loads the model once, on first use or `warm_up`; owns the threads."""

    def __init__(
        self,
        settings: VoiceSettings,
        load_recognizer: Callable[[], Recognizer] | None = None,
        synthesizer: Synthesizer | None = None,
    ) -> None:
        self._load = load_recognizer or (lambda: create_recognizer(settings.stt))
        self._synthesizer = synthesizer or create_synthesizer(settings.tts)
        self._tts = settings.tts
        self._hearing = ThreadPoolExecutor(settings.stt.threads, thread_name_prefix="voice-stt")
        self._saying = ThreadPoolExecutor(1, thread_name_prefix="voice-tts")
        self._loading = asyncio.Lock()
        self._recognizer: Recognizer | None = None

    @property
    def loaded(self) -> Recognizer | None:
        """The recogniser if it is loaded."""
        return self._recognizer

    async def recognizer(self) -> Recognizer:
        """The shared recogniser, loading it if need be; raises VoiceError("model_missing")."""
        async with self._loading:
            if self._recognizer is None:
                self._recognizer = await self.hear(self._load)
            return self._recognizer

    async def hear(self, work: Callable[[], T]) -> T:
        """Run blocking recognition work in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._hearing, work)

    def style(self, profile: str) -> SpeechStyle:
        """How the operator wants speech to sound for `profile` ("kiosk" or "web")."""
        return SpeechStyle.from_settings(self._tts, profile)

    async def say(self, sentence: str, style: SpeechStyle) -> bytes:
        """PCM of a sentence; raises VoiceError("tts_failed")."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._saying, self._synthesizer.speak, sentence, style)

    async def warm_up(self) -> None:
        """Load the model and start the speech worker, so that the first resident need not wait."""
        for name, work in (
            ("recogniser", self.recognizer()),
            ("synthesiser", self.say("네", self.style("web"))),
        ):
            try:
                await work
            except Exception as error:  # the text bot must run even when the voice part cannot
                logger.error("The voice channel's %s is not available: %s", name, error)

    def close(self) -> None:
        """End the threads and the speech worker."""
        self._hearing.shutdown(wait=False, cancel_futures=True)
        self._saying.shutdown(wait=False, cancel_futures=True)
        self._synthesizer.close()
