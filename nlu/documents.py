"""Everything the classifier reads in one text, taken from a single morphological analysis."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.analyzer import analyze_folded
from nlu.bare_words import bare_word, content_words
from nlu.features import Grams, grams
from nlu.folding import fold
from nlu.framing import unframed

# A letter that can carry a word, unlike the loose consonants and vowels of "ㅋㅋ" and "ㅠㅠ".
_WHOLE_LETTER = re.compile(r"[^\W_ㄱ-ㆎ]")


@dataclass(frozen=True)
class Document:
    """A text's n-grams, its content words and what it lacks: more than one word, or any whole letter."""

    grams: Grams
    words: frozenset[str]
    bare_word: str | None
    has_words: bool


def read(text: str) -> Document:
    """Analyse what a text asks."""
    folded = fold(unframed(text))
    morphemes = analyze_folded(folded)
    has_words = bool(_WHOLE_LETTER.search(folded.text))
    return Document(grams(folded, morphemes), content_words(morphemes), bare_word(morphemes), has_words)
