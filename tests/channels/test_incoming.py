from __future__ import annotations

import json
from typing import Any

import pytest

from channels.errors import RefusedError
from channels.incoming import hint_for, read_message


def encoded(**fields: Any) -> bytes:
    return json.dumps({"sender": "tab-1", "message": "여권", "id": "m1", **fields}).encode()


def test_a_message_is_read_with_its_sender_and_id() -> None:
    incoming = read_message(encoded(message="  여권 재발급  "))
    assert (incoming.sender, incoming.text, incoming.id) == ("tab-1", "여권 재발급", "m1")


def test_unknown_fields_pass() -> None:
    assert read_message(encoded(colour="red", nested={"a": [1]})).text == "여권"


def test_messages_without_an_id_are_never_taken_for_repetitions() -> None:
    body = json.dumps({"sender": "tab-1", "message": "여권"}).encode()
    assert read_message(body).id != read_message(body).id


def test_a_missing_message_is_an_empty_one() -> None:
    assert read_message(json.dumps({"sender": "tab-1"}).encode()).text == ""


def test_characters_that_cannot_be_stored_are_dropped() -> None:
    assert (
        read_message(b'{"sender": "a", "message": "\\u0000\\ud800\xec\x97\xac\xea\xb6\x8c\\u0007"}').text
        == "여권"
    )


def test_line_breaks_stay() -> None:
    assert read_message(encoded(message="여권\n수수료")).text == "여권\n수수료"


@pytest.mark.parametrize("body", [b"", b"not json", b"\xff\xfe", b"[1, 2]", b'"text"', b"[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_message(body)
    assert refusal.value.status == 400


@pytest.mark.parametrize("sender", [None, "", 5, "a b", "서구", "x" * 129, "a/../b", "<script>", {"a": 1}])
def test_a_sender_that_is_no_token_is_refused(sender: Any) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_message(encoded(sender=sender))
    assert refusal.value.code == "bad_sender"


@pytest.mark.parametrize("message_id", ["", 7, "a b"])
def test_an_id_that_is_no_token_is_refused(message_id: Any) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_message(encoded(id=message_id))
    assert refusal.value.code == "bad_id"


@pytest.mark.parametrize("message", [5, ["여권"], {"text": "여권"}, True])
def test_a_message_that_is_no_text_is_refused(message: Any) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_message(encoded(message=message))
    assert refusal.value.code == "bad_message"


def test_a_question_needs_no_hint() -> None:
    assert hint_for("여권", 10) is None


def test_an_empty_message_gets_a_gentle_hint() -> None:
    assert "적어 주세요" in str(hint_for("", 10))


def test_a_long_message_is_told_the_limit() -> None:
    assert "1,000자" in str(hint_for("가" * 1001, 1000))
    assert hint_for("가" * 1000, 1000) is None
