from __future__ import annotations

import random
from datetime import datetime

from actions import phrases
from actions.choices import browse_choices, topic_choices
from actions.conversation import Conversation
from actions.errors import ActionError
from actions.reply import Reply
from actions.turn import Turn
from knowledge import KnowledgeStore

CRISES = ("crisis_self_harm", "emergency_119")


def small_talk_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Reply to a dialogue act with staff-written words; greetings know the hour, the clock tells the time."""
    if talk.intent == "time_talk":
        text = clock_sentence(talk.now)
        return Turn((Reply(type="chitchat", text=text, act="time_talk"),))
    return Turn((small_talk_reply(store, talk.intent, talk.now),), {"misses": 0})


def small_talk_reply(store: KnowledgeStore, act: str, now: datetime) -> Reply:
    """One of the wordings staff wrote for the act."""
    lines = store.small_talk.get(_by_hour(act, now)) or store.small_talk.get(act)
    if lines is None:
        raise ActionError("no_words", f"knowledge/small_talk.yml has no words for {act!r}")
    place = random.randrange(len(lines.text))
    text = lines.text[place]
    return Reply(
        type=_type(act),
        text=text,
        speech=lines.speech[min(place, len(lines.speech) - 1)] if lines.speech else text,
        act=act,
        chips=(*topic_choices(store, lines.chips), *browse_choices(store, lines.chips)),
    )


def clock_sentence(now: datetime) -> str:
    """The date, weekday and time of day in plain Korean."""
    half = "오전" if now.hour < 12 else "오후"
    hour = (now.hour + 11) % 12 + 1
    weekday = phrases.WEEKDAYS[now.weekday()]
    date = f"{now.year}년 {now.month}월 {now.day}일 {weekday}요일"
    return f"오늘은 {date}, 지금은 {half} {hour}시 {now.minute}분이에요."


def _by_hour(act: str, now: datetime) -> str:
    if act != "greet":
        return act
    if 5 <= now.hour < 10:
        return "greet_morning"
    if 18 <= now.hour < 22:
        return "greet_evening"
    return "greet" if 10 <= now.hour < 18 else "greet_night"


def _type(act: str) -> str:
    if act in CRISES:
        return "crisis"
    return act if act in ("abuse", "out_of_scope") else "chitchat"
