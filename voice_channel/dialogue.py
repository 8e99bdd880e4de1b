"""The talk with one resident: questions to the bot, its replies aloud, and who has the floor meanwhile."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from voice_channel import phrases
from voice_channel.engines import VoiceEngines
from voice_channel.errors import VoiceError
from voice_channel.floor import Floor, Next
from voice_channel.interpretation import Understand, interpret
from voice_channel.listening import TurnEnded
from voice_channel.protocol import ConnectionConfig
from voice_channel.replies import speech_sentences, voice_wish
from voice_channel.settings import ChannelSettings
from voice_channel.speaking import Speaker, Speech
from voice_channel.tts import SpeechStyle
from voice_channel.turn import BotVoice

logger = logging.getLogger(__name__)

_MAX_WAITING_QUESTIONS = 3


@dataclass(frozen=True)
class Question:
    """What goes to the bot."""

    text: str
    sender: str
    metadata: dict[str, Any]


Ask = Callable[[Question], Awaitable[list[dict[str, Any]]]]
SendEvent = Callable[[dict[str, Any]], Awaitable[None]]


class Dialogue:
    """Answers are made beside the listening, one after the other."""

    def __init__(
        self,
        engines: VoiceEngines,
        settings: ChannelSettings,
        ask: Ask,
        send: SendEvent,
        understand: Understand | None = None,
    ) -> None:
        """`send` delivers an event and raises ConnectionError when the client has gone.

        `understand` says what the bot would make of a text; without it the recogniser's first choice counts.
        """
        self._engines = engines
        self._settings = settings
        self._ask = ask
        self._understand = understand
        self._unconfirmed: Question | None = None
        self.expected: tuple[str, ...] = ()
        self._send = send
        self._floor = Floor()
        self._speaker = Speaker(engines.say, send)
        self._held: Speech | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Lock()
        self._speaking = asyncio.Lock()
        self._turn = 0
        self._last_question = 0
        self._resident_silent = asyncio.Event()
        self._resident_silent.set()
        self._announced = ""
        self._config = ConnectionConfig()
        self._configured = False
        self._style = SpeechStyle()

    def configure(self, config: ConnectionConfig) -> None:
        """Take the client's new wishes; listening starts afresh."""
        before, self._config = self._config, config
        wishes = (config.profile, config.rate, config.pitch, config.volume)
        # A client configures again for each turn; what the resident asked for by voice outlives that.
        if wishes != (before.profile, before.rate, before.pitch, before.volume) or not self._configured:
            self._configured = True
            profile_style = self._engines.style(config.profile)
            self._style = profile_style.with_given(config.rate, config.pitch, config.volume)
        self._resident_silent.set()

    @property
    def style(self) -> SpeechStyle:
        """How the bot speaks now."""
        return self._style

    def bot_voice(self) -> BotVoice:
        """What the resident hears now, for the turn-taking."""
        return BotVoice(
            speaking=self._speaker.speaking,
            thinking=self._floor.thinking,
            interruptible=self._config.barge_in == "voice",
            echoing=not self._config.echo_cancellation,
        )

    async def resident_starts(self) -> None:
        """A voice begins: the bot falls silent, for now."""
        self._turn += 1
        self._resident_silent.clear()
        if self._floor.resident_starts() is Next.PAUSE_SPEECH:
            self._held = await self._stop_speaking("barge_in")
        await self._event("turn.started", turn=self._turn)
        await self.announce()

    async def resident_says(self, text: str) -> None:
        """More is understood of the running turn."""
        await self._event("partial", turn=self._turn, text=text)

    async def resident_ends(self, event: TurnEnded) -> None:
        """The voice has ended: answer, ask again, or go on speaking."""
        heard = event.heard
        interpretation = await interpret(heard, self._understand, event.expected)
        heard = replace(heard, text=interpretation.text)
        self._resident_silent.set()
        held, self._held = self._held, None
        following = self._floor.resident_ends(heard.text, answer_expected=_awaits_answer(held))
        if following is Next.RESUME_SPEECH and heard.text:
            await self._tell_end("", heard.confidence, "backchannel", heard=heard.text)
        else:
            await self._tell_end(
                heard.text, heard.confidence, event.reason if heard.text else "not_understood"
            )
        if following is Next.ASK:
            await self._take(
                heard.text, {"input": "voice", "confidence": heard.confidence}, interpretation.doubtful
            )
        elif following is Next.RESUME_SPEECH and held is not None and held.sentences:
            await self._event("resumed", turn=self._turn, index=held.first)
            self._start(self._speak(replace(held, turn=self._turn)))
        elif following is Next.PROMPT and not self._tasks:
            self._start(self._prompt("not_understood"))
        await self.announce()

    async def _tell_end(self, text: str, confidence: float | None, reason: str, **more: str) -> None:
        await self._event(
            "turn.ended", turn=self._turn, text=text, confidence=confidence, reason=reason, **more
        )

    async def resident_types(self, text: str) -> None:
        """A typed question."""
        await self.resident_takes("question")
        self._turn += 1
        await self._take(text, {"input": "text"})
        await self.announce()

    async def resident_takes(self, reason: str) -> None:
        """A tap or a typed question stops the bot for good."""
        self._held = None
        self._floor.resident_takes()
        await self._stop_speaking(reason)
        await self.announce()

    async def nobody_spoke(self) -> None:
        """Nobody has spoken for a while: prompt, but do not nag."""
        if not self._tasks and self._floor.nobody_understood() is Next.PROMPT:
            self._start(self._prompt("no_speech"))

    def played(self, marker: str) -> None:
        """The client has played that sentence."""
        self._speaker.played(marker)

    async def finish(self) -> None:
        """Return when every question is answered and every answer sent."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop everything that still runs for this connection."""
        self._speaker.interrupt()
        tasks = [*self._tasks, *self._waiting]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def announce(self) -> None:
        """Tell a client that wants events the state, if it has changed."""
        state = self._floor.state.value
        if state != self._announced and self._config.events:
            self._announced = state
            await self._event("state", state=state)

    async def _take(self, text: str, metadata: dict[str, Any], doubtful: bool = False) -> None:
        """Answer what was said, or first make sure that it was said."""
        unconfirmed, self._unconfirmed = self._unconfirmed, None
        agreed = phrases.agrees(text) if unconfirmed is not None else None
        if unconfirmed is not None and agreed:
            await self._answer(unconfirmed.text, unconfirmed.metadata)
        elif agreed is False:
            self._start(self._say_own({"text": phrases.SAY_AGAIN}))
        elif doubtful:
            self._unconfirmed = Question(text, self._config.sender, metadata)
            self._start(self._say_own(phrases.confirmation(text)))
        else:
            await self._answer(text, metadata)

    async def _say_own(self, message: dict[str, Any]) -> None:
        """A reply of the channel itself: the bot is not asked."""
        self.expected = phrases.expected_answers([message])
        await self._event("reply", turn=self._turn, messages=[message], latency={"bot_ms": 0})
        if self._config.speak:
            await self._speak(self._speech(speech_sentences([message]), self._turn))

    async def _answer(self, text: str, metadata: dict[str, Any]) -> None:
        if self._floor.waiting_questions >= _MAX_WAITING_QUESTIONS:
            raise VoiceError("busy", f"{self._floor.waiting_questions} questions of one connection wait")
        self._last_question = self._turn
        self._floor.bot_thinks()
        profile = self._config.profile
        question = Question(text, self._config.sender, {**metadata, "profile": profile})
        self._start(self._answer_question(question, self._turn))

    async def _answer_question(self, question: Question, turn: int) -> None:
        async with self._answering:
            started = time.monotonic()
            try:
                messages = await asyncio.wait_for(self._ask(question), self._settings.reply_timeout)
            except Exception as error:  # whatever the bot does, the resident gets a sentence
                logger.exception("The bot failed to answer a voice turn.")
                failure = VoiceError("bot_failed", type(error).__name__)
                await self._event("error", code=failure.code, message=failure.resident_message)
                return
            finally:
                self._floor.bot_replied()
            latency = {"bot_ms": round((time.monotonic() - started) * 1000)}
            await self._event("reply", turn=turn, messages=messages, latency=latency)
            self.expected = phrases.expected_answers(messages)
            await self._take_wish(voice_wish(messages))
            # Nobody is talked over; and who has asked something else does not want the old answer.
            await self._resident_silent.wait()
            if self._config.speak and turn == self._last_question:
                await self._speak(self._speech(speech_sentences(messages), turn))

    async def _take_wish(self, wish: str) -> None:
        if wish:
            style = self._style = self._style.asked(wish)
            await self._event("voice", rate=style.rate, pitch=style.pitch, volume=round(style.volume, 2))

    async def _prompt(self, reason: str) -> None:
        self._turn += 1  # clients drop the sound of turns that were interrupted
        text = phrases.prompt(reason, self._floor.prompts)
        await self._event("prompt", reason=reason, text=text)
        if self._config.speak:
            await self._speak(self._speech([text], self._turn))

    def _speech(self, sentences: list[str], turn: int) -> Speech:
        return Speech(tuple(sentences), turn, self._config.audio_format, self._style)

    async def _speak(self, speech: Speech) -> None:
        async with self._speaking:
            self._floor.bot_speaks()
            await self.announce()
            finished = await self._speaker.speak(speech)
        if finished:
            task = asyncio.create_task(self._fall_silent())
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _fall_silent(self) -> None:
        await self._speaker.wait_until_played()
        if not self._speaker.speaking:
            self._floor.bot_is_silent()
            await self._unless_gone(self.announce())

    async def _stop_speaking(self, reason: str) -> Speech | None:
        rest = self._speaker.interrupt()
        if rest is not None:
            await self._event("interrupted", reason=reason)
        return rest

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(self._unless_gone(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _unless_gone(self, work: Awaitable[None]) -> None:
        try:
            await work
            await self.announce()
        except ConnectionError:
            logger.debug("A voice client left before its answer.")

    async def _event(self, name: str, **fields: Any) -> None:
        await self._send({"event": name, **fields})


def _awaits_answer(held: Speech | None) -> bool:
    """Whether a bare "네" is an answer: all is said, or the question at the end was being said."""
    return held is None or not held.sentences or (len(held.sentences) == 1 and "?" in held.sentences[0])
