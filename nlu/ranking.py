"""From class probabilities to the standard keys of a Rasa message.

A class with a slash ("civil/passport_lost") is a topic of a retrieval intent ("civil"); any other is an act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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


def intent_ranking(classes: Sequence[str], probabilities: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Return the likeliest intents; a domain's confidence is the sum over its topics."""
    totals: defaultdict[str, float] = defaultdict(float)
    for name, probability in zip(classes, probabilities, strict=False):
        totals[domain_of(name)] += float(probability)
    # Names break ties, so that equal probabilities always come in the same order.
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "confidence": min(1.0, total)} for name, total in ranked[:RANKING_LENGTH]]


def topic_ranking(classes: Sequence[str], probabilities: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Return the likeliest topics of all domains."""
    topics = [(float(p), name) for name, p in zip(classes, probabilities, strict=False) if is_topic(name)]
    ranked = sorted(topics, key=lambda item: (-item[0], item[1]))
    return [{"confidence": p, "intent_response_key": name} for p, name in ranked[:RANKING_LENGTH]]


def response_selector(
    classes: Sequence[str], probabilities: NDArray[np.float64], intent: str
) -> dict[str, Any]:
    """Return Rasa's response_selector property.

    Besides "default" it has the winning intent's key, where Rasa looks for the full retrieval intent name.
    """
    selector: dict[str, Any] = {
        "all_retrieval_intents": sorted({domain_of(name) for name in classes if is_topic(name)})
    }
    ranking = topic_ranking(classes, probabilities)
    if ranking:
        selector["default"] = {"response": _response(ranking[0]), "ranking": ranking}
    own = [
        (name, p)
        for name, p in zip(classes, probabilities, strict=False)
        if is_topic(name) and domain_of(name) == intent
    ]
    if own:
        best = topic_ranking([name for name, _ in own], np.array([p for _, p in own]))[0]
        selector[intent] = {"response": _response(best), "ranking": []}
    return selector


def _response(top: dict[str, Any]) -> dict[str, Any]:
    key = top["intent_response_key"]
    return {
        "responses": [],
        "confidence": top["confidence"],
        "intent_response_key": key,
        "utter_action": f"utter_{key}",
    }
