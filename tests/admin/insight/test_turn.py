"""The bot's events as turns: outcome, reasons, votes, what later words say about earlier ones."""

from __future__ import annotations

from typing import Any

import pytest

from admin.insight.turn import Event, Turn, fold
from tests.admin.insight.said import MONDAY, bot, feedback, offering, user

CHOICES = offering("civil/resident_copy", "civil/kiosk_certificate")


def covered(text: str) -> str:
    return text.replace("900101-1234567", "●●●●●●-●●●●●●●")


def turns_of(*events: dict[str, Any], known: list[Turn] | None = None) -> list[Turn]:
    first = 1 + max((turn.event_id for turn in known or []), default=0)
    rows = [Event(first + i, "kim", e["event"], MONDAY + first + i, e) for i, e in enumerate(events)]
    return fold(known or [], rows, covered)


def test_a_question_and_its_answer_are_one_turn() -> None:
    (turn,) = turns_of(
        user("여권 수수료", "civil", (("civil/passport_issue", 0.97),), facet="fee", emotion="anxiety"),
        bot(topic="civil/passport_issue", facet="fee"),
    )
    assert (turn.outcome, turn.topic, turn.said.facet) == ("answered", "civil/passport_issue", "fee")
    assert turn.guess == ("civil/passport_issue", 0.97)
    assert turn.said.emotion == "anxiety"
    assert not turn.reasons


@pytest.mark.parametrize(
    ("events", "outcome", "reasons"),
    [
        ([user("등본"), bot("candidates", candidates=CHOICES)], "missed", {"low"}),
        ([user("ㅁㄴㅇㄹ"), bot("candidates")], "missed", {"fallback"}),
        ([user("드론"), bot("handoff")], "missed", {"fallback", "handoff"}),
        ([user("여권", "civil"), bot(topic="civil/a", candidates=CHOICES)], "next_best", set()),
        ([user("운전면허", "other_agency"), bot("out_of_scope")], "elsewhere", set()),
        ([user("안녕하세요", "greet"), bot("chitchat")], "talk", set()),
        ([user("다시 말해 줘", "repeat"), bot("answer", topic="civil/a")], "talk", set()),
        ([user("사람 바꿔 줘", "talk_to_human"), bot("handoff")], "talk", set()),
        (
            [user('/browse{"domain": "civil"}', "browse"), bot("candidates", candidates=CHOICES)],
            "talk",
            set(),
        ),
        ([user("아무 답도 못 받은 말")], "missed", {"fallback"}),
    ],
)
def test_the_outcome_follows_from_the_replies(events: list[Any], outcome: str, reasons: set[str]) -> None:
    (turn,) = turns_of(*events)
    assert (turn.outcome, turn.reasons) == (outcome, reasons)


def test_a_choice_from_the_list_answers_the_question_before_and_is_no_question_itself() -> None:
    asked, picked = turns_of(
        user("등본"),
        bot("candidates", candidates=CHOICES),
        user("두 번째 거요", "choose"),
        bot(topic="civil/kiosk_certificate"),
    )
    assert (asked.outcome, asked.chosen) == ("next_best", "civil/kiosk_certificate")
    assert asked.reasons == {"low"}, "the wording can still be learnt"
    assert picked.outcome == "talk"


def test_choosing_another_topic_than_the_answered_one_says_that_the_answer_was_wrong() -> None:
    asked, _ = turns_of(
        user("등본", "civil"),
        bot(topic="civil/resident_copy", candidates=offering("civil/kiosk_certificate")),
        user('/choose{"topic": "civil/kiosk_certificate"}', "choose"),
        bot(topic="civil/kiosk_certificate"),
    )
    assert asked.reasons == {"wrong"}


@pytest.mark.parametrize(
    ("intent", "reply", "reason"),
    [("wrong_answer", "candidates", "wrong"), ("talk_to_human", "handoff", "handoff")],
)
def test_a_remark_is_about_the_question_before_it(intent: str, reply: str, reason: str) -> None:
    question, _, remark = turns_of(
        user("여권 수수료", "civil"),
        bot(topic="civil/a"),
        user("고마워요", "thanks"),
        bot("chitchat"),
        user("그게 아니라니까", intent),
        bot(reply),
    )
    assert question.reasons == {reason}
    assert not remark.reasons


def test_a_remark_of_another_day_is_about_nothing() -> None:
    known = turns_of(user("여권 수수료", "civil"), bot(topic="civil/a"))
    later = Event(9, "kim", "user", MONDAY + 90_000, user("사람 바꿔 줘", "talk_to_human"))
    fold(known, [later], covered)
    assert not known[0].reasons


def test_a_thumb_down_counts_and_can_be_taken_back() -> None:
    known = turns_of(user("여권", "civil", message_id="m1"), bot(topic="civil/a"))
    (down,) = turns_of(feedback("m1.1", "down", "제 번호는 900101-1234567"), known=known)
    assert (down.vote, down.reasons) == ("down", {"down"})
    assert down.vote_reason == "제 번호는 ●●●●●●-●●●●●●●"
    (back,) = turns_of(feedback("m1", "none"), known=[down])
    assert (back.vote, back.vote_reason, back.reasons) == ("", "", set())


def test_a_vote_for_an_unknown_message_goes_to_the_last_answer_on_its_topic() -> None:
    known = turns_of(
        user("여권", "civil"), bot(topic="civil/a"), user("세금", "economy"), bot(topic="economy/b")
    )
    (voted,) = turns_of(feedback("?", "down", topic="civil/a"), known=known)
    assert voted.topic == "civil/a"


def test_personal_numbers_are_covered_in_what_is_kept() -> None:
    (turn,) = turns_of(user("제 번호 900101-1234567 입니다"), bot("candidates", "900101-1234567 이군요"))
    assert "1234567" not in turn.said.text + turn.replies[0].text


@pytest.mark.parametrize(("intent", "safety"), [("crisis_self_harm", ""), ("civil", "crisis:fire")])
def test_the_words_of_a_crisis_are_never_kept(intent: str, safety: str) -> None:
    (turn,) = turns_of(user("죽고 싶어요", intent, safety=safety), bot("crisis"))
    assert turn.said.text == ""
    assert turn.outcome == "talk"
    assert not turn.reasons


def test_abuse_never_becomes_a_question_for_the_inbox() -> None:
    (turn,) = turns_of(user("욕", safety="abuse"), bot("candidates"))
    assert not turn.reasons


def test_unknown_and_broken_events_are_passed_over() -> None:
    turns = turns_of(
        {"event": "bot", "text": "먼저 말함"},
        {"event": "user", "text": None, "parse_data": None},
        user("/session_start", "session_start"),
        {"event": "slot", "name": "feedback", "value": "?"},
        {"event": "holiday"},
        {"event": "user", "text": "질문", "parse_data": {"entities": ["?"], "response_selector": 3}},
        {"event": "bot", "data": {"custom": {"candidates": "?"}}},
    )
    assert [turn.said.text for turn in turns] == ["질문"]


def test_a_kiosk_is_told_from_a_browser_by_its_voice_profile() -> None:
    (kiosk, web) = turns_of(
        user("여권", channel="voice", metadata={"profile": "kiosk"}), user("여권", channel="voice")
    )
    assert (kiosk.said.channel, web.said.channel) == ("kiosk", "voice")
