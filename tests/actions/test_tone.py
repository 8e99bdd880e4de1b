"""A sentence that meets the feeling, before facts that stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from actions.crisis import crisis_turn
from actions.questions import question_turn, unsure_turn, wrong_answer_turn
from actions.small_talking import small_talk_turn
from actions.tone import with_tone
from knowledge import EMOTIONS

SOFA, DEATH, FINE = "environment/large_waste", "civil/death_report", "traffic/illegal_parking_fine"


def answered(store, talk, topic, emotion, **fields):
    message = talk("?", (topic, 0.95), emotion=emotion, **fields)
    plain = question_turn(store, message)
    return plain.replies[0], with_tone(store, message, plain)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_an_opener_stands_before_the_facts_and_leaves_them_untouched(store, talk, emotion):
    plain, turn = answered(store, talk, SOFA, emotion, facets=("fee",))
    reply = turn.replies[0]
    assert reply.text == f"{reply.opener}\n{plain.text}"
    assert reply.speech == f"{reply.opener} {plain.speech}"
    assert reply.payload()["opener"] == reply.opener
    assert (reply.topic, reply.facet, reply.source) == (plain.topic, plain.facet, plain.source)


def test_a_calm_question_gets_no_opener_and_the_feeling_is_noted(store, talk):
    plain, turn = answered(store, talk, DEATH, "neutral")
    assert turn.replies[0].text == plain.text
    assert turn.replies[0].payload()["emotion"] == "neutral"
    assert "openers" not in turn.slots


def test_anger_gets_an_apology_and_a_person_to_call(store, talk):
    said = answered(store, talk, FINE, "anger")[1].replies[0]
    first = with_tone(
        store, talk("?", emotion="anger"), question_turn(store, talk("?", (SOFA, 0.95)))
    ).replies[0]
    assert "죄송" in first.opener
    contacts = (store.article(SOFA).department.phone, store.district.call_center.phone)
    assert any(phone in first.text for phone in contacts)
    assert said.opener


def test_in_one_conversation_no_opener_is_heard_twice(store, talk):
    said: list[str] = []
    for _ in range(12):
        turn = answered(store, talk, SOFA, "anger", openers=tuple(said))[1]
        said = list(turn.slots.get("openers", said))
    assert len(said) == len(set(said)) >= 4


def test_grief_is_met_with_words_of_its_own(store, talk):
    lines = [line for line in store.tone.openers["sadness"] if DEATH in line.topics]
    assert answered(store, talk, DEATH, "sadness")[1].replies[0].opener in lines[0].say


def test_nothing_stands_before_the_number_in_danger(store, talk):
    message = talk("", danger="medical", emotion="anxiety")
    turn = with_tone(store, message, crisis_turn(store, message))
    assert turn.replies[0].opener == ""
    assert turn.replies[0].text.startswith("지금 바로 119")


@pytest.mark.parametrize("act", ["sad_tired", "lonely", "complaint_anger", "thanks"])
def test_small_talk_that_already_comforts_is_not_doubled(store, talk, act):
    message = talk("", intent=act, emotion="sadness")
    assert with_tone(store, message, small_talk_turn(store, message)).replies[0].opener == ""


def test_an_apology_is_not_said_twice(store, talk):
    for message, decide in (
        (talk("아니라니까", emotion="anger", alternatives=(SOFA,)), wrong_answer_turn),
        (talk("ㅁㄴㅇㄹ", emotion="anger"), unsure_turn),
    ):
        assert with_tone(store, message, decide(store, message)).replies[0].text.count("죄송") == 1


def test_a_greeting_knows_the_holiday_and_says_it_once(store, talk):
    new_year = datetime(2026, 1, 1, 12, 0)
    message = replace(
        talk("안녕하세요", intent="greet", situations=frozenset({"새해 첫날", "공휴일", "낮"})), now=new_year
    )
    turn = small_talk_turn(store, message)
    assert "새해 복" in turn.replies[0].text
    said = tuple(turn.slots["openers"])
    again = small_talk_turn(store, replace(message, memory=replace(message.memory, openers=said)))
    assert again.replies[0].text.count(said[0]) == 0


def test_a_greeting_in_the_rain_speaks_of_the_rain(store, talk):
    message = talk("안녕하세요", intent="greet", situations=frozenset({"비", "낮", "가을"}))
    assert "비" in small_talk_turn(store, message).replies[0].text


def test_every_word_to_an_angry_resident_is_an_apology(store):
    for line in store.tone.openers["anger"]:
        assert all("죄송" in words for words in line.say)


def test_a_feeling_that_is_only_guessed_gets_no_comfort(store, talk):
    _, turn = answered(store, talk, "welfare/basic_pension", "sadness", emotion_confidence=0.47)
    assert turn.replies[0].opener == ""


@pytest.mark.parametrize(
    "told",
    [
        "할아버지가 어제 돌아가셨습니다",
        "남편이 죽었는데 뭐부터 해야 하나요",
        "부모님 상을 당했어요",
        "모친상을 당해서요",
        "우리 영감이 세상을 떴는디",
        "장인어른이 별세하셨어요",
        "장례 치르고 왔어요",
    ],
)
@pytest.mark.parametrize("emotion", ["neutral", "joy"])
def test_who_tells_of_a_death_hears_one_condolence_however_calmly_it_is_said(store, talk, told, emotion):
    message = talk(told, (DEATH, 0.95), emotion=emotion)
    turn = with_tone(store, message, question_turn(store, message))
    assert "위로" in turn.replies[0].opener or "마음이 아프세요" in turn.replies[0].opener
    again = replace(message, memory=replace(message.memory, openers=tuple(turn.slots["openers"])))
    if emotion == "neutral":
        assert with_tone(store, again, question_turn(store, again)).replies[0].opener == ""


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("사망신고 서류 뭐예요", DEATH),
        ("돌아가시면 며칠 안에 신고해요", DEATH),
        ("사망하면 연금은 어떻게 되나요", DEATH),
        ("길에 고양이가 죽어 있어요", "environment/dead_animal"),
        ("강아지가 죽었어요", "environment/dead_animal"),
        ("엄마가 시장에 가셨는데 제가 떼도 되나요", DEATH),
        ("할머니가 돌아가셨는데 소파 버리려고요", SOFA),
    ],
)
def test_a_question_without_a_death_in_the_family_stays_plain(store, talk, said, topic):
    message = talk(said, (topic, 0.95))
    assert with_tone(store, message, question_turn(store, message)).replies[0].opener == ""
