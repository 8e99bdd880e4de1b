from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import datetime

from actions import phrases
from actions.choices import browse_choices, topic_choices
from actions.conversation import Conversation
from actions.errors import ActionError
from actions.reply import Reply
from actions.situation import time_of_day
from actions.turn import Turn
from knowledge import KnowledgeStore, SmallTalkEntry

_AFTER_CRISIS = "after_crisis"
_NEVER_AGAIN = ("joke",)  # after a crisis nobody is joked with for the rest of the conversation
_GREETINGS = {"아침": "greet_morning", "저녁": "greet_evening", "밤": "greet_night"}


def small_talk_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Reply to a dialogue act with staff-written words; greetings know the moment, the clock the time."""
    if talk.intent == "time_talk":
        text = clock_sentence(talk.now)
        return Turn((Reply(type="chitchat", text=text, act="time_talk"),))
    if talk.intent == "greet":
        return _greeting_turn(store, talk)
    return Turn((small_talk_reply(store, talk, talk.intent),), {"misses": 0})


def small_talk_reply(store: KnowledgeStore, talk: Conversation, act: str) -> Reply:
    """One of the wordings staff wrote for the act, not the one said last."""
    lines = _lines(store, talk, act)
    if lines is None:
        raise ActionError("no_words", f"knowledge/small_talk.yml has no words for {act!r}")
    last = (talk.memory.last_reply or {}).get("text")
    places = [place for place, text in enumerate(lines.text) if text != last] or [0]
    place = random.choice(places)
    text = lines.text[place]
    return Reply(
        type="out_of_scope" if act == "out_of_scope" else "chitchat",
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


def _lines(store: KnowledgeStore, talk: Conversation, act: str) -> SmallTalkEntry | None:
    """The words for an act, more closely for the moment after a crisis and for what exactly was said.

    "밥 먹었어?" right after a crisis is a chat, a mere "여보세요" may still be a cry for help.
    """
    entry = store.small_talk.get(act)
    closest = entry.answering(talk.text) if entry is not None else None
    chats_on = act == "greet" and closest is not entry
    if (talk.memory.crisis_just_now and not chats_on) or (talk.memory.crisis and act in _NEVER_AGAIN):
        gentle = store.small_talk.get(f"{act}_{_AFTER_CRISIS}")
        if gentle is not None:
            return gentle
    return closest


def _greeting_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Greet by the hour, with a remark on the day or the weather after the first sentence."""
    entry = store.small_talk.get("greet")
    plain = entry is None or entry.answering(talk.text) is entry
    by_hour = _GREETINGS.get(time_of_day(talk.now), "greet")
    reply = small_talk_reply(store, talk, by_hour if plain and store.small_talk.get(by_hour) else "greet")
    reply = replace(reply, act="greet")
    said = talk.memory.openers
    remark = store.tone.greeting(talk.situations, said) if plain and not talk.memory.crisis else None
    if remark is None:
        return Turn((reply,), {"misses": 0})
    text, speech = (_after_first_sentence(words, remark) for words in (reply.text, reply.speech))
    return Turn((replace(reply, text=text, speech=speech),), {"misses": 0, "openers": [*said, remark]})


def _after_first_sentence(text: str, remark: str) -> str:
    first, _, rest = re.sub(r"(?<=[.!?])\s+", "\n", text, count=1).partition("\n")
    return " ".join(part for part in (first, remark, rest) if part)
