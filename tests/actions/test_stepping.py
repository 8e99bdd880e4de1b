"""A confused resident gets one thing at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import phrases
from actions.clarifying import not_understood_turn
from actions.questions import question_turn
from actions.stepping import next_step_turn, simplified, step_forgotten, steps_of

ISSUE, SOFA = "civil/passport_issue", "environment/large_waste"


def asked(store, talk, emotion, facets=("how",)):
    message = talk("어떻게 하는지 모르겠어요", (ISSUE, 0.95), facets=facets, emotion=emotion)
    plain = question_turn(store, message)
    return plain, simplified(store, message, plain)


def test_the_steps_of_a_text_are_its_numbered_lines_and_the_rest_belongs_to_the_last():
    assert steps_of("먼저 보세요.\n1. 신고합니다.\n2. 냅니다.\n- 카드도 됩니다.") == [
        "1. 신고합니다.",
        "2. 냅니다.\n- 카드도 됩니다.",
    ]
    assert steps_of("2026. 3. 1.부터입니다.") == []


def test_the_first_step_comes_alone_with_the_way_on_and_the_whole(store, talk):
    plain, turn = asked(store, talk, "confusion")
    steps = steps_of(plain.replies[0].text)
    reply = turn.replies[0]
    assert reply.text == f"{steps[0]}\n{phrases.STEP_MORE}"
    assert [chip.title for chip in reply.chips[:2]] == [phrases.NEXT_STEP, phrases.WHOLE_TEXT]
    assert turn.slots["step"] == {"topic": ISSUE, "step": 1}


@pytest.mark.parametrize(
    "words", ["다음", "네", "다음 단계", "그다음은요?", "다 했어요", "네 다음이요", "계속 해 주세요"]
)
def test_the_next_step_follows_when_the_resident_is_ready(store, talk, words):
    plain, turn = asked(store, talk, "confusion")
    going_on = next_step_turn(store, talk(words, step=turn.slots["step"], topic=ISSUE))
    assert going_on.replies[0].text.startswith(steps_of(plain.replies[0].text)[1].split("\n")[0])


def test_after_the_last_step_there_is_no_further_one(store, talk):
    steps = steps_of(asked(store, talk, "neutral")[0].replies[0].text)
    last = next_step_turn(store, talk("다음", step={"topic": ISSUE, "step": len(steps) - 1}))
    assert last.replies[0].text == steps[-1]
    assert last.slots["step"] is None


@pytest.mark.parametrize("words", ["수수료는요?", "고맙습니다", "네 소파 버리려고요", "다음 주에 열어요?"])
def test_any_other_message_is_itself(store, talk, words):
    message = talk(words, step={"topic": ISSUE, "step": 1})
    assert next_step_turn(store, message) is None
    assert step_forgotten(message, question_turn(store, message)) == {"step": None}


def test_calm_residents_and_plain_facts_get_everything_at_once(store, talk):
    for emotion, facets in (("neutral", ("how",)), ("confusion", ("fee",)), ("anger", ("how",))):
        plain, turn = asked(store, talk, emotion, facets)
        assert turn.replies[0].text == plain.replies[0].text


def test_a_matter_not_understood_is_told_again(store, talk):
    message = talk("무슨 말인지 모르겠어요", intent="unclear", emotion="confusion", topic=ISSUE)
    assert not_understood_turn(store, message).replies[0].topic == ISSUE
    lost = talk("무슨 말인지 모르겠어요", intent="unclear", emotion="confusion")
    assert not_understood_turn(store, lost).replies[0].type == "chitchat"


def test_a_long_procedure_without_numbers_comes_in_its_first_sentences(store, talk):
    message = talk("?", (SOFA, 0.95), facets=("how",), emotion="confusion")
    plain = question_turn(store, message)
    long = replace(plain.replies[0], text="먼저 봅니다. 적습니다. 냅니다. 기다립니다. 받습니다.")
    reply = simplified(store, message, replace(plain, replies=(long,))).replies[0]
    assert reply.text == "먼저 봅니다. 적습니다. 냅니다."
    assert reply.chips[0].title == phrases.WHOLE_TEXT
