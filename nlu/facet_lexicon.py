"""Facets of a question ("얼마" asks for the fee), found by the phrases staff list in data/facets.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge import FACETS
from nlu.errors import NluError
from nlu.folding import fold
from nlu.phonetic import spell_as_heard

STRONG = 0.9
WEAK = 0.6
_LISTS = ("strong", "weak", "except")
# These answer any question somehow, so a more specific facet beside them is what was asked.
_GENERAL = ("how", "summary")
_GAP = ".{0,4}"
_LETTER = re.compile(r"\w")
_ALLOWED = re.compile(r"[\w|()*$]+")


@dataclass(frozen=True)
class FacetMatch:
    """A facet with the span of the words that show it, in the original text."""

    facet: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class _Phrases:
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    exceptions: re.Pattern[str] | None


@dataclass(frozen=True)
class FacetLexicon:
    """The phrases of every facet, ready to search."""

    phrases: dict[str, _Phrases]

    @classmethod
    def load(cls, path: Path) -> FacetLexicon:
        """Read and check a lexicon file; NluError names what is wrong."""
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise NluError("facets_unreadable", f"cannot read {path}: {error}") from error
        if not isinstance(content, dict):
            raise NluError("facets_malformed", f"{path}: expected a mapping of facets")
        return cls({str(facet): _read_facet(path, str(facet), lists) for facet, lists in content.items()})

    def find(self, text: str) -> list[FacetMatch]:
        """Return the facets the phrases alone say are asked for, strongest first, each once."""
        return _most_specific(self.matches(text))

    def matches(self, text: str) -> list[FacetMatch]:
        """Return every facet with a phrase in the text, strongest first, each once."""
        folded = fold(text).keep(_LETTER)
        heard = spell_as_heard(folded.text)
        hits = [hit for facet, phrases in self.phrases.items() for hit in _hits(facet, phrases, heard)]
        best: dict[str, _Hit] = {}
        for hit in sorted(_longest(hits), key=lambda hit: (-hit.confidence, hit.start, hit.facet)):
            best.setdefault(hit.facet, hit)
        return [FacetMatch(h.facet, *folded.span(h.start, h.end), h.confidence) for h in best.values()]


@dataclass(frozen=True)
class _Hit:
    facet: str
    start: int
    end: int
    confidence: float


def _hits(facet: str, phrases: _Phrases, heard: str) -> Iterator[_Hit]:
    hidden = [m.span() for m in phrases.exceptions.finditer(heard)] if phrases.exceptions else []
    for pattern, confidence in ((phrases.strong, STRONG), (phrases.weak, WEAK)):
        for match in pattern.finditer(heard) if pattern else ():
            if not any(match.start() < end and start < match.end() for start, end in hidden):
                yield _Hit(facet, match.start(), match.end(), confidence)


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Of overlapping hits keep the longest: in "담당 부서가 어디예요" the place is not what is asked."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, -hit.confidence, hit.start, hit.facet)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return kept


def _most_specific(matches: list[FacetMatch]) -> list[FacetMatch]:
    """Drop general and weak facets when something stronger or more specific was asked."""
    specific = [match for match in matches if match.facet not in _GENERAL]
    if not specific:
        return matches[:1]
    strong = [match for match in specific if match.confidence >= STRONG]
    if strong:
        return strong
    general = [match for match in matches if match.confidence >= STRONG]
    return general or specific


def _read_facet(path: Path, facet: str, lists: Any) -> _Phrases:
    if facet not in FACETS:
        raise NluError("facet_unknown", f"{path}: unknown facet {facet!r}; use one of {', '.join(FACETS)}")
    if not isinstance(lists, dict) or set(lists) - set(_LISTS):
        raise NluError("facets_malformed", f"{path}: {facet} may have only the lists {', '.join(_LISTS)}")
    if not all(isinstance(phrases or [], list) for phrases in lists.values()):
        raise NluError("facets_malformed", f"{path}: {facet}: write the phrases as a list, one to a line")
    strong, weak, exceptions = (_compile(path, facet, lists.get(name) or []) for name in _LISTS)
    return _Phrases(strong, weak, exceptions)


def _compile(path: Path, facet: str, phrases: list[Any]) -> re.Pattern[str] | None:
    sources = [_to_regex(path, facet, str(phrase)) for phrase in phrases]
    # Longer phrases first, so that the span covers as much of the wording as possible.
    return re.compile("|".join(sorted(sources, key=len, reverse=True))) if sources else None


def _to_regex(path: Path, facet: str, phrase: str) -> str:
    compact = re.sub(r"\s", "", phrase).lower()
    try:
        if not _ALLOWED.fullmatch(compact):
            raise re.error("only letters, digits, | ( ) * and $ are allowed")
        source = spell_as_heard(compact).replace("(", "(?:").replace("*", _GAP)
        re.compile(source)
    except re.error as error:
        raise NluError("facet_phrase", f"{path}: {facet}: bad phrase {phrase!r}: {error}") from error
    return f"(?:{source})"
