from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from nlu.scope import ScopedCalibration, ScopeModel, own_topics

CLASSES = ("civil/passport", "greet", "other_agency/police", "out_of_scope", "traffic/bus")
OWN = own_topics(CLASSES)


def test_only_topics_of_the_district_are_its_own() -> None:
    assert OWN.tolist() == [True, False, False, False, True]


def test_the_scope_model_tells_inside_from_outside() -> None:
    rows = sp.csr_matrix([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]], dtype=np.float32)
    model = ScopeModel.fit(rows, np.array([True, True, False, False]))
    scores = model.scores(rows)
    assert min(scores[:2]) > 0 > max(scores[2:])


def test_without_anything_outside_the_scope_model_is_neutral() -> None:
    rows = sp.csr_matrix([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    assert ScopeModel.fit(rows, np.array([True, True])).scores(rows).tolist() == [0.0, 0.0]


def test_a_question_from_outside_lowers_every_topic_of_the_district() -> None:
    scores = np.array([[0.4, 0.0, 0.1, 0.2, 0.1]])
    calibration = ScopedCalibration(temperature=4.0, weight=2.0)
    inside, outside = (calibration.probabilities(scores, np.array([s]), OWN)[0] for s in (1.0, -1.0))
    assert inside.sum() == pytest.approx(1) and outside.sum() == pytest.approx(1)
    assert (inside[OWN] > outside[OWN]).all() and (inside[~OWN] < outside[~OWN]).all()


def test_fitting_trusts_a_scope_score_that_is_right() -> None:
    random = np.random.default_rng(0)
    answers = random.integers(0, len(CLASSES), 400)
    scores = random.normal(0, 0.5, (400, len(CLASSES)))
    scores[np.arange(400), answers] += 0.3
    right = np.where(OWN[answers], 1.0, -1.0) + random.normal(0, 0.3, 400)
    trusted = ScopedCalibration.fit(scores.astype(np.float32), right.astype(np.float32), OWN, answers)
    doubted = ScopedCalibration.fit(scores, random.normal(0, 1, 400), OWN, answers)
    assert trusted.weight > 5 * doubted.weight
    accuracy = (trusted.probabilities(scores, right, OWN).argmax(1) == answers).mean()
    alone = (scores.argmax(1) == answers).mean()
    assert accuracy > alone + 0.05


def test_settings_survive_a_round_trip() -> None:
    calibration = ScopedCalibration(8.5, 3.3, 0.4)
    assert ScopedCalibration.from_settings(calibration.to_settings()) == calibration
