"""What the trained models of danger and abuse say about a message, and the wording they are told about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nlu.safety_lexicon import ABUSE, CRISIS_KINDS, SafetyMatch
from nlu.text_features import text_grams
from nlu.text_model import TextModel

NONE = "none"
DANGER_CLASSES = (NONE, *CRISIS_KINDS)
ABUSE_CLASSES = (NONE, ABUSE)
DANGER_MODEL = "danger"
ABUSE_MODEL = "abuse"


def signs_of(found: Iterable[SafetyMatch], excuses: Iterable[str]) -> tuple[str, ...]:
    """Return the signs the models read: kinds found with how sure their phrase is, and what excuses them."""
    kinds = tuple(f"{match.kind}:{match.confidence}" for match in found)
    return kinds + tuple(f"not {kind}" for kind in sorted(excuses))


@dataclass(frozen=True)
class Suspicion:
    """The likeliest kind of danger, the probability that there is danger of any kind, and that of abuse."""

    kind: str = CRISIS_KINDS[0]
    danger: float = 0.0
    abuse: float = 0.0


@dataclass(frozen=True)
class SafetyModels:
    """The trained models of danger and of abuse."""

    danger: TextModel
    abuse: TextModel

    @classmethod
    def load(cls, directory: Path) -> SafetyModels:
        """Read both models; NluError when one is missing or of another version."""
        return cls(TextModel.load(directory, DANGER_MODEL), TextModel.load(directory, ABUSE_MODEL))

    def suspect(self, text: str, signs: Iterable[str]) -> Suspicion:
        """Return what the models suspect of a message, given its signs."""
        grams = text_grams(text, signs)
        danger = self.danger.probabilities_of(grams)
        abuse = self.abuse.probabilities_of(grams)
        kind = max(CRISIS_KINDS, key=lambda name: danger.get(name, 0.0))
        return Suspicion(kind, 1.0 - danger.get(NONE, 0.0), abuse.get(ABUSE, 0.0))
