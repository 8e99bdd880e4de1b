"""One connection: sound and messages in, answers and events out. Needs neither Rasa nor a network."""

import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from voice_channel.dialogue import Ask, Dialogue
from voice_channel.engines import VoiceEngines
from voice_channel.errors import VoiceError
from voice_channel.interpretation import Understand
from voice_channel.listening import (
    Heard,
    Listener,
    NobodySpoke,
    TurnEnded,
    TurnListener,
    TurnStarted,
    Understood,
    VoskServerListener,
)
from voice_channel.protocol import (
    AskText,
    Configure,
    ConnectionConfig,
    EndOfTurn,
    Interrupt,
    Played,
    configure,
    parse_message,
)
from voice_channel.settings import ChannelSettings
from voice_channel.stt import TurnOptions

logger = logging.getLogger(__name__)

SendText = Callable[[str], Awaitable[None]]


class VoiceSession:
    """Handles a connection's messages one after the other; answers are made beside, so listening goes on."""

    def __init__(
        self,
        engines: VoiceEngines,
        settings: ChannelSettings,
        ask: Ask,
        send: SendText,
        understand: Understand | None = None,
    ) -> None:
        """`send` delivers a text message and raises ConnectionError when the client has gone."""
        self._engines = engines
        self._settings = settings
        self._send_text = send
        self._listener: Listener | None = None
        self._dialogue = Dialogue(engines, settings, ask, self._send, understand)
        self.config = ConnectionConfig(
            sample_rate=settings.default_sample_rate, sender=f"voice-{uuid.uuid4().hex}"
        )
        self._dialogue.configure(self.config)

    async def handle(self, message: str | bytes) -> bool:
        """Work through one message; False when the connection is to be closed."""
        try:
            if isinstance(message, bytes):
                await self._frame(message)
                return True
            return await self._message(message)
        except VoiceError as error:
            await self.send_error(error)
            return True

    async def send_error(self, error: VoiceError) -> None:
        """Tell the client what went wrong, in Korean for the resident."""
        logger.info("voice connection: %s (%s)", error.code, error.detail)
        await self._send({"event": "error", "code": error.code, "message": error.resident_message})

    async def close(self) -> None:
        """Stop everything that still runs for this connection."""
        await self._dialogue.close()
        self._listener = None

    async def _frame(self, pcm: bytes) -> None:
        if len(pcm) > self._settings.max_frame_bytes:
            raise VoiceError("frame_too_large", f"a frame of {len(pcm)} bytes")
        if len(pcm) % 2:
            raise VoiceError("frame_invalid", "a frame with half a sample")
        listener = await self._listening()
        listener.expect(self._dialogue.expected)
        bot = self._dialogue.bot_voice()
        await self._heard(await self._engines.hear(lambda: listener.feed(pcm, bot)))

    async def _message(self, text: str) -> bool:
        message = parse_message(text, self._settings)
        if isinstance(message, Configure):
            await self._configure(message)
        elif isinstance(message, EndOfTurn):
            listener = await self._listening()
            await self._heard(await self._engines.hear(listener.finish))
            if message.close:
                await self._dialogue.finish()
                return False
        elif isinstance(message, Interrupt):
            await self._dialogue.resident_takes("client")
        elif isinstance(message, Played):
            self._dialogue.played(message.marker)
        elif isinstance(message, AskText):
            await self._dialogue.resident_types(message.text)
        return True

    async def _configure(self, message: Configure) -> None:
        self.config = configure(self.config, message.values)
        self._listener = None
        self._dialogue.configure(self.config)
        if self.config.events:
            await self._send(await self._ready())
            await self._dialogue.announce()

    async def _ready(self) -> dict[str, Any]:
        recognizer = await self._engines.recognizer()
        config, style = self.config, self._dialogue.style
        timing = self._settings.timing(config.profile)
        return {
            "event": "ready",
            "sender": config.sender,
            "profile": config.profile,
            "sample_rate": config.sample_rate,
            "recognizer": {"name": recognizer.name, "synthetic": recognizer.synthetic},
            "turn_taking": {
                "end_silence": timing.end_silence,
                "max_utterance": timing.max_utterance,
                "no_speech": timing.no_speech,
            },
            "voice": {"rate": style.rate, "pitch": style.pitch, "volume": style.volume},
        }

    async def _listening(self) -> Listener:
        if self._listener is None:
            config = self.config
            recognizer = await self._engines.recognizer()
            options = TurnOptions(
                config.sample_rate, config.phrase_list, config.words, config.max_alternatives
            )
            if config.events:
                timing = self._settings.timing(config.profile)
                self._listener = TurnListener(recognizer, options, timing, config.endpointing == "manual")
            else:
                self._listener = VoskServerListener(recognizer, options)
        return self._listener

    async def _heard(self, heard: Heard) -> None:
        """Exactly one vosk-server answer to each frame; our events follow it."""
        await self._send(heard.answer)
        for event in heard.events:
            if isinstance(event, TurnStarted):
                await self._dialogue.resident_starts()
            elif isinstance(event, Understood):
                await self._dialogue.resident_says(event.text)
            elif isinstance(event, TurnEnded):
                await self._dialogue.resident_ends(event)
            elif isinstance(event, NobodySpoke):
                await self._dialogue.nobody_spoke()

    async def _send(self, message: dict[str, Any]) -> None:
        await self._send_text(json.dumps(message, ensure_ascii=False))
