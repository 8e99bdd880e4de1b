from __future__ import annotations

import pytest

from nlu.noise import NOISES, noisy

QUESTION = "여권을 잃어버렸는데 재발급 수수료가 얼마인가요?"


@pytest.mark.parametrize("kind", NOISES)
def test_the_same_question_always_gets_the_same_noise(kind: str) -> None:
    assert noisy(QUESTION, kind) == noisy(QUESTION, kind) != QUESTION


def test_spaces_and_particles_can_go_missing() -> None:
    assert noisy(QUESTION, "no_space") == "여권을잃어버렸는데재발급수수료가얼마인가요?"
    assert noisy(QUESTION, "no_particle") == "여권 잃어버렸는데 재발급 수수료 얼마인가요?"


def test_a_slip_of_the_finger_touches_two_syllables_at_most() -> None:
    slipped = noisy("가나다라마바사아자차", "typo")
    assert sum(c not in slipped for c in "가나다라마바사아자차") in (1, 2)


def test_what_was_heard_has_no_signs_and_no_digits() -> None:
    heard = noisy("소파 10개, 얼마예요?", "heard")
    assert not any(c in "0123456789,?" for c in heard)


@pytest.mark.parametrize("text", ["", "?", "abc", "가", "ㅋㅋ"])
@pytest.mark.parametrize("kind", NOISES)
def test_nothing_to_disturb_is_no_mistake(kind: str, text: str) -> None:
    assert isinstance(noisy(text, kind), str)
