from __future__ import annotations

import pytest

from actions.questions import question_turn, unsure_turn
from actions.reply import Reply
from actions.resident import dong_of, dong_told, own_center_line

MOVE_IN = "civil/move_in_report"


def test_a_dong_is_noticed_however_it_is_spaced(store, talk):
    assert dong_of(store, talk("저는 가정 1동 살아요")) == "가정1동"


def test_a_dong_told_before_is_remembered(store, talk):
    assert dong_of(store, talk("전입신고는요", dong="청라2동")) == "청라2동"


def test_an_answer_that_sends_to_the_community_centre_names_the_residents_own(store, talk):
    reply = question_turn(
        store, talk("전입신고 어디서 해요", (MOVE_IN, 0.95), facets=("where",), dong="검단동")
    ).replies[0]
    assert "검단구 검단동 행정복지센터" in reply.text
    assert "검단동" in reply.speech


def test_other_answers_do_not_mention_the_dong(store, talk):
    assert own_center_line(store, talk("", dong="검단동"), Reply("answer", "구청으로 오세요.")) == ""


def test_without_a_dong_nothing_is_added(store, talk):
    assert own_center_line(store, talk(""), Reply("answer", "동 행정복지센터로 가세요.")) == ""


@pytest.mark.parametrize("text", ["검단동이에요", "저는 검단동에 살아요", "검단동 사는데요"])
def test_a_dong_told_by_itself_answers_the_matter_at_hand_for_it(store, talk, text):
    message = talk(text, topic="environment/garbage_schedule", facet="time")
    reply = unsure_turn(store, message).replies[0]
    assert (reply.topic, reply.facet) == ("environment/garbage_schedule", "time")
    assert reply.text.startswith("검단동에 사시는군요.")
    assert "검단구 검단동 행정복지센터" in reply.text


def test_a_dong_told_first_is_about_its_community_centre(store, talk):
    assert unsure_turn(store, talk("검단동입니다")).replies[0].topic == "general/dong_center_info"


def test_a_dong_inside_a_question_is_no_statement(store, talk):
    assert dong_told(store, talk("검단동 공원 화장실이 막혔어요")) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("검암동이에요", "검암동에 사시면 서해구 검암경서동 행정복지센터로 가시면 돼요."),
        ("가정동 살아요", "가정1동 행정복지센터, 가정2동 행정복지센터, 가정3동 행정복지센터 가운데"),
    ],
)
def test_a_dong_is_known_by_the_names_residents_use(store, talk, text, line):
    assert line in unsure_turn(store, talk(text, topic="environment/garbage_schedule")).replies[0].text
