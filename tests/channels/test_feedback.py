from __future__ import annotations

import json
from typing import Any

import pytest

from channels.errors import RefusedError
from channels.feedback import LONGEST_REASON, Feedback, find_message, read_feedback


def encoded(**fields: Any) -> bytes:
    return json.dumps({"sender": "tab-1", "message_id": "m1.0", "vote": "up", **fields}).encode()


def user(message_id: str) -> dict[str, Any]:
    return {"event": "user", "message_id": message_id}


def bot(topic: str, facet: str = "fee") -> list[dict[str, Any]]:
    custom = {"type": "answer", "topic": topic, "facet": facet, "text": "답"}
    return [
        {"event": "bot", "text": "답\n문의: 민원과", "data": {"buttons": None}},
        {"event": "bot", "text": None, "data": {"custom": custom}},
    ]


def test_a_vote_is_read_with_its_reason() -> None:
    assert read_feedback(encoded(vote="down", reason=" 오래된 내용 ")) == Feedback(
        "tab-1", "m1.0", "down", "오래된 내용"
    )


@pytest.mark.parametrize(
    "fields", [{"vote": "maybe"}, {"vote": None}, {"reason": 5}, {"sender": "a b"}, {"message_id": None}]
)
def test_a_vote_that_cannot_be_kept_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_feedback(encoded(**fields))
    assert refusal.value.status == 400


def test_a_long_reason_is_cut_and_personal_numbers_in_it_are_covered() -> None:
    assert len(read_feedback(encoded(reason="가" * 1000)).reason) == LONGEST_REASON
    assert "1234567" not in read_feedback(encoded(reason="제 번호 900101-1234567")).reason


def test_the_message_voted_on_is_found_by_question_and_place() -> None:
    events = [user("m1"), *bot("civil/a"), *bot("civil/b"), user("m2"), *bot("civil/c")]
    assert [(find_message(events, wanted) or {})["topic"] for wanted in ("m1.0", "m1.1", "m2.0")] == [
        "civil/a",
        "civil/b",
        "civil/c",
    ]


@pytest.mark.parametrize("wanted", ["m1.2", "m3.0", "m1", "", "."])
def test_a_message_never_said_is_not_found(wanted: str) -> None:
    assert find_message([user("m1"), *bot("civil/a"), *bot("civil/b")], wanted) is None


def test_what_is_kept_names_topic_facet_vote_and_reason() -> None:
    value = Feedback("tab-1", "m1.0", "down", "틀려요").value({"topic": "civil/a", "facet": "fee"})
    assert value == {
        "message": "m1.0",
        "topic": "civil/a",
        "facet": "fee",
        "vote": "down",
        "reason": "틀려요",
    }
