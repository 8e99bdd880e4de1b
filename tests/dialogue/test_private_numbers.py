"""A number that identifies a person never reaches the database or the log, whichever way it came."""

from __future__ import annotations

import time
import uuid

import pytest
import requests

NUMBER = "900101-1234567"
QUESTION = f"여권 잃어버렸는데 수수료 얼마예요? 제 주민번호는 {NUMBER}예요"


def everything_written(bot) -> str:
    """All files of the bot's folder: database with its write-ahead log, and both logs."""
    time.sleep(0.3)
    return "".join(p.read_bytes().decode("utf-8", "replace") for p in bot.folder.iterdir() if p.is_file())


def test_the_question_is_answered_with_a_gentle_notice(bot) -> None:
    answer, notice = bot.payloads(QUESTION)
    assert (answer["topic"], answer["facet"]) == ("civil/passport_lost", "fee")
    assert notice["type"] == "notice" and "주민등록번호" in notice["text"]


def test_a_repetition_repeats_the_answer_not_the_notice(bot) -> None:
    sender = uuid.uuid4().hex
    answer = bot.payloads(QUESTION, sender)[0]
    assert bot.payloads("다시 말해 주세요", sender)[0]["topic"] == answer["topic"]


@pytest.mark.parametrize("door", ["rest", "web", "api"])
def test_the_number_is_nowhere_on_the_disk(bot, door: str) -> None:
    sender = f"private-{door}-{uuid.uuid4().hex}"
    ways = {
        "rest": ("/webhooks/rest/webhook", {"sender": sender, "message": QUESTION}),
        "web": ("/webhooks/web/messages", {"sender": sender, "message": QUESTION, "id": uuid.uuid4().hex}),
        "api": (f"/conversations/{sender}/messages", {"text": QUESTION, "sender": "user"}),
    }
    path, body = ways[door]
    requests.post(bot.url + path, json=body, timeout=30).raise_for_status()
    written = everything_written(bot)
    assert sender in written
    assert NUMBER not in written and "1234567" not in written
