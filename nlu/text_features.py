"""What the feeling and safety models read in a message: wording with its endings, sounds, and signs found."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nlu.analyzer import analyze_folded
from nlu.features import Grams, ngrams
from nlu.folding import fold
from nlu.phonetic import spell_as_heard
from nlu.word_groups import group_features

SYLLABLES = (1, 2, 3)
JAMO = (3, 5)

_NOT_WORDS = re.compile(r"[^\w]+|_")
# Tears, laughter and exclamation marks carry a feeling that words may not.
_TONE = re.compile(r"[ㅋㅎㅠㅜㄷㅡ]{1,2}|[!?^~]|\.\.")


def text_grams(text: str, signs: Iterable[str] = ()) -> Grams:
    """Return a message's features in three blocks: words, tone, word groups and signs; syllables; jamo."""
    features, syllables, jamo = _unsigned(text)
    return [*features, *(f"sign:{sign}" for sign in signs)], syllables, jamo


# The models of feelings and of danger read the same message, each with signs of its own.
@lru_cache(maxsize=16)
def _unsigned(text: str) -> Grams:
    folded = fold(text)
    words = ["<", *(f"{m.surface}/{m.tag}" for m in analyze_folded(folded)), ">"]
    tone = [f"tone:{mark}" for mark in _TONE.findall(folded.text)]
    heard = spell_as_heard(_NOT_WORDS.sub("", folded.text))
    features = [*words, *_pairs(words), *tone, *group_features(heard)]
    jamo = unicodedata.normalize("NFD", heard)
    return features, ngrams(f"^{heard}$", SYLLABLES), ngrams(jamo, JAMO)


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in itertools.pairwise(words)]
