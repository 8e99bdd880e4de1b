"""What may be kept of a message from a person in danger: that it came and of which kind, not the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLACEHOLDER = "(위급한 상황의 말이라 남기지 않습니다)"
_CRISIS = "crisis:"
_KEPT = ("intent", "intent_ranking", "response_selector", "message_id")
_KEPT_ENTITIES = ("safety", "emotion")
_KEPT_METADATA = ("input", "profile")


def is_crisis(parsed: Mapping[str, Any]) -> bool:
    """Tell whether a parse result says that somebody is in danger."""
    entities = parsed.get("entities") or ()
    return any(e.get("entity") == "safety" and str(e.get("value")).startswith(_CRISIS) for e in entities)


def without_words(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a parse result that keeps what was understood but neither the text nor places in it."""
    kept = {name: parsed[name] for name in _KEPT if name in parsed}
    entities = [
        {name: value for name, value in entity.items() if name not in ("start", "end")}
        for entity in parsed.get("entities") or ()
        if entity.get("entity") in _KEPT_ENTITIES
    ]
    return {**kept, "text": PLACEHOLDER, "entities": entities}


def metadata_without_words(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a message's metadata without what repeats its words, such as other readings of speech."""
    return {name: value for name, value in (metadata or {}).items() if name in _KEPT_METADATA}
