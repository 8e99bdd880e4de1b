"""A person in danger: the number before anything else, and the way back to what was interrupted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import phrases
from actions.answering import answer_turn
from actions.choices import topic_choices
from actions.clarifying import candidates_turn
from actions.conversation import Conversation, Memory
from actions.crisis_end import tells_it_is_over
from actions.reply import Choice, Reply
from actions.small_talking import small_talk_reply
from actions.turn import Turn
from knowledge import KnowledgeStore

# When only the classifier saw the danger its kind is unknown; an ambulance is never wrong.
_KINDS = {"crisis_self_harm": "self_harm", "emergency_119": "medical"}
_PENDING = ("topic", "facet", "candidates", "alternatives", "asked_facet", "misses")
_OVER = "crisis_over"
RESUME_PAYLOAD = "/go_back"


def crisis_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Give the number to call; an open question is put aside until the resident wants it back."""
    kind = talk.danger or _KINDS.get(talk.intent, "medical")
    interrupted = _pending(talk.memory) or talk.memory.interrupted
    chips = (Choice(phrases.RESUME, RESUME_PAYLOAD),) if interrupted else ()
    memory: dict[str, Any] = {
        "crisis": kind,
        "interrupted": interrupted,
        "candidates": [],
        "alternatives": [],
        "asked_facet": None,
        "misses": 0,
    }
    return Turn((replace(crisis_reply(store, kind), act=talk.intent, chips=chips),), memory)


def crisis_reply(store: KnowledgeStore, kind: str) -> Reply:
    """The card staff wrote for a kind of danger; without one, the three numbers everybody needs."""
    card = store.crisis.cards.get(kind)
    if card is None:
        return Reply(type="crisis", text=phrases.EMERGENCY, crisis=kind)
    hotlines = tuple({"name": hotline.name, "number": hotline.number} for hotline in card.hotlines)
    return Reply(type="crisis", text=card.text, speech=card.speech, crisis=kind, hotlines=hotlines)


def resumed_turn(store: KnowledgeStore, talk: Conversation) -> Turn:
    """Take up what a crisis interrupted: the open choice, or the topic that was talked about."""
    kept = dict(talk.memory.interrupted or {})
    before = replace(
        talk.memory,
        topic=kept.get("topic"),
        facet=kept.get("facet"),
        candidates=tuple(kept.get("candidates") or ()),
        alternatives=tuple(kept.get("alternatives") or ()),
        asked_facet=kept.get("asked_facet"),
        misses=int(kept.get("misses") or 0),
    )
    facets = tuple(facet for facet in (before.asked_facet,) if facet)
    talk = replace(talk, memory=before, facets=facets)
    choices = topic_choices(store, before.candidates, before.asked_facet)
    if choices:
        turn = candidates_turn(store, talk, choices, before.misses)
        memory = {**turn.slots, "topic": before.topic, "facet": before.facet}
        return Turn(turn.replies, {**memory, "alternatives": list(before.alternatives), "interrupted": None})
    shown = [before.facet] if before.facet and before.facet != "summary" else []
    found = answer_turn(store, talk, before.topic, shown) if before.topic else None
    if found is None:
        return Turn(
            (Reply(type="notice", text=phrases.NOTHING_BEFORE, act=talk.intent),), {"interrupted": None}
        )
    return Turn(found.replies, {**found.slots, "interrupted": None})


def crisis_over_turn(store: KnowledgeStore, talk: Conversation) -> Turn | None:
    """A warm word when the danger is over or never was, and the way back; None when it goes on."""
    if not talk.memory.crisis or talk.danger or _asks_something(store, talk):
        return None
    if not tells_it_is_over(talk.text, talk.memory.crisis):
        return None
    chips = (Choice(phrases.RESUME, RESUME_PAYLOAD),) if talk.memory.interrupted else ()
    closer = f"{_OVER}_{talk.memory.crisis}"
    words = closer if store.small_talk.get(closer) else _OVER
    reply = replace(small_talk_reply(store, talk, words), act=_OVER, chips=chips)
    return Turn((reply,), {"crisis": None, "misses": 0})


def _asks_something(store: KnowledgeStore, talk: Conversation) -> bool:
    """Whether the message goes on to a question; right after the card only a certain one counts."""
    just_now = talk.memory.crisis_just_now
    topic = talk.best.confidence if talk.best else 0.0
    needed = store.bands.answer if just_now else store.bands.ask
    return topic >= needed and bool(talk.facet_places or not just_now)


def gone_on(talk: Conversation, turn: Turn) -> dict[str, Any]:
    """Forget what a crisis interrupted once the resident has gone on to something else."""
    moved = bool(talk.memory.interrupted) and bool(turn.slots.get("topic") or turn.slots.get("candidates"))
    return {"interrupted": None} if moved else {}


def _pending(memory: Memory) -> dict[str, Any] | None:
    """What a crisis would cut off, as plain JSON for a slot; None when nothing is going on."""
    if not (memory.topic or memory.candidates):
        return None
    kept = {name: getattr(memory, name) for name in _PENDING}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}
