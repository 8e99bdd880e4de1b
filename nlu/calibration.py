"""Turning decision values into probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Log-scale bounds: from almost flat to almost one-hot.
_BOUNDS = (-4.0, 5.0)
# Used when nothing can be held out (one example a class): flat enough never to sound sure.
DEFAULT_TEMPERATURE = 2.0


def softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return probabilities over the last axis."""
    shifted = np.exp(np.asarray(scores, np.float64) - np.max(scores, axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def fit_temperature(scores: NDArray[np.floating], classes: NDArray[np.int64]) -> float:
    """Return the factor on held-out scores (rows, classes) under which the right classes are likeliest."""
    from scipy.optimize import minimize_scalar
    from scipy.special import logsumexp

    if not len(classes):
        return DEFAULT_TEMPERATURE
    right = scores[np.arange(len(classes)), classes]

    def loss(log_factor: float) -> float:
        factor = np.exp(log_factor)
        return float(np.mean(logsumexp(scores * factor, axis=1) - right * factor))

    return float(np.exp(minimize_scalar(loss, bounds=_BOUNDS, method="bounded").x))


def held_out_folds(classes: NDArray[np.int64], folds: int, enough: int) -> list[NDArray[np.bool_]]:
    """Return masks of rows to hold out, stratified; stops once `enough` rows have been held out.

    A class keeps at least half of its rows in training, and a single example is never held out.
    """
    order = np.random.default_rng(0).permutation(len(classes))
    fold = np.full(len(classes), -1)
    for label in np.unique(classes):
        rows = order[classes[order] == label]
        usable = min(folds, len(rows))
        if usable > 1:
            fold[rows] = np.arange(len(rows)) % usable
    masks: list[NDArray[np.bool_]] = []
    for number in range(folds):
        if sum(int(mask.sum()) for mask in masks) >= enough:
            break
        mask = fold == number
        if mask.any():
            masks.append(mask)
    return masks
