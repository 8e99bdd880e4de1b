"""Disaster messages stand beside a reply, each once."""

from __future__ import annotations

from datetime import datetime

from actions.crisis import crisis_turn
from actions.disasters import with_alerts
from actions.questions import question_turn
from actions.small_talking import small_talk_turn
from actions.weather.alerts import Alert
from actions.weather.report import Report

RAIN = Alert("1", datetime(2026, 11, 21, 11, 5), "호우주의보, 하천 출입을 삼가세요.")
FIRE = Alert("2", datetime(2026, 11, 21, 12, 0), "산불, 지금 대피하세요.", urgent=True)
OUTSIDE = Report(alerts=(FIRE, RAIN))


def notices(turn) -> list[str]:
    return [reply.text for reply in turn.replies if reply.act == "disaster"]


def test_a_greeting_brings_the_messages_once(store, talk):
    message = talk("안녕하세요", intent="greet", outside=OUTSIDE)
    turn = with_alerts(message, small_talk_turn(store, message))
    assert notices(turn) == [
        "12:00 재난문자: 산불, 지금 대피하세요.",
        "11:05 재난문자: 호우주의보, 하천 출입을 삼가세요.",
    ]
    again = talk("안녕하세요", intent="greet", outside=OUTSIDE, notices=tuple(turn.slots["notices"]))
    assert notices(with_alerts(again, small_talk_turn(store, again))) == []


def test_a_question_brings_only_the_urgent_ones(store, talk):
    message = talk("소파 버리기", ("environment/large_waste", 0.95), outside=OUTSIDE)
    assert notices(with_alerts(message, question_turn(store, message))) == [
        "12:00 재난문자: 산불, 지금 대피하세요."
    ]


def test_nothing_stands_beside_a_crisis_card(store, talk):
    message = talk("", danger="medical", outside=OUTSIDE)
    assert notices(with_alerts(message, crisis_turn(store, message))) == []
