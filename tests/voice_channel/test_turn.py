"""Turn-taking by a time script: (seconds, what is heard) pairs, no clock and no sleeping."""

import pytest

from voice_channel.turn import BotVoice, Signal, TurnTaking, TurnTiming, Window, is_unfinished

QUIET = Window(speech=False, loudness=0.1, periodic=False)
SPEECH = Window(speech=True, loudness=1.5)
LOUD = Window(speech=True, loudness=4.0)
HISS = Window(speech=True, loudness=4.0, periodic=False)
KIOSK = TurnTiming(end_silence=1.25, unfinished_silence=2.05, no_speech=8.0)
WEB = TurnTiming(end_silence=0.7, unfinished_silence=1.5)

Script = list[tuple[float, Window]]


def play(
    timing: TurnTiming, script: Script, bot: BotVoice | None = None, partial: str = ""
) -> list[tuple[float, Signal]]:
    """Signals with the second they came at."""
    taking = TurnTaking(timing)
    now, signals = 0.0, []
    for seconds, window in script:
        for _ in range(round(seconds / 0.02)):
            now += 0.02
            signal = taking.step(window, bot or BotVoice())
            if signal is Signal.STARTED and partial:
                taking.understood(partial)
            if signal is not None:
                signals.append((round(now, 2), signal))
    return signals


def names(signals: list[tuple[float, Signal]]) -> list[str]:
    return [signal.value for _, signal in signals]


def test_a_turn_starts_with_speech_and_ends_with_the_silence_of_the_profile() -> None:
    script = [(0.5, QUIET), (1.0, SPEECH), (2.0, QUIET)]
    assert play(WEB, script) == [(0.56, Signal.STARTED), (2.2, Signal.SILENCE)]
    assert play(KIOSK, script) == [(0.56, Signal.STARTED), (2.74, Signal.SILENCE)]


def test_an_elderly_pause_of_a_second_does_not_cut_the_kiosk_user_off() -> None:
    script = [(0.5, SPEECH), (1.0, QUIET), (0.5, SPEECH), (2.0, QUIET)]
    assert names(play(KIOSK, script)) == ["started", "silence"]
    assert names(play(WEB, script)) == ["started", "silence", "started", "silence"]


def test_a_number_being_dictated_may_take_longer_pauses() -> None:
    script = [(0.5, SPEECH), (1.2, QUIET), (0.5, SPEECH), (2.0, QUIET)]
    assert names(play(WEB, script, partial="제 번호는 공일공")) == ["started", "silence"]
    assert names(play(WEB, script, partial="여권 재발급")) == ["started", "silence", "started", "silence"]


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("제 번호는 공일공", True),
        ("공일공 일이삼사", True),
        ("공일공 일이삼사 오육칠팔", False),
        ("여권이 그러니까", True),
        ("저기 음", True),
        ("수수료가 얼마예요", False),
        ("삼 층이에요", False),
        ("이", False),
        ("", False),
    ],
)
def test_what_sounds_unfinished(text: str, unfinished: bool) -> None:
    assert is_unfinished(text) is unfinished


def test_a_turn_is_ended_at_the_cap() -> None:
    timing = TurnTiming(max_utterance=20.0)
    assert play(timing, [(21.0, SPEECH)])[:2] == [(0.06, Signal.STARTED), (20.06, Signal.TOO_LONG)]


def test_a_click_neither_starts_a_turn_nor_prolongs_the_silence() -> None:
    assert play(WEB, [(0.5, QUIET), (0.04, SPEECH), (1.0, QUIET)]) == []
    script = [(0.5, SPEECH), (0.4, QUIET), (0.04, SPEECH), (0.4, QUIET)]
    assert names(play(WEB, script)) == ["started", "silence"]


def test_noise_without_pitch_starts_no_turn() -> None:
    assert play(WEB, [(10.0, HISS)]) == []


def test_nobody_speaking_is_noticed_and_again_after_the_same_time() -> None:
    assert play(KIOSK, [(17.0, QUIET)]) == [(8.0, Signal.NO_SPEECH), (16.0, Signal.NO_SPEECH)]
    assert play(WEB, [(60.0, QUIET)]) == []


@pytest.mark.parametrize("bot", [BotVoice(speaking=True), BotVoice(thinking=True)])
def test_nobody_is_expected_to_speak_while_the_bot_speaks_or_thinks(bot: BotVoice) -> None:
    assert play(KIOSK, [(17.0, QUIET)], bot) == []


def test_a_voice_interrupts_the_bot_when_the_clients_echo_is_cancelled() -> None:
    bot = BotVoice(speaking=True, echoing=False)
    assert play(WEB, [(0.3, SPEECH)], bot) == [(0.12, Signal.STARTED)]


def test_with_an_echo_only_loud_and_longer_speech_interrupts_the_bot() -> None:
    bot = BotVoice(speaking=True, echoing=True)
    assert play(WEB, [(1.0, SPEECH)], bot) == []
    assert play(WEB, [(0.1, LOUD), (0.3, QUIET)], bot) == []
    assert play(WEB, [(0.3, LOUD)], bot) == [(0.24, Signal.STARTED)]


def test_a_bot_interrupted_only_by_tap_hears_no_voice_while_it_speaks() -> None:
    bot = BotVoice(speaking=True, interruptible=False)
    assert play(WEB, [(3.0, LOUD)], bot) == []
