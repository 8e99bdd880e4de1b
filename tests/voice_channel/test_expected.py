from typing import Any

import numpy as np
import pytest

from voice_channel.listening import TurnEnded, TurnListener
from voice_channel.phrases import confirmation, expected_answers
from voice_channel.stt import TurnOptions
from voice_channel.stt.expected import expected_answer, sound_distance
from voice_channel.synthetic_model import features
from voice_channel.synthetic_model.speech import VoiceStyle, espeak
from voice_channel.turn import TurnTiming

CHOICES = ("첫 번째", "두 번째", "네", "아니요")


@pytest.mark.parametrize(
    ("heard", "guess", "answer"),
    [
        ("고 번째", "두 번째", "두 번째"),
        ("내", "네", "네"),
        ("여권이요", "아니요", "여권이요"),
        ("수수료가 얼마예요", "아니요", "수수료가 얼마예요"),
        ("두 번째", "첫 번째", "두 번째"),
        ("소파", "", "소파"),
    ],
)
def test_only_what_sounds_like_an_expected_answer_is_taken_for_it(
    heard: str, guess: str, answer: str
) -> None:
    assert expected_answer(heard, guess, CHOICES) == answer


def test_vowels_that_sound_alike_count_as_one() -> None:
    assert sound_distance("내", "네") == 0
    assert sound_distance("여권", "여관") < 0.25


def test_a_reply_with_candidates_expects_their_numbers_and_a_confirmation_yes_or_no() -> None:
    candidates = [{"custom": {"candidates": [{"title": "가"}, {"title": "나"}]}}]
    assert {"첫 번째", "이 번", "해당 없음"} <= set(expected_answers(candidates))
    assert "세 번째" not in expected_answers(candidates)
    assert set(expected_answers([confirmation("여권")])) >= {"네", "아니요"}
    assert (
        expected_answers([{"text": "답"}, {"custom": {"type": "answer", "chips": [{"title": "비용"}]}}]) == ()
    )


def test_a_short_answer_in_noise_is_heard_with_the_help_of_what_is_expected(recognizer: Any) -> None:
    random = np.random.default_rng(3)
    right = {False: 0, True: 0}
    for variant in ("+m4", "+f3", "+grandma", "+m6", "+belinda", "+Alex"):
        speech = espeak().speak("두 번째", VoiceStyle(variant, rate=140))
        sound = features.resample(speech.samples, speech.sample_rate)
        sound = np.concatenate([np.zeros(8000), sound, np.zeros(16_000)])
        sound = features.add_noise(sound, features.pink_noise(len(sound), random), 15)
        pcm = np.clip(sound, -32768, 32767).astype("<i2").tobytes()
        for helped in right:
            listener = TurnListener(recognizer, TurnOptions(), TurnTiming())
            listener.expect(("첫 번째", "두 번째", "세 번째", "네", "아니요") if helped else ())
            ended = [event for event in listener.feed(pcm).events if isinstance(event, TurnEnded)]
            right[helped] += any((event.expected or event.heard.text) == "두 번째" for event in ended)
    assert right[True] >= right[False]
    assert right[True] >= 5
