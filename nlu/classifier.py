"""The topic classifier: TF-IDF blocks, one linear SVM over all classes, calibrated probabilities."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.bare_words import WordShares
from nlu.calibration import fit_temperature, held_out_folds, softmax
from nlu.documents import Document, read
from nlu.errors import NluError
from nlu.features import BLOCKS, Grams, Vectorizer
from nlu.model_files import load_model, save_model
from nlu.ranking import is_topic
from nlu.svm import Fit, LinearModel, fit_all

VERSION = 2
_NAME = "topic"


@dataclass(frozen=True)
class TrainingSettings:
    """How to train; the defaults suit some 300 classes of 50 short questions."""

    penalty: float = 0.5
    tolerance: float = 0.2
    folds: int = 5
    calibration_rows: int = 2500
    workers: int = field(default_factory=lambda: min(2, os.cpu_count() or 1))
    max_features: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(BLOCKS, 60_000))


@dataclass(frozen=True)
class Classifier:
    """A trained classifier; classes are sorted names, probabilities follow their order."""

    classes: tuple[str, ...]
    vectorizer: Vectorizer
    model: LinearModel
    temperature: float
    word_shares: WordShares

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """Return the probability of each class; all equal when nothing in the text is known."""
        document = read(text)
        indices, values = self.vectorizer.row(document.grams)
        row = sp.csr_matrix((values, indices, [0, len(indices)]), shape=(1, self.vectorizer.size))
        probabilities = softmax(self.model.scores(row) * self.temperature)[0]
        found_topic = is_topic(self.classes[int(probabilities.argmax())])
        # "ㅇㅇ" and "ㄱㅅ" can be dialogue acts, but no loose letters name a topic.
        if not len(indices) or (found_topic and not document.has_words):
            return np.full(len(self.classes), 1 / len(self.classes))
        if found_topic and document.bare_word:
            return self.word_shares.temper(document.bare_word, probabilities)
        return probabilities

    def save(self, directory: Path) -> None:
        """Write the classifier as plain arrays and JSON; nothing in it can run code when loaded."""
        settings = {
            "classes": self.classes,
            "temperature": self.temperature,
            "words": self.word_shares.counts,
        }
        arrays = {**self.vectorizer.to_arrays(), **self.model.to_arrays(np.float16)}
        save_model(directory, _NAME, VERSION, settings, arrays)

    @classmethod
    def load(cls, directory: Path) -> Classifier:
        """Read what save() wrote; NluError when it is missing or of another version."""
        settings, arrays = load_model(directory, _NAME, VERSION)
        vectorizer, model = Vectorizer.from_arrays(arrays), LinearModel.from_arrays(arrays)
        counts = {word: {int(label): n for label, n in of.items()} for word, of in settings["words"].items()}
        shares = WordShares(counts, len(settings["classes"]))
        return cls(tuple(settings["classes"]), vectorizer, model, settings["temperature"], shares)


def train(
    texts: Sequence[str], labels: Sequence[str], settings: TrainingSettings | None = None
) -> Classifier:
    """Train on texts with one class name each; needs two classes or more."""
    settings = settings or TrainingSettings()
    names, classes = np.unique(np.array(labels), return_inverse=True)
    if len(names) < 2:
        raise NluError(
            "too_few_classes", "the topic selector needs questions for at least two topics or intents"
        )
    documents = [read(text) for text in texts]
    masks = held_out_folds(classes, settings.folds, settings.calibration_rows)
    splits = [np.ones(len(classes), bool)] + [~mask for mask in masks]
    vectorizers = [Vectorizer.fit(_grams(documents, split), settings.max_features) for split in splits]
    fits = [
        Fit(vectorizer.matrix(_grams(documents, split)), classes[split])
        for vectorizer, split in zip(vectorizers, splits, strict=False)
    ]
    models = fit_all(fits, len(names), settings.penalty, settings.tolerance, settings.workers)
    held_out = [
        model.scores(vectorizer.matrix(_grams(documents, mask)))
        for model, vectorizer, mask in zip(models[1:], vectorizers[1:], masks, strict=False)
    ]
    scores = np.concatenate(held_out) if held_out else np.zeros((0, len(names)))
    answers = np.concatenate([classes[mask] for mask in masks]) if masks else np.zeros(0, np.int64)
    shares = WordShares.fit([document.words for document in documents], classes, len(names))
    temperature = fit_temperature(scores, answers)
    return Classifier(tuple(map(str, names)), vectorizers[0], models[0], temperature, shares)


def _grams(documents: Sequence[Document], mask: NDArray[np.bool_]) -> list[Grams]:
    return [documents[i].grams for i in np.flatnonzero(mask)]
