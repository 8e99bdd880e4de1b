"""Whether a question is the district's own business: a second opinion beside the topic classifier.

Small talk and other bodies' business are too varied to be one class among three hundred. A single model that
only tells inside from outside knows them better, and what it says raises or lowers all topics together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlu.calibration import fit_temperature, softmax
from nlu.ranking import OUT_OF_SCOPE, domain_of, is_topic

_PENALTY, _TOLERANCE, _SEED = 0.5, 0.2, 0
# Bounds of the fitted weight of the opinion (log scale) and of the score that counts as undecided.
_WEIGHT, _UNDECIDED = (-4.0, 3.0), (-1.0, 1.0)
# The model in use has seen more questions than the one calibrated with some held out, and is rightly surer.
_MORE_DATA = 1.1
# With slips of the finger the office's own questions look a bit foreign; they keep the benefit of the doubt.
_LENIENCY = 0.2


def own_topics(classes: Sequence[str]) -> NDArray[np.bool_]:
    """Return which classes are topics of the district, not dialogue acts or other bodies' business."""
    return np.array([is_topic(name) and domain_of(name) not in OUT_OF_SCOPE for name in classes])


@dataclass(frozen=True)
class ScopeModel:
    """scores = rows @ weights + bias, positive for the district's own business."""

    weights: NDArray[np.float32]
    bias: float

    def scores(self, rows: sp.csr_matrix) -> NDArray[np.float32]:
        """Return one score for each row."""
        return np.asarray(rows @ self.weights + np.float32(self.bias))

    def row_score(self, features: NDArray[np.int32], values: NDArray[np.float32]) -> float:
        """Return the score of one row, given the features it has."""
        return float(values @ self.weights[features]) + self.bias

    @classmethod
    def fit(cls, rows: sp.csr_matrix, own: NDArray[np.bool_]) -> ScopeModel:
        """Fit on rows of which `own` says whether they are the district's business; neutral without both."""
        from sklearn.svm import LinearSVC

        if own.all() or not own.any():
            return cls(np.zeros(rows.shape[1], np.float32), 0.0)
        model = LinearSVC(C=_PENALTY, tol=_TOLERANCE, class_weight="balanced", random_state=_SEED)
        model.fit(rows.astype(np.float64), own)
        return cls(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


@dataclass(frozen=True)
class ScopedCalibration:
    """Turns topic scores and the scope score into probabilities."""

    temperature: float
    weight: float = 0.0
    undecided: float = 0.0

    def probabilities(
        self, scores: NDArray[np.floating], scope: NDArray[np.floating], own: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        """Return probabilities (rows, classes) for scores (rows, classes) and scope scores (rows,)."""
        opinion = self.weight * (np.asarray(scope, np.float64) - self.undecided)
        return softmax(scores * self.temperature + opinion[:, None] * own)

    @classmethod
    def fit(
        cls,
        scores: NDArray[np.floating],
        scope: NDArray[np.floating],
        own: NDArray[np.bool_],
        answers: NDArray[np.int64],
    ) -> ScopedCalibration:
        """Fit on held-out rows under which the right classes are likeliest."""
        from scipy.optimize import minimize
        from scipy.special import logsumexp

        # The optimizer steps too finely for single precision.
        scores, scope = np.asarray(scores, np.float64), np.asarray(scope, np.float64)
        alone = cls(fit_temperature(scores, answers))
        if not len(answers) or own.all() or not own.any():
            return alone
        rows = np.arange(len(answers))

        def loss(parameters: NDArray[np.float64]) -> float:
            temperature, weight, undecided = parameters
            logits = scores * np.exp(temperature) + (np.exp(weight) * (scope - undecided))[:, None] * own
            return float(np.mean(logsumexp(logits, axis=1) - logits[rows, answers]))

        start = np.array([np.log(alone.temperature), 0.5, 0.0])
        bounds = [(start[0] - 2, start[0] + 2), _WEIGHT, _UNDECIDED]
        found = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
        return cls(_MORE_DATA * float(np.exp(found[0])), float(np.exp(found[1])), float(found[2]) - _LENIENCY)

    def to_settings(self) -> dict[str, float]:
        """Return the parameters for a settings file."""
        return {"temperature": self.temperature, "weight": self.weight, "undecided": self.undecided}

    @classmethod
    def from_settings(cls, settings: Mapping[str, float]) -> ScopedCalibration:
        """Read what to_settings() returned."""
        return cls(**settings)
