"""Ten thousand conversations as the bot would have stored them, to measure the staff screen with."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import KnowledgeStore

DAY = 86_400
DAYS = 80  # within the retention
CHANNELS = ("web",) * 6 + ("kiosk",) * 3 + ("voice",)
EMOTIONS = ("neutral",) * 16 + ("anger", "anxiety", "confusion", "gratitude")
HOURS = (9, 10, 10, 11, 11, 13, 14, 14, 15, 16, 17, 20, 22)
# Matters no article is about, by thing and by what one may want of it: the wordings of a missed question.
THINGS = (
    "드론",
    "벌집",
    "에어비앤비",
    "캠핑카",
    "길고양이",
    "푸드트럭",
    "태양광",
    "옥상 텃밭",
    "무인 판매대",
    "현수막 게시대",
)
WISHES = (
    "허가 받아야 하나요",
    "신고는 어디에 해요",
    "지원금 있나요",
    "해도 되나요",
    "어디서 물어봐야 돼요",
    "규정이 궁금해요",
)
SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
  id INTEGER NOT NULL PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,
  timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT);
CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id);
"""
Event = dict[str, Any]


@dataclass(frozen=True)
class Topic:
    """What a resident may ask about."""

    key: str
    title: str
    questions: Sequence[str]


def seed_conversations(path: Path, count: int, until: float, seed: int = 1) -> int:
    """Write `count` conversations into the events table at `path`, the last at `until`; return the events."""
    chance = random.Random(seed)
    topics = known_topics()
    rows: list[tuple[Any, ...]] = []
    starts = sorted(_start(chance, until) for _ in range(count))
    for number, start in enumerate(starts):
        for place, event in enumerate(conversation(chance, topics, number)):
            name = event.get("name")
            data = json.dumps({**event, "timestamp": start + place}, ensure_ascii=False)
            rows.append((f"bench-{number}", event["event"], start + place, None, name, data))
    with sqlite3.connect(path) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
    return len(rows)


def known_topics() -> list[Topic]:
    """Return every topic with its title and the questions staff wrote for it."""
    store = KnowledgeStore()
    articles = [article for key in store.topics() if (article := store.article(key)) is not None]
    return [Topic(article.key, article.title, article.questions) for article in articles]


def conversation(chance: random.Random, topics: Sequence[Topic], number: int) -> Iterator[Event]:
    """Yield the events of one conversation: one to four questions, some missed, some voted on."""
    channel = chance.choice(CHANNELS)
    yield {"event": "action", "name": "action_session_start"}
    for place in range(chance.choice((1, 1, 2, 2, 3, 4))):
        message = f"{number}-{place}"
        # Half of all questions are about a few matters, as in life.
        topic = topics[min(int(chance.expovariate(0.03)), len(topics) - 1)]
        if chance.random() < 0.08:
            yield from _missed(chance, topics, channel, message)
            continue
        confidence = chance.choice((0.99, 0.97, 0.9, 0.72))
        yield _said(chance, chance.choice(topic.questions), topics, topic, confidence, channel, message)
        yield {"event": "slot", "name": "topic", "value": topic.key}
        yield _replied("answer", topic, "네, 이렇게 하시면 됩니다. " * 8)
        if chance.random() < 0.1:
            vote = chance.choice(("up", "up", "up", "down"))
            value = {"message": f"{message}.1", "topic": topic.key, "vote": vote, "reason": ""}
            yield {"event": "slot", "name": "feedback", "value": value}


def _missed(chance: random.Random, topics: Sequence[Topic], channel: str, message: str) -> Iterator[Event]:
    text = f"{chance.choice(THINGS)} {chance.choice(WISHES)}"
    yield _said(chance, text, topics, chance.choice(topics), 0.3, channel, message)
    yield _replied("handoff" if chance.random() < 0.2 else "candidates", None, "어떤 것이 궁금하세요?")


def _said(
    chance: random.Random,
    text: str,
    topics: Sequence[Topic],
    topic: Topic,
    confidence: float,
    channel: str,
    message: str,
) -> Event:
    others = chance.sample(topics, 9)
    ranking = [{"intent_response_key": topic.key, "confidence": confidence}]
    rest = (1 - confidence) / 10
    ranking += [{"intent_response_key": other.key, "confidence": rest} for other in others]
    intent = topic.key.partition("/")[0] if confidence >= 0.6 else "nlu_fallback"
    return {
        "event": "user",
        "text": text,
        "input_channel": channel,
        "message_id": message,
        "parse_data": {
            "intent": {"name": intent, "confidence": confidence},
            "entities": [{"entity": "emotion", "value": chance.choice(EMOTIONS)}],
            "response_selector": {"default": {"ranking": ranking}},
        },
    }


def _replied(kind: str, topic: Topic | None, text: str) -> Event:
    custom: Event = {"type": kind, "text": text, "candidates": [], "chips": []}
    if topic is not None:
        custom |= {"topic": topic.key, "title": topic.title, "facet": "summary"}
    return {"event": "bot", "text": text, "data": {"custom": custom}}


def _start(chance: random.Random, until: float) -> float:
    midnight = until - until % DAY - chance.randrange(DAYS) * DAY
    return min(midnight + (chance.choice(HOURS) - 9) * 3600 + chance.randrange(3600), until)
