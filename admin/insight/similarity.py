"""How alike two questions are: by their syllables, and by the topics the bot took them for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

SIZES = (2, 3)
INSIDE = 0.15  # worth of a run that does not begin a word
SHARPNESS = 2.5  # how much more a rare run tells than a common one
_NOT_SAID = re.compile(r"[^0-9a-z가-힣]+")
Vector = dict[str, float]


def syllable_grams(text: str) -> dict[str, float]:
    """Return the runs of two and three syllables with what their place is worth.

    Korean puts the noun at the beginning of a word and its particles behind, so beginnings count in full.
    The other runs, taken over the gaps because spacing is a matter of taste, count less.
    """
    words = _NOT_SAID.sub(" ", text.lower()).split()
    squeezed = "".join(words)
    grams = dict.fromkeys(_runs(squeezed), INSIDE)
    for word in words:
        grams.update({word[:size]: 1.0 for size in SIZES if len(word) >= size})
    return grams or ({squeezed: 1.0} if squeezed else {})


def _runs(text: str) -> list[str]:
    return [text[i : i + size] for size in SIZES for i in range(len(text) - size + 1)]


class GramWeights:
    """How much a run of syllables tells (inverse document frequency), learnt from known questions.

    "어떻게 하나요" is in thousands of them and tells nothing; "드론" is in none and tells a lot.
    """

    def __init__(self, questions: Iterable[str]) -> None:
        seen: Counter[str] = Counter()
        total = 0
        for question in questions:
            seen.update(syllable_grams(question).keys())
            total += 1
        self._rarest = math.log(total + 2) ** SHARPNESS
        self._weights = {
            gram: math.log((total + 2) / (count + 1)) ** SHARPNESS
            for gram, count in seen.items()
            if count > 1
        }

    def vector(self, text: str) -> Vector:
        """Return the unit vector of a text."""
        grams = syllable_grams(text)
        return unit({gram: worth * self._weights.get(gram, self._rarest) for gram, worth in grams.items()})


def unit(vector: Mapping[str, float]) -> Vector:
    """Scale to length 1; nothing stays nothing."""
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {name: value / length for name, value in vector.items()} if length else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(name, 0.0) for name, value in one.items())


def same_topic(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how surely two topic distributions mean the same topic: the root of the chance that they do.

    Two that could mean anything do not agree, however alike they are.
    """
    if len(one) > len(other):
        one, other = other, one
    return math.sqrt(sum(value * other.get(topic, 0.0) for topic, value in one.items()))
