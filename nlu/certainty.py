"""Deciding when the bot should ask back instead of answering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FALLBACK_INTENT = "nlu_fallback"


def class_confidences(parsed: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Return the likeliest topics and acts of a parsed message with their confidence, highest first.

    Domain intents are left out: their sum hides which topic is meant.
    """
    selector = parsed.get("response_selector") or {}
    left_out = {FALLBACK_INTENT, *selector.get("all_retrieval_intents", ())}
    topics = [
        (entry["intent_response_key"], entry["confidence"])
        for entry in selector.get("default", {}).get("ranking", ())
    ]
    acts = [
        (entry["name"], entry["confidence"])
        for entry in parsed.get("intent_ranking") or ()
        if entry["name"] not in left_out
    ]
    return sorted(topics + acts, key=lambda item: (-item[1], item[0]))


def is_unsure(confidences: list[float], ask: float, ambiguity: float) -> bool:
    """Say whether the best class is below `ask` or less than `ambiguity` ahead of the next."""
    if not confidences or confidences[0] < ask:
        return True
    return len(confidences) > 1 and confidences[0] - confidences[1] < ambiguity


def fall_back(ranking: list[dict[str, Any]], ask: float) -> list[dict[str, Any]]:
    """Return the ranking with the fallback intent in front, as Rasa's own FallbackClassifier does."""
    confidence = min(ask, ranking[0]["confidence"]) if ranking else ask
    return [{"name": FALLBACK_INTENT, "confidence": confidence}, *ranking]
