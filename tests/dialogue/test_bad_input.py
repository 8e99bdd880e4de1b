"""Whatever is sent: no crash, no traceback, and the next turn works."""

from __future__ import annotations

import uuid

import pytest
import requests

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def still_works(bot, sender: str) -> bool:
    return bot.payloads(QUESTION, sender)[0]["topic"] == "civil/passport_lost"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "아",
        "?",
        "😀😀😀",
        "\x00\x00여권",
        "가" * 50_000,
        "a" * 100_000,
        "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
        "<script>alert(1)</script>",
        "/",
        "/restart",
        "'; DROP TABLE events; --",
    ],
    ids=[
        "empty",
        "blank",
        "one syllable",
        "one sign",
        "emoji",
        "nul",
        "150 kB",
        "100 kB",
        "broken",
        "markup",
        "slash",
        "restart",
        "sql",
    ],
)
def test_a_strange_message_gets_a_calm_reply_and_the_next_turn_works(bot, text):
    sender = uuid.uuid4().hex
    response = requests.post(
        f"{bot.url}/webhooks/rest/webhook", json={"sender": sender, "message": text}, timeout=30
    )
    assert response.status_code < 500
    assert "Traceback" not in response.text
    assert still_works(bot, sender)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[1, 2]",
        b'"text"',
        b"null",
        b'{"sender": "a"}',
        b'{"message": 5, "sender": "a"}',
        b'{"message": "\xff\xfe"}',
        b'{"sender": {"a": 1}, "message": "x"}',
    ],
)
def test_a_strange_body_is_refused_without_a_traceback(bot, body):
    response = requests.post(
        f"{bot.url}/webhooks/rest/webhook",
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=30,
    )
    assert "Traceback" not in response.text
    assert response.status_code < 500
    assert still_works(bot, uuid.uuid4().hex)


def test_unknown_fields_are_ignored(bot):
    body = {"sender": uuid.uuid4().hex, "message": QUESTION, "colour": "red", "nested": {"a": [1]}}
    response = requests.post(f"{bot.url}/webhooks/rest/webhook", json=body, timeout=30)
    assert any(m.get("custom", {}).get("topic") == "civil/passport_lost" for m in response.json())
