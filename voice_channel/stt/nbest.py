"""What a recogniser's list of alternatives says about how sure it is. Pure."""

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

# Vosk's scores are log-likelihoods of whole sentences; at this temperature questions were understood best.
_TEMPERATURE = 2.0
_MAX_ALTERNATIVES = 10

Alternatives = tuple[tuple[str, float], ...]


def weigh(alternatives: Sequence[dict[str, Any]]) -> Alternatives:
    """(text, probability) of Vosk's alternatives, the likeliest first, each text once."""
    scores: dict[str, float] = {}
    for alternative in alternatives:
        text = str(alternative.get("text", "")).strip()
        scores[text] = max(scores.get(text, -math.inf), float(alternative.get("confidence", 0.0)))
    best = max(scores.values(), default=0.0)
    weights = {text: math.exp((score - best) / _TEMPERATURE) for text, score in scores.items()}
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return tuple((text, weight / total) for text, weight in ranked)


def with_confidence(words: Sequence[dict[str, Any]], alternatives: Alternatives) -> list[dict[str, Any]]:
    """The words with `conf`: how probable the alternatives are in which the word occurs."""
    together = [(set(text.split()), weight) for text, weight in alternatives]
    return [
        {**word, "conf": round(min(1.0, sum(w for said, w in together if word["word"] in said)), 6)}
        for word in words
    ]


def combine(parts: Sequence[Alternatives]) -> Alternatives:
    """Alternatives of a turn that was recognised in parts."""
    combined: dict[str, float] = {}
    for choice in product(*(part[:3] for part in parts if part)):
        text = " ".join(filter(None, (text for text, _ in choice)))
        combined[text] = combined.get(text, 0.0) + math.prod(weight for _, weight in choice)
    total = sum(combined.values()) or 1.0
    ranked = sorted(combined.items(), key=lambda item: -item[1])[:_MAX_ALTERNATIVES]
    return tuple((text, weight / total) for text, weight in ranked if text)
