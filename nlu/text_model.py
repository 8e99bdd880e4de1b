"""A small trained text model: n-grams of a message, one linear classifier, calibrated probabilities.

Emotion, kinds of danger and abuse share it. Weights are files of the repository, no part of `rasa train`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.calibration import fit_temperature, held_out_folds, softmax
from nlu.errors import NluError
from nlu.features import BLOCKS, Grams, Vectorizer
from nlu.model_files import load_model, save_model
from nlu.svm import Fit, LinearModel, fit_all
from nlu.text_features import text_grams

VERSION = 1
WEIGHTS = Path("nlu/weights")


@dataclass(frozen=True)
class TextExample:
    """A sentence with its class, how much it counts (1 is a line of our own) and the signs found in it."""

    text: str
    label: str
    weight: float = 1.0
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextTraining:
    """How to train; only lines that count fully are held out for calibration."""

    penalty: float = 0.5
    tolerance: float = 0.05
    folds: int = 4
    max_features: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(BLOCKS, 20_000))


@dataclass(frozen=True)
class TextModel:
    """A trained model over named classes."""

    classes: tuple[str, ...]
    vectorizer: Vectorizer
    model: LinearModel
    temperature: float

    def probabilities(self, text: str, signs: Iterable[str] = ()) -> dict[str, float]:
        """Return the probability of each class, given the signs a lexicon found in the text."""
        return self.probabilities_of(text_grams(text, signs))

    def probabilities_of(self, grams: Grams) -> dict[str, float]:
        """Return the probability of each class; several models can share the features of a text."""
        found = softmax(self.model.row_scores(*self.vectorizer.row(grams)) * self.temperature)
        return dict(zip(self.classes, map(float, found), strict=True))

    def save(self, directory: Path, name: str) -> None:
        """Write the model as plain arrays and JSON, small enough for the repository."""
        arrays = {**self.vectorizer.to_arrays(), **self.model.to_arrays(np.float16)}
        arrays["idf"] = self.vectorizer.idf.astype(np.float16)
        settings = {"classes": self.classes, "temperature": self.temperature}
        save_model(directory, name, VERSION, settings, arrays, compressed=True)

    @classmethod
    def load(cls, directory: Path, name: str) -> TextModel:
        """Read what save() wrote; NluError when it is missing or of another version."""
        settings, arrays = load_model(directory, name, VERSION)
        vectorizer, model = Vectorizer.from_arrays(arrays), LinearModel.from_arrays(arrays)
        return cls(tuple(settings["classes"]), vectorizer, model, float(settings["temperature"]))


def train_text_model(
    examples: Sequence[TextExample], classes: Sequence[str], settings: TextTraining | None = None
) -> TextModel:
    """Train on sentences of two classes or more; NluError when one class has none."""
    settings = settings or TextTraining()
    missing = set(classes) - {example.label for example in examples}
    if missing:
        raise NluError("too_few_classes", f"no sentences for {', '.join(sorted(missing))}")
    documents = [text_grams(example.text, example.signs) for example in examples]
    vectorizer, model = _fit(documents, examples, np.ones(len(examples), bool), classes, settings)
    scores, rows = held_out_scores(documents, examples, classes, settings)
    return TextModel(
        tuple(classes), vectorizer, model, fit_temperature(scores, _numbers(examples, classes)[rows])
    )


def held_out_scores(
    documents: Sequence[Grams],
    examples: Sequence[TextExample],
    classes: Sequence[str],
    settings: TextTraining,
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return (scores, example numbers) of the lines of our own, each from a model that has not seen it."""
    own = np.flatnonzero([example.weight >= 1 for example in examples])
    numbers = _numbers(examples, classes)
    scores, rows = [], []
    for fold in held_out_folds(numbers[own], settings.folds, len(own)):
        held_out = own[fold]
        mask = np.ones(len(examples), bool)
        mask[held_out] = False
        vectorizer, model = _fit(documents, examples, mask, classes, settings)
        scores.append(model.scores(vectorizer.matrix([documents[i] for i in held_out])))
        rows.append(held_out)
    return np.concatenate(scores), np.concatenate(rows)


def _numbers(examples: Sequence[TextExample], classes: Sequence[str]) -> NDArray[np.int64]:
    return np.array([classes.index(example.label) for example in examples], np.int64)


def _fit(
    documents: Sequence[Grams],
    examples: Sequence[TextExample],
    mask: NDArray[np.bool_],
    classes: Sequence[str],
    settings: TextTraining,
) -> tuple[Vectorizer, LinearModel]:
    kept = np.flatnonzero(mask)
    vectorizer = Vectorizer.fit([documents[i] for i in kept], settings.max_features)
    rows = vectorizer.matrix([documents[i] for i in kept])
    weights = np.array([examples[i].weight for i in kept])
    fit = Fit(rows, _numbers(examples, classes)[kept], weights)
    return vectorizer, fit_all([fit], len(classes), settings.penalty, settings.tolerance, workers=1)[0]
