from __future__ import annotations

import asyncio

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base
from actions.actions import ActionAnswer, ActionSmallTalk
from knowledge import KnowledgeError, KnowledgeSettings


def tracker(intent: str, ranking: list[dict] | None = None, slots: dict | None = None) -> Tracker:
    message = {
        "intent": {"name": intent, "confidence": 0.95},
        "text": "질문",
        "entities": [],
        "response_selector": {"default": {"ranking": ranking or []}},
    }
    return Tracker("resident", slots or {}, message, [], False, None, {}, None)


@pytest.fixture
def dispatcher() -> CollectingDispatcher:
    return CollectingDispatcher()


@pytest.fixture
def fresh_store():
    base.knowledge_store.cache_clear()
    yield
    base.knowledge_store.cache_clear()


def test_a_reply_carries_text_buttons_and_the_structured_payload(dispatcher):
    ranking = [{"intent_response_key": "civil/passport_lost", "confidence": 0.95}]
    events = asyncio.run(ActionAnswer().run(dispatcher, tracker("civil", ranking), {}))
    message = dispatcher.messages[0]
    assert message["custom"]["type"] == "answer"
    assert message["custom"]["text"] in message["text"]
    assert {"title", "payload"} == set(message["buttons"][0])
    assert {e["name"]: e["value"] for e in events}["topic"] == "civil/passport_lost"


def test_only_the_slots_a_turn_changes_are_stored(dispatcher):
    ranking = [{"intent_response_key": "civil/passport_lost", "confidence": 0.95}]
    first = asyncio.run(ActionAnswer().run(dispatcher, tracker("civil", ranking), {}))
    slots = {event["name"]: event["value"] for event in first}
    again = asyncio.run(ActionAnswer().run(dispatcher, tracker("civil", ranking, slots), {}))
    assert "topic" not in {event["name"] for event in again}
    other = tracker("civil", ranking, {**slots, "topic": "civil/resident_card_lost"})
    moved = asyncio.run(ActionAnswer().run(dispatcher, other, {}))
    assert ("topic", "civil/passport_lost") in {
        (event["name"], event["value"]) for event in moved if event["name"] == "topic"
    }


def test_a_dead_store_still_gives_the_resident_a_number(dispatcher, monkeypatch, tmp_path, fresh_store):
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "gone"))
    with pytest.raises(KnowledgeError):
        base.KnowledgeStore(KnowledgeSettings.from_env())
    asyncio.run(ActionAnswer().run(dispatcher, tracker("civil"), {}))
    assert dispatcher.messages[0]["custom"]["type"] == "handoff"
    assert "110" in dispatcher.messages[0]["text"]


def test_an_act_without_words_still_gives_the_resident_a_number(dispatcher):
    asyncio.run(ActionSmallTalk().run(dispatcher, tracker("no_such_act"), {}))
    assert dispatcher.messages[0]["custom"]["type"] == "handoff"
