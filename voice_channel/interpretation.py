"""Chooses among the recogniser's alternatives by what the bot makes of each. Needs neither Rasa nor sound."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from voice_channel.stt import Hypothesis

logger = logging.getLogger(__name__)

# What the bot would make of a text: topics or dialogue acts with their probabilities.
Understand = Callable[[str], Awaitable[Mapping[str, float]]]
CRISIS = "crisis"
# A cry for help is answered without asking back, even if it is only one way to hear what was said.
_PERHAPS_CRISIS = 0.2
_MAX_PARSED = 10
# A ringing tone is heard as "네" with 0.16 to 0.25; of 450 spoken questions none was below 0.58.
_NO_WORDS = 0.3
_UNSURE_WORDS = 0.8
_UNSURE_MEANING = 0.8


@dataclass(frozen=True)
class Interpretation:
    """The text to answer. `doubtful`: the words are unsure and other words would get another answer."""

    text: str
    doubtful: bool = False


async def interpret(heard: Hypothesis, understand: Understand | None, expected: str = "") -> Interpretation:
    """The alternative that best supports what all together most likely mean; an `expected` answer is one.

    Empty when the words are so unsure that it was noise.
    """
    if expected:
        return Interpretation(expected)
    if heard.confidence is not None and heard.confidence < _NO_WORDS:
        return Interpretation("")
    alternatives = [(text, weight) for text, weight in heard.alternatives if text][:_MAX_PARSED]
    if understand is None or len(alternatives) < 2:
        return Interpretation(heard.text)
    try:
        meanings = [(text, weight, await understand(text)) for text, weight in alternatives]
    except Exception:  # without an understanding the recogniser's own choice stands
        logger.exception("The bot could not be asked what the alternatives mean.")
        return Interpretation(heard.text)
    if (crisis := _crisis(meanings)) is not None:
        return Interpretation(crisis)
    support: Counter[str] = Counter()
    for _, weight, meaning in meanings:
        for label, probability in meaning.items():
            support[label] += weight * probability  # type: ignore[assignment]
    if not support:
        return Interpretation(heard.text)
    label = support.most_common(1)[0][0]
    text = max(meanings, key=lambda item: item[1] * item[2].get(label, 0.0))[0]
    agreeing = sum(weight for _, weight, meaning in meanings if _likeliest(meaning) == label)
    total = sum(weight for _, weight, _ in meanings)
    unsure = heard.confidence is not None and heard.confidence < _UNSURE_WORDS
    return Interpretation(text, unsure and agreeing / total < _UNSURE_MEANING)


def _crisis(meanings: list[tuple[str, float, Mapping[str, float]]]) -> str | None:
    """The likeliest alternative that is a cry for help, if there is enough reason to hear one."""
    cries = [(weight, text) for text, weight, meaning in meanings if CRISIS in meaning]
    total = sum(weight for _, weight, _ in meanings)
    return max(cries)[1] if sum(weight for weight, _ in cries) >= _PERHAPS_CRISIS * total and cries else None


def _likeliest(meaning: Mapping[str, float]) -> str:
    return max(meaning, key=lambda label: meaning[label], default="")


def labels(parsed: Mapping[str, Any]) -> dict[str, float]:
    """Probabilities of topics and dialogue acts in what Rasa's parse returns; a crisis is nothing else."""
    safety = [
        str(entity.get("value")) for entity in parsed.get("entities", []) if entity["entity"] == "safety"
    ]
    if any(value.startswith(CRISIS) for value in safety):
        return {CRISIS: 1.0}
    intent = parsed.get("intent")
    name, sure = (
        (str(intent.get("name")), float(intent.get("confidence") or 0.0))
        if isinstance(intent, dict)
        else ("", 0.0)
    )
    selectors = parsed.get("response_selector")
    ranking = selectors.get("default", {}).get("ranking", []) if isinstance(selectors, dict) else []
    topics = {str(row["intent_response_key"]): float(row["confidence"]) for row in ranking}
    if any(key.split("/")[0] == name for key in topics) or name == "nlu_fallback":
        return topics
    return {name: sure, **{key: probability * (1 - sure) for key, probability in topics.items()}}
