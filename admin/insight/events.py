"""The bot's stored events, read as what a resident said, what came back, and what they thought of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TOP = 5
NEUTRAL = "neutral"
CRISIS = "crisis"
ABUSE = "abuse"


@dataclass(frozen=True)
class Said:
    """A resident's message as the NLU understood it; `ranking` has the five likeliest topics."""

    text: str
    channel: str
    message_id: str
    intent: str
    ranking: tuple[tuple[str, float], ...]
    facet: str
    emotion: str
    safety: str


@dataclass(frozen=True)
class Vote:
    """A thumb given to the reply of one message; `vote` is up, down or empty when it was taken back."""

    message_id: str
    vote: str
    reason: str
    topic: str = ""


@dataclass(frozen=True)
class Replied:
    """One message of the bot; `buttons` are (title, payload) in the order shown."""

    type: str
    text: str
    topic: str = ""
    domain: str = ""
    facet: str = ""
    title: str = ""
    act: str = ""
    candidates: tuple[str, ...] = ()
    buttons: tuple[tuple[str, str], ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return what the staff database keeps."""
        return {name: value for name, value in vars(self).items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Replied:
        """Rebuild a reply from what `as_json` gave."""
        return cls(
            **{
                **stored,
                "candidates": tuple(stored.get("candidates", ())),
                "buttons": tuple((title, payload) for title, payload in stored.get("buttons", ())),
            }
        )


def load_event(data: str | None) -> dict[str, Any]:
    """Read the JSON of an event row; whatever cannot be read is an empty event."""
    try:
        event = json.loads(data or "{}")
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def read_said(event: Mapping[str, Any]) -> Said | None:
    """Read a `user` event; None for what nobody said, such as the start of a session."""
    parsed = _mapping(event.get("parse_data"))
    intent = _text(_mapping(parsed.get("intent")).get("name"))
    text = _text(event.get("text"))
    safety = _entity(parsed, "safety")
    if intent in ("session_start", "restart") or text.startswith(("/session_start", "/restart")):
        return None
    if not text and not safety:
        return None
    return Said(
        text="" if safety.startswith(CRISIS) or intent.startswith(CRISIS) else text,
        channel=_channel(event),
        message_id=_text(event.get("message_id")),
        intent=intent,
        ranking=_ranking(parsed),
        facet=_entity(parsed, "facet"),
        emotion=_entity(parsed, "emotion") or NEUTRAL,
        safety=safety,
    )


def read_replied(event: Mapping[str, Any]) -> Replied:
    """Read a `bot` event; a reply of another maker has only its text."""
    custom = _mapping(_mapping(event.get("data")).get("custom"))
    choices = [c for c in _list(custom.get("candidates")) if isinstance(c, Mapping)]
    chips = [c for c in _list(custom.get("chips")) if isinstance(c, Mapping)]
    return Replied(
        type=_text(custom.get("type")),
        text=_text(custom.get("text")) or _text(event.get("text")),
        topic=_text(custom.get("topic")),
        domain=_text(custom.get("domain")),
        facet=_text(custom.get("facet")),
        title=_text(custom.get("title")),
        act=_text(custom.get("act")),
        candidates=tuple(_text(c.get("topic")) for c in choices if c.get("topic")),
        buttons=tuple((_text(c.get("title")), _text(c.get("payload"))) for c in (*choices, *chips)),
    )


def read_vote(event: Mapping[str, Any]) -> Vote | None:
    """Read the slot event `feedback`; None for any other slot."""
    value = event.get("value")
    if event.get("name") != "feedback" or not isinstance(value, Mapping) or not value.get("message"):
        return None
    vote = _text(value.get("vote"))
    kept = vote if vote in ("up", "down") else ""
    return Vote(_text(value["message"]), kept, _text(value.get("reason")), _text(value.get("topic")))


def _channel(event: Mapping[str, Any]) -> str:
    """The channel, told apart by where the voice is heard: a kiosk is not a browser."""
    channel = _text(event.get("input_channel")) or "unknown"
    place = _text(_mapping(event.get("metadata")).get("profile"))
    return place if channel == "voice" and place else channel


def _ranking(parsed: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    selector = _mapping(_mapping(parsed.get("response_selector")).get("default"))
    rows = [row for row in _list(selector.get("ranking")) if isinstance(row, Mapping)]
    ranked: list[tuple[str, float]] = []
    for row in rows[:TOP]:
        topic, confidence = row.get("intent_response_key"), row.get("confidence")
        if topic and isinstance(confidence, int | float):
            ranked.append((str(topic), round(float(confidence), 4)))
    return tuple(ranked)


def _entity(parsed: Mapping[str, Any], name: str) -> str:
    found: Sequence[Any] = _list(parsed.get("entities"))
    return next(
        (_text(e.get("value")) for e in found if isinstance(e, Mapping) and e.get("entity") == name), ""
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
