"""One-vs-rest linear support vector machines, fitted a few classes at a time in worker processes.

liblinear draws from one random generator per process, so threads would make training irreproducible.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

BLOCK_CLASSES = 80
# Below this many (row x class) cells starting worker processes takes longer than the fit.
_SERIAL_CELLS = 200_000
# Weights this close to zero change no decision; dropping them makes the model ten times smaller.
_NEGLIGIBLE = 0.01
_SEED = 0
# With few classes a table of all weights is small, and many times faster to read one row's weights from.
_FEW_CLASSES = 32


@dataclass(frozen=True)
class LinearModel:
    """scores = rows @ weights + bias; weights has shape (features, classes) and is sparse."""

    weights: sp.csr_matrix
    bias: NDArray[np.float32]

    def scores(self, rows: sp.csr_matrix) -> NDArray[np.float32]:
        """Return decision values, shape (rows, classes)."""
        return np.asarray((rows @ self.weights).todense(), np.float32) + self.bias

    def row_scores(self, features: NDArray[np.int32], values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the decision values of one row, shape (classes,): what scores() says, many times faster."""
        if self._table is not None:
            return np.asarray(values @ self._table[features] + self.bias)
        starts = self.weights.indptr[features]
        lengths = self.weights.indptr[features + 1] - starts
        before = np.cumsum(lengths) - lengths
        places = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
        products = self.weights.data[places] * np.repeat(values, lengths)
        sums = np.bincount(self.weights.indices[places], products, len(self.bias))
        return sums.astype(np.float32) + self.bias

    @cached_property
    def _table(self) -> NDArray[np.float32] | None:
        return self.weights.toarray() if len(self.bias) <= _FEW_CLASSES else None

    def to_arrays(self, precision: type[np.floating] = np.float32) -> dict[str, NDArray[np.generic]]:
        """Return everything as plain arrays."""
        return {
            "weights": self.weights.data.astype(precision),
            "weight_classes": self.weights.indices.astype(np.uint16),
            "weight_ends": self.weights.indptr.astype(np.int64),
            "bias": self.bias,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> LinearModel:
        """Rebuild a model from to_arrays()."""
        parts = (arrays["weights"].astype(np.float32), arrays["weight_classes"].astype(np.int32))
        shape = (len(arrays["weight_ends"]) - 1, len(arrays["bias"]))
        weights = sp.csr_matrix((*parts, arrays["weight_ends"]), shape=shape)
        return cls(weights, arrays["bias"].astype(np.float32))


@dataclass(frozen=True)
class Fit:
    """Rows to train on: matrix (rows, features), the class number of each row, and how much a row counts."""

    rows: sp.csr_matrix
    classes: NDArray[np.int64]
    row_weights: NDArray[np.float64] | None = None


def fit_all(
    fits: Sequence[Fit], class_count: int, penalty: float, tolerance: float, workers: int
) -> list[LinearModel]:
    """Fit several independent models over the same classes, sharing the worker processes."""
    from joblib import Parallel, delayed

    blocks = list(_blocks(class_count))
    cells = sum(fit.rows.shape[0] for fit in fits) * class_count
    jobs = workers if cells > _SERIAL_CELLS else 1
    parts = Parallel(n_jobs=jobs)(
        delayed(_fit_block)(fit, block, class_count, penalty, tolerance) for fit in fits for block in blocks
    )
    return [_join(parts[i : i + len(blocks)]) for i in range(0, len(parts), len(blocks))]


def _blocks(class_count: int) -> Iterator[range]:
    count = max(1, round(class_count / BLOCK_CLASSES))
    edges = np.linspace(0, class_count, count + 1).astype(int)
    return (range(start, stop) for start, stop in itertools.pairwise(edges))


def _fit_block(fit: Fit, block: range, class_count: int, penalty: float, tolerance: float) -> LinearModel:
    """Fit the classes of one block against everything else; returns weights (features, len(block))."""
    from sklearn.svm import LinearSVC

    rest = class_count
    labels = np.where((fit.classes >= block.start) & (fit.classes < block.stop), fit.classes, rest)
    counts = np.bincount(fit.classes, minlength=class_count)
    weight = {c: len(labels) / (class_count * counts[c]) for c in block if counts[c]}
    present = np.unique(labels)
    model = LinearSVC(C=penalty, tol=tolerance, class_weight={**weight, rest: 1.0}, random_state=_SEED)
    weights = np.zeros((fit.rows.shape[1], len(block)), np.float32)
    bias = np.full(len(block), -1.0, np.float32)
    if len(present) > 1:
        model.fit(_own_copy(fit.rows), labels, sample_weight=fit.row_weights)
        coefficients, intercepts = _per_class(model.coef_, model.intercept_)
        for place, label in enumerate(present):
            if label != rest:
                weights[:, label - block.start] = coefficients[place]
                bias[label - block.start] = intercepts[place]
    weights[np.abs(weights) < _NEGLIGIBLE] = 0
    return LinearModel(sp.csr_matrix(weights), bias)


def _own_copy(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Workers see the rows as read-only shared memory, which liblinear does not accept."""
    return sp.csr_matrix(
        (rows.data.astype(np.float64), rows.indices.copy(), rows.indptr.copy()), shape=rows.shape
    )


def _per_class(
    coefficients: NDArray[np.float64], intercepts: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Liblinear gives one row for two classes, positive for the second; make it two."""
    if len(coefficients) > 1:
        return coefficients, intercepts
    return np.vstack([-coefficients, coefficients]), np.concatenate([-intercepts, intercepts])


def _join(parts: Sequence[LinearModel]) -> LinearModel:
    weights = sp.hstack([part.weights for part in parts], format="csr", dtype=np.float32)
    return LinearModel(weights, np.concatenate([part.bias for part in parts]))
