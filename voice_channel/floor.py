"""Who has the floor between resident and bot, and what follows when somebody begins or stops. Pure."""

import re
from enum import Enum

_MAX_PROMPTS = 2
# Said to show that one listens; they interrupt nothing.
_BACKCHANNEL = re.compile(r"(?:(?:네|예|응|음|어|아|그래|그래요|그렇군요|아하|흠|오)\s*)+")


class State(str, Enum):
    """What the resident sees: the bot listens, thinks or speaks."""

    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"


class Next(Enum):
    """What to do now."""

    NOTHING = "nothing"
    PAUSE_SPEECH = "pause_speech"
    RESUME_SPEECH = "resume_speech"
    ASK = "ask"
    PROMPT = "prompt"


class Floor:
    """One connection's floor. Who interrupts the bot with words gets it; a cough gives it back."""

    def __init__(self) -> None:
        self._thinking = 0
        self._speaking = False
        self._paused = False
        self._prompts = 0

    @property
    def state(self) -> State:
        """The state to announce."""
        if self._speaking:
            return State.SPEAKING
        return State.THINKING if self._thinking else State.LISTENING

    @property
    def thinking(self) -> bool:
        """Whether a question waits for the bot."""
        return self._thinking > 0

    @property
    def waiting_questions(self) -> int:
        """How many questions wait for the bot."""
        return self._thinking

    @property
    def prompts(self) -> int:
        """Prompts in a row so far."""
        return self._prompts

    def resident_starts(self) -> Next:
        """A voice begins; the bot falls silent, for now."""
        self._paused = self._paused or self._speaking
        paused_now, self._speaking = self._speaking, False
        return Next.PAUSE_SPEECH if paused_now else Next.NOTHING

    def resident_ends(self, text: str, answer_expected: bool) -> Next:
        """The voice has ended with these words; `answer_expected`: a bare "네" is an answer."""
        paused, self._paused = self._paused, False
        only_listening = not text or (not answer_expected and _BACKCHANNEL.fullmatch(text) is not None)
        if paused and only_listening:
            return Next.RESUME_SPEECH
        if not text:
            return self.nobody_understood()
        self._prompts = 0
        return Next.ASK

    def nobody_understood(self) -> Next:
        """Nothing was said or understood: prompt, but do not nag."""
        if self._prompts >= _MAX_PROMPTS or self._speaking or self._thinking:
            return Next.NOTHING
        self._prompts += 1
        return Next.PROMPT

    def resident_takes(self) -> Next:
        """A tap or a typed question: the bot stops for good."""
        self._paused = False
        self._prompts = 0
        spoke, self._speaking = self._speaking, False
        return Next.PAUSE_SPEECH if spoke else Next.NOTHING

    def bot_thinks(self) -> None:
        """A question has gone to the bot."""
        self._thinking += 1

    def bot_replied(self) -> None:
        """Its reply, or its failure, is here."""
        self._thinking = max(0, self._thinking - 1)

    def bot_speaks(self) -> None:
        """Speech begins or goes on."""
        self._speaking = True

    def bot_is_silent(self) -> None:
        """All speech has been played."""
        self._speaking = False
