"""Events as the bot stores them, and a database of them, for tests that need no bot."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

MONDAY = 1795395600.0  # 2026-11-23 10:00 in Korea


def user(
    text: str,
    intent: str = "nlu_fallback",
    ranking: tuple[tuple[str, float], ...] = (),
    channel: str = "web",
    message_id: str = "",
    metadata: dict[str, Any] | None = None,
    **entities: str,
) -> dict[str, Any]:
    rows = [{"intent_response_key": topic, "confidence": p} for topic, p in ranking]
    return {
        "event": "user",
        "text": text,
        "input_channel": channel,
        "message_id": message_id,
        "metadata": metadata or {},
        "parse_data": {
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "response_selector": {"default": {"ranking": rows}},
        },
    }


def bot(type: str = "answer", text: str = "답입니다.", topic: str = "", **fields: Any) -> dict[str, Any]:
    custom = {"type": type, "text": text, "topic": topic, "domain": topic.partition("/")[0], **fields}
    return {"event": "bot", "text": text, "data": {"custom": custom}}


def offering(*topics: str) -> list[dict[str, str]]:
    return [{"topic": t, "title": f"{t} 안내", "payload": f'/choose{{"topic": "{t}"}}'} for t in topics]


def feedback(message: str, vote: str, reason: str = "", topic: str = "") -> dict[str, Any]:
    value = {"message": message, "topic": topic, "facet": "", "vote": vote, "reason": reason}
    return {"event": "slot", "name": "feedback", "value": value}


class BotDatabase:
    """A database with Rasa's `events` table, written as the bot writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = MONDAY
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR NOT NULL, type_name VARCHAR,"
            " timestamp FLOAT, intent_name VARCHAR, action_name VARCHAR, data TEXT)"
        )
        self._connection.commit()

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def say(self, sender: str, *events: dict[str, Any]) -> None:
        for event in events:
            self.clock += 1
            self._connection.execute(
                "INSERT INTO events (sender_id, type_name, timestamp, action_name, data) VALUES (?, ?, ?, ?, ?)",
                (sender, event["event"], self.clock, event.get("name"), json.dumps(event)),
            )
        self._connection.commit()

    def raw(self, sender: str, type_name: str, data: str | None) -> None:
        self._connection.execute(
            "INSERT INTO events (sender_id, type_name, data) VALUES (?, ?, ?)", (sender, type_name, data)
        )
        self._connection.commit()

    def delete(self, sender: str) -> None:
        self._connection.execute("DELETE FROM events WHERE sender_id = ?", (sender,))
        self._connection.commit()

    def senders(self) -> set[str]:
        return {row[0] for row in self._connection.execute("SELECT DISTINCT sender_id FROM events")}
