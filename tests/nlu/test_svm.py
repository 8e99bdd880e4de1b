from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from nlu.scope import ScopeModel
from nlu.svm import LinearModel

FEATURES = np.array([1, 4, 7], np.int32)
VALUES = np.array([0.5, 0.25, 1.0], np.float32)


def row(size: int) -> sp.csr_matrix:
    return sp.csr_matrix((VALUES, FEATURES, [0, len(FEATURES)]), shape=(1, size))


@pytest.mark.parametrize("classes", [3, 300])
def test_a_row_alone_gets_the_scores_it_has_in_a_matrix(classes: int) -> None:
    random = np.random.default_rng(0)
    weights = sp.random(9, classes, 0.5, "csr", np.float32, random)
    model = LinearModel(weights, random.normal(size=classes).astype(np.float32))
    assert np.allclose(model.row_scores(FEATURES, VALUES), model.scores(row(9))[0], atol=1e-6)


@pytest.mark.parametrize("classes", [3, 300])
def test_a_row_without_known_features_gets_the_bias(classes: int) -> None:
    model = LinearModel(sp.csr_matrix((9, classes), dtype=np.float32), np.arange(classes, dtype=np.float32))
    assert np.array_equal(model.row_scores(FEATURES[:0], VALUES[:0]), model.bias)


def test_the_scope_of_a_row_alone_is_the_one_it_has_in_a_matrix() -> None:
    scope = ScopeModel(np.linspace(-1, 1, 9, dtype=np.float32), 0.3)
    assert scope.row_score(FEATURES, VALUES) == pytest.approx(float(scope.scores(row(9))[0]))
