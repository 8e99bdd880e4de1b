from __future__ import annotations

from datetime import datetime

from actions.conversation import conversation_from

NOW = datetime(2026, 11, 18, 12, 0)


def test_a_full_message_is_read():
    state = {
        "sender_id": "a",
        "latest_message": {
            "text": "여권 수수료",
            "intent": {"name": "civil", "confidence": 0.9},
            "entities": [
                {"entity": "facet", "value": "fee", "start": 3, "end": 6},
                {"entity": "ordinal", "value": 2},
            ],
            "response_selector": {
                "default": {"ranking": [{"intent_response_key": "civil/passport_issue", "confidence": 0.8}]}
            },
        },
        "slots": {"topic": "civil/passport_lost", "misses": 1.0, "candidates": ["a", "b"]},
    }
    talk = conversation_from(state, NOW)
    assert talk.best.topic == "civil/passport_issue"
    assert talk.facets == ("fee",)
    assert talk.ordinal == 2
    assert talk.memory.topic == "civil/passport_lost"
    assert talk.memory.misses == 1
    assert talk.memory.candidates == ("a", "b")


def test_an_empty_state_is_an_empty_conversation():
    talk = conversation_from({}, NOW)
    assert talk.best is None
    assert talk.text == ""
    assert talk.memory.last_reply is None


def test_missing_pieces_do_not_break_it():
    state = {"latest_message": {"intent": None, "entities": None, "response_selector": None}, "slots": None}
    assert conversation_from(state, NOW).intent == ""


def test_the_last_reply_is_the_bots_newest_structured_message():
    events = [
        {"event": "bot", "data": {"custom": {"text": "옛 답"}}},
        {"event": "bot", "data": {"custom": {"text": "새 답"}}},
        {"event": "user", "text": "다시"},
    ]
    talk = conversation_from({"events": events}, NOW)
    assert talk.memory.last_reply == {"text": "새 답"}


def test_a_restart_forgets_the_last_reply():
    events = [{"event": "bot", "data": {"custom": {"text": "답"}}}, {"event": "restart"}]
    assert conversation_from({"events": events}, NOW).memory.last_reply is None
