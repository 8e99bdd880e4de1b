"""Votes and deletion over HTTP, with the real bot and its database behind them."""

from __future__ import annotations

import sqlite3
import uuid
from typing import Any

import requests

QUESTION = "여권 잃어버렸는데 수수료 얼마예요?"


def rows(bot: Any, sender: str) -> int:
    with sqlite3.connect(bot.database) as database:
        return int(
            database.execute("SELECT COUNT(*) FROM events WHERE sender_id = ?", (sender,)).fetchone()[0]
        )


def votes(website: Any, sender: str) -> list[dict[str, str]]:
    return [e["value"] for e in website.events(sender) if e["event"] == "slot" and e["name"] == "feedback"]


def test_a_vote_becomes_an_event_that_names_what_was_voted_on(website: Any) -> None:
    sender = uuid.uuid4().hex
    (answer,) = website.ask(QUESTION, sender, "m1")
    assert website.vote(sender, answer["id"], "down", "오래된 내용이에요").json() == {"vote": "down"}
    assert votes(website, sender) == [
        {
            "message": answer["id"],
            "topic": "civil/passport_lost",
            "facet": "fee",
            "vote": "down",
            "reason": "오래된 내용이에요",
        }
    ]


def test_a_vote_can_be_taken_back_and_the_talk_goes_on_as_if_nothing_was(website: Any) -> None:
    sender = uuid.uuid4().hex
    (answer,) = website.ask(QUESTION, sender)
    website.vote(sender, answer["id"], "up")
    website.vote(sender, answer["id"], "none")
    assert [vote["vote"] for vote in votes(website, sender)] == ["up", "none"]
    assert website.ask("준비물은요?", sender)[0]["facet"] == "documents"


def test_a_vote_on_a_message_the_bot_never_sent_is_refused_and_stores_nothing(website: Any, bot: Any) -> None:
    sender = uuid.uuid4().hex
    response = website.vote(sender, "m1.0", "up")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_message")
    assert rows(bot, sender) == 0


def test_deleting_a_conversation_leaves_nothing_of_it(website: Any, bot: Any) -> None:
    sender, other = uuid.uuid4().hex, uuid.uuid4().hex
    website.ask(QUESTION, sender, "m1")
    website.ask(QUESTION, other)
    stored = rows(bot, sender)
    assert stored > 0
    assert website.delete(sender).json() == {"deleted_events": stored}
    assert rows(bot, sender) == 0
    assert rows(bot, other) > 0
    # Neither the cache of conversations nor that of replies knows it any more.
    (notice, *_) = website.ask("준비물은요?", sender, "m1")
    assert notice["topic"] != "civil/passport_lost"


def test_deleting_what_is_not_there_is_no_mistake(website: Any) -> None:
    assert website.delete(uuid.uuid4().hex).json() == {"deleted_events": 0}


def test_only_a_proper_id_is_taken_for_a_conversation(website: Any) -> None:
    response = website.delete("%' OR 1=1")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_sender")


def test_another_site_gets_no_permission_unless_it_is_listed(website: Any) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "DELETE"}
    address = f"{website.url}/webhooks/web/conversation"
    refused = requests.options(address, headers=asked, timeout=30)
    assert "access-control-allow-origin" not in refused.headers
    own = requests.options(address, headers={**asked, "Origin": website.url}, timeout=30)
    assert own.headers["access-control-allow-origin"] == website.url
    assert "DELETE" in own.headers["access-control-allow-methods"]


def test_the_topic_index_is_sent_again_only_when_it_changed(website: Any) -> None:
    address = f"{website.url}/webhooks/web/topics"
    first = requests.get(address, timeout=30)
    assert first.json()["topics"][0]["payload"].startswith("/choose")
    again = requests.get(address, headers={"If-None-Match": first.headers["etag"]}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")
