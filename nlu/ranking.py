"""From class probabilities to the standard keys of a Rasa message.

A class with a slash ("civil/passport_lost") is a topic of a retrieval intent ("civil"); any other is an act.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

RANKING_LENGTH = 10
# Intents of what the district does not do.
OUT_OF_SCOPE = ("out_of_scope", "other_agency")


def is_topic(name: str) -> bool:
    """Say whether a class is a topic rather than a dialogue act."""
    return "/" in name


def domain_of(name: str) -> str:
    """Return the intent a class belongs to: the domain of a topic, an act itself."""
    return name.split("/", 1)[0]


@dataclass(frozen=True)
class Ranker:
    """Ranks the classes of a model, whose names it sorts into topics and intents once."""

    classes: tuple[str, ...]

    @cached_property
    def _topics(self) -> NDArray[np.int64]:
        """Return the class numbers of the topics, by name, so that ties come in the order of their names."""
        topics = sorted((name, number) for number, name in enumerate(self.classes) if is_topic(name))
        return np.array([number for _, number in topics], np.int64)

    @cached_property
    def _intents(self) -> tuple[str, ...]:
        return tuple(sorted({domain_of(name) for name in self.classes}))

    @cached_property
    def _intent_of_class(self) -> NDArray[np.int64]:
        numbers = {name: number for number, name in enumerate(self._intents)}
        return np.array([numbers[domain_of(name)] for name in self.classes], np.int64)

    @cached_property
    def _retrieval_intents(self) -> tuple[str, ...]:
        return tuple(sorted({domain_of(self.classes[topic]) for topic in self._topics}))

    def intents(self, probabilities: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Return the likeliest intents; a domain's confidence is the sum over its topics."""
        totals = np.bincount(self._intent_of_class, probabilities, len(self._intents))
        ranked = np.argsort(-totals, kind="stable")[:RANKING_LENGTH]
        return [{"name": self._intents[i], "confidence": min(1.0, float(totals[i]))} for i in ranked]

    def topics(self, probabilities: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Return the likeliest topics of all domains."""
        ranked = self._topics[np.argsort(-probabilities[self._topics], kind="stable")[:RANKING_LENGTH]]
        return [
            {"confidence": float(probabilities[topic]), "intent_response_key": self.classes[topic]}
            for topic in ranked
        ]

    def selector(self, probabilities: NDArray[np.float64], intent: str) -> dict[str, Any]:
        """Return Rasa's response_selector property.

        Besides "default" it has the winning intent, where Rasa looks for a retrieval intent's full name.
        """
        selector: dict[str, Any] = {"all_retrieval_intents": list(self._retrieval_intents)}
        ranking = self.topics(probabilities)
        if ranking:
            selector["default"] = {"response": _response(ranking[0]), "ranking": ranking}
        if intent in self._retrieval_intents:
            own = self._topics[self._intent_of_class[self._topics] == self._intents.index(intent)]
            best = own[probabilities[own].argmax()]
            top = {"confidence": float(probabilities[best]), "intent_response_key": self.classes[best]}
            selector[intent] = {"response": _response(top), "ranking": []}
        return selector


def _response(top: dict[str, Any]) -> dict[str, Any]:
    key = top["intent_response_key"]
    return {
        "responses": [],
        "confidence": top["confidence"],
        "intent_response_key": key,
        "utter_action": f"utter_{key}",
    }
