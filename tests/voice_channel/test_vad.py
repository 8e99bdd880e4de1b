from collections.abc import Callable

import numpy as np
import pytest

from voice_channel.vad import EnergyVad, SpeechEdge

RATE = 16_000
STARTED, ENDED = SpeechEdge.STARTED, SpeechEdge.ENDED


def noise(seconds: float, level: float, seed: int = 1) -> bytes:
    samples = np.random.default_rng(seed).normal(0, level, int(seconds * RATE))
    return samples.astype("<i2").tobytes()


def test_speech_starts_and_ends_once(tone: Callable[..., bytes], silence: Callable[..., bytes]) -> None:
    vad = EnergyVad(RATE, 0.7)
    assert vad.feed(silence(0.5) + tone(1.0) + silence(1.0)) == [STARTED, ENDED]
    assert not vad.speaking


@pytest.mark.parametrize(("end_silence", "edges"), [(0.7, [STARTED, ENDED, STARTED]), (1.25, [STARTED])])
def test_a_pause_ends_a_turn_only_after_the_silence_of_the_profile(
    tone: Callable[..., bytes], silence: Callable[..., bytes], end_silence: float, edges: list[SpeechEdge]
) -> None:
    assert EnergyVad(RATE, end_silence).feed(tone(0.5) + silence(1.0) + tone(0.5)) == edges


def test_a_click_is_no_speech(tone: Callable[..., bytes], silence: Callable[..., bytes]) -> None:
    assert EnergyVad(RATE, 0.7).feed(silence(0.2) + tone(0.03) + silence(1.0)) == []


def test_steady_noise_of_the_room_is_not_taken_for_speech(tone: Callable[..., bytes]) -> None:
    vad = EnergyVad(RATE, 0.7)
    assert vad.feed(noise(10, 150)) == []
    assert vad.feed(tone(0.5)) == [STARTED]
    assert vad.feed(noise(1.0, 150)) == [ENDED]


def test_a_constant_offset_of_a_cheap_microphone_is_not_loudness() -> None:
    assert EnergyVad(RATE, 0.7).feed(b"\x00\x10" * RATE) == []


@pytest.mark.parametrize("size", [2, 254, 640, 5000])
def test_the_size_of_the_pieces_makes_no_difference(
    tone: Callable[..., bytes], silence: Callable[..., bytes], size: int
) -> None:
    sound = silence(0.3) + tone(0.6) + silence(1.0)
    vad = EnergyVad(RATE, 0.7)
    assert [e for i in range(0, len(sound), size) for e in vad.feed(sound[i : i + size])] == [STARTED, ENDED]
