from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from actions.conversation import Conversation, Guess, Memory
from knowledge import KnowledgeSettings, KnowledgeStore

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 18, 12, 0)


@pytest.fixture(scope="session")
def store() -> KnowledgeStore:
    return KnowledgeStore(KnowledgeSettings(root=ROOT / "knowledge"))


@pytest.fixture
def talk() -> Callable[..., Conversation]:
    """A conversation turn: text, the topics it may be about with probabilities, and anything else by name."""

    def make(text: str = "", *guesses: tuple[str, float], **fields: object) -> Conversation:
        ranking = tuple(Guess(topic, confidence) for topic, confidence in guesses)
        memory = Memory(**{k: fields.pop(k) for k in list(fields) if k in Memory.__dataclass_fields__})
        base = Conversation(
            sender="resident",
            text=text,
            intent=ranking[0].topic.split("/")[0] if ranking else "nlu_fallback",
            confidence=ranking[0].confidence if ranking else 0.0,
            now=NOON,
            ranking=ranking,
            memory=memory,
        )
        return replace(base, **fields)

    return make
