"""Text features: TF-IDF over Mecab morphemes, space-free syllables and space-free jamo.

Spaces are dropped from two of the three blocks because people leave them out; jamo survive most typos.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.analyzer import Morpheme
from nlu.folding import Folded

BLOCKS = ("morpheme", "syllable", "jamo")
# Longer n-grams and pairs of morphemes were tried: slower, larger and less accurate on unseen questions.
SYLLABLES = (1, 2)
JAMO = (3,)

# Particles, endings and punctuation say little about the topic.
_FUNCTION_TAG = re.compile(r"J|E|S[FPSOYEC]")
_NOT_WORDS = re.compile(r"[^\w]+|_")

Grams = tuple[list[str], list[str], list[str]]


def grams(folded: Folded, morphemes: Sequence[Morpheme]) -> Grams:
    """Return a text's n-grams, one list for each of BLOCKS."""
    words = [m.surface for m in morphemes if not _FUNCTION_TAG.match(m.tag)] or [m.surface for m in morphemes]
    syllables = _NOT_WORDS.sub("", folded.text)
    jamo = unicodedata.normalize("NFD", syllables)
    return words, ngrams(syllables, SYLLABLES), ngrams(jamo, JAMO)


def ngrams(text: str, sizes: Iterable[int]) -> list[str]:
    """Return every run of characters of each size."""
    return [text[i : i + size] for size in sizes for i in range(len(text) - size + 1)]


@dataclass(frozen=True)
class Vectorizer:
    """Three TF-IDF blocks side by side, each of length one in a fully known text."""

    vocabularies: tuple[dict[str, int], ...]
    idf: NDArray[np.float32]
    unseen_idf: float

    @classmethod
    def fit(cls, documents: Sequence[Grams], max_features: Mapping[str, int]) -> Vectorizer:
        """Learn vocabulary and weights; max_features caps each block, the most widespread n-grams stay."""
        vocabularies: list[dict[str, int]] = []
        idf: list[float] = []
        for block, name in enumerate(BLOCKS):
            frequency = Counter(gram for document in documents for gram in set(document[block]))
            # Sorting by name as well keeps training reproducible: sets iterate in a random order.
            kept = sorted(frequency, key=lambda gram: (-frequency[gram], gram))[: max_features[name]]
            vocabularies.append({gram: len(idf) + i for i, gram in enumerate(kept)})
            idf.extend(_idf(len(documents), frequency[gram]) for gram in kept)
        return cls(tuple(vocabularies), np.array(idf, np.float32), _idf(len(documents), 1))

    @property
    def size(self) -> int:
        """Number of features."""
        return len(self.idf)

    def row(self, document: Grams) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return (feature indices, values) of one text, without building a matrix."""
        places: list[int] = []
        counts: list[int] = []
        ends: list[tuple[int, int, int]] = []
        for vocabulary, block in zip(self.vocabularies, document, strict=True):
            counted = Counter(block)
            start = len(places)
            for gram, count in counted.items():
                if (place := vocabulary.get(gram)) is not None:
                    places.append(place)
                    counts.append(count)
            ends.append((start, len(places), len(counted) - len(places) + start))
        indices = np.array(places, np.int32)
        values = self._weights(indices, counts)
        for start, end, unknown in ends:
            if end > start:
                part = values[start:end]
                # Unknown n-grams count in the length, so a strange text with one familiar word stays unsure.
                part /= np.float32(np.sqrt(float(part @ part) + unknown * self.unseen_idf**2))
        return indices, values

    def matrix(self, documents: Sequence[Grams]) -> sp.csr_matrix:
        """Return the rows of many texts, shape (texts, features): what row() says, many times faster."""
        shape = (len(documents), self.size)
        if not documents:
            return sp.csr_matrix(shape, dtype=np.float32)
        blocks = [self._block(number, documents) for number in range(len(self.vocabularies))]
        rows, places, values = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
        return sp.csr_matrix((values, (rows, places)), shape=shape)

    def _block(
        self, block: int, documents: Sequence[Grams]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return (row, feature, value) of each known n-gram of one block."""
        vocabulary = self.vocabularies[block]
        places: list[int] = []
        counts: list[int] = []
        known: list[int] = []
        distinct: list[int] = []
        for document in documents:
            counted = Counter(document[block])
            before = len(places)
            for gram, count in counted.items():
                if (place := vocabulary.get(gram)) is not None:
                    places.append(place)
                    counts.append(count)
            known.append(len(places) - before)
            distinct.append(len(counted))
        rows = np.repeat(np.arange(len(documents)), known)
        features = np.array(places, np.int64)
        weights = self._weights(features, counts)
        squares = np.bincount(rows, weights.astype(np.float64) ** 2, len(documents))
        lengths = np.sqrt(squares + (np.array(distinct) - known) * self.unseen_idf**2)
        return rows, features, (weights / lengths[rows]).astype(np.float32)

    def _weights(self, places: NDArray[np.integer], counts: list[int]) -> NDArray[np.float32]:
        """Return the weights of n-grams before they are divided by their block's length."""
        return (1 + np.log(np.array(counts, np.float32))) * self.idf[places]

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything as plain arrays; n-grams hold no line break, so lines separate them."""
        arrays: dict[str, NDArray[np.generic]] = {
            f"vocabulary_{name}": np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
            for name, vocabulary in zip(BLOCKS, self.vocabularies, strict=False)
        }
        return {**arrays, "idf": self.idf, "unseen_idf": np.array(self.unseen_idf)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Vectorizer:
        """Rebuild a vectorizer from to_arrays()."""
        vocabularies: list[dict[str, int]] = []
        offset = 0
        for name in BLOCKS:
            text = arrays[f"vocabulary_{name}"].tobytes().decode()
            names = text.split("\n") if text else []
            vocabularies.append(dict(zip(names, range(offset, offset + len(names)), strict=False)))
            offset += len(names)
        return cls(tuple(vocabularies), arrays["idf"].astype(np.float32), float(arrays["unseen_idf"]))


def _idf(documents: int, frequency: int) -> float:
    return float(np.log((1 + documents) / (1 + frequency)) + 1)
