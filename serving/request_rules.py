"""What a message over HTTP must look like, and what the sender is told when it does not."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

MAX_SENDER_CHARS = 200  # Rasa's table holds 255
# Control characters but tab and newline, and halves of surrogate pairs, which no encoding can store.
UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

TOO_LARGE = "보내신 내용이 너무 큽니다. 짧게 줄여서 다시 보내 주세요."
NOT_JSON = "보내신 내용을 읽지 못했습니다. 다시 보내 주세요."
SERVER_ERROR = "일시적인 문제가 생겼습니다. 잠시 뒤 다시 시도해 주세요."
NOT_FOUND = "찾으시는 주소가 없습니다."
FORBIDDEN = "사용할 수 없는 주소입니다."
BAD_REQUEST = "요청을 처리할 수 없습니다."


@dataclass(frozen=True)
class Refusal:
    """An answer instead of the bot's: an HTTP status, a stable code and a Korean sentence."""

    status: int
    code: str
    message: str

    def body(self) -> dict[str, Any]:
        """Return the JSON body."""
        return {"error": {"code": self.code, "message": self.message}}


@dataclass(frozen=True)
class Hint:
    """A reply in the bot's place to a message that is well-formed but cannot be answered."""

    sender: str
    text: str

    def body(self) -> list[dict[str, Any]]:
        """Return the JSON body, shaped like the REST channel's replies."""
        return [{"recipient_id": self.sender, "text": self.text}]


def refusal_for_status(status: int) -> Refusal:
    """Return what the client gets to read for an HTTP error status."""
    if status == 404:
        return Refusal(status, "not_found", NOT_FOUND)
    if status == 413:
        return Refusal(status, "too_large", TOO_LARGE)
    if status < 500:
        return Refusal(status, "bad_request", BAD_REQUEST)
    return Refusal(status, "server_error", SERVER_ERROR)


def clean(text: str) -> str:
    """Drop the characters of `text` that cannot be stored or shown."""
    return UNUSABLE.sub("", text)


def check_message(payload: Any, max_chars: int) -> dict[str, Any] | Refusal | Hint:
    """Return the body the REST channel may read, or what to answer instead.

    Unknown fields pass: other clients of the channel send them. A missing sender gets an id of its own,
    because Rasa would put everybody without one into the same conversation.
    """
    if not isinstance(payload, dict):
        return Refusal(400, "not_an_object", NOT_JSON)
    sender = _sender(payload.get("sender"))
    if sender is None:
        return Refusal(400, "bad_sender", "대화 번호(sender)가 올바르지 않습니다.")
    message = payload.get("message")
    if message is not None and not isinstance(message, str):
        return Refusal(400, "bad_message", "질문(message)은 글자로 보내 주세요.")
    text = clean(message or "").strip()
    if not text:
        return Hint(sender, "궁금한 점을 입력해 주세요.")
    if len(text) > max_chars:
        return Hint(sender, f"질문이 너무 길어요. {max_chars:,}자 안으로 줄여서 다시 물어봐 주세요.")
    checked = {**payload, "sender": sender, "message": text}
    for field, kind in (("metadata", dict), ("input_channel", str)):
        if not isinstance(checked.get(field), kind):
            checked.pop(field, None)
    return checked


def _sender(value: Any) -> str | None:
    """Return a usable sender id, None if `value` cannot be one."""
    if value is None or value == "":
        return uuid.uuid4().hex
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)
    return text if text.strip() and len(text) <= MAX_SENDER_CHARS and not UNUSABLE.search(text) else None
