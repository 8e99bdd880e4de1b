"""What the facet classifier reads in a question; unlike topics, facets show in particles and endings."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from nlu.analyzer import Morpheme, analyze_folded
from nlu.facet_lexicon import FacetMatch
from nlu.features import JAMO, SYLLABLES, Grams
from nlu.folding import fold
from nlu.phonetic import spell_as_heard

_NOT_WORDS = re.compile(r"[^\w]+|_")
# Particles, endings, verbs and adverbs say how a question is put; of nouns the pattern keeps the tag.
_FUNCTION_WORD = re.compile(r"[JEVXM]|NP|NNB|NR|IC")
_LONGEST_ENDING = 6
_ENDING_WORDS = 3
_LENGTH_STEP, _LONGEST_LENGTH = 3, 6


def facet_grams(text: str, matches: Sequence[FacetMatch]) -> Grams:
    """Return a question's features in three blocks: words and lexicon phrases, syllables, jamo."""
    folded = fold(text)
    morphemes = analyze_folded(folded)
    heard = spell_as_heard(_NOT_WORDS.sub("", folded.text))
    words = ["<", *(f"{m.surface}/{m.tag}" for m in morphemes), ">"]
    pattern = ["<", *map(_pattern_word, morphemes), ">"]
    features = [*_phrases(matches), *_sequences(words, 2), *_sequences(pattern, 3)]
    features += [f"end:{heard[-size:]}" for size in range(1, _LONGEST_ENDING + 1)]
    features += [f"end:{' '.join(words[-1 - size :])}" for size in range(1, _ENDING_WORDS + 1)]
    features.append(f"length:{min(_LONGEST_LENGTH, len(morphemes) // _LENGTH_STEP)}")
    features.append("noun phrase" if morphemes and morphemes[-1].tag.startswith("N") else "sentence")
    jamo = unicodedata.normalize("NFD", heard)
    return features, _ngrams(f"^{heard}$", SYLLABLES), _ngrams(jamo, JAMO)


def _pattern_word(morpheme: Morpheme) -> str:
    return morpheme.surface if _FUNCTION_WORD.match(morpheme.tag) else morpheme.tag


def _phrases(matches: Sequence[FacetMatch]) -> Iterator[str]:
    for match in matches:
        yield f"phrase:{match.facet}"
        yield f"phrase:{match.facet}:{match.confidence}"
    if not matches:
        yield "phrase:none"


def _sequences(words: Sequence[str], longest: int) -> Iterator[str]:
    parts = (zip(*(words[i:] for i in range(size)), strict=False) for size in range(1, longest + 1))
    return map(" ".join, itertools.chain.from_iterable(parts))


def _ngrams(text: str, sizes: Iterable[int]) -> list[str]:
    return [text[i : i + size] for size in sizes for i in range(len(text) - size + 1)]
