"""The words of a person in danger are nowhere on the disk, whichever way they came; the fact is."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid

import pytest
import requests

WORDS = "번개탄 사다놨어요 죽으려고요"


def stored(bot, sender: str) -> list[dict]:
    with sqlite3.connect(bot.database) as database:
        rows = database.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", (sender,))
        return [json.loads(data) for (data,) in rows]


def everything_written(bot) -> bytes:
    """All files of the bot's folder: database with its write-ahead log, and both logs."""
    time.sleep(0.3)
    return b"".join(path.read_bytes() for path in bot.folder.iterdir() if path.is_file())


@pytest.mark.parametrize("door", ["rest", "web", "api"])
def test_a_cry_for_help_leaves_the_kind_and_no_word(bot, door: str) -> None:
    sender = f"danger-{door}-{uuid.uuid4().hex}"
    ways = {
        "rest": ("/webhooks/rest/webhook", {"sender": sender, "message": WORDS}),
        "web": ("/webhooks/web/messages", {"sender": sender, "message": WORDS, "id": uuid.uuid4().hex}),
        "api": (f"/conversations/{sender}/messages", {"text": WORDS, "sender": "user"}),
    }
    path, body = ways[door]
    requests.post(bot.url + path, json=body, timeout=30).raise_for_status()
    user = next(event for event in stored(bot, sender) if event["event"] == "user")
    assert "위급" in user["text"] == user["parse_data"]["text"]
    assert user["parse_data"]["intent"]["name"] == "crisis_self_harm"
    assert [e["value"] for e in user["parse_data"]["entities"] if e["entity"] == "safety"] == [
        "crisis:self_harm"
    ]
    written = everything_written(bot)
    for word in WORDS.split():
        assert word.encode() not in written
        assert json.dumps(word)[1:-1].encode() not in written


def test_other_questions_are_stored_as_they_are(bot) -> None:
    sender = uuid.uuid4().hex
    bot.say("소파는 어떻게 버려요", sender)
    assert any(event.get("text") == "소파는 어떻게 버려요" for event in stored(bot, sender))
