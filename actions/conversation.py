from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Guess:
    """A topic the message may be about and the calibrated probability that it is."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Memory:
    """What earlier turns of the conversation left in the slots."""

    topic: str | None = None
    facet: str | None = None
    earlier_topic: str | None = None
    candidates: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    asked_facet: str | None = None
    misses: int = 0
    last_reply: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Conversation:
    """One turn as the actions see it: the message, what the NLU made of it, and the memory before it."""

    sender: str
    text: str
    intent: str
    confidence: float
    now: datetime
    ranking: tuple[Guess, ...] = ()
    facets: tuple[str, ...] = ()
    facet_spans: tuple[tuple[int, int], ...] = ()
    ordinal: int | None = None
    chosen_topic: str | None = None
    chosen_domain: str | None = None
    memory: Memory = Memory()

    @property
    def best(self) -> Guess | None:
        """The likeliest topic, if the NLU named any."""
        return self.ranking[0] if self.ranking else None


def conversation_from(state: Mapping[str, Any], now: datetime) -> Conversation:
    """Read Rasa's tracker state; whatever is missing or malformed is left empty."""
    message = state.get("latest_message") or {}
    intent = message.get("intent") or {}
    entities = [e for e in message.get("entities") or [] if isinstance(e, Mapping)]
    facets = [e for e in entities if e.get("entity") == "facet"]
    return Conversation(
        sender=str(state.get("sender_id") or ""),
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        now=now,
        ranking=_ranking(message),
        facets=tuple(dict.fromkeys(str(e["value"]) for e in facets)),
        facet_spans=tuple((e["start"], e["end"]) for e in facets if "start" in e and "end" in e),
        ordinal=_integer(_value(entities, "ordinal")),
        chosen_topic=_value(entities, "topic"),
        chosen_domain=_value(entities, "domain"),
        memory=memory_from(state.get("slots") or {}, state.get("events") or []),
    )


def memory_from(slots: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> Memory:
    """Read the slots that actions write for later turns, and the bot's last message."""
    return Memory(
        topic=slots.get("topic"),
        facet=slots.get("facet"),
        earlier_topic=slots.get("earlier_topic"),
        candidates=_keys(slots.get("candidates")),
        alternatives=_keys(slots.get("alternatives")),
        asked_facet=slots.get("asked_facet"),
        misses=_integer(slots.get("misses")) or 0,
        last_reply=_last_payload(events),
    )


def _last_payload(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    for event in reversed(events):
        if event.get("event") == "restart":
            return None
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        if custom:
            return dict(custom)
    return None


def _ranking(message: Mapping[str, Any]) -> tuple[Guess, ...]:
    selector = (message.get("response_selector") or {}).get("default") or {}
    return tuple(
        Guess(str(row["intent_response_key"]), float(row["confidence"]))
        for row in selector.get("ranking") or []
        if row.get("intent_response_key")
    )


def _value(entities: Sequence[Mapping[str, Any]], name: str) -> str | None:
    return next((str(e["value"]) for e in entities if e.get("entity") == name), None)


def _keys(value: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(v) for v in value or ())


def _integer(value: Any) -> int | None:
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return None
