"""What the bot says about the weather and the air."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from actions import phrases
from actions.conversation import Conversation
from actions.small_talking import small_talk_reply
from actions.turn import Turn
from actions.weather.airkorea import BAD, GRADES, Air
from actions.weather.kma import RAIN, SNOW, Day, Weather
from knowledge import KnowledgeStore

_ABOUT_AIR = re.compile(r"먼지|공기|대기|마스크|환기|창문|황사")
_DAYS_AHEAD = (("모레", 2), ("내일", 1), ("낼", 1))
_LIKELY = 60  # percent
_SKIES = {"맑음": "하늘이 맑아요", "구름많음": "구름이 많아요", "흐림": "하늘이 흐려요"}


def weather_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Tell the weather, or only the air when that was asked; say where to look when nothing is known."""
    reply = small_talk_reply(store, talk, "weather_talk")
    weather, air = talk.outside.weather, talk.outside.air
    ahead = next((days for word, days in _DAYS_AHEAD if word in talk.text), 0)
    of_weather = list(weather_lines(weather, talk.now.date(), ahead) if weather else ())
    of_air = list(air_lines(air) if air and not ahead else ())
    asks_air = bool(_ABOUT_AIR.search(talk.text))
    if asks_air and not of_air:
        return Turn((reply,), {"misses": 0})
    if asks_air:
        of_weather = []
    lines = [*of_weather, *of_air]
    if not lines:
        return Turn((reply,), {"misses": 0})
    sources = [
        name for name, given in ((phrases.SOURCE_WEATHER, of_weather), (phrases.SOURCE_AIR, of_air)) if given
    ]
    source = " · ".join(sources)
    footer = (phrases.SOURCE_LINE.format(sources=source),)
    text = " ".join(lines)
    return Turn((replace(reply, text=text, speech=text, source=source, footer=footer),), {"misses": 0})


def weather_lines(weather: Weather, today: date, ahead: int = 0) -> Iterator[str]:
    """Sentences about now and today, or about the day so many days ahead."""
    day = weather.days.get(today + timedelta(days=ahead))
    if ahead:
        if day is not None:
            yield from _day_lines("내일은" if ahead == 1 else "모레는", day)
        return
    if weather.temperature is not None:
        falling = "".join(f" {name}{_particle(name)} 오고 있어요." for name in weather.falling[:1])
        yield f"{_clock(weather)} 기온은 {_degrees(weather.temperature)}예요.{falling}"
    if day is not None:
        yield from _day_lines("오늘은" if day.whole else "오늘 남은 시간은", day)


def air_lines(air: Air) -> Iterator[str]:
    """Sentences about the dust now."""
    parts = [
        f"{name}는 {GRADES[grade]}({value}㎍)"
        for name, value, grade in (
            ("미세먼지", air.pm10, air.pm10_grade),
            ("초미세먼지", air.pm25, air.pm25_grade),
        )
        if grade is not None
    ]
    if parts:
        yield f"지금 {', '.join(parts)}이에요."
    if air.worst is not None and air.worst >= BAD:
        yield "나가실 때 마스크를 쓰시고 창문은 잠깐씩만 여세요."


def _day_lines(when: str, day: Day) -> Iterator[str]:
    if day.low is not None and day.high is not None:
        span, sky = f"{_degrees(day.low)}에서 {_degrees(day.high)} 사이", _SKIES.get(day.sky)
        yield f"{when} {span}이고 {sky}." if sky else f"{when} {span}예요."
    if day.falling or (day.chance or 0) >= _LIKELY:
        name = SNOW if day.falling == (SNOW,) else RAIN
        sign = f"{name} 올 확률이 {day.chance}%이니" if day.chance is not None else f"{name} 소식이 있으니"
        yield f"{sign} {'미끄러운 길 조심하세요' if name == SNOW else '우산을 챙기세요'}."


def _clock(weather: Weather) -> str:
    half = "오전" if weather.at.hour < 12 else "오후"
    return f"{half} {(weather.at.hour + 11) % 12 + 1}시"


def _degrees(value: float) -> str:
    rounded = round(value)
    return f"영하 {-rounded}도" if rounded < 0 else f"{rounded}도"


def _particle(name: str) -> str:
    return "이" if name == SNOW else "가"
