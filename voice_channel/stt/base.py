"""What every recogniser offers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TurnOptions:
    """How one turn is recognised: the sound's rate in Hz, phrases to listen for, what results contain."""

    sample_rate: int = 16_000
    phrases: tuple[str, ...] = ()
    words: bool = True
    max_alternatives: int = 0


@dataclass(frozen=True)
class Hypothesis:
    """What was understood: text, mean word confidence 0-1 (None when unknown), the engine's own JSON.

    `alternatives`: (text, probability), the likeliest first; empty when the engine offers none.
    """

    text: str
    confidence: float | None = None
    raw: dict[str, Any] = field(default_factory=dict)
    alternatives: tuple[tuple[str, float], ...] = ()


class TurnRecognizer(ABC):
    """Recognises one turn. Every method blocks; call them one after the other, from any thread."""

    @abstractmethod
    def accept(self, pcm: bytes) -> bool:
        """Take s16le mono sound; True when the engine itself sees the end of an utterance."""

    @abstractmethod
    def partial(self) -> str:
        """What has been understood so far."""

    @abstractmethod
    def result(self) -> Hypothesis:
        """What was understood since the last result, after `accept` returned True."""

    @abstractmethod
    def final(self) -> Hypothesis:
        """What is left; the turn can go on afterwards with new sound."""


class Recognizer(ABC):
    """An engine with its model, shared by all connections."""

    name: str
    synthetic: bool

    @abstractmethod
    def start_turn(self, options: TurnOptions) -> TurnRecognizer:
        """A fresh recogniser for one turn."""
