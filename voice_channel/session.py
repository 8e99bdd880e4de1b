"""One connection: sound and messages in, answers and events out. Needs neither Rasa nor a network."""

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from voice_channel.engines import VoiceEngines
from voice_channel.errors import VoiceError
from voice_channel.listening import Heard, Listener, TurnEnded, TurnListener, TurnStarted, VoskServerListener
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
from voice_channel.replies import speech_sentences
from voice_channel.settings import ChannelSettings
from voice_channel.speaking import Speaker
from voice_channel.stt import TurnOptions

logger = logging.getLogger(__name__)

_MAX_WAITING_QUESTIONS = 3


@dataclass(frozen=True)
class Question:
    """What goes to the bot."""

    text: str
    sender: str
    metadata: dict[str, Any]


Ask = Callable[[Question], Awaitable[list[dict[str, Any]]]]
SendText = Callable[[str], Awaitable[None]]


class VoiceSession:
    """Handles a connection's messages one after the other; answers are made beside, so listening goes on."""

    def __init__(self, engines: VoiceEngines, settings: ChannelSettings, ask: Ask, send: SendText) -> None:
        """`send` delivers a text message and raises ConnectionError when the client has gone."""
        self._engines = engines
        self._settings = settings
        self._ask = ask
        self._send_text = send
        self._listener: Listener | None = None
        self._turn = 0
        self._speaker = Speaker(engines.say, self._send)
        self._answers: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Lock()
        self._last_question = 0
        self._nobody_speaks = asyncio.Event()
        self._nobody_speaks.set()
        self.config = ConnectionConfig(
            sample_rate=settings.default_sample_rate, sender=f"voice-{uuid.uuid4().hex}"
        )

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
        self._speaker.interrupt()
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        self._listener = None

    async def _frame(self, pcm: bytes) -> None:
        if len(pcm) > self._settings.max_frame_bytes:
            raise VoiceError("frame_too_large", f"a frame of {len(pcm)} bytes")
        if len(pcm) % 2:
            raise VoiceError("frame_invalid", "a frame with half a sample")
        listener = await self._listening()
        await self._heard(await self._engines.hear(lambda: listener.feed(pcm)))

    async def _message(self, text: str) -> bool:
        message = parse_message(text, self._settings)
        if isinstance(message, Configure):
            await self._configure(message)
        elif isinstance(message, EndOfTurn):
            listener = await self._listening()
            await self._heard(await self._engines.hear(listener.finish))
            if message.close:
                await asyncio.gather(*self._answers, return_exceptions=True)
                return False
        elif isinstance(message, Interrupt):
            await self._interrupt("client")
        elif isinstance(message, Played):
            self._speaker.played(message.marker)
        elif isinstance(message, AskText):
            await self._interrupt("question")
            self._turn += 1
            self._answer(message.text, {"input": "text"})
        return True

    async def _configure(self, message: Configure) -> None:
        self.config = configure(self.config, message.values)
        self._listener = None
        self._nobody_speaks.set()
        if self.config.events:
            recognizer = await self._engines.recognizer()
            await self._send(
                {
                    "event": "ready",
                    "sender": self.config.sender,
                    "profile": self.config.profile,
                    "sample_rate": self.config.sample_rate,
                    "recognizer": {"name": recognizer.name, "synthetic": recognizer.synthetic},
                }
            )

    async def _listening(self) -> Listener:
        if self._listener is None:
            config, settings = self.config, self._settings
            recognizer = await self._engines.recognizer()
            options = TurnOptions(
                config.sample_rate, config.phrase_list, config.words, config.max_alternatives
            )
            if config.events:
                manual = config.endpointing == "manual"
                end_silence = None if manual else settings.end_silence(config.profile)
                self._listener = TurnListener(recognizer, options, end_silence, settings.max_utterance)
            else:
                self._listener = VoskServerListener(recognizer, options)
        return self._listener

    async def _heard(self, heard: Heard) -> None:
        """Exactly one vosk-server answer to each frame; our events follow it."""
        await self._send(heard.answer)
        for event in heard.events:
            if isinstance(event, TurnStarted):
                self._turn += 1
                self._nobody_speaks.clear()
                await self._interrupt("barge_in")
                await self._send({"event": "turn.started", "turn": self._turn})
            else:
                await self._turn_ended(event)

    async def _turn_ended(self, event: TurnEnded) -> None:
        heard = event.heard
        self._nobody_speaks.set()
        await self._send(
            {
                "event": "turn.ended",
                "turn": self._turn,
                "text": heard.text,
                "confidence": heard.confidence,
                "reason": event.reason if heard.text else "not_understood",
            }
        )
        if heard.text:
            self._answer(
                heard.text,
                {
                    "input": "voice",
                    "confidence": heard.confidence,
                    "alternatives": [a["text"] for a in heard.raw.get("alternatives", [])],
                },
            )

    def _answer(self, text: str, metadata: dict[str, Any]) -> None:
        if len(self._answers) >= _MAX_WAITING_QUESTIONS:
            raise VoiceError("busy", f"{len(self._answers)} questions of one connection are waiting")
        self._last_question = self._turn
        question = Question(text, self.config.sender, {**metadata, "profile": self.config.profile})
        task = asyncio.create_task(self._answer_unless_gone(question, self._turn))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_unless_gone(self, question: Question, turn: int) -> None:
        async with self._answering:
            try:
                await self._answer_question(question, turn)
            except ConnectionError:
                logger.debug("A voice client left before its answer.")

    async def _answer_question(self, question: Question, turn: int) -> None:
        started = time.monotonic()
        try:
            messages = await asyncio.wait_for(self._ask(question), self._settings.reply_timeout)
        except Exception as error:  # whatever the bot does, the resident gets a sentence
            logger.exception("The bot failed to answer a voice turn.")
            await self.send_error(VoiceError("bot_failed", type(error).__name__))
            return
        latency = {"bot_ms": round((time.monotonic() - started) * 1000)}
        await self._send({"event": "reply", "turn": turn, "messages": messages, "latency": latency})
        # Nobody is talked over; and who has asked something else does not want the old answer.
        await self._nobody_speaks.wait()
        if self.config.speak and turn == self._last_question:
            await self._speaker.speak(speech_sentences(messages), turn, self.config.audio_format)

    async def _interrupt(self, reason: str) -> None:
        if self._speaker.interrupt() and self.config.events:
            await self._send({"event": "interrupted", "reason": reason})

    async def _send(self, message: dict[str, Any]) -> None:
        await self._send_text(json.dumps(message, ensure_ascii=False))
