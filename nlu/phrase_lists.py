"""Phrases staff list in YAML, compiled and searched: strong and weak signs of a kind, and exceptions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import KnowledgeError
from knowledge.yaml_limits import load_plain
from nlu.errors import NluError
from nlu.phonetic import spell_as_heard

LISTS = ("strong", "weak", "except")

_BREAK = " {0,8}"
# Laughing, crying and punctuation separate words like a space does.
_SEPARATOR = re.compile(r"[^\w]|[_ㅋㅎㅠㅜㅡ]")
# Where a word may begin without a space before it: after the particles and endings people run together.
_AFTER = spell_as_heard("가이은는데고서도요를을에")
_WORD_START = f"(?<![^ {_AFTER}])"


@dataclass(frozen=True)
class PhraseSyntax:
    """What the signs of a phrase stand for: any text for `*`, `**` ..., and what separates its letters."""

    gap: int
    lazy: bool
    spaced: bool

    @property
    def signs(self) -> str:
        """The signs a phrase may hold beside letters and digits."""
        return "|()*_^$" if self.spaced else "|()*$"

    def pattern(self, phrase: str) -> str:
        """Return the regular expression of a phrase; re.error says what is wrong with it."""
        compact = re.sub(r"\s", "", phrase).lower()
        if not re.fullmatch(rf"[^\W_]*(?:[{re.escape(self.signs)}][^\W_]*)*", compact) or not compact:
            raise re.error(f"only letters, digits and {' '.join(self.signs)} are allowed")
        source = "".join(map(self._piece, re.findall(r"\*+|.", spell_as_heard(compact))))
        if re.compile(source).match(""):
            raise re.error("it would match every message")
        return f"(?:{source})"

    def _piece(self, token: str) -> str:
        """Translate one sign; words match however they are spaced."""
        if token.startswith("*"):
            return f".{{0,{self.gap * len(token)}}}" + ("?" if self.lazy else "")
        letter_break = _BREAK if self.spaced else ""
        signs = {"_": _WORD_START, "(": "(?:", "^": f"^{letter_break}", "$": "$", ")": ")", "|": "|"}
        return signs.get(token) or re.escape(token) + letter_break


# Spaces stay in the text, so that a phrase can ask for the beginning of a word.
SPACED = PhraseSyntax(gap=6, lazy=True, spaced=True)
# For text without spaces.
JOINED = PhraseSyntax(gap=4, lazy=False, spaced=False)


def as_heard(folded: str) -> str:
    """Return folded text as SPACED phrases see it; the length stays the same."""
    return _SEPARATOR.sub(" ", spell_as_heard(folded))


@dataclass(frozen=True)
class Phrases:
    """The compiled lists of one kind."""

    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    exceptions: re.Pattern[str] | None

    def hits(self, heard: str, strong: float, weak: float) -> Iterator[tuple[int, int, float]]:
        """Yield (start, end, confidence) of every phrase that no exception overlaps."""
        hidden: list[tuple[int, int]] | None = None
        for pattern, confidence in ((self.strong, strong), (self.weak, weak)):
            for match in pattern.finditer(heard) if pattern else ():
                if hidden is None:  # most messages show no phrase, so exceptions are looked for after one
                    hidden = [m.span() for m in self.exceptions.finditer(heard)] if self.exceptions else []
                start = match.end() - len(match.group().lstrip())
                end = match.start() + len(match.group().rstrip())
                if not any(start < hidden_end and hidden_start < end for hidden_start, hidden_end in hidden):
                    yield start, end, confidence


def read_mapping(path: Path) -> dict[str, Any]:
    """Return the kinds of a file with their lists, unchecked; NluError when it is no mapping."""
    try:
        content = load_plain(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError, KnowledgeError, yaml.YAMLError) as error:
        raise NluError("phrases_unreadable", f"cannot read {path}: {error}") from error
    if not isinstance(content, dict):
        raise NluError("phrases_malformed", f"{path}: expected a mapping of kinds")
    return {str(kind): lists for kind, lists in content.items()}


def read_phrases(path: Path, kind: str, lists: Any, known: Collection[str], syntax: PhraseSyntax) -> Phrases:
    """Compile the lists of one kind; NluError names the file, the kind and the phrase that is wrong."""
    if kind not in known:
        raise NluError("phrases_kind", f"{path}: unknown kind {kind!r}; use one of {', '.join(known)}")
    if not isinstance(lists, dict) or set(lists) - set(LISTS):
        raise NluError("phrases_malformed", f"{path}: {kind} may have only the lists {', '.join(LISTS)}")
    return Phrases(*(compile_phrases(path, kind, lists.get(name), syntax) for name in LISTS))


def compile_phrases(path: Path, kind: str, phrases: Any, syntax: PhraseSyntax) -> re.Pattern[str] | None:
    """Return one pattern for a list of phrases, None for an empty list; NluError as above."""
    if not isinstance(phrases or [], list):
        raise NluError("phrases_malformed", f"{path}: {kind}: write the phrases as a list, one to a line")
    sources = []
    for phrase in phrases or []:
        try:
            sources.append(syntax.pattern(str(phrase)))
        except re.error as error:
            raise NluError("phrases_phrase", f"{path}: {kind}: bad phrase {phrase!r}: {error}") from error
    # Longer phrases first, so that the span covers as much of the wording as possible.
    return re.compile("|".join(sorted(sources, key=len, reverse=True))) if sources else None
