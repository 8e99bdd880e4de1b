"""Facets of a question ("얼마" asks for the fee), found by the phrases staff list in data/facets.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge import FACETS
from nlu.folding import fold
from nlu.phonetic import spell_as_heard
from nlu.phrase_lists import JOINED, Phrases, read_mapping, read_phrases

STRONG = 0.9
WEAK = 0.6
# These answer any question somehow, so a more specific facet beside them is what was asked.
_GENERAL = ("how", "summary")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class FacetMatch:
    """A facet with the span of the words that show it, in the original text."""

    facet: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class FacetLexicon:
    """The phrases of every facet, ready to search."""

    phrases: dict[str, Phrases]

    @classmethod
    def load(cls, path: Path) -> FacetLexicon:
        """Read and check a lexicon file; NluError names what is wrong."""
        content = read_mapping(path)
        return cls({facet: read_phrases(path, facet, of, FACETS, JOINED) for facet, of in content.items()})

    def find(self, text: str) -> list[FacetMatch]:
        """Return the facets the phrases alone say are asked for, strongest first, each once."""
        return _most_specific(self.matches(text))

    def matches(self, text: str) -> list[FacetMatch]:
        """Return every facet with a phrase in the text, strongest first, each once."""
        folded = fold(text).keep(_LETTER)
        heard = spell_as_heard(folded.text)
        hits = [
            _Hit(facet, *hit)
            for facet, phrases in self.phrases.items()
            for hit in phrases.hits(heard, STRONG, WEAK)
        ]
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
