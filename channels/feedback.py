"""A resident's thumb up or down for one message of the bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from channels import phrases
from channels.errors import RefusedError
from channels.incoming import read_object, read_token, usable
from channels.messages import Message, structured
from channels.turns import message_id
from privacy.masking import mask

SLOT = "feedback"
VOTES = ("up", "down", "none")
LONGEST_REASON = 300  # characters; what is longer is cut


@dataclass(frozen=True)
class Feedback:
    """One vote; `none` takes back the one before."""

    sender: str
    message_id: str
    vote: str
    reason: str

    def value(self, about: Mapping[str, Any]) -> dict[str, str]:
        """Return what the conversation keeps; `about` is the message voted on."""
        return {
            "message": self.message_id,
            "topic": str(about.get("topic") or ""),
            "facet": str(about.get("facet") or ""),
            "vote": self.vote,
            "reason": self.reason,
        }


def read_feedback(body: bytes) -> Feedback:
    """Read `{"sender", "message_id", "vote", "reason"?}`. Raises RefusedError (400)."""
    content = read_object(body)
    vote, reason = content.get("vote"), content.get("reason") or ""
    if vote not in VOTES:
        raise RefusedError(400, "bad_vote", phrases.NOT_UNDERSTOOD)
    if not isinstance(reason, str):
        raise RefusedError(400, "bad_reason", phrases.NOT_UNDERSTOOD)
    return Feedback(
        sender=read_token(content.get("sender"), "bad_sender"),
        message_id=read_token(content.get("message_id"), "bad_message_id"),
        vote=vote,
        reason=mask(usable(reason)).text[:LONGEST_REASON],
    )


def find_message(events: Iterable[Mapping[str, Any]], wanted: str) -> Message | None:
    """Return the bot's message with the id `wanted` from a conversation's events, as dictionaries."""
    question, _, place = wanted.rpartition(".")
    responses: list[Mapping[str, Any]] | None = None
    for event in events:
        if event.get("event") == "user":
            if responses is not None:
                break
            responses = [] if event.get("message_id") == question else None
        elif event.get("event") == "bot" and responses is not None:
            responses.append({**(event.get("data") or {}), "text": event.get("text")})
    said = structured(responses or [])
    found = [message for number, message in enumerate(said) if message_id(question, number) == wanted]
    return found[0] if place and found else None
