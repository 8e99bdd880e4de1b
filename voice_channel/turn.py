"""When a resident's turn begins and ends. Pure: windows of sound in, signals out; time is the sound's own."""

import re
from dataclasses import dataclass
from enum import Enum

WINDOW_SECONDS = 0.02
_STAY_LOUDNESS = 0.6
_LOUD = 2.0
_BRIEF = 0.06  # a click, a cough's edge
_DIGITS = "공영일이삼사오육륙칠팔구십백천만둘셋넷"
_DICTATED = re.compile(rf"(?:^|\s)((?:[{_DIGITS}\d]+[\s-]?){{1,}})$")
_WHOLE_MOBILE_NUMBER = 11
_HESITATING = re.compile(r"(?:^|\s)(?:음+|어+|그+|저+|저기|그게|그러니까|뭐더라|뭐냐|그리고|그런데|근데)$")


@dataclass(frozen=True)
class Window:
    """One window: whether it sounds like speech, how far above the room's noise it is (1 is the threshold).

    `periodic`: it has a pitch, as vowels have and noise has not.
    """

    speech: bool
    loudness: float
    periodic: bool = True


@dataclass(frozen=True)
class TurnTiming:
    """Seconds: silence that ends a turn, the same while a number is dictated or words are searched for,
    the longest turn, how long nobody may speak before a prompt (None: for ever), and how much speech
    interrupts the bot, with the client's echo cancelled or not.
    """

    end_silence: float = 0.7
    unfinished_silence: float = 1.5
    max_utterance: float = 20.0
    no_speech: float | None = None
    start_speech: float = 0.06
    barge_in_speech: float = 0.12
    echoing_barge_in_speech: float = 0.24


class Signal(Enum):
    """What happened in a window."""

    STARTED = "started"
    SILENCE = "silence"
    TOO_LONG = "too_long"
    NO_SPEECH = "no_speech"


@dataclass(frozen=True)
class BotVoice:
    """What the resident hears meanwhile: whether the bot speaks or thinks, and may be interrupted by voice.

    `echoing`: the microphone may hear the bot itself, so only loud and longer speech interrupts it.
    """

    speaking: bool = False
    thinking: bool = False
    interruptible: bool = True
    echoing: bool = False


SILENT_BOT = BotVoice()


class TurnTaking:
    """One connection's turns, one after the other."""

    def __init__(self, timing: TurnTiming) -> None:
        self._timing = timing
        self.in_turn = False
        self._speech = 0.0
        self._quiet = 0.0
        self._broken_silence = 0.0
        self._length = 0.0
        self._waiting = 0.0
        self._has_pitch = False
        self._end_silence = timing.end_silence

    def step(self, window: Window, bot: BotVoice = SILENT_BOT) -> Signal | None:
        """Take the next window; at most one signal."""
        return self._step_in_turn(window) if self.in_turn else self._step_outside(window, bot)

    def understood(self, text: str) -> None:
        """Tell what has been understood of the running turn, so that it is not cut off in mid number."""
        timing = self._timing
        self._end_silence = timing.unfinished_silence if is_unfinished(text) else timing.end_silence

    def end(self) -> None:
        """The turn is over, whoever ended it."""
        self.in_turn = False
        self._speech = self._quiet = self._broken_silence = self._length = self._waiting = 0.0
        self._has_pitch = False
        self._end_silence = self._timing.end_silence

    def _step_outside(self, window: Window, bot: BotVoice) -> Signal | None:
        needed, loudness = self._demands(bot)
        if bot.speaking and not bot.interruptible:
            self._speech = 0.0
        elif window.speech and window.loudness > loudness:
            self._speech += WINDOW_SECONDS
            self._has_pitch = self._has_pitch or window.periodic
        else:
            self._speech = max(0.0, self._speech - WINDOW_SECONDS)
            self._has_pitch = self._has_pitch and self._speech > 0
        if self._speech > needed - WINDOW_SECONDS / 2 and self._has_pitch:
            self.end()
            self.in_turn = True
            return Signal.STARTED
        return self._wait(bot)

    def _demands(self, bot: BotVoice) -> tuple[float, float]:
        """Seconds of speech that begin a turn now, and how loud it must be."""
        timing = self._timing
        if not bot.speaking:
            return timing.start_speech, 1.0
        return (timing.echoing_barge_in_speech, _LOUD) if bot.echoing else (timing.barge_in_speech, 1.0)

    def _wait(self, bot: BotVoice) -> Signal | None:
        if bot.speaking or bot.thinking or self._timing.no_speech is None:
            self._waiting = 0.0
            return None
        self._waiting += WINDOW_SECONDS
        if self._waiting < self._timing.no_speech - WINDOW_SECONDS / 2:
            return None
        self._waiting = 0.0
        return Signal.NO_SPEECH

    def _step_in_turn(self, window: Window) -> Signal | None:
        self._length += WINDOW_SECONDS
        if window.speech and window.loudness > _STAY_LOUDNESS:
            self._broken_silence += WINDOW_SECONDS
            # A click in the silence does not begin it anew.
            if self._quiet == 0.0 or self._broken_silence > _BRIEF - WINDOW_SECONDS / 2:
                self._quiet = 0.0
            else:
                self._quiet += WINDOW_SECONDS
        else:
            self._quiet += WINDOW_SECONDS
            self._broken_silence = 0.0
        if self._quiet > self._end_silence - WINDOW_SECONDS / 2:
            self.end()
            return Signal.SILENCE
        if self._length > self._timing.max_utterance - WINDOW_SECONDS / 2:
            self.end()
            return Signal.TOO_LONG
        return None


def is_unfinished(text: str) -> bool:
    """Whether more is likely to come: a number in the middle of its digits, or a word being searched for."""
    text = text.strip()
    if _HESITATING.search(text):
        return True
    dictated = _DICTATED.search(text)
    digits = len(re.sub(r"[\s-]", "", dictated[1])) if dictated else 0
    return 2 <= digits < _WHOLE_MOBILE_NUMBER
