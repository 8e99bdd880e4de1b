from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from actions.clarifying import handoff_asked_turn, not_understood_turn
from actions.office_hours import holiday_name, office_status


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 11, 18, 9, 0), True),
        (datetime(2026, 11, 18, 17, 59), True),
        (datetime(2026, 11, 18, 18, 0), False),
        (datetime(2026, 11, 18, 8, 59), False),
        (datetime(2026, 11, 21, 12, 0), False),
        (datetime(2026, 9, 25, 12, 0), False),
    ],
    ids=["opening", "last minute", "closing", "too early", "Saturday", "Chuseok"],
)
def test_the_office_keeps_its_hours_weekends_and_holidays(store, now, is_open):
    assert office_status(store.district, now).is_open is is_open


def test_over_chuseok_the_next_opening_is_the_monday_after(store):
    status = office_status(store.district, datetime(2026, 9, 23, 19, 0))
    assert status.opens == datetime(2026, 9, 28, 9, 0)


def test_before_opening_the_next_opening_is_today(store):
    status = office_status(store.district, datetime(2026, 11, 18, 7, 0))
    assert status.opens == datetime(2026, 11, 18, 9, 0)


def test_a_substitute_holiday_has_a_korean_name():
    assert "대체" in holiday_name(date(2026, 10, 5))


def test_an_open_office_says_so(store, talk):
    text = handoff_asked_turn(store, talk("직원 바꿔 주세요")).replies[0].text
    assert "지금은 구청 업무 시간이에요" in text
    assert store.district.call_center.phone in text


def test_a_closed_office_says_when_it_opens_and_who_answers_now(store, talk):
    message = replace(
        talk("직원 바꿔 주세요", topic="civil/passport_lost"), now=datetime(2026, 11, 20, 20, 0)
    )
    text = handoff_asked_turn(store, message).replies[0].text
    assert "업무 시간이 아니에요" in text
    assert "11월 23일 월요일" in text
    assert f"지금은 {store.district.call_center.name} {store.district.call_center.phone}" in text


def test_a_holiday_is_named(store, talk):
    message = replace(talk("직원 바꿔 주세요"), now=datetime(2026, 9, 25, 12, 0))
    assert "추석" in handoff_asked_turn(store, message).replies[0].text


def test_one_who_cannot_find_the_words_twice_gets_a_person(store, talk):
    first = not_understood_turn(store, talk("거시기", intent="unclear"))
    assert (first.replies[0].type, first.slots["misses"]) == ("chitchat", 1)
    assert (
        not_understood_turn(store, talk("그 뭐더라", intent="unclear", misses=1)).replies[0].type == "handoff"
    )
