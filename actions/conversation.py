from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.weather.report import Report

NEUTRAL = "neutral"
_CRISIS = "crisis:"


@dataclass(frozen=True)
class Guess:
    """A topic the message may be about and the calibrated probability that it is."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Part:
    """A half of a message, with its span in the message and the topics it may be about."""

    text: str
    start: int
    end: int
    ranking: tuple[Guess, ...] = ()

    @property
    def topic(self) -> str:
        """The likeliest topic, or nothing."""
        return self.ranking[0].topic if self.ranking else ""


@dataclass(frozen=True)
class Halves:
    """A message that is two questions, or a correction: the first half is then what is not meant."""

    joint: str
    first: Part
    second: Part

    @property
    def is_correction(self) -> bool:
        """Whether the second half is put in place of the first."""
        return self.joint == "instead"


@dataclass(frozen=True)
class Memory:
    """What earlier turns of the conversation left in the slots."""

    topic: str | None = None
    facet: str | None = None
    earlier_topics: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    asked_facet: str | None = None
    misses: int = 0
    dong: str | None = None
    age: int | None = None
    life_stage: str | None = None
    on_behalf: str | None = None
    crisis: str | None = None
    interrupted: Mapping[str, Any] | None = None
    abuse_count: int = 0
    openers: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    step: Mapping[str, Any] | None = None
    last_reply: Mapping[str, Any] | None = None

    @property
    def crisis_just_now(self) -> bool:
        """Whether the bot's last words were a crisis card."""
        return (self.last_reply or {}).get("type") == "crisis"


@dataclass(frozen=True)
class Conversation:
    """One turn as the actions see it: the message, what the NLU made of it, and the memory before it."""

    sender: str
    text: str
    intent: str
    confidence: float
    now: datetime
    ranking: tuple[Guess, ...] = ()
    follow_up: float = 0.0
    out_of_scope: float = 0.0
    facets: tuple[str, ...] = ()
    facet_spans: tuple[tuple[int, int], ...] = ()
    facet_places: tuple[tuple[str, int], ...] = ()
    nouns: tuple[str, ...] | None = None
    halves: Halves | None = None
    ordinal: int | None = None
    chosen_topic: str | None = None
    chosen_domain: str | None = None
    masked: tuple[str, ...] = ()
    danger: str | None = None
    is_abusive: bool = False
    emotion: str = NEUTRAL
    emotion_confidence: float = 1.0
    situations: frozenset[str] = frozenset()
    outside: Report = field(default_factory=Report)
    memory: Memory = Memory()

    @property
    def best(self) -> Guess | None:
        """The likeliest topic, if the NLU named any."""
        return self.ranking[0] if self.ranking else None

    @property
    def rival(self) -> Guess | None:
        """The likeliest topic, if there is one at hand and this is another."""
        rivals = (
            self.memory.topic is not None and self.best is not None and self.best.topic != self.memory.topic
        )
        return self.best if rivals else None

    @property
    def chance_at_hand(self) -> float:
        """How likely the words alone make the topic at hand."""
        return next((guess.confidence for guess in self.ranking if guess.topic == self.memory.topic), 0.0)

    def facets_of(self, part: Part) -> tuple[str, ...]:
        """The facets asked for within a half of the message."""
        return tuple(facet for facet, start in self.facet_places if part.start <= start < part.end)


def conversation_from(state: Mapping[str, Any], now: datetime) -> Conversation:
    """Read Rasa's tracker state; whatever is missing or malformed is left empty."""
    message = state.get("latest_message") or {}
    intent = message.get("intent") or {}
    entities = [e for e in message.get("entities") or [] if isinstance(e, Mapping)]
    halves = _halves(message.get("halves"))
    dangers = [str(e["value"]) for e in entities if e.get("entity") == "safety"]
    facets = [e for e in entities if e.get("entity") == "facet" and not _taken_back(e, halves)]
    return Conversation(
        sender=str(state.get("sender_id") or ""),
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        now=now,
        ranking=_ranking(message),
        follow_up=_intent_confidence(message, "follow_up"),
        out_of_scope=_intent_confidence(message, "out_of_scope"),
        facets=tuple(dict.fromkeys(str(e["value"]) for e in facets)),
        facet_spans=tuple((e["start"], e["end"]) for e in facets if "start" in e and "end" in e),
        facet_places=tuple((str(e["value"]), e["start"]) for e in facets if _has_place(e)),
        nouns=None if message.get("nouns") is None else _keys(message["nouns"]),
        halves=halves,
        ordinal=_integer(_value([e for e in entities if not _taken_back(e, halves)], "ordinal")),
        chosen_topic=_value(entities, "topic"),
        chosen_domain=_value(entities, "domain"),
        masked=_keys(_metadata(state.get("events") or []).get("masked")),
        danger=next((d.removeprefix(_CRISIS) for d in dangers if d.startswith(_CRISIS)), None),
        is_abusive="abuse" in dangers,
        emotion=_value(entities, "emotion") or NEUTRAL,
        emotion_confidence=_confidence(entities, "emotion"),
        memory=memory_from(state.get("slots") or {}, state.get("events") or []),
    )


