from collections.abc import Callable

import numpy as np
import pytest

from voice_channel.turn import Signal, TurnTaking, TurnTiming
from voice_channel.vad import SpeechDetector

RATE = 16_000


def noise(seconds: float, level: float, seed: int = 1) -> bytes:
    samples = np.random.default_rng(seed).normal(0, level, int(seconds * RATE))
    return samples.astype("<i2").tobytes()


def edges(sound: bytes, rate: int = RATE, piece: int = 3200) -> list[str]:
    """How turns begin and end in the sound, as the channel would see it."""
    detector, taking = SpeechDetector(rate), TurnTaking(TurnTiming())
    windows = [w for at in range(0, len(sound), piece) for w in detector.feed(sound[at : at + piece])]
    signals = [taking.step(window) for window in windows]
    return [signal.value for signal in signals if isinstance(signal, Signal)]


TURN = ["started", "silence"]


def test_speech_starts_and_ends_once(tone: Callable[..., bytes], silence: Callable[..., bytes]) -> None:
    assert edges(silence(0.5) + tone(1.0) + silence(1.0)) == TURN


def test_speech_that_is_there_from_the_first_moment_counts(tone: Callable[..., bytes]) -> None:
    assert edges(tone(0.3)) == ["started"]


@pytest.mark.parametrize("level", [50, 150, 500, 1500, 4000])
def test_noise_alone_is_never_a_turn(level: float) -> None:
    assert edges(noise(12, level)) == []


def test_speech_in_noise_is_a_turn_and_the_noise_after_it_is_its_end(espeak: Callable[..., bytes]) -> None:
    from voice_channel.tts import SpeechStyle

    speech = np.frombuffer(espeak.speak("수수료가 얼마예요", SpeechStyle()), "<i2")  # type: ignore[attr-defined]
    sound = np.concatenate([np.zeros(22_050), speech, np.zeros(44_100)])
    level = np.sqrt(np.mean(speech.astype(float) ** 2)) / 10 ** (5 / 20)
    noisy = np.clip(sound + np.random.default_rng(2).normal(0, level, len(sound)), -32768, 32767)
    assert edges(noisy.astype("<i2").tobytes(), 22_050) == TURN


def test_a_constant_offset_of_a_cheap_microphone_is_not_loudness() -> None:
    assert edges(b"\x00\x10" * RATE) == []


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 48_000])
def test_every_sample_rate_is_heard(
    tone: Callable[..., bytes], silence: Callable[..., bytes], rate: int
) -> None:
    assert edges(silence(0.5, rate) + tone(1.0, rate) + silence(1.0, rate), rate) == TURN


@pytest.mark.parametrize("size", [2, 254, 640, 5000])
def test_the_size_of_the_pieces_makes_no_difference(
    tone: Callable[..., bytes], silence: Callable[..., bytes], size: int
) -> None:
    assert edges(silence(0.3) + tone(0.6) + silence(1.0), piece=size) == TURN
