"""What happens to a connection's sound. Blocking: run in a thread, one call after the other."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from voice_channel.stt import Hypothesis, Recognizer, TurnOptions, TurnRecognizer
from voice_channel.stt.expected import expected_answer
from voice_channel.transcription import join_hypotheses
from voice_channel.turn import SILENT_BOT, BotVoice, Signal, TurnTaking, TurnTiming
from voice_channel.vad import SpeechDetector

_PIECE_SECONDS = 0.1
_ALTERNATIVES = 10
_SHORT_ANSWER_SECONDS = 4.0
_PRE_ROLL_SECONDS = 0.5


@dataclass(frozen=True)
class TurnStarted:
    """Somebody began to speak."""


@dataclass(frozen=True)
class Understood:
    """More, or something else, is understood of the running turn: all of its text so far."""

    text: str


@dataclass(frozen=True)
class TurnEnded:
    """A turn is over: what was said and why it ended (silence, too_long, client).

    `expected` is what it sounds like if it was one of the answers the bot waits for, else empty.
    """

    heard: Hypothesis
    reason: str
    expected: str = ""


@dataclass(frozen=True)
class NobodySpoke:
    """Nobody has spoken for a while."""


TurnEvent = TurnStarted | Understood | TurnEnded | NobodySpoke


@dataclass(frozen=True)
class Heard:
    """The one answer vosk-server would give to a frame, and what happened in the frame."""

    answer: dict[str, Any]
    events: tuple[TurnEvent, ...] = ()


class Listener(Protocol):
    """Takes the frames of one connection."""

    def feed(self, pcm: bytes, bot: BotVoice = SILENT_BOT) -> Heard:
        """Take one frame of s16le mono sound, heard while the bot did that."""

    def expect(self, phrases: tuple[str, ...]) -> None:
        """The answers the bot waits for."""

    def finish(self) -> Heard:
        """The client says the turn is over."""


class VoskServerListener:
    """Answers exactly as vosk-server does: the engine's own end-pointing, no turns."""

    def __init__(self, recognizer: Recognizer, options: TurnOptions) -> None:
        self._turn = recognizer.start_turn(options)

    def feed(self, pcm: bytes, bot: BotVoice = SILENT_BOT) -> Heard:
        """A result when the engine saw an end, else a partial."""
        if self._turn.accept(pcm):
            return Heard(self._turn.result().raw)
        return Heard({"partial": self._turn.partial()})

    def expect(self, phrases: tuple[str, ...]) -> None:
        """No bot answers here."""

    def finish(self) -> Heard:
        """The final result; more sound may follow."""
        return Heard(self._turn.final().raw)


