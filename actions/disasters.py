"""Disaster messages beside a reply, each once in a conversation."""

from __future__ import annotations

from dataclasses import replace

from actions import phrases
from actions.conversation import Conversation
from actions.reply import Reply
from actions.turn import Turn

_ASKED_ACTS = ("greet", "weather_talk")
_MOST = 2


def with_alerts(talk: Conversation, turn: Turn) -> Turn:
    """Add the newest disaster messages: all of them to a greeting, urgent ones to any reply but a crisis."""
    if any(reply.type == "crisis" for reply in turn.replies):
        return turn
    asked = any(reply.act in _ASKED_ACTS for reply in turn.replies)
    unseen = [alert for alert in talk.outside.alerts if alert.serial not in talk.memory.notices]
    shown = [alert for alert in unseen if asked or alert.urgent][:_MOST]
    if not shown:
        return turn
    notices = (
        Reply(
            type="notice", text=phrases.ALERT.format(at=f"{alert.at:%H:%M}", text=alert.text), act="disaster"
        )
        for alert in shown
    )
    seen = [*talk.memory.notices, *(alert.serial for alert in shown)]
    return replace(turn, replies=(*turn.replies, *notices), slots={**turn.slots, "notices": seen})
