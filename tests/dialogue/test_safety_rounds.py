"""The whole bot on crises and look-alikes nobody trained it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.labelled_lines import read_labelled
from nlu.safety_evaluate import CrisisScores, bot_detect, evaluate
from nlu.safety_lexicon import ABUSE, CRISIS_KINDS
from nlu.safety_signs import NONE

SENTENCES = Path(__file__).parents[1] / "nlu" / "safety" / "crisis.tsv"
UNSEEN = ("5", "6", "7", "8", "9")


@pytest.fixture(scope="module")
def scores(trained_model: Path) -> CrisisScores:
    lines = read_labelled(SENTENCES, "kind", (NONE, ABUSE, *CRISIS_KINDS))
    return evaluate([line for line in lines if line.round in UNSEEN], bot_detect(trained_model))


def test_nine_of_ten_crises_are_noticed(scores: CrisisScores) -> None:
    assert scores.crises >= 230
    assert scores.noticed >= 0.92 * scores.crises, scores.missed


def test_hardly_any_plain_complaint_or_look_alike_is_taken_for_a_crisis(scores: CrisisScores) -> None:
    assert scores.look_alikes >= 250
    assert scores.false_alarms <= 0.03 * scores.look_alikes, scores.alarms
