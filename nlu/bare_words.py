"""What a single word is asked about: "여권" alone belongs to several topics, however sure a classifier is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.analyzer import Morpheme

_CONTENT_TAG = re.compile(r"NN[GP]|XR|SL|V[VA]|MAG|UNKNOWN")
# Words of asking itself: "등본 좀 알려 주세요" is as bare as "등본".
_ASKING = re.compile(
    r"알리|알려|알|알고|가르치|가르쳐|말씀|말|궁금|문의|질문|하|해|했|되|돼|됐|있|없|주|줘|좀|싶|원하|필요|관련|안내|그냥"
    r"|혹시|부탁"
)
# Who asks where or when has said what about the word is wanted: the one place of that name, its hours.
_QUESTION = re.compile(r"어디|어딨|언제|몇|얼마")
# A word seen in fewer questions says nothing about how it is shared out.
_ENOUGH = 3
# How much the shares count; the classifier keeps a say in which of similar shares comes first.
_TRUST = 0.8


def bare_word(morphemes: Sequence[Morpheme]) -> str | None:
    """Return the only content word of a message that asks nothing; None when it has none or several."""
    if any(_QUESTION.fullmatch(m.surface) for m in morphemes):
        return None
    words = {m.surface for m in morphemes if _CONTENT_TAG.match(m.tag) and not _ASKING.fullmatch(m.surface)}
    return words.pop() if len(words) == 1 else None


def content_words(morphemes: Sequence[Morpheme]) -> frozenset[str]:
    """Return the distinct words of a question that could stand alone as a bare word."""
    return frozenset(m.surface for m in morphemes if _CONTENT_TAG.match(m.tag))


@dataclass(frozen=True)
class WordShares:
    """For each frequent word, how many training questions of each class contain it."""

    counts: Mapping[str, Mapping[int, int]]
    class_count: int

    @classmethod
    def fit(
        cls, documents: Sequence[frozenset[str]], classes: NDArray[np.int64], class_count: int
    ) -> WordShares:
        """Count the words of questions, given as sets, by class number."""
        counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for words, label in zip(documents, classes, strict=False):
            for word in words:
                counts[word][int(label)] += 1
        return cls({w: dict(c) for w, c in sorted(counts.items()) if c.total() >= _ENOUGH}, class_count)

    def temper(self, word: str, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities no surer than the word's questions are alike; a rare word changes nothing."""
        if word not in self.counts:
            return probabilities
        shares = np.zeros(self.class_count)
        for label, count in self.counts[word].items():
            shares[label] = count
        return _TRUST * shares / shares.sum() + (1 - _TRUST) * probabilities