def memory_from(slots: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> Memory:
    """Read the slots that actions write for later turns, and the bot's last message."""
    return Memory(
        topic=slots.get("topic"),
        facet=slots.get("facet"),
        earlier_topics=_keys(slots.get("earlier_topics")),
        candidates=_keys(slots.get("candidates")),
        alternatives=_keys(slots.get("alternatives")),
        asked_facet=slots.get("asked_facet"),
        misses=_integer(slots.get("misses")) or 0,
        dong=slots.get("dong"),
        age=_integer(slots.get("age")),
        life_stage=slots.get("life_stage"),
        on_behalf=slots.get("on_behalf"),
        crisis=slots.get("crisis"),
        interrupted=slots.get("interrupted"),
        openers=_keys(slots.get("openers")),
        notices=_keys(slots.get("notices")),
        step=slots.get("step"),
        abuse_count=_integer(slots.get("abuse_count")) or 0,
        last_reply=_last_payload(events),
    )


def _metadata(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What the serving side noted about the message: `masked` has the kinds of numbers it covered."""
    users = (event.get("metadata") for event in reversed(events) if event.get("event") == "user")
    return next(users, None) or {}


def _last_payload(events: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    for event in reversed(events):
        if event.get("event") == "restart":
            return None
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        # A notice stands beside an answer; what can be repeated is the answer.
        if custom and custom.get("type") != "notice":
            return dict(custom)
    return None


def _intent_confidence(message: Mapping[str, Any], name: str) -> float:
    rows = message.get("intent_ranking") or []
    return next((float(row["confidence"]) for row in rows if row.get("name") == name), 0.0)


def _ranking(message: Mapping[str, Any]) -> tuple[Guess, ...]:
    selector = (message.get("response_selector") or {}).get("default") or {}
    return _guesses(selector.get("ranking") or [])


def _guesses(rows: Sequence[Mapping[str, Any]]) -> tuple[Guess, ...]:
    return tuple(
        Guess(str(row["intent_response_key"]), float(row["confidence"]))
        for row in rows
        if row.get("intent_response_key")
    )


def _halves(found: Mapping[str, Any] | None) -> Halves | None:
    parts = [
        Part(str(part["text"]), int(part["start"]), int(part["end"]), _guesses(part["ranking"]))
        for part in (found or {}).get("parts", ())
    ]
    return Halves(str(found["joint"]), parts[0], parts[1]) if found and len(parts) == 2 else None


def _has_place(entity: Mapping[str, Any]) -> bool:
    """Whether words of the message show the entity; a button's has no span, a guessed facet an empty one."""
    return int(entity.get("end") or 0) > int(entity.get("start") or 0)


def _taken_back(entity: Mapping[str, Any], halves: Halves | None) -> bool:
    """Whether the entity stands in the half a correction rejects."""
    if halves is None or not halves.is_correction or not _has_place(entity):
        return False
    return halves.first.start <= int(entity["start"]) < halves.first.end


def _value(entities: Sequence[Mapping[str, Any]], name: str) -> str | None:
    return next((str(e["value"]) for e in entities if e.get("entity") == name), None)


def _confidence(entities: Sequence[Mapping[str, Any]], name: str) -> float:
    found = (e.get("confidence") for e in entities if e.get("entity") == name)
    confidence = next(found, None)
    return 1.0 if confidence is None else float(confidence)


def _keys(value: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(v) for v in value or ())


def _integer(value: Any) -> int | None:
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return None
