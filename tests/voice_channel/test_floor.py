import pytest

from voice_channel.floor import Floor, Next, State


@pytest.fixture
def floor() -> Floor:
    return Floor()


def speaking(floor: Floor) -> Floor:
    floor.bot_speaks()
    return floor


def test_the_states_follow_the_talk(floor: Floor) -> None:
    assert floor.state is State.LISTENING
    assert floor.resident_starts() is Next.NOTHING
    assert floor.resident_ends("여권", False) is Next.ASK
    floor.bot_thinks()
    assert floor.state is State.THINKING
    floor.bot_replied()
    floor.bot_speaks()
    assert floor.state is State.SPEAKING
    floor.bot_is_silent()
    assert floor.state is State.LISTENING


def test_who_interrupts_with_words_gets_an_answer(floor: Floor) -> None:
    assert speaking(floor).resident_starts() is Next.PAUSE_SPEECH
    assert floor.state is State.LISTENING
    assert floor.resident_ends("아니 여권이요", False) is Next.ASK


@pytest.mark.parametrize("text", ["", "네", "네 네", "음"])
def test_a_cough_or_a_nod_lets_the_bot_go_on(floor: Floor, text: str) -> None:
    speaking(floor).resident_starts()
    assert floor.resident_ends(text, False) is Next.RESUME_SPEECH


def test_a_bare_yes_is_an_answer_when_the_bot_has_said_all(floor: Floor) -> None:
    speaking(floor).resident_starts()
    assert floor.resident_ends("네", True) is Next.ASK


def test_a_bare_yes_into_the_silence_is_an_answer(floor: Floor) -> None:
    floor.resident_starts()
    assert floor.resident_ends("네", False) is Next.ASK


def test_a_tap_stops_the_bot_for_good(floor: Floor) -> None:
    assert speaking(floor).resident_takes() is Next.PAUSE_SPEECH
    floor.resident_starts()
    assert floor.resident_ends("", False) is Next.PROMPT


def test_the_bot_prompts_twice_and_then_waits(floor: Floor) -> None:
    assert [floor.nobody_understood() for _ in range(3)] == [Next.PROMPT, Next.PROMPT, Next.NOTHING]
    floor.resident_starts()
    floor.resident_ends("여권", False)
    assert floor.nobody_understood() is Next.PROMPT


def test_nobody_is_prompted_while_an_answer_is_on_its_way(floor: Floor) -> None:
    floor.bot_thinks()
    assert floor.nobody_understood() is Next.NOTHING
