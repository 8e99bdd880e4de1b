"""The topic classifier: TF-IDF blocks, one linear SVM over all classes, calibrated probabilities."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.bare_words import WordShares
from nlu.calibration import held_out_folds
from nlu.documents import Document, read
from nlu.errors import NluError
from nlu.features import BLOCKS, Grams, Vectorizer
from nlu.model_files import load_model, save_model
from nlu.ranking import Ranker, is_topic
from nlu.scope import ScopedCalibration, ScopeModel, own_topics
from nlu.svm import Fit, LinearModel, fit_all

VERSION = 3
_NAME = "topic"


@dataclass(frozen=True)
class TrainingSettings:
    """How to train; the defaults suit some 300 classes of 50 short questions.

    The models that only calibrate may be fitted more roughly than the one in use.
    """

    penalty: float = 0.5
    tolerance: float = 0.2
    calibration_tolerance: float = 1.0
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
    scope: ScopeModel
    calibration: ScopedCalibration
    word_shares: WordShares

    @cached_property
    def _own(self) -> NDArray[np.bool_]:
        return own_topics(self.classes)

    @cached_property
    def ranker(self) -> Ranker:
        """What turns the probabilities into Rasa's rankings."""
        return Ranker(self.classes)

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """Return the probability of each class; all equal when nothing in the text is known."""
        document = read(text)
        row = self.vectorizer.row(document.grams)
        scores, scope = self.model.row_scores(*row), self.scope.row_score(*row)
        probabilities = self.calibration.probabilities(scores[None], np.array([scope]), self._own)[0]
        found_topic = is_topic(self.classes[int(probabilities.argmax())])
        # "ㅇㅇ" and "ㄱㅅ" can be dialogue acts, but no loose letters name a topic.
        if not len(row[0]) or (found_topic and not document.has_words):
            return np.full(len(self.classes), 1 / len(self.classes))
        if found_topic and document.bare_word:
            return self.word_shares.temper(document.bare_word, probabilities)
        return probabilities

    def save(self, directory: Path) -> None:
        """Write the classifier as plain arrays and JSON; nothing in it can run code when loaded."""
        settings = {
            "classes": self.classes,
            "calibration": self.calibration.to_settings(),
            "scope_bias": self.scope.bias,
            "words": self.word_shares.counts,
        }
        arrays = {
            **self.vectorizer.to_arrays(),
            **self.model.to_arrays(np.float16),
            "scope_weights": self.scope.weights,
        }
        save_model(directory, _NAME, VERSION, settings, arrays)

    @classmethod
    def load(cls, directory: Path) -> Classifier:
        """Read what save() wrote; NluError when it is missing or of another version."""
        settings, arrays = load_model(directory, _NAME, VERSION)
        vectorizer, model = Vectorizer.from_arrays(arrays), LinearModel.from_arrays(arrays)
        counts = {word: {int(label): n for label, n in of.items()} for word, of in settings["words"].items()}
        shares = WordShares(counts, len(settings["classes"]))
        scope = ScopeModel(arrays["scope_weights"].astype(np.float32), float(settings["scope_bias"]))
        calibration = ScopedCalibration.from_settings(settings["calibration"])
        return cls(tuple(settings["classes"]), vectorizer, model, scope, calibration, shares)


def train(
    texts: Sequence[str], labels: Sequence[str], settings: TrainingSettings | None = None
) -> Classifier:
    """Train on texts with one class name each; needs two classes or more."""
    settings = settings or TrainingSettings()
    found, classes = np.unique(np.array(labels), return_inverse=True)
    names = tuple(map(str, found))
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
    models = [
        *fit_all(fits[:1], len(names), settings.penalty, settings.tolerance, settings.workers),
        *fit_all(fits[1:], len(names), settings.penalty, settings.calibration_tolerance, settings.workers),
    ]
    own = own_topics(names)
    scopes = [ScopeModel.fit(fit.rows, own[fit.classes]) for fit in fits]
    calibration = _calibrate(documents, classes, masks, vectorizers[1:], models[1:], scopes[1:], own)
    shares = WordShares.fit([document.words for document in documents], classes, len(names))
    return Classifier(names, vectorizers[0], models[0], scopes[0], calibration, shares)


def _calibrate(
    documents: Sequence[Document],
    classes: NDArray[np.int64],
    masks: Sequence[NDArray[np.bool_]],
    vectorizers: Sequence[Vectorizer],
    models: Sequence[LinearModel],
    scopes: Sequence[ScopeModel],
    own: NDArray[np.bool_],
) -> ScopedCalibration:
    """Calibrate on the rows of each mask, scored by models that did not see them."""
    scores, opinions = [np.zeros((0, len(own)), np.float32)], [np.zeros(0, np.float32)]
    answers = [np.zeros(0, np.int64)]
    for mask, vectorizer, model, scope in zip(masks, vectorizers, models, scopes, strict=True):
        rows = vectorizer.matrix(_grams(documents, mask))
        scores.append(model.scores(rows))
        opinions.append(scope.scores(rows))
        answers.append(classes[mask])
    return ScopedCalibration.fit(
        np.concatenate(scores), np.concatenate(opinions), own, np.concatenate(answers)
    )


def _grams(documents: Sequence[Document], mask: NDArray[np.bool_]) -> list[Grams]:
    return [documents[i].grams for i in np.flatnonzero(mask)]
