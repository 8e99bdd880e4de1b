"""Weather and air in plain sentences, or where to look."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from actions.weather.airkorea import Air
from actions.weather.kma import Day, Weather
from actions.weather.report import Report
from actions.weather_talking import weather_turn

NOW = datetime(2026, 11, 21, 13, 0)
DAYS = {
    NOW.date(): Day(-1, 12, "구름많음", ("비",), 70),
    NOW.date() + timedelta(days=1): Day(2, 9, "맑음"),
}
KNOWN = Report(Weather(NOW, 10.6, 2.1, ("비",), DAYS), Air(NOW, 45, 40))


def said(store, talk, text: str, outside: Report = KNOWN):
    return weather_turn(store, talk(text, intent="weather_talk", outside=outside, now=NOW)).replies[0]


def test_the_weather_of_now_and_today_with_what_to_take_along(store, talk):
    reply = said(store, talk, "오늘 날씨 어때요")
    assert reply.text.startswith("오후 1시 기온은 11도예요. 비가 오고 있어요.")
    assert "영하 1도에서 12도 사이이고 구름이 많아요" in reply.text
    assert "70%" in reply.text and "우산" in reply.text
    assert "기상청" in reply.source and "에어코리아" in reply.source
    assert reply.act == "weather_talk"


def test_who_asks_about_the_air_hears_about_the_air(store, talk):
    reply = said(store, talk, "미세먼지 심해요?")
    assert reply.text.startswith("지금 미세먼지는 보통(45㎍), 초미세먼지는 나쁨(40㎍)이에요.")
    assert "마스크" in reply.text and "기온" not in reply.text
    assert reply.source == "한국환경공단 에어코리아"


def test_tomorrow_is_tomorrow(store, talk):
    reply = said(store, talk, "내일 날씨 알려 줘")
    assert reply.text == "내일은 2도에서 9도 사이이고 하늘이 맑아요."


@pytest.mark.parametrize(
    ("text", "outside", "where"),
    [
        ("오늘 날씨 어때요", Report(), "131"),
        ("미세먼지 심해요?", Report(), "airkorea"),
        ("미세먼지 심해요?", Report(Weather(NOW, 10.6)), "airkorea"),
        ("모레 날씨요", Report(Weather(NOW, 10.6)), "131"),
    ],
)
def test_what_is_not_known_is_not_made_up(store, talk, text, outside, where):
    assert where in said(store, talk, text, outside).text


def test_in_the_evening_only_the_hours_left_are_spoken_of(store, talk):
    evening = Report(Weather(NOW, 8.0, days={NOW.date(): Day(5, 8, "맑음", whole=False)}))
    assert "오늘 남은 시간은 5도에서 8도 사이이고" in said(store, talk, "날씨 어때요", evening).text


def test_after_midnight_today_is_the_new_day(store, talk):
    before = NOW.replace(hour=23) - timedelta(days=1)
    reply = said(store, talk, "오늘 날씨요", Report(Weather(before, 3.0, days=DAYS)))
    assert "오늘은 영하 1도에서 12도" in reply.text
