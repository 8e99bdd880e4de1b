"""The facet classifier: a linear SVM over wording and lexicon phrases, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.calibration import fit_temperature, softmax
from nlu.errors import NluError
from nlu.facet_choice import SUMMARY
from nlu.facet_examples import FacetExample
from nlu.facet_features import facet_grams
from nlu.facet_lexicon import FacetLexicon, FacetMatch
from nlu.features import BLOCKS, Grams, Vectorizer
from nlu.model_files import load_model, save_model
from nlu.svm import Fit, LinearModel, fit_all

VERSION = 2
_NAME = "facet"


@dataclass(frozen=True)
class FacetTraining:
    """How to train; folds are for calibration, and no topic is in two of them."""

    penalty: float = 0.1
    tolerance: float = 0.1
    folds: int = 2
    max_features: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(BLOCKS, 40_000))


@dataclass(frozen=True)
class FacetClassifier:
    """A trained classifier over the facets."""

    classes: tuple[str, ...]
    vectorizer: Vectorizer
    model: LinearModel
    temperature: float

    def probabilities(self, text: str, matches: Sequence[FacetMatch]) -> dict[str, float]:
        """Return the probability of each class, given the lexicon's matches in the text."""
        row = self.vectorizer.row(facet_grams(text, matches))
        found = softmax(self.model.row_scores(*row) * self.temperature)
        return dict(zip(self.classes, map(float, found), strict=True))

    def save(self, directory: Path) -> None:
        """Write the classifier as plain arrays and JSON."""
        settings = {"classes": self.classes, "temperature": self.temperature}
        save_model(
            directory, _NAME, VERSION, settings, {**self.vectorizer.to_arrays(), **self.model.to_arrays()}
        )

    @classmethod
    def load(cls, directory: Path) -> FacetClassifier:
        """Read what save() wrote; NluError when it is missing or of another version."""
        settings, arrays = load_model(directory, _NAME, VERSION)
        vectorizer, model = Vectorizer.from_arrays(arrays), LinearModel.from_arrays(arrays)
        return cls(tuple(settings["classes"]), vectorizer, model, float(settings["temperature"]))


def facet_classes(facets: Sequence[str]) -> tuple[str, ...]:
    """Return the classes of an example: its facets, of which the summary counts only by itself."""
    return tuple(facet for facet in facets if facet != SUMMARY) or (SUMMARY,)


def train_facets(
    examples: Sequence[FacetExample], lexicon: FacetLexicon, settings: FacetTraining | None = None
) -> FacetClassifier:
    """Train on labelled questions, which need two facets beside the summary or more."""
    settings = settings or FacetTraining()
    documents = [facet_grams(example.text, lexicon.matches(example.text)) for example in examples]
    classes = sorted({name for example in examples for name in facet_classes(example.facets)} | {SUMMARY})
    if len(classes) < 3:
        raise NluError("too_few_classes", "the facet examples need at least two facets beside the summary")
    everything = _fit(documents, examples, np.ones(len(examples), bool), classes, settings)
    scores, rows = held_out_scores(documents, examples, classes, settings)
    answers = np.array([classes.index(facet_classes(examples[i].facets)[0]) for i in rows], np.int64)
    return FacetClassifier(tuple(classes), *everything, fit_temperature(scores, answers))


def held_out_scores(
    documents: Sequence[Grams],
    examples: Sequence[FacetExample],
    classes: Sequence[str],
    settings: FacetTraining,
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return (scores, example numbers) from models that saw no question of the same topic."""
    fold_of = {topic: i % settings.folds for i, topic in enumerate(_shuffled_topics(examples))}
    folds = np.array([fold_of.get(example.topic, -1) for example in examples])
    scores = [np.zeros((0, len(classes)), np.float32)]
    rows = [np.zeros(0, np.int64)]
    for fold in range(settings.folds):
        held_out = np.flatnonzero(folds == fold)
        if len(held_out):
            vectorizer, model = _fit(documents, examples, folds != fold, classes, settings)
            scores.append(model.scores(vectorizer.matrix([documents[i] for i in held_out])))
            rows.append(held_out)
    return np.concatenate(scores), np.concatenate(rows)


def _shuffled_topics(examples: Sequence[FacetExample]) -> list[str]:
    """Topics in a fixed random order, so that folds do not follow the domains."""
    topics = sorted({example.topic for example in examples} - {""})
    return [topics[i] for i in np.random.default_rng(0).permutation(len(topics))]


def _fit(
    documents: Sequence[Grams],
    examples: Sequence[FacetExample],
    mask: NDArray[np.bool_],
    classes: Sequence[str],
    settings: FacetTraining,
) -> tuple[Vectorizer, LinearModel]:
    """Fit on the examples of a mask; one that asks for two facets is a row for each."""
    kept = np.flatnonzero(mask)
    vectorizer = Vectorizer.fit([documents[i] for i in kept], settings.max_features)
    rows = [(i, classes.index(name)) for i in kept for name in facet_classes(examples[i].facets)]
    matrix = vectorizer.matrix([documents[i] for i, _ in rows])
    fit = Fit(matrix, np.array([number for _, number in rows], np.int64))
    return vectorizer, fit_all([fit], len(classes), settings.penalty, settings.tolerance, workers=1)[0]