class TurnListener:
    """Cuts the sound into turns; a fresh recogniser for each turn, none while nobody speaks."""

    def __init__(
        self, recognizer: Recognizer, options: TurnOptions, timing: TurnTiming, manual: bool = False
    ) -> None:
        """`manual`: a turn begins with the first sound, and only `finish` or its length ends it."""
        self._recognizer = recognizer
        self._options = options
        self._turn_options = replace(options, max_alternatives=options.max_alternatives or _ALTERNATIVES)
        self._detector = None if manual else SpeechDetector(options.sample_rate)
        self._taking = TurnTaking(timing)
        self._piece = int(options.sample_rate * _PIECE_SECONDS) * 2
        self._pre_roll_limit = int(options.sample_rate * _PRE_ROLL_SECONDS) * 2
        self._max_bytes = int(options.sample_rate * timing.max_utterance) * 2
        self._short_bytes = int(options.sample_rate * _SHORT_ANSWER_SECONDS) * 2
        self._pre_roll = b""
        self._turn: TurnRecognizer | None = None
        self._turn_bytes = 0
        self._parts: list[Hypothesis] = []
        self._understood = ""
        self._expected: tuple[str, ...] = ()
        self._sound: list[bytes] = []

    def feed(self, pcm: bytes, bot: BotVoice = SILENT_BOT) -> Heard:
        """The result if a turn ended in this frame, else what is understood of the running turn."""
        events: list[TurnEvent] = []
        for start in range(0, len(pcm), self._piece):
            events += self._feed_piece(pcm[start : start + self._piece], bot)
        ended = [event for event in events if isinstance(event, TurnEnded)]
        answer = self._answer(ended[-1].heard) if ended else {"partial": self._understood}
        return Heard(answer, tuple(events))

    def expect(self, phrases: tuple[str, ...]) -> None:
        """The bot waits for one of these answers, or (with none) for anything."""
        self._expected = phrases

    def finish(self) -> Heard:
        """End the running turn; an empty result when there is none."""
        if self._turn is None:
            return Heard({"text": ""})
        ended = self._end("client")
        return Heard(self._answer(ended.heard), (ended,))

    def _answer(self, heard: Hypothesis) -> dict[str, Any]:
        """What vosk-server would answer: alternatives only when the client asked for them."""
        if self._options.max_alternatives or not heard.raw.get("alternatives"):
            return heard.raw
        best = heard.raw["alternatives"][0]
        return {"result": best.get("result", []), "text": heard.text}

    def _feed_piece(self, piece: bytes, bot: BotVoice) -> list[TurnEvent]:
        signals = self._signals(piece, bot)
        events: list[TurnEvent] = []
        if Signal.NO_SPEECH in signals:
            events.append(NobodySpoke())
        if self._turn is None and (self._detector is None or Signal.STARTED in signals):
            self._begin()
            events.append(TurnStarted())
        if self._turn is None:
            # What the bot itself says is not the beginning of what the resident says.
            muted = bot.speaking and not bot.interruptible
            self._pre_roll = b"" if muted else (self._pre_roll + piece)[-self._pre_roll_limit :]
            return events
        self._accept(piece)
        events += self._changes()
        if Signal.SILENCE in signals:
            events.append(self._end("silence"))
        elif Signal.TOO_LONG in signals or self._turn_bytes >= self._max_bytes:
            events.append(self._end("too_long"))
        return events

    def _signals(self, piece: bytes, bot: BotVoice) -> list[Signal]:
        windows = self._detector.feed(piece) if self._detector else []
        return [signal for window in windows if (signal := self._taking.step(window, bot)) is not None]

    def _begin(self) -> None:
        self._turn = self._recognizer.start_turn(self._turn_options)
        self._turn_bytes = 0
        self._parts = []
        self._sound = []
        pre_roll, self._pre_roll = self._pre_roll, b""
        if pre_roll:
            self._accept(pre_roll)

    def _accept(self, pcm: bytes) -> None:
        assert self._turn is not None
        self._turn_bytes += len(pcm)
        if self._expected and self._turn_bytes < self._short_bytes:
            self._sound.append(pcm)
        # The engine's own idea of an end is only a pause here: its text is kept for the end of the turn.
        if self._turn.accept(pcm):
            self._parts.append(self._turn.result())

    def _changes(self) -> list[TurnEvent]:
        assert self._turn is not None
        text = " ".join(filter(None, [*(part.text for part in self._parts), self._turn.partial()]))
        if text == self._understood:
            return []
        self._understood = text
        self._taking.understood(text)
        return [Understood(text)]

    def _end(self, reason: str) -> TurnEnded:
        assert self._turn is not None
        heard = join_hypotheses([*self._parts, self._turn.final()])
        expected = self._as_expected(heard.text)
        self._turn = None
        self._parts = []
        self._understood = ""
        self._taking.end()
        return TurnEnded(heard, reason, expected)

    def _as_expected(self, heard: str) -> str:
        """The expected answer the turn sounds like, by a second recogniser that knows nothing else."""
        if not self._expected or not heard or self._turn_bytes >= self._short_bytes:
            return ""
        turn = self._recognizer.start_turn(replace(self._options, phrases=self._expected))
        turn.accept(b"".join(self._sound))
        answer = expected_answer(heard, turn.final().text, self._expected)
        return answer if answer in self._expected else ""
