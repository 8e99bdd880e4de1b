"""People in danger and abusive words, found by the phrases staff list in data/safety.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.errors import NluError
from nlu.folding import fold
from nlu.phonetic import spell_as_heard

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
# Wording of what is past or asked in general; it weakens every kind but these.
CALM = "calm"
_NEVER_CALM = ("self_harm", ABUSE)

_LISTS = ("strong", "weak", "except")
_ALLOWED = re.compile(r"[\w|()*$^]+")
_BREAK = " {0,8}"
_GAP = 6
# Laughing, crying and punctuation separate words like a space does.
_SEPARATOR = re.compile(r"[^\w]|[_ㅋㅎㅠㅜㅡ]")
# Where a word may begin without a space before it: after the particles and endings people run together.
_AFTER = spell_as_heard("가이은는데고서도요를을에")
_WORD_START = f"(?<![^ {_AFTER}])"


@dataclass(frozen=True)
class SafetyMatch:
    """A kind of danger, or abuse, with the span of the words that show it, in the original text."""

    kind: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class _Phrases:
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    exceptions: re.Pattern[str] | None


@dataclass(frozen=True)
class SafetyLexicon:
    """The phrases of every kind, ready to search."""

    phrases: dict[str, _Phrases]
    calm: re.Pattern[str] | None

    @classmethod
    def load(cls, path: Path) -> SafetyLexicon:
        """Read and check a lexicon file; NluError names what is wrong."""
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise NluError("safety_unreadable", f"cannot read {path}: {error}") from error
        if not isinstance(content, dict):
            raise NluError("safety_malformed", f"{path}: expected a mapping of kinds")
        calm = _compile(path, CALM, content.pop(CALM, None))
        return cls({str(kind): _read_kind(path, str(kind), lists) for kind, lists in content.items()}, calm)

    def find(self, text: str) -> list[SafetyMatch]:
        """Return the kinds the text shows, each once, the most certain first."""
        folded = fold(text)
        heard = _heard(folded.text)
        is_calm = self._is_calm(heard)
        found = []
        for kind in KINDS:
            hits = _hits(self.phrases[kind], heard) if kind in self.phrases else ()
            best = min(hits, key=lambda hit: (-hit[2], hit[0], -hit[1]), default=None)
            if best is not None:
                ceiling = WEAK if is_calm and kind not in _NEVER_CALM else STRONG
                found.append(SafetyMatch(kind, *folded.span(best[0], best[1]), min(best[2], ceiling)))
        return sorted(found, key=lambda match: -match.confidence)

    def excuses(self, text: str) -> frozenset[str]:
        """Return what speaks against danger: "calm", and the kinds one of whose exceptions is in the text."""
        heard = _heard(fold(text).text)
        kinds = {
            kind
            for kind, phrases in self.phrases.items()
            if phrases.exceptions is not None and phrases.exceptions.search(heard)
        }
        return frozenset(kinds | {CALM}) if self._is_calm(heard) else frozenset(kinds)

    def _is_calm(self, heard: str) -> bool:
        return self.calm is not None and self.calm.search(heard) is not None


def _heard(folded: str) -> str:
    return _SEPARATOR.sub(" ", spell_as_heard(folded))


def _hits(phrases: _Phrases, heard: str) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, confidence) of every phrase that no exception overlaps."""
    hidden = [m.span() for m in phrases.exceptions.finditer(heard)] if phrases.exceptions else []
    for pattern, confidence in ((phrases.strong, STRONG), (phrases.weak, WEAK)):
        for match in pattern.finditer(heard) if pattern else ():
            start = match.end() - len(match.group().lstrip())
            end = match.start() + len(match.group().rstrip())
            if not any(start < hidden_end and hidden_start < end for hidden_start, hidden_end in hidden):
                yield start, end, confidence


def _read_kind(path: Path, kind: str, lists: Any) -> _Phrases:
    if kind not in KINDS:
        raise NluError("safety_kind", f"{path}: unknown kind {kind!r}; use one of {', '.join(KINDS)}")
    if not isinstance(lists, dict) or set(lists) - set(_LISTS):
        raise NluError("safety_malformed", f"{path}: {kind} may have only the lists {', '.join(_LISTS)}")
    strong, weak, exceptions = (_compile(path, kind, lists.get(name)) for name in _LISTS)
    return _Phrases(strong, weak, exceptions)


def _compile(path: Path, kind: str, phrases: Any) -> re.Pattern[str] | None:
    if not isinstance(phrases or [], list):
        raise NluError("safety_malformed", f"{path}: {kind}: write the phrases as a list, one to a line")
    sources = [_to_regex(path, kind, str(phrase)) for phrase in phrases or []]
    return re.compile("|".join(sources)) if sources else None


def _to_regex(path: Path, kind: str, phrase: str) -> str:
    compact = re.sub(r"\s", "", phrase).lower()
    try:
        if not _ALLOWED.fullmatch(compact):
            raise re.error("only letters, digits, | ( ) * _ ^ and $ are allowed")
        source = "".join(map(_piece, re.findall(r"\*+|.", spell_as_heard(compact))))
        if re.compile(source).match(""):
            raise re.error("it would match every message")
    except re.error as error:
        raise NluError("safety_phrase", f"{path}: {kind}: bad phrase {phrase!r}: {error}") from error
    return f"(?:{source})"


def _piece(token: str) -> str:
    """Translate one sign of a phrase; words match however they are spaced."""
    if token.startswith("*"):
        return f".{{0,{_GAP * len(token)}}}?"
    signs = {"_": _WORD_START, "(": "(?:", "^": f"^{_BREAK}", "$": "$", ")": ")", "|": "|"}
    return signs.get(token) or re.escape(token) + _BREAK
