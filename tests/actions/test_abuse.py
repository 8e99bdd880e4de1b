"""Rude words: calm, never a lock-out, never sarcasm."""

from __future__ import annotations

from actions.abuse import abuse_turn, with_patience
from actions.questions import question_turn
from actions.tone import with_tone

SOFA = "environment/large_waste"


def test_the_first_time_there_is_one_calm_notice_and_the_third_time_the_fixed_line(store, talk):
    replies = [abuse_turn(store, talk("야", intent="abuse", abuse_count=count)) for count in range(4)]
    assert [turn.slots["abuse_count"] for turn in replies] == [1, 2, 3, 4]
    closing = store.small_talk.get("abuse_closing").text[0]
    assert [turn.replies[0].text == closing for turn in replies] == [False, False, True, True]
    assert {(turn.replies[0].type, turn.replies[0].act) for turn in replies} == {("abuse", "abuse")}


def test_a_rude_question_is_answered_with_a_short_word_once(store, talk):
    message = talk("야 소파 어떻게 버려", (SOFA, 0.95), is_abusive=True)
    first = with_patience(store, message, question_turn(store, message))
    assert first.replies[0].topic == SOFA
    notice = store.small_talk.get("abuse_in_question").text[0]
    assert first.replies[0].text.endswith(notice)
    assert first.slots["abuse_count"] == 1
    later = talk("야 얼마냐", (SOFA, 0.95), is_abusive=True, abuse_count=5)
    again = with_patience(store, later, question_turn(store, later))
    assert again.replies[0].topic == SOFA and notice not in again.replies[0].text
    assert again.slots["abuse_count"] == 6


def test_anger_in_a_rude_question_is_met_with_an_apology_not_a_lecture(store, talk):
    message = talk("야 왜 안 치워", (SOFA, 0.95), is_abusive=True, emotion="anger")
    turn = with_patience(store, message, with_tone(store, message, question_turn(store, message)))
    assert turn.replies[0].opener
    assert store.small_talk.get("abuse_in_question").text[0] not in turn.replies[0].text


def test_polite_messages_keep_the_count(store, talk):
    message = talk("소파 버리기", (SOFA, 0.95), abuse_count=2)
    assert "abuse_count" not in with_patience(store, message, question_turn(store, message)).slots


def test_a_question_inside_abuse_is_answered_and_counted(store, talk):
    message = talk("야 소파 어떻게 버리냐고", (SOFA, 0.13), intent="abuse", facets=("how",), is_abusive=True)
    turn = with_patience(store, message, abuse_turn(store, message))
    assert (turn.replies[0].type, turn.replies[0].topic) == ("answer", SOFA)
    assert turn.slots["abuse_count"] == 1
    rivals = talk("야 뭐냐고", (SOFA, 0.13), ("civil/passport_lost", 0.1), intent="abuse", facets=("how",))
    assert abuse_turn(store, rivals).replies[0].type == "abuse"
