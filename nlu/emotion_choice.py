"""From the phrases found and the model's probabilities to the one emotion a message gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlu.emotion_lexicon import FEELINGS, NEUTRAL, EmotionLexicon, EmotionMatch
from nlu.text_model import TextModel

# A feeling below this probability is not named; an opener for a feeling nobody has is worse than none.
THRESHOLD = 0.3


def signs_of(matches: Sequence[EmotionMatch]) -> tuple[str, ...]:
    """Return the signs the model reads: each feeling found, with how sure its phrase is."""
    return tuple(f"{match.emotion}:{match.confidence}" for match in matches)


def choose_emotion(
    matches: Sequence[EmotionMatch], probabilities: Mapping[str, float], threshold: float = THRESHOLD
) -> EmotionMatch:
    """Return the likeliest feeling, neutral below the threshold.

    A feeling that no phrase shows has the empty span 0..0, so that no words count as its own.
    """
    feeling = max(FEELINGS, key=lambda name: probabilities.get(name, 0.0))
    probability = probabilities.get(feeling, 0.0)
    if probability < max(threshold, probabilities.get(NEUTRAL, 0.0)):
        return EmotionMatch(NEUTRAL, 0, 0, 1.0 - probability)
    start, end = next(((m.start, m.end) for m in matches if m.emotion == feeling), (0, 0))
    return EmotionMatch(feeling, start, end, probability)


@dataclass(frozen=True)
class EmotionReader:
    """Names the emotion of a message, from its phrases and the trained model."""

    lexicon: EmotionLexicon
    model: TextModel
    threshold: float = THRESHOLD

    def read(self, text: str) -> EmotionMatch:
        """Return the emotion of a message, neutral when unsure."""
        matches = self.lexicon.matches(text)
        return choose_emotion(matches, self.model.probabilities(text, signs_of(matches)), self.threshold)
