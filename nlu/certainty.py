"""Deciding when the bot should ask back instead of answering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FALLBACK_INTENT = "nlu_fallback"


def class_confidences(parsed: Mapping[str, Any]) -> list[float]:
    """Return the confidences of the likeliest topics and acts of a parsed message, highest first.

    Domain intents are left out: their sum hides which topic is meant.
    """
    selector = parsed.get("response_selector") or {}
    domains = set(selector.get("all_retrieval_intents", ()))
    topics = [entry["confidence"] for entry in selector.get("default", {}).get("ranking", ())]
    acts = [
        entry["confidence"] for entry in parsed.get("intent_ranking") or () if entry["name"] not in domains
    ]
    return sorted(topics + acts, reverse=True)


def is_unsure(confidences: list[float], ask: float, ambiguity: float) -> bool:
    """Say whether the best class is below `ask` or less than `ambiguity` ahead of the next."""
    if not confidences or confidences[0] < ask:
        return True
    return len(confidences) > 1 and confidences[0] - confidences[1] < ambiguity


def fall_back(ranking: list[dict[str, Any]], ask: float) -> list[dict[str, Any]]:
    """Return the ranking with the fallback intent in front, as Rasa's own FallbackClassifier does."""
    confidence = min(ask, ranking[0]["confidence"]) if ranking else ask
    return [{"name": FALLBACK_INTENT, "confidence": confidence}, *ranking]
