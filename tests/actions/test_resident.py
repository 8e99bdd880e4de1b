from __future__ import annotations

from actions.questions import question_turn
from actions.reply import Reply
from actions.resident import dong_of, own_center_line

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
