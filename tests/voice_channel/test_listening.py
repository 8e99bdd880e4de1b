from collections.abc import Callable
from typing import Any

import pytest

from voice_channel.listening import NobodySpoke, TurnEnded, TurnListener, TurnStarted, Understood
from voice_channel.stt import Hypothesis, Recognizer, TurnOptions, TurnRecognizer
from voice_channel.turn import BotVoice, TurnTiming

OPTIONS = TurnOptions()
TIMING = TurnTiming(end_silence=0.7)


class PausingTurn(TurnRecognizer):
    """Sees an end in every second piece and hears "말" in each."""

    def __init__(self, log: list[int]) -> None:
        self._log = log
        self._pieces = 0

    def accept(self, pcm: bytes) -> bool:
        self._log.append(len(pcm))
        self._pieces += 1
        return self._pieces % 2 == 0

    def partial(self) -> str:
        return "말" if self._pieces % 2 else ""

    def result(self) -> Hypothesis:
        return Hypothesis("말", 0.5, {"text": "말", "result": [{"word": "말", "conf": 0.5}]})

    def final(self) -> Hypothesis:
        return Hypothesis("", None, {"text": ""})


class PausingRecognizer(Recognizer):
    name = "pausing"
    synthetic = True

    def __init__(self) -> None:
        self.turns: list[list[int]] = []

    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        self.turns.append([])
        return PausingTurn(self.turns[-1])


@pytest.fixture
def engine() -> PausingRecognizer:
    return PausingRecognizer()


def kinds(events: Any) -> list[type]:
    return [type(event) for event in events if not isinstance(event, Understood)]


def test_nothing_is_recognised_while_nobody_speaks(
    engine: PausingRecognizer, silence: Callable[..., bytes]
) -> None:
    heard = TurnListener(engine, OPTIONS, TIMING).feed(silence(5.0))
    assert heard.answer == {"partial": ""}
    assert (heard.events, engine.turns) == ((), [])


def test_each_turn_has_a_recogniser_of_its_own(
    engine: PausingRecognizer, tone: Callable[..., bytes], silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING)
    events = [
        *listener.feed(tone(0.5) + silence(1.0)).events,
        *listener.feed(tone(0.5) + silence(1.0)).events,
    ]
    assert kinds(events) == [TurnStarted, TurnEnded] * 2
    assert len(engine.turns) == 2


def test_the_sound_just_before_the_speech_is_recognised_too(
    engine: PausingRecognizer, tone: Callable[..., bytes], silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING)
    listener.feed(silence(3.0))
    listener.feed(tone(0.1))
    assert engine.turns[0][0] == 16_000  # half a second


def test_the_engines_own_ends_are_pauses_within_the_turn(
    engine: PausingRecognizer, tone: Callable[..., bytes], silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING)
    assert listener.feed(tone(0.5)).answer == {"partial": "말 말 말"}
    heard = listener.feed(silence(1.0))
    ended = heard.events[-1]
    assert isinstance(ended, TurnEnded)
    assert set(ended.heard.text.split()) == {"말"}
    assert heard.answer == ended.heard.raw
    assert ended.heard.confidence == 0.5


def test_a_turn_that_goes_on_too_long_is_ended(engine: PausingRecognizer, tone: Callable[..., bytes]) -> None:
    events = TurnListener(engine, OPTIONS, TurnTiming(max_utterance=2.0)).feed(tone(2.5)).events
    assert [event.reason for event in events if isinstance(event, TurnEnded)] == ["too_long"]


def test_the_client_can_end_a_turn_itself(engine: PausingRecognizer, tone: Callable[..., bytes]) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING)
    listener.feed(tone(0.5))
    assert listener.finish().events[0].reason == "client"  # type: ignore[union-attr]
    assert listener.finish().events == ()


def test_with_push_to_talk_a_pause_ends_nothing_and_quiet_sound_counts(
    engine: PausingRecognizer, tone: Callable[..., bytes], silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING, manual=True)
    assert kinds(listener.feed(silence(0.3) + tone(0.5) + silence(5.0)).events) == [TurnStarted]
    assert kinds(listener.finish().events) == [TurnEnded]


def test_what_is_understood_so_far_is_told_when_it_changes(
    engine: PausingRecognizer, tone: Callable[..., bytes]
) -> None:
    events = TurnListener(engine, OPTIONS, TIMING).feed(tone(0.3)).events
    texts = [event.text for event in events if isinstance(event, Understood)]
    assert texts == sorted(set(texts), key=len)
    assert texts


def test_nobody_speaking_is_an_event_in_the_time_of_the_sound(
    engine: PausingRecognizer, silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TurnTiming(no_speech=2.0))
    assert kinds(listener.feed(silence(4.1)).events) == [NobodySpoke, NobodySpoke]
    assert listener.feed(silence(4.1), BotVoice(speaking=True)).events == ()


def test_the_bots_own_voice_is_no_part_of_the_next_turn(
    engine: PausingRecognizer, tone: Callable[..., bytes], silence: Callable[..., bytes]
) -> None:
    listener = TurnListener(engine, OPTIONS, TIMING)
    listener.feed(tone(3.0), BotVoice(speaking=True, interruptible=False))
    listener.feed(silence(0.1))
    listener.feed(tone(0.1))
    assert engine.turns[0][0] == 3_200  # only the tenth of a second after the bot
