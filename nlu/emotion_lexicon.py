"""How a resident feels, found by the phrases staff list in data/emotion.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlu.folding import fold
from nlu.phrase_lists import SPACED, Phrases, as_heard, read_mapping, read_phrases

NEUTRAL = "neutral"
FEELINGS = ("anger", "anxiety", "sadness", "gratitude", "joy", "confusion")
EMOTIONS = (NEUTRAL, *FEELINGS)
STRONG = 0.9
WEAK = 0.6


@dataclass(frozen=True)
class EmotionMatch:
    """An emotion with the span of the words that show it, in the original text; neutral has none (0..0)."""

    emotion: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class EmotionLexicon:
    """The phrases of every feeling, ready to search."""

    phrases: dict[str, Phrases]

    @classmethod
    def load(cls, path: Path) -> EmotionLexicon:
        """Read and check a lexicon file; NluError names what is wrong."""
        content = read_mapping(path)
        return cls({name: read_phrases(path, name, of, FEELINGS, SPACED) for name, of in content.items()})

    def matches(self, text: str) -> list[EmotionMatch]:
        """Return every feeling with a phrase in the text, each once: strong ones first, then the longest."""
        folded = fold(text)
        heard = as_heard(folded.text)
        found = []
        for emotion, phrases in self.phrases.items():
            hits = phrases.hits(heard, STRONG, WEAK)
            best = min(hits, key=lambda hit: (-hit[2], hit[0] - hit[1], hit[0]), default=None)
            if best is not None:
                found.append(EmotionMatch(emotion, *folded.span(best[0], best[1]), best[2]))
        return sorted(found, key=lambda m: (-m.confidence, m.start - m.end, m.start))
