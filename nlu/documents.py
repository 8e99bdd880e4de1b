"""Everything the classifier reads in one text, taken from a single morphological analysis."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.analyzer import analyze_folded
from nlu.bare_words import bare_word, content_words
from nlu.features import Grams, grams
from nlu.folding import fold


@dataclass(frozen=True)
class Document:
    """A text's n-grams, its content words and, when it is hardly more than one word, that word."""

    grams: Grams
    words: frozenset[str]
    bare_word: str | None


def read(text: str) -> Document:
    """Analyse a text."""
    folded = fold(text)
    morphemes = analyze_folded(folded)
    return Document(grams(folded, morphemes), content_words(morphemes), bare_word(morphemes))
