"""What a website sends, checked."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import Any

from channels import phrases
from channels.errors import RefusedError

TOKEN = re.compile(r"[A-Za-z0-9._:-]{1,128}")
# Control characters but tab and newline, and halves of surrogate pairs, which no encoding can store.
UNUSABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Incoming:
    """One message of a resident; `id` is the page's own, the same when it sends the message again."""

    sender: str
    text: str
    id: str


def read_message(body: bytes) -> Incoming:
    """Read `{"sender", "message", "id"}`; unknown fields pass. Raises RefusedError (400)."""
    content = read_object(body)
    message = content.get("message")
    if message is None:
        message = ""
    if not isinstance(message, str):
        raise RefusedError(400, "bad_message", phrases.NOT_UNDERSTOOD)
    sender = read_token(content.get("sender"), "bad_sender")
    message_id = content.get("id")
    # Without an id a message is never a repetition.
    token = uuid.uuid4().hex if message_id is None else read_token(message_id, "bad_id")
    return Incoming(sender, usable(message), token)


def read_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object. Raises RefusedError (400)."""
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):  # broken UTF-8 is a ValueError too
        raise RefusedError(400, "not_json", phrases.NOT_UNDERSTOOD) from None
    if not isinstance(content, dict):
        raise RefusedError(400, "not_an_object", phrases.NOT_UNDERSTOOD)
    return content


def read_token(value: Any, code: str) -> str:
    """Return an id as it came. Raises RefusedError (400, `code`) when it is none."""
    if not isinstance(value, str) or not TOKEN.fullmatch(value):
        raise RefusedError(400, code, phrases.NOT_UNDERSTOOD)
    return value


def usable(text: str) -> str:
    """Return a text without what cannot be stored or shown."""
    return UNUSABLE.sub("", text).strip()


def hint_for(text: str, max_chars: int) -> str | None:
    """Return what to tell a resident whose message cannot be a question, None if it can."""
    if not text:
        return phrases.EMPTY
    if len(text) > max_chars:
        return phrases.TOO_LONG.format(limit=max_chars)
    return None
