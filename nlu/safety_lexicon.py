"""People in danger and abusive words, found by the phrases staff list in data/safety.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.errors import NluError
from nlu.folding import fold
from nlu.phrase_lists import SPACED, Phrases, as_heard, compile_phrases, read_mapping, read_phrases

# Of equally certain kinds the earlier one counts: first who may die now, then the more specific.
CRISIS_KINDS = (
    "self_harm",
    "medical",
    "fire",
    "elder_in_danger",
    "child_abuse",
    "domestic_violence",
    "crime",
)
ABUSE = "abuse"
KINDS = (*CRISIS_KINDS, ABUSE)
STRONG = 0.95
WEAK = 0.7
# The topics beside which people report danger.
NEAR = "near"
# Wording of what is past or asked in general; it weakens every kind but these.
CALM = "calm"
_NEVER_CALM = ("self_harm", ABUSE)
_TOPIC = re.compile(r"[a-z0-9_]+/[a-z0-9_]+")


@dataclass(frozen=True)
class SafetyMatch:
    """A kind of danger, or abuse, with the span of the words that show it, in the original text."""

    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class SafetyLexicon:
    """The phrases of every kind, ready to search, and the topics (domain/topic) danger is near to."""

    phrases: dict[str, Phrases]
    calm: re.Pattern[str] | None
    near: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> SafetyLexicon:
        """Read and check a lexicon file; NluError names what is wrong."""
        content = read_mapping(path)
        calm = compile_phrases(path, CALM, content.pop(CALM, None), SPACED)
        near = _read_topics(path, content.pop(NEAR, None))
        phrases = {kind: read_phrases(path, kind, of, KINDS, SPACED) for kind, of in content.items()}
        return cls(phrases, calm, near)

    def find(self, text: str) -> list[SafetyMatch]:
        """Return the kinds the text shows, each once, the most certain first."""
        folded = fold(text)
        heard = as_heard(folded.text)
        is_calm = self._is_calm(heard)
        found = []
        for kind in KINDS:
            hits = self.phrases[kind].hits(heard, STRONG, WEAK) if kind in self.phrases else ()
            best = min(hits, key=lambda hit: (-hit[2], hit[0], -hit[1]), default=None)
            if best is not None:
                ceiling = WEAK if is_calm and kind not in _NEVER_CALM else STRONG
                found.append(SafetyMatch(kind, *folded.span(best[0], best[1]), min(best[2], ceiling)))
        return sorted(found, key=lambda match: -match.confidence)

    def excuses(self, text: str) -> frozenset[str]:
        """Return what speaks against danger: "calm", and the kinds one of whose exceptions is in the text."""
        heard = as_heard(fold(text).text)
        kinds = {
            kind
            for kind, phrases in self.phrases.items()
            if phrases.exceptions is not None and phrases.exceptions.search(heard)
        }
        return frozenset(kinds | {CALM}) if self._is_calm(heard) else frozenset(kinds)

    def _is_calm(self, heard: str) -> bool:
        return self.calm is not None and self.calm.search(heard) is not None


def _read_topics(path: Path, topics: Any) -> frozenset[str]:
    """Return the topics staff list; NluError when they are not written as domain/topic, one to a line."""
    if not isinstance(topics or [], list):
        raise NluError("phrases_malformed", f"{path}: {NEAR}: write the topics as a list, one to a line")
    wrong = [topic for topic in topics or [] if not _TOPIC.fullmatch(str(topic))]
    if wrong:
        raise NluError("phrases_topic", f"{path}: {NEAR}: write {wrong[0]!r} as domain/topic")
    return frozenset(topics or [])
